"""Everything that one set of folders says, as one frozen value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Generic, TypeVar

from kb_builder.content.layout import SHARED
from kb_builder.content.model import (
    Accepted,
    Article,
    Brand,
    Centres,
    Channels,
    Complaints,
    Glossary,
    Guide,
    Holidays,
    Ledger,
    Notice,
    PriceBook,
    Product,
    Prose,
    Record,
    Redirects,
    Returns,
    SearchTests,
    Synonyms,
    Tree,
    Warranty,
)
from kb_builder.content.picture_size import PictureSize

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Entry(Generic[R]):
    """A record and where it stands."""

    record: R
    file: str
    """Relative to the root of the site, with ``/``."""
    kind: str
    product: str
    """The folder below ``products/``; ``_shared`` for what several products share."""
    slug: str
    language: str
    """Source language of the texts."""
    body_line: int = 0
    """For front matter: the line on which the body begins."""


@dataclass(frozen=True)
class Broken:
    """A file that could not be read as a record; its name and id still count as known."""

    file: str
    kind: str
    product: str
    slug: str
    id: str | None


@dataclass(frozen=True)
class SitePage:
    """A hand-written page of ``docs/``: about, privacy."""

    slug: str
    file: str
    title: str
    summary: str
    body: str
    language: str
    body_line: int


@dataclass(frozen=True)
class Catalogue:
    """Products, articles and the company's own files.

    Single files that do not exist are empty records, so that no step has to ask.
    """

    brand: Entry[Brand]
    channels: Entry[Channels]
    centres: Entry[Centres]
    holidays: Entry[Holidays]
    warranty: Entry[Warranty]
    returns: Entry[Returns]
    complaints: Entry[Complaints]
    prices: Entry[PriceBook]
    glossary: Entry[Glossary]
    synonyms: Entry[Synonyms]
    search_tests: Entry[SearchTests]
    redirects: Entry[Redirects]
    published: Entry[Ledger]
    accepted: Entry[Accepted]
    products: tuple[Entry[Product], ...]
    """In the order of their folders' names."""
    guides: tuple[Entry[Guide], ...]
    trees: tuple[Entry[Tree], ...]
    prose: tuple[Entry[Prose], ...]
    notices: tuple[Entry[Notice], ...]
    pages: tuple[SitePage, ...] = ()
    handbook: tuple[SitePage, ...] = ()
    """Pages of ``docs/handbook/``, for agents only."""
    files: frozenset[str] = frozenset()
    """Pictures and documents, relative to the root of the site."""
    file_sizes: Mapping[str, int] = field(default_factory=dict)
    """Sizes of the products' files in bytes."""
    picture_sizes: Mapping[str, PictureSize] = field(default_factory=dict)
    """Of the pictures whose files say it."""
    broken: tuple[Broken, ...] = ()

    @property
    def articles(self) -> Iterator[Entry[Guide] | Entry[Tree] | Entry[Prose] | Entry[Notice]]:
        """Guides, trees, prose, notices."""
        yield from self.guides
        yield from self.trees
        yield from self.prose
        yield from self.notices

    @property
    def singles(self) -> tuple[Entry[Record], ...]:
        """The company's own files, brand first."""
        return (
            self.brand, self.channels, self.centres, self.holidays, self.warranty, self.returns, self.complaints,
            self.prices, self.glossary, self.synonyms, self.search_tests, self.redirects, self.published,
            self.accepted,
        )  # type: ignore[return-value]  # fmt: skip

    @property
    def entries(self) -> Iterator[Entry[Record]]:
        """Every record with its place."""
        yield from self.singles
        yield from self.products  # type: ignore[misc]
        yield from self.articles  # type: ignore[misc]

    @cached_property
    def product_by_slug(self) -> Mapping[str, Entry[Product]]:
        """Products by folder name."""
        return {entry.slug: entry for entry in self.products}

    @cached_property
    def article_by_id(self) -> Mapping[str, Entry[Article]]:
        """Articles by id and by alias; an id wins over an alias."""
        articles: list[Entry[Any]] = list(self.articles)
        by_alias = {alias: entry for entry in articles for alias in entry.record.aliases}
        return {**by_alias, **{entry.record.id: entry for entry in articles}}

    @cached_property
    def articles_of(self) -> Mapping[str, tuple[Entry[Article], ...]]:
        """Per product: its own articles and the shared ones that name it."""
        found: dict[str, list[Entry[Article]]] = defaultdict(list)
        for entry in self.articles:
            for product in shown_in(entry):  # type: ignore[arg-type]
                found[product].append(entry)  # type: ignore[arg-type]
        return {product: tuple(entries) for product, entries in found.items()}


def shown_in(entry: Entry[Article]) -> tuple[str, ...]:
    """The products that show an article: those it names, else the product of its folder."""
    if entry.record.products:
        return entry.record.products
    return () if entry.product == SHARED else (entry.product,)
