"""Which PO files leave something to translate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.extraction import Message, Source, messages_of, po_path, sources_of
from kb_builder.content.memory import Memory
from kb_builder.content.translations import Texts, Translations


def translation_states(
    root: Path, catalogue: Catalogue, translations: Translations, memory: Memory | None = None
) -> frozenset[tuple[str, str]]:
    """PO files, relative to the root, with ``stale`` where a text has changed since it was translated, and with
    ``untranslated`` where one has no translation. A file that is not there leaves everything.

    With the ``memory`` of an earlier run, only records that are new are looked through.
    """
    memory = memory or Memory()
    found: set[tuple[str, str]] = set()
    for folder, by_language in sources_of(root, catalogue).items():
        for language, sources in by_language.items():
            messages = [message for source in sources for message in _messages(source, memory)]
            for locale in catalogue.brand.record.locales:
                if language != locale:
                    file = po_path(folder, locale)
                    states = _states(messages, translations.of(folder, locale))
                    found |= {(file, state) for state in states}
    return frozenset(found)


def _messages(source: Source, memory: Memory) -> tuple[Message, ...]:
    given = source.record if isinstance(source, Entry) else source
    return memory.of("messages", source.file, given, partial(messages_of, source))


def _states(messages: Iterable[Message], texts: Texts) -> Iterator[str]:
    present: defaultdict[str, set[str]] = defaultdict(set)
    for message in messages:
        present[message.context].add(message.text)
    for message in messages:
        if texts.find(message.context, message.text) is None:
            is_stale = texts.is_stale(message.context, message.text, present[message.context])
            yield "stale" if is_stale else "untranslated"
