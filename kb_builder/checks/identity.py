"""Identity: ids, names of files and places inside a page each stand for one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb_builder.checks.facts import Facts
from kb_builder.checks.near import short
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import Broken, Entry, shown_in
from kb_builder.content.layout import RESERVED_SLUGS, SHARED
from kb_builder.content.model import (
    Brand,
    Centres,
    Channels,
    Glossary,
    Guide,
    Holidays,
    PriceBook,
    Product,
    Record,
    Warranty,
)
from kb_builder.content.problem import FieldPath

_ALIAS = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,98}[0-9A-Za-z])?\Z")
_ANCHOR = re.compile(r"[^\s\"'<>&#%{}\x00-\x1f]{1,100}\Z")
_OF_ARTICLE = frozenset({"guide", "tree", "prose", "notice"})
_LISTS: Mapping[type[Record], Sequence[str]] = {
    Brand: ("categories",),
    Centres: ("centres",),
    Channels: ("topics", "channels"),
    Holidays: ("calendars",),
    PriceBook: ("items",),
    Product: ("models", "components", "parts", "maintenance", "documents", "software"),
    Warranty: ("promises",),
}
"""Where records with an id stand in lists."""


def duplicate_id(facts: Facts) -> Iterator[Finding]:
    """An id or alias that two articles carry, also when one of them could not be read."""
    first: dict[str, tuple[str, str]] = {}
    items: list[Entry[Any] | Broken] = [*facts.catalogue.articles, *facts.catalogue.broken]
    for item in sorted(items, key=lambda item: item.file):
        for name, path in _names(item):
            known, file = first.setdefault(name.casefold(), (name, item.file))
            if file != item.file:
                message = f"'{name}' is the id of {file}, too"
                if known != name:
                    message = f"'{name}' differs from '{known}' of {file} only in upper and lower case"
                yield Finding(
                    item.file, message, "Ids are unique in the whole catalogue: choose a new one.", path
                )


def duplicate_name(facts: Facts) -> Iterator[Finding]:
    """Two entries of one list with the same id."""
    for model, fields in _LISTS.items():
        for spot in facts.records.get(model, ()):
            for field in fields:
                ids = [
                    (item.id, (*spot.path, field, n, "id"))
                    for n, item in enumerate(getattr(spot.record, field))
                ]
                yield from _twice(spot.file, ids, "the id of another entry", "Choose another id.")
    for spot, glossary in facts.of(Glossary):
        words = [
            (term.term.casefold(), (*spot.path, "terms", n, "term")) for n, term in enumerate(glossary.terms)
        ]
        yield from _twice(spot.file, words, "a term that stands here already", "Keep one of the two.")


def duplicate_anchor(facts: Facts) -> Iterator[Finding]:
    """Two places of one guide that a link can't tell apart."""
    for spot, guide in facts.of(Guide):
        places: list[tuple[str, FieldPath]] = []
        for number, step in enumerate(guide.steps):
            at: FieldPath = (*spot.path, "steps", number)
            if step.section and step.section.id:
                places.append((step.section.id, (*at, "section", "id")))
            places.append((step.id, (*at, "id")))
            places += [(anchor, (*at, "anchors", n)) for n, anchor in enumerate(step.anchors)]
        yield from _twice(spot.file, places, "the name of another place of this guide", "Choose another one.")


def duplicate_error_code(facts: Facts) -> Iterator[Finding]:
    """A code of the display with two meanings on the same model."""
    for spot, product in facts.of(Product):
        seen: dict[str, list[frozenset[str]]] = defaultdict(list)
        for number, item in enumerate(product.error_codes):
            models = frozenset(item.models)
            if any(not models or not other or models & other for other in seen[item.code]):
                message = f"the code '{item.code}' stands here twice for the same model"
                path = (*spot.path, "error_codes", number, "code")
                yield Finding(spot.file, message, "Keep one, or name the models of each.", path)
            seen[item.code].append(models)


def duplicate_slug(facts: Facts) -> Iterator[Finding]:
    """Two articles of one product whose files have the same name, so that they would share an address."""
    first: dict[tuple[str, str], str] = {}
    for product, slug, file in sorted(_addresses(facts)):
        known = first.setdefault((product, slug), file)
        if known != file:
            message = f"the address /{product}/{slug}/ is the one of {known}, too"
            yield Finding(file, message, "Rename one of the files: its name becomes the address.")


def reserved_slug(facts: Facts) -> Iterator[Finding]:
    """Names that the site needs for its own pages."""
    locales = {locale.lower() for locale in facts.catalogue.brand.record.locales}
    products = [(entry.slug, entry.file, "the folder") for entry in facts.catalogue.products]
    written = (*facts.catalogue.pages, *facts.catalogue.handbook)
    pages = [(page.slug, page.file, "the file") for page in written if page.slug != "index"]
    for slug, file, what in (*products, *pages):
        if slug in RESERVED_SLUGS or slug in locales:
            message = f"the site needs the address /{slug}/ itself"
            yield Finding(file, message, f"Rename {what} '{slug}'.")
    folders = {entry.slug for entry in facts.catalogue.products}
    for slug, file, _ in pages:
        if slug in folders:
            yield Finding(file, f"the address /{slug}/ is the one of a product, too", "Rename the file.")
    for entry in facts.catalogue.articles:
        if entry.slug == "error-codes":
            message = "the site needs this name for the product's list of error codes"
            yield Finding(entry.file, message, "Rename the file 'error-codes'.")


def bad_alias(facts: Facts) -> Iterator[Finding]:
    """An alias that can't be the end of a short link."""
    for entry in facts.catalogue.articles:
        for number, alias in enumerate(entry.record.aliases):
            if not _ALIAS.match(alias):
                message = f"'{short(alias)}' can't be part of the short link /k/…/"
                hint = "Use letters, digits, dots, hyphens and underscores, without spaces."
                yield Finding(entry.file, message, hint, ("aliases", number))


def bad_anchor(facts: Facts) -> Iterator[Finding]:
    """A former name of a step that can't be part of an address."""
    for spot, guide in facts.of(Guide):
        for number, step in enumerate(guide.steps):
            for index, anchor in enumerate(step.anchors):
                if not _ANCHOR.match(anchor):
                    path = (*spot.path, "steps", number, "anchors", index)
                    hint = "Write what stood after '#', without spaces, quotes and brackets."
                    yield Finding(spot.file, f"'{short(anchor)}' can't be an anchor", hint, path)


def _names(item: Entry[Any] | Broken) -> Iterator[tuple[str, FieldPath]]:
    """Id and aliases; an alias that repeats the article's own id is harmless."""
    if isinstance(item, Broken):
        if item.id is not None and item.kind in _OF_ARTICLE:
            yield item.id, ("id",)
        return
    yield item.record.id, ("id",)
    for number, alias in enumerate(item.record.aliases):
        yield alias, ("aliases", number)


def _addresses(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for entry in facts.catalogue.articles:
        for product in shown_in(entry):  # type: ignore[arg-type]
            yield product, entry.slug, entry.file
    for broken in facts.catalogue.broken:
        if broken.kind in _OF_ARTICLE and broken.product != SHARED:
            yield broken.product, broken.slug, broken.file


def _twice(file: str, names: Iterable[tuple[str, FieldPath]], words: str, hint: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, path in names:
        if name in seen:
            yield Finding(file, f"'{short(name)}' is {words}", hint, path)
        seen.add(name)


RULES = (
    Rule("duplicate-id", "error", duplicate_id),
    Rule("duplicate-name", "error", duplicate_name),
    Rule("duplicate-anchor", "error", duplicate_anchor),
    Rule("duplicate-error-code", "error", duplicate_error_code),
    Rule("duplicate-slug", "error", duplicate_slug),
    Rule("reserved-slug", "error", reserved_slug),
    Rule("bad-alias", "error", bad_alias),
    Rule("bad-anchor", "error", bad_anchor),
)
