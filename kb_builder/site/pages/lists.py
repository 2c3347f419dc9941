"""Links to products and notices as several pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb_builder import addresses
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import Guide, Notice, Product
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, plain
from kb_builder.site.plan import Page


@dataclass(frozen=True)
class Card:
    """A product or category with its picture."""

    title: str
    href: str
    picture: str = ""
    """Relative address; empty where there is none."""
    text: str = ""


@dataclass(frozen=True)
class Row:
    """An article in a list."""

    title: str
    href: str
    text: str = ""
    time: str = ""
    """ISO 8601 period that a guide takes."""
    product: str = ""
    """Its product's name, for lists across products."""


@dataclass(frozen=True)
class Banner:
    """A notice in force."""

    kind: str
    label: str
    title: str
    href: str
    summary: str


def product_cards(here: Here, slugs: Iterable[str]) -> tuple[Card, ...]:
    """Cards of the products that readers can see, in the given order."""
    found = ((slug, here.site.product(slug)) for slug in slugs)
    return tuple(_card(here, slug, product) for slug, product in found if product is not None)


def _card(here: Here, slug: str, product: Product) -> Card:
    picture = here.picture_url(product.picture.file, slug) if product.picture else ""
    return Card(product.name, here.url(addresses.product(slug)), picture, product.summary)


def slugs_of(here: Here, kind: str, first: Iterable[str] = ()) -> tuple[str, ...]:
    """Products or topics: those of ``first`` in their order, the others by name."""
    site = here.site
    records = {e.slug: site.record(e) for e in site.plan.catalogue.products if e.record.kind == kind}
    chosen = [slug for slug in first if slug in records]
    others = sorted(set(records) - set(chosen), key=lambda slug: (plain(records[slug].name).casefold(), slug))
    return (*chosen, *others)


def row(here: Here, page: Page) -> Row:
    """An article's page as a row of a list."""
    assert page.entry is not None
    record = here.site.record(page.entry)
    time = record.time if isinstance(record, Guide) and record.time else ""
    product = here.site.product(page.product) if page.product else None
    return Row(record.title, here.url(page.address), record.summary, time, product.name if product else "")


def rows_of(here: Here, ids: Iterable[str]) -> tuple[Row, ...]:
    """Rows of the articles that readers can see."""
    pages = (here.site.plan.article_page(article_id, here.page.product) for article_id in ids)
    return tuple(row(here, page) for page in pages if page is not None)


def banners(here: Here, notices: Iterable[Entry[Notice]]) -> tuple[Banner, ...]:
    """Notices as one line each."""
    kinds = labels(here.site.locale).notice_kind
    found = []
    for entry in notices:
        link = here.article(entry.record.id)
        if link is not None:
            kind = entry.record.kind
            found.append(Banner(kind, kinds[kind], link.title, link.href, link.summary))
    return tuple(found)
