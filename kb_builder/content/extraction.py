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
class Message:
    """One text to translate, before its lines are known."""

    context: str
    text: str
    path: FieldPath
    offset: int | None


Source = Entry[Any] | SitePage
"""What holds texts: a record or a hand-written page."""


def sources_of(root: Path, catalogue: Catalogue) -> dict[str, dict[str, list[Source]]]:
    """What holds the texts of each folder with translations (a product, ``_shared``, ``docs``), by source language."""
    default = catalogue.brand.record.default_locale
    found: dict[str, dict[str, list[Source]]] = {}
    for entry in catalogue.entries:
        if (root / entry.file).is_file():
            found.setdefault(entry.product, {}).setdefault(entry.language, []).append(entry)
    found[DOCS] = {}
    for page in catalogue.pages:
        found[DOCS].setdefault(page.language or default, []).append(page)
    return found


def source_folders(root: Path, catalogue: Catalogue) -> Iterator[tuple[str, dict[str, list[SourceText]]]]:
    """For each folder that holds translations its texts by source language."""
    for folder, by_language in sources_of(root, catalogue).items():
        yield (
            folder,
            {
                language: [text for source in sources for text in _texts(root, source)]
                for language, sources in by_language.items()
            },
        )


def po_path(folder: str, locale: str) -> str:
    """Where the translations of a folder stand, relative to the root of the site."""
    return f"{DOCS if folder == DOCS else f'{PRODUCTS}/{folder}'}/locale/{locale}.po"


def messages_of(source: Source) -> tuple[Message, ...]:
    """The texts of a record or page, in the order of its fields."""
    fields = _page_fields(source) if isinstance(source, SitePage) else _record_fields(source)
    return tuple(
        Message(context, text, path, offset)
        for context, path, value, markdown in fields
        for text, offset in _blocks(value, markdown)
    )


_Field = tuple[str, FieldPath, str, bool]
"""Context, path in the file, text, whether it is Markdown."""


def _record_fields(entry: Entry[Any]) -> Iterator[_Field]:
    name = context_name(entry)
    for leaf in leaves(entry.record):
        mark = leaf.mark(Translatable)
        if mark is not None and isinstance(leaf.value, str):
            yield context_of(name, leaf.keys), leaf.path, leaf.value, mark.markdown


def _page_fields(page: SitePage) -> Iterator[_Field]:
    for key, text in (("title", page.title), ("summary", page.summary), ("body", page.body)):
        yield context_of(page.slug, (key,)), (key,), text, key == "body"


def _about(source: Source) -> str:
    if isinstance(source, SitePage):
        return f"page: {source.title}"
    title = getattr(source.record, "title", None) or getattr(source.record, "name", None) or ""
    kind = "article" if source.kind == "prose" else source.kind
    return f"{kind}: {title}" if title else f"{kind}.yml"


def _texts(root: Path, source: Source) -> tuple[SourceText, ...]:
    file, about = source.file, _about(source)
    places = Places(read_text(root / file, file)[0] or "", front_matter=file.endswith(".md"))
    found: dict[tuple[str, str], SourceText] = {}
    for one in messages_of(source):
        line = places.of(Problem("", file, "", path=one.path, offset=one.offset))[0]
        key = one.context, one.text
        before = found.get(key)
        if before is None:
            found[key] = SourceText(one.context, one.text, ((file, line),), about)
        elif (file, line) not in before.references:
            found[key] = replace(before, references=(*before.references, (file, line)))
    return tuple(sorted(found.values(), key=lambda one: one.references[0][1]))


def _blocks(value: str, markdown: bool) -> Iterator[tuple[str, int | None]]:
    if markdown:
        for block in split_blocks(value):
            if block.translatable:
                yield block.text, block.offset or None
    elif has_words(value):
        yield value.strip(), None
