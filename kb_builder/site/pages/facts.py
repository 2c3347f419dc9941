"""The facts on a product's page: models, parts with prices, documents, software, dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from kb_builder.aftersales.prices import item_of_part, price_on
from kb_builder.content.model import Model, Part, Price, Product, Promise
from kb_builder.content.model.product import Document, Maintenance, SoftwareRelease
from kb_builder.site import formats
from kb_builder.site.local import Here, Link, plain
from kb_builder.site.pages.reach import home_markets, markets_by_nearness


@dataclass(frozen=True)
class ModelFacts:
    """A model and the countries in which alone it is sold."""

    model: Model
    countries: tuple[str, ...]
    """Codes; empty where the model is sold in every country of the product."""


@dataclass(frozen=True)
class Support:
    """A date until which (or since when) the company stands behind the product."""

    label: str
    day: date
    past: bool


@dataclass(frozen=True)
class Task:
    """A line of the maintenance plan."""

    task: Maintenance
    guide: Link | None
    models: tuple[str, ...]


@dataclass(frozen=True)
class PartFacts:
    """A spare part with what it costs."""

    part: Part
    guide: Link | None
    models: tuple[str, ...]
    prices: tuple[Price, ...]
    """In the countries in which it has one, the reader's own first."""
    gone: bool
    """No longer to be had."""


@dataclass(frozen=True)
class Download:
    """A document, or what a software release brings."""

    href: str
    size: int
    """In bytes; 0 where it is not known."""
    models: tuple[str, ...]


@dataclass(frozen=True)
class Release:
    """A version of the software."""

    release: SoftwareRelease
    download: Download | None
    models: tuple[str, ...]
    guide: Link | None


@dataclass(frozen=True)
class Software:
    """A program with its newest release first."""

    name: str
    newest: Release
    earlier: tuple[Release, ...]


def only_in(here: Here, product: Product) -> tuple[str, ...]:
    """The countries in which alone a product is sold; empty where it is sold in every market."""
    everywhere = {market.country for market in here.site.brand.markets}
    return () if not product.markets or set(product.markets) >= everywhere else product.markets


def models(here: Here, product: Product) -> tuple[ModelFacts, ...]:
    """The models of a product."""
    all_markets = product.markets or tuple(market.country for market in here.site.brand.markets)
    return tuple(
        ModelFacts(model, () if set(model.markets) >= set(all_markets) else model.markets)
        for model in product.models
    )


def discontinued(here: Here, product: Product) -> tuple[str, ...]:
    """For a product that is no longer sold: since when, and what the company still does for it."""
    _ = here.site.messages.gettext
    support, today = product.support, here.site.plan.day
    if support.sold_until is None or support.sold_until >= today:
        return ()
    dates = (
        (support.sold_until, "", _("This product has not been on sale since %(day)s.")),
        (support.parts_until, _("You get spare parts until %(day)s."), _("Spare parts ended on %(day)s.")),
        (support.service_until, _("We repair it until %(day)s."), _("Repairs ended on %(day)s.")),
    )
    return tuple(
        (later if day >= today else past) % {"day": formats.date(day, here.site.locale)}
        for day, later, past in dates
        if day
    )


def support_dates(here: Here, product: Product) -> tuple[Support, ...]:
    """The dates that the company has given, in their order in a product's life."""
    _ = here.site.messages.gettext
    support, today = product.support, here.site.plan.day
    dates = (
        (_("On sale since"), support.released),
        (_("On sale until"), support.sold_until),
        (_("Software updates until"), support.software_until),
        (_("Spare parts until"), support.parts_until),
        (_("Repairs until"), support.service_until),
    )
    return tuple(
        Support(label, day, number > 0 and day < today) for number, (label, day) in enumerate(dates) if day
    )


def warranty_in_short(here: Here, product: Product) -> Promise | None:
    """The promise that says most to the reader: the company's own before the law's, for most of the reader's countries."""
    record = here.site.record(here.site.plan.catalogue.warranty)
    mine = {market.country for market in home_markets(here.site)}
    slug = here.page.product or ""
    fitting = [
        promise
        for promise in record.promises
        if promise.kind in ("commercial", "statutory") and _applies(promise, product, slug)
    ]
    return max(
        fitting,
        key=lambda promise: (promise.kind == "commercial", len(mine & set(promise.countries))),
        default=None,
    )


def _applies(promise: Promise, product: Product, slug: str) -> bool:
    if product.warranty:
        return promise.id in product.warranty
    return not promise.products or slug in promise.products


def maintenance(here: Here, product: Product) -> tuple[Task, ...]:
    """What to do again and again."""
    return tuple(
        Task(task, here.article(task.guide) if task.guide else None, _names(product, task.models))
        for task in product.maintenance
    )


def parts(here: Here, product: Product) -> tuple[PartFacts, ...]:
    """Spare parts and accessories."""
    book = here.site.record(here.site.plan.catalogue.prices)
    slug, today = here.page.product or "", here.site.plan.day
    found = []
    for part in product.parts:
        item = item_of_part(book, slug, part.id)
        prices = (price_on(item, m.country, today) if item else None for m in markets_by_nearness(here.site))
        found.append(
            PartFacts(
                part,
                here.article(part.guide) if part.guide else None,
                _names(product, part.models),
                tuple(price for price in prices if price),
                bool(part.available_until and part.available_until < today),
            )
        )
    return tuple(found)


def documents(here: Here, product: Product) -> tuple[tuple[Document, Download], ...]:
    """Documents that can be had, those in the reader's language first."""
    found = [
        (document, download)
        for document in product.documents
        if (download := _download(here, product, document))
    ]
    return tuple(sorted(found, key=lambda pair: here.site.locale not in pair[0].languages))


def releases(here: Here, product: Product) -> tuple[Software, ...]:
    """Every program with its releases, the newest first."""
    by_name: dict[str, list[Release]] = {}
    for release in sorted(product.software, key=lambda one: one.date, reverse=True):
        guide = here.article(release.guide) if release.guide else None
        one = Release(release, _download(here, product, release), _names(product, release.models), guide)
        by_name.setdefault(plain(release.name), []).append(one)
    return tuple(Software(found[0].release.name, found[0], tuple(found[1:])) for found in by_name.values())


def _download(here: Here, product: Product, record: Document | SoftwareRelease) -> Download | None:
    names = _names(product, record.models)
    if record.file:
        path = f"products/{here.folder}/documents/{record.file}"
        size = here.site.plan.catalogue.file_sizes.get(path, 0)
        return Download(here.file_url("documents", record.file), size, names)
    return Download(record.url, 0, names) if record.url else None


def _names(product: Product, ids: Iterable[str]) -> tuple[str, ...]:
    """Names of models; empty where every model is meant."""
    chosen = set(ids)
    found: Iterator[str] = (model.name for model in product.models if model.id in chosen)
    return () if chosen >= {model.id for model in product.models} else tuple(found)
