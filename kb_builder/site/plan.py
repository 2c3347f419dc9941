"""Catalogue → the pages of the site, the same in every locale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from kb_builder import addresses
from kb_builder.content.catalogue import Catalogue, Entry, SitePage, shown_in
from kb_builder.content.model import Article, Guide, Notice, Product

GUIDE_GROUPS = ("install", "set-up", "use", "maintain", "repair", "replace", "update", "dispose")
GROUPS = ("problems", *GUIDE_GROUPS, "articles", "notices")
"""The parts of a product's page and sidebar, in order."""


@dataclass(frozen=True)
class Page:
    """One page: what it is about and where it lives."""

    kind: str
    """Names the template and the builder: ``home``, ``product``, ``guide``, ``tree``, …"""
    address: str
    product: str | None = None
    entry: Entry[Any] | None = None
    """The record that the page is about, if there is one."""
    group: str = ""
    subject: str = ""
    """What a page without a record is about, e.g. a category."""
    canonical: str = ""
    """The address of the first of several pages that show the same shared article."""
    hand_written: SitePage | None = None

    @property
    def source(self) -> str | None:
        """The file that a writer edits to change the page."""
        if self.hand_written:
            return self.hand_written.file
        return self.entry.file if self.entry else None


@dataclass(frozen=True)
class Plan:
    """Every page, and how to find one."""

    catalogue: Catalogue
    day: date
    pages: tuple[Page, ...]
    _articles: Mapping[tuple[str, str], Page] = field(repr=False)

    @cached_property
    def by_address(self) -> Mapping[str, Page]:
        """Pages by address."""
        return {page.address: page for page in self.pages}

    @cached_property
    def _first(self) -> Mapping[str, Page]:
        first: dict[str, Page] = {}
        for (article_id, _), page in self._articles.items():
            first.setdefault(article_id, page)
        return first

    def article_page(self, article_id: str, product: str | None = None) -> Page | None:
        """The page of an article (by id or alias), the one within ``product`` if the product shows it."""
        entry = self.catalogue.article_by_id.get(article_id)
        if entry is None:
            return None
        found = self._articles.get((entry.record.id, product)) if product else None
        return found or self._first.get(entry.record.id)

    def articles_of(self, product: str) -> tuple[Page, ...]:
        """The article pages of a product, in the order of groups and titles; archived ones are left out."""
        return self._by_product.get(product, ())

    @cached_property
    def _by_product(self) -> Mapping[str, tuple[Page, ...]]:
        found: dict[str, list[Page]] = {}
        for page in self._articles.values():
            if page.kind != "archived" and page.product:
                found.setdefault(page.product, []).append(page)
        return {slug: tuple(sorted(pages, key=_order)) for slug, pages in found.items()}

    def articles_in(self, folder: str) -> tuple[Entry[Any], ...]:
        """The articles that are written in a folder (a product's, ``_shared``)."""
        return self._by_folder.get(folder, ())

    @cached_property
    def _by_folder(self) -> Mapping[str, tuple[Entry[Any], ...]]:
        found: dict[str, list[Entry[Any]]] = {}
        for entry in self.catalogue.articles:
            found.setdefault(entry.product, []).append(entry)
        return {folder: tuple(entries) for folder, entries in found.items()}

    @cached_property
    def notices_in_force(self) -> tuple[Entry[Notice], ...]:
        """Notices that are valid on the day of the build, the gravest and newest first."""
        gravity = {"recall": 0, "safety": 1, "known_issue": 2, "end_of_support": 3}
        valid = [entry for entry in self.catalogue.notices if in_force(entry.record, self.day)]
        return tuple(
            sorted(
                valid, key=lambda e: (gravity[e.record.kind], -e.record.published.toordinal(), e.record.id)
            )
        )

    def notices_for(self, product: str) -> tuple[Entry[Notice], ...]:
        """The notices in force that concern a product."""
        return self._notices_by_product.get(product, ())

    @cached_property
    def _notices_by_product(self) -> Mapping[str, tuple[Entry[Notice], ...]]:
        found: dict[str, list[Entry[Notice]]] = {}
        for entry in self.notices_in_force:
            for slug in shown_in(entry):  # type: ignore[arg-type]
                found.setdefault(slug, []).append(entry)
        return {slug: tuple(entries) for slug, entries in found.items()}


def in_force(notice: Notice, day: date) -> bool:
    """Whether a notice is to be shown on a day."""
    if notice.state == "archived":
        return False
    return notice.published <= day and (notice.valid_through is None or day <= notice.valid_through)


def plan(catalogue: Catalogue, day: date) -> Plan:
    """The pages of a catalogue that :func:`kb_builder.site.view.visible` has reduced to one audience."""
    articles = {
        (page.entry.record.id, page.product or ""): page
        for page in _article_pages(catalogue)
        if page.entry is not None
    }
    pages = (*_company_pages(catalogue), *_product_pages(catalogue), *articles.values())
    return Plan(catalogue, day, pages, articles)


def group_of(article: Article, kind: str) -> str:
    """The part of the product's page in which an article stands."""
    if kind == "guide":
        assert isinstance(article, Guide)
        return article.type
    return {"tree": "problems", "notice": "notices"}.get(kind, "articles")


def _company_pages(catalogue: Catalogue) -> Iterator[Page]:
    for name, address in addresses.COMPANY_PAGES.items():
        yield Page(name, address, entry=_company_entry(catalogue, name))
    for category in catalogue.brand.record.categories:
        yield Page("category", addresses.category(category.id), subject=category.id)
    for written in (*catalogue.pages, *catalogue.handbook):
        yield Page("page", addresses.site_page(written.slug), hand_written=written)


def _company_entry(catalogue: Catalogue, name: str) -> Entry[Any]:
    found: dict[str, Entry[Any]] = {
        "contact": catalogue.channels, "centres": catalogue.centres, "warranty": catalogue.warranty,
        "returns": catalogue.returns, "complaints": catalogue.complaints, "prices": catalogue.prices,
    }  # fmt: skip
    return found.get(name, catalogue.brand)


def _product_pages(catalogue: Catalogue) -> Iterator[Page]:
    for entry in catalogue.products:
        yield Page(entry.record.kind, addresses.product(entry.slug), product=entry.slug, entry=entry)
        if _codes(entry, catalogue):
            yield Page("error_codes", addresses.error_codes(entry.slug), product=entry.slug, entry=entry)


def _codes(entry: Entry[Product], catalogue: Catalogue) -> bool:
    return bool(entry.record.error_codes) or any(
        a.record.error_codes for a in catalogue.articles_of.get(entry.slug, ())
    )


def _article_pages(catalogue: Catalogue) -> Iterator[Page]:
    entries: list[Entry[Any]] = list(catalogue.articles)
    for entry in entries:
        products = shown_in(entry)
        kind = "archived" if entry.record.state == "archived" else entry.kind
        for number, product in enumerate(products):
            yield Page(
                kind,
                addresses.article(product, entry.slug),
                product=product,
                entry=entry,
                group=group_of(entry.record, entry.kind),
                canonical=addresses.article(products[0], entry.slug) if number else "",
            )


def _order(page: Page) -> tuple[int, str, str]:
    assert page.entry is not None
    return (GROUPS.index(page.group), page.entry.record.title, page.address)
