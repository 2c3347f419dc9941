"""The agents' indexes of a site: kept up to date by builds, mended when they are damaged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb_builder.search.documents import Document
from kb_builder.search.finder import DamagedIndexError, Finder, Findings, Question, folder_of
from kb_builder.search.index import synonym_words
from kb_builder.search.site_index import Synonyms, documents_of
from kb_builder.search.whoosh_finder import WhooshFinder

_STATE = "locales.json"


class NotBuiltError(Exception):
    """There is no site that could be searched."""


@dataclass
class Agents:
    """The indexes of one audience."""

    cache: Path
    site: Path
    """The built site, from which an index is made anew."""
    audience: str = "public"

    def update(
        self,
        documents: Mapping[str, Sequence[Document]],
        prefixes: Mapping[str, str],
        synonyms: Synonyms,
    ) -> int:
        """Take over what a build changed, the default locale first; returns how many documents that were."""
        changed = 0
        for locale, found in documents.items():
            changed += self._finder(locale).update(found, synonym_words(synonyms.get(locale, ()), locale))
        state = {
            "prefixes": dict(prefixes),
            "synonyms": {tag: list(map(list, synonyms.get(tag, ()))) for tag in prefixes},
        }
        self._state.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        return changed

    @property
    def locales(self) -> tuple[str, ...]:
        """The locales that can be searched, the default one first."""
        return tuple(self._read()["prefixes"])

    def prefix(self, locale: str) -> str:
        """Where the site of a locale stands below the whole site."""
        return str(self._read()["prefixes"][locale])

    def search(self, locale: str, question: Question) -> Findings:
        """What an index finds; a damaged one is made anew from the built site first.

        :raises NotBuiltError: when there is no site either.
        """
        try:
            return self._finder(locale).search(question)
        except DamagedIndexError:
            self._mend(locale)
            return self._finder(locale).search(question)

    def _mend(self, locale: str) -> None:
        state = self._read()
        found = documents_of(self.site, state["prefixes"], locale)
        if not found:
            raise NotBuiltError(str(self.site))
        folder = folder_of(self.cache, self.audience, locale)
        shutil.rmtree(folder, ignore_errors=True)
        self._finders.pop(locale, None)
        self._finder(locale).update(found, synonym_words(state["synonyms"].get(locale, ()), locale))

    def _finder(self, locale: str) -> Finder:
        if locale not in self._finders:
            self._finders[locale] = WhooshFinder(folder_of(self.cache, self.audience, locale), locale)
        return self._finders[locale]

    def __post_init__(self) -> None:
        self._finders: dict[str, Finder] = {}

    @property
    def _state(self) -> Path:
        return self.cache / "find" / self.audience / _STATE

    def _read(self) -> Mapping[str, Mapping[str, Any]]:
        try:
            state: Mapping[str, Mapping[str, Any]] = json.loads(self._state.read_text("utf-8"))
            return {"prefixes": state["prefixes"], "synonyms": state["synonyms"]}
        except (OSError, ValueError, KeyError) as error:
            raise NotBuiltError(str(self._state)) from error
