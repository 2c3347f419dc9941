"""What an after-sales manager has to know of a catalogue: numbers, and the list behind each number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb_builder.aftersales.prices import item_of_part, price_on
from kb_builder.aftersales.tree_paths import count_paths
from kb_builder.aftersales.walk import LoopError
from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.editorial.translated import Status
from kb_builder.site.walks import source_walk

LONGEST_TREES = 10


@dataclass(frozen=True)
class Table:
    """One number with what it counts."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    alarming: bool = True
    """Whether a row is something to be mended."""
    unknown: str = ""
    """Why there are no rows, when nobody has looked yet."""


def overview(
    catalogue: Catalogue, statuses: Iterable[Status], day: date, heard: Iterable[Table] = ()
) -> tuple[Table, ...]:
    """Every table of the report, the most urgent first; ``heard`` are those about what others say (:mod:`.heard`)."""
    articles: list[Entry[Any]] = list(catalogue.articles)
    known = tuple(statuses)
    return (
        Table("overdue", "Reviews overdue", ("Article", "Title", "Owner", "Due", "Days"), tuple(_overdue(articles, day))),
        Table("translations", "Languages not complete", ("Folder", "Language", "Stale", "Missing", "Words left"), tuple(_languages(known))),
        Table("unpriced", "Parts without a price", ("Product", "Part", "Name", "Country"), tuple(_unpriced(catalogue, day))),
        Table("codes", "Error codes without an article", ("Product", "Code", "Meaning"), tuple(_codes(catalogue))),
        Table("warranty", "Products without a warranty", ("Product", "Name"), tuple(_no_warranty(catalogue))),
        *heard,
        Table("states", "Articles by state", ("State", "Articles"), _states(articles), alarming=False),
        Table("ages", "Articles by age", ("Last changed", "Articles"), _ages(articles, day), alarming=False),
        Table("trees", "Longest trees", ("Tree", "Title", "Nodes", "Paths"), tuple(_trees(catalogue)), alarming=False),
        Table("counts", "What there is", ("What", "Number"), tuple(_counts(catalogue)), alarming=False),
        Table("messages", "Texts by language", ("Language", "Translated", "Fuzzy", "Missing"), tuple(_messages(catalogue, known)), alarming=False),
    )  # fmt: skip


def _overdue(articles: list[Entry[Any]], day: date) -> Iterator[tuple[str | int, ...]]:
    for entry in sorted(articles, key=lambda one: (one.record.review_by or day, one.record.id)):
        record = entry.record
        if record.review_by and record.review_by < day and record.state != "archived":
            due = record.review_by
            yield record.id, record.title, record.owner or "nobody", due.isoformat(), (day - due).days


def _languages(statuses: Iterable[Status]) -> Iterator[tuple[str | int, ...]]:
    stale: Counter[tuple[str, str]] = Counter()
    missing: Counter[tuple[str, str]] = Counter()
    words: Counter[tuple[str, str]] = Counter()
    for one in statuses:
        key = (one.folder, one.locale)
        stale[key] += one.stale
        missing[key] += one.missing
        words[key] += one.words_left
    for key in sorted(words, key=lambda one: (-words[one], one)):
        if stale[key] or missing[key]:
            yield *key, stale[key], missing[key], words[key]


def _unpriced(catalogue: Catalogue, day: date) -> Iterator[tuple[str | int, ...]]:
    book = catalogue.prices.record
    everywhere = tuple(market.country for market in catalogue.brand.record.markets)
    for entry in catalogue.products:
        for part in entry.record.parts:
            if part.orderable_by != "customer" or (part.available_until and part.available_until < day):
                continue
            item = item_of_part(book, entry.slug, part.id)
            for country in entry.record.markets or everywhere:
                if item is None or price_on(item, country, day) is None:
                    yield entry.slug, part.id, part.name, country


def _codes(catalogue: Catalogue) -> Iterator[tuple[str | int, ...]]:
    for entry in catalogue.products:
        explained = {
            code
            for article in catalogue.articles_of.get(entry.slug, ())
            for code in article.record.error_codes
        }
        for one in entry.record.error_codes:
            if not one.article and one.code not in explained:
                yield entry.slug, one.code, one.meaning


def _no_warranty(catalogue: Catalogue) -> Iterator[tuple[str | int, ...]]:
    promises = catalogue.warranty.record.promises
    for entry in catalogue.products:
        covered = any(not one.products or entry.slug in one.products for one in promises)
        if entry.record.kind == "product" and not covered:
            yield entry.slug, entry.record.name


def _states(articles: list[Entry[Any]]) -> tuple[tuple[str | int, ...], ...]:
    counts = Counter(entry.record.state for entry in articles)
    return tuple((state, counts[state]) for state in ("draft", "validated", "published", "archived"))


def _ages(articles: list[Entry[Any]], day: date) -> tuple[tuple[str | int, ...], ...]:
    groups = {"within 3 months": 92, "within a year": 366, "within 2 years": 731, "longer ago": 10**9}
    counts: Counter[str] = Counter()
    for entry in articles:
        days = (day - entry.record.changed).days
        counts[next(name for name, most in groups.items() if days <= most)] += 1
    return tuple((name, counts[name]) for name in groups)


def _trees(catalogue: Catalogue) -> Iterator[tuple[str | int, ...]]:
    found = []
    for entry in catalogue.trees:
        try:
            walk = source_walk(catalogue, entry)
            found.append((entry.record.id, entry.record.title, len(walk.order()), count_paths(walk)))
        except LoopError:
            continue
    yield from sorted(found, key=lambda row: (-row[2], row[0]))[:LONGEST_TREES]


def _counts(catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    kinds = Counter(entry.record.kind for entry in catalogue.products)
    yield "Products", kinds["product"]
    yield "Topics", kinds["topic"]
    yield "Guides", len(catalogue.guides)
    yield "Trees", len(catalogue.trees)
    yield "Nodes of trees", sum(len(entry.record.nodes) for entry in catalogue.trees)
    yield "Articles in prose", len(catalogue.prose)
    yield "Notices", len(catalogue.notices)
    yield "Pictures", sum("/images/" in file for file in catalogue.files)
    yield "Pages written by hand", len(catalogue.pages)


def _messages(catalogue: Catalogue, statuses: tuple[Status, ...]) -> Iterator[tuple[str | int, ...]]:
    for locale in catalogue.brand.record.locales:
        own = [one for one in statuses if one.locale == locale]
        yield (
            locale,
            sum(one.translated for one in own),
            sum(one.stale for one in own),
            sum(one.missing for one in own),
        )
