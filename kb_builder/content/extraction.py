"""The texts of a catalogue as messages for translators, in the order in which they stand in the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kb_builder.content.blocks import has_words, split_blocks
from kb_builder.content.catalogue import Catalogue, Entry, SitePage
from kb_builder.content.files import read_text
from kb_builder.content.layout import DOCS, PRODUCTS
from kb_builder.content.localise import context_name, context_of
from kb_builder.content.model.base import Translatable
from kb_builder.content.model.fields import leaves
from kb_builder.content.positions import Places
from kb_builder.content.problem import FieldPath, Problem


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text to translate."""

    context: str
    """``msgctxt``: article id or kind of file, and the field."""
    text: str
    references: tuple[tuple[str, int], ...]
    """File and line, once for each place where the same text stands in the same field."""
    about: str = ""
    """What a translator should know: where the text is shown."""
    plural: str | None = None
    """The text for several things, where the number decides."""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """All texts of one folder that are written in one language."""

    folder: str
    language: str
    texts: tuple[SourceText, ...]


def source_folders(root: Path, catalogue: Catalogue) -> Iterator[tuple[str, dict[str, list[SourceText]]]]:
    """For each folder that holds translations (a product, ``_shared``, ``docs``) its texts by source language."""
    default = catalogue.brand.record.default_locale
    folders: dict[str, list[Entry[Any]]] = {}
    for entry in catalogue.entries:
        if (root / entry.file).is_file():
            folders.setdefault(entry.product, []).append(entry)
    for folder, entries in folders.items():
        by_language: dict[str, list[SourceText]] = {}
        for entry in entries:
            by_language.setdefault(entry.language, []).extend(entry_texts(root, entry))
        yield folder, by_language
    by_language = {}
    for page in catalogue.pages:
        by_language.setdefault(page.language or default, []).extend(page_texts(root, page))
    yield DOCS, by_language


def po_path(folder: str, locale: str) -> str:
    """Where the translations of a folder stand, relative to the root of the site."""
    return f"{DOCS if folder == DOCS else f'{PRODUCTS}/{folder}'}/locale/{locale}.po"


def entry_texts(root: Path, entry: Entry[Any]) -> tuple[SourceText, ...]:
    """The texts of one record."""
    name = context_name(entry)
    title = getattr(entry.record, "title", None) or getattr(entry.record, "name", None) or ""
    kind = "article" if entry.kind == "prose" else entry.kind
    about = f"{kind}: {title}" if title else f"{kind}.yml"
    fields = []
    for leaf in leaves(entry.record):
        mark = leaf.mark(Translatable)
        if mark is not None and isinstance(leaf.value, str):
            fields.append((context_of(name, leaf.keys), leaf.path, leaf.value, mark.markdown))
    return _texts(root, entry.file, about, fields)


def page_texts(root: Path, page: SitePage) -> tuple[SourceText, ...]:
    """The texts of a hand-written page."""
    fields: list[_Field] = [
        (context_of(page.slug, (key,)), (key,), text, key == "body")
        for key, text in (("title", page.title), ("summary", page.summary), ("body", page.body))
    ]
    return _texts(root, page.file, f"page: {page.title}", fields)


_Field = tuple[str, FieldPath, str, bool]
"""Context, path in the file, text, whether it is Markdown."""


def _texts(root: Path, file: str, about: str, fields: list[_Field]) -> tuple[SourceText, ...]:
    places = Places(read_text(root / file, file)[0] or "", front_matter=file.endswith(".md"))
    found: dict[tuple[str, str], SourceText] = {}
    for context, path, value, markdown in fields:
        for text, offset in _messages(value, markdown):
            line = places.of(Problem("", file, "", path=path, offset=offset))[0]
            key = context, text
            before = found.get(key)
            if before is None:
                found[key] = SourceText(context, text, ((file, line),), about)
            elif (file, line) not in before.references:
                found[key] = replace(before, references=(*before.references, (file, line)))
    return tuple(sorted(found.values(), key=lambda one: one.references[0][1]))


def _messages(value: str, markdown: bool) -> Iterator[tuple[str, int | None]]:
    if markdown:
        for block in split_blocks(value):
            if block.translatable:
                yield block.text, block.offset or None
    elif has_words(value):
        yield value.strip(), None
