"""Which PO files leave something to translate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kb_builder.content.catalogue import Catalogue
from kb_builder.content.extraction import SourceText, po_path, source_folders
from kb_builder.content.translations import Texts, Translations


def translation_states(
    root: Path, catalogue: Catalogue, translations: Translations
) -> frozenset[tuple[str, str]]:
    """PO files, relative to the root, with ``stale`` where a text has changed since it was translated, and with
    ``untranslated`` where one has no translation. A file that is not there leaves everything.
    """
    found: set[tuple[str, str]] = set()
    for folder, by_language in source_folders(root, catalogue):
        for locale in catalogue.brand.record.locales:
            file = po_path(folder, locale)
            texts = translations.of(folder, locale)
            for language, sources in by_language.items():
                if language != locale:
                    found |= {(file, state) for state in _states(sources, texts)}
    return frozenset(found)


def _states(sources: list[SourceText], texts: Texts) -> Iterator[str]:
    present: defaultdict[str, set[str]] = defaultdict(set)
    for source in sources:
        present[source.context].add(source.text)
    for source in sources:
        if texts.find(source.context, source.text) is None:
            is_stale = texts.is_stale(source.context, source.text, present[source.context])
            yield "stale" if is_stale else "untranslated"
