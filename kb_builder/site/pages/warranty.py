"""Every warranty by country: what the law gives, and what the company adds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb_builder import addresses
from kb_builder.content.model import Market, Promise, Warranty
from kb_builder.site.jsonld import warranty_promise
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.article import page_url, topic_link
from kb_builder.site.pages.asking import coverage_form, every_product
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.countries import by_country, company_crumbs, product_links
from kb_builder.site.pages.money import PricedItem, priced_by_id


@dataclass(frozen=True)
class PromiseView:
    """A promise in one country."""

    promise: Promise
    anchor: str
    products: tuple[Link, ...]
    models: tuple[str, ...]
    buyers: tuple[str, ...]
    covered: tuple[str, ...]
    """Names of the only components that it covers; empty for all but the excluded ones."""
    excluded: tuple[str, ...]
    contact: Link
    price: PricedItem | None


@dataclass(frozen=True)
class Promises:
    """The promises of a country: those of the law stand apart and come first."""

    by_law: tuple[PromiseView, ...]
    by_us: tuple[PromiseView, ...]


def build_warranty(here: Here) -> Content:
    """The warranty page."""
    record: Warranty = here.site.record(here.site.plan.catalogue.warranty)
    _ = here.site.messages.gettext
    title = _("Warranty")
    return Content(
        title=title,
        description=_("What the law gives you, what we promise on top, for how long, and how to claim it."),
        context={
            "crumbs": company_crumbs(here),
            "record": record,
            "countries": by_country(here, lambda market: _promises(here, record, market)),
            "contact_url": here.url(addresses.COMPANY_PAGES["contact"]),
            "prices_url": here.url(addresses.COMPANY_PAGES["prices"]),
        },
        data=coverage_form(here, every_product(here)),
        jsonld=(
            jsonld_breadcrumbs(here, title),
            *(warranty_promise(promise, page_url(here)) for promise in record.promises),
        ),
    )


def _promises(here: Here, record: Warranty, market: Market) -> Promises:
    views = [
        _view(here, promise, market.country)
        for promise in record.promises
        if market.country in promise.countries
    ]
    return Promises(
        tuple(one for one in views if one.promise.kind == "statutory"),
        tuple(one for one in views if one.promise.kind != "statutory"),
    )


def _view(here: Here, promise: Promise, country: str) -> PromiseView:
    return PromiseView(
        promise,
        f"{country.lower()}-{promise.id}",
        product_links(here, promise.products),
        _names(here, promise, "models", promise.models),
        tuple(labels(here.site.locale).buyer[buyer] for buyer in promise.buyers),
        _names(here, promise, "components", promise.components),
        _names(here, promise, "components", promise.excluded_components),
        topic_link(here, promise.topic),
        priced_by_id(here, promise.price, (country,)),
    )


def _names(here: Here, promise: Promise, of: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Names of models or components in the promise's products."""
    wanted = set(ids)
    slugs = promise.products or tuple(here.site.plan.catalogue.product_by_slug)
    products = (here.site.product(slug) for slug in slugs)
    found = {
        one.id: one.name
        for product in products
        if product
        for one in getattr(product, of)
        if one.id in wanted
    }
    return tuple(found.values())
