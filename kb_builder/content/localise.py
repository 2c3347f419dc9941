"""A record in the reader's language: every text knows the language that it is in, and why when it is not the reader's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar

from kb_builder.content.blocks import SEPARATOR, has_words, split_blocks
from kb_builder.content.catalogue import Entry, SitePage
from kb_builder.content.layout import DOCS
from kb_builder.content.model import Record
from kb_builder.content.model.base import Internal, Translatable
from kb_builder.content.model.fields import Leaf, with_value, with_values
from kb_builder.content.translations import Texts, Translations

R = TypeVar("R", bound=Record)
Note = Literal["", "missing", "stale"]
_BREAKS = re.compile(r"\s*[\r\n]\s*")


class Phrase(str):
    """A text that knows its language."""

    lang: str
    """BCP 47 tag of the language that the text is in."""
    note: Note
    """Why the text is in the source language: its translation is ``missing`` or ``stale``; empty when all is well."""

    def __new__(cls, text: str, lang: str, note: Note = "") -> Phrase:
        """A text, its language, and why it is not in the reader's."""
        phrase = super().__new__(cls, text)
        phrase.lang = lang
        phrase.note = note
        return phrase

    def __getnewargs__(self) -> tuple[Any, ...]:
        return str(self), self.lang, self.note


class MarkdownPhrase(Phrase):
    """A Markdown text of which each block may be in a language of its own; the text is its blocks joined by blank lines.

    ``lang`` is the reader's language as soon as one block is in it, ``note`` the worst one of any block.
    """

    blocks: tuple[Phrase, ...]

    def __new__(cls, blocks: Iterable[Phrase], lang: str) -> MarkdownPhrase:
        """The blocks, and the reader's language."""
        parts = tuple(blocks)
        notes = {part.note for part in parts}
        foreign = {part.lang for part in parts if part.note}
        others = {part.lang for part in parts if not part.note and has_words(part, markdown=True)}
        note: Note = "missing" if "missing" in notes else ("stale" if "stale" in notes else "")
        shown = next(iter(foreign)) if foreign and not others else lang
        phrase = str.__new__(cls, SEPARATOR.join(parts))
        phrase.lang, phrase.note, phrase.blocks = shown, note, parts
        return phrase

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.blocks, self.lang


def localise(entry: Entry[R], locale: str, translations: Translations) -> R:
    """The record with every text as a :class:`Phrase` in ``locale``, or in the source language with a note.

    A translation counts only when it was made for the very text that the record holds now.
    """
    return with_values(entry.record, _translation(entry, locale, translations))


def localise_field(entry: Entry[Any], name: str, locale: str, translations: Translations) -> Any:
    """One field of the record, as :func:`localise` gives it."""
    return with_value(entry.record, name, _translation(entry, locale, translations))


def _translation(entry: Entry[Any], locale: str, translations: Translations) -> Callable[[Leaf], Any]:
    reader = _Reader(entry.language, locale, translations.of(entry.product, locale))
    name = context_name(entry)

    def translate(leaf: Leaf) -> Any:
        mark = leaf.mark(Translatable)
        if not isinstance(leaf.value, str):
            return leaf.value
        if mark is None:
            return leaf.value if leaf.mark(Internal) else one_line(leaf.value)
        context = context_of(name, leaf.keys)
        return reader.markdown(context, leaf.value) if mark.markdown else reader.text(context, leaf.value)

    return translate


def localise_page(page: SitePage, locale: str, translations: Translations, default_language: str) -> SitePage:
    """A hand-written page in the reader's language, in the same way."""
    reader = _Reader(page.language or default_language, locale, translations.of(DOCS, locale))
    return replace(
        page,
        title=reader.text(context_of(page.slug, ("title",)), page.title),
        summary=reader.text(context_of(page.slug, ("summary",)), page.summary),
        body=reader.markdown(context_of(page.slug, ("body",)), page.body),
    )


def one_line(text: str) -> str:
    """A text without breaks: a line of a page that begins within a plain text could be taken for Markdown."""
    return _BREAKS.sub(" ", text)


def context_name(entry: Entry[Any]) -> str:
    """What the contexts of an entry's messages begin with: the article's id, otherwise the kind of file."""
    return getattr(entry.record, "id", None) or entry.kind


def context_of(name: str, keys: Iterable[str]) -> str:
    """The context (``msgctxt``) of a field's messages: ``KB-1014:steps.drain.text``."""
    return f"{name}:{'.'.join(keys)}"


@dataclass(frozen=True, slots=True)
class _Reader:
    """What one file's texts are translated from and to."""

    language: str
    locale: str
    texts: Texts

    def text(self, context: str, source: str) -> Phrase:
        """A text without Markdown."""
        source = source.strip()
        phrase = self._phrase(context, source, has_words(source), frozenset((source,)))
        return Phrase(one_line(phrase), phrase.lang, phrase.note) if _BREAKS.search(phrase) else phrase

    def markdown(self, context: str, source: str) -> MarkdownPhrase:
        """A Markdown text, block by block."""
        blocks = split_blocks(source)
        present = frozenset(block.text for block in blocks)
        phrases = (self._phrase(context, block.text, block.translatable, present) for block in blocks)
        return MarkdownPhrase(phrases, self.locale)

    def _phrase(self, context: str, source: str, translatable: bool, present: frozenset[str]) -> Phrase:
        if self.locale == self.language or not translatable:
            return Phrase(source, self.locale)
        target = self.texts.find(context, source)
        if target is not None:
            return Phrase(target, self.locale)
        stale = self.texts.is_stale(context, source, present)
        return Phrase(source, self.language, "stale" if stale else "missing")
