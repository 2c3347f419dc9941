"""How far translations are: per product, language and article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb_builder.content.catalogue import Catalogue
from kb_builder.content.extraction import SourceText, source_folders
from kb_builder.content.translations import Texts, Translations

_WORDS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|\w+")


@dataclass(frozen=True, slots=True)
class Status:
    """The texts of one article (or company file) in one language."""

    folder: str
    locale: str
    name: str
    """Article id, or kind of file."""
    translated: int
    stale: int
    missing: int
    words_left: int
    """Words of the source that are stale or missing; a Chinese character counts as one."""


def translation_status(root: Path, catalogue: Catalogue, translations: Translations) -> Iterator[Status]:
    """Every article in every language that it is not written in."""
    for folder, by_language in source_folders(root, catalogue):
        for locale in catalogue.brand.record.locales:
            texts = translations.of(folder, locale)
            for language, sources in by_language.items():
                if language != locale:
                    yield from _of_folder(folder, locale, sources, texts)


def _of_folder(folder: str, locale: str, sources: list[SourceText], texts: Texts) -> Iterator[Status]:
    present: defaultdict[str, set[str]] = defaultdict(set)
    by_name: defaultdict[str, list[SourceText]] = defaultdict(list)
    for source in sources:
        present[source.context].add(source.text)
        by_name[source.context.partition(":")[0]].append(source)
    for name, some in by_name.items():
        counts = {"translated": 0, "stale": 0, "missing": 0}
        words = 0
        for source in some:
            state = "translated"
            if texts.find(source.context, source.text) is None:
                is_stale = texts.is_stale(source.context, source.text, present[source.context])
                state = "stale" if is_stale else "missing"
                words += len(_WORDS.findall(source.text))
            counts[state] += 1
        yield Status(folder, locale, name, **counts, words_left=words)
