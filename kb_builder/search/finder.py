"""The agents' index behind a small interface, so that another engine can take its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from kb_builder.search.documents import Document, Section


class DamagedIndexError(Exception):
    """The index can't be read; it has to be made anew."""


@dataclass(frozen=True)
class Question:
    """What is looked for."""

    text: str
    product: str = ""
    """Only this product."""
    kind: str = ""
    """Only pages of this kind."""
    most: int = 10


@dataclass(frozen=True)
class Found:
    """A page that answers."""

    document: Document
    score: float
    anchor: str = ""
    """The step, node or part that matches best; empty for the page as a whole."""


@dataclass(frozen=True)
class Findings:
    """What a search gives."""

    results: tuple[Found, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    """Misspelled words and what was taken instead."""
    straight: tuple[str, ...] = ()
    """Addresses that the question names outright."""


class Finder(Protocol):
    """The index of one locale for one audience."""

    def update(self, documents: Iterable[Document], synonyms: Sequence[Sequence[Sequence[str]]]) -> int:
        """Take over what changed; returns how many documents that were."""
        ...

    def search(self, question: Question) -> Findings:
        """The best pages.

        :raises DamagedIndexError: when the index is missing or can't be read.
        """
        ...


def folder_of(cache: Path, audience: str, locale: str) -> Path:
    """Where an index lies below the cache of a site."""
    return cache / "find" / audience / locale.lower()


def as_data(document: Document) -> dict[str, Any]:
    """A document as plain data."""
    return asdict(document)


def from_data(data: dict[str, Any]) -> Document:
    """The document that plain data describe."""
    lists = {name: tuple(data[name]) for name in ("aliases",)}
    codes = tuple((code, address) for code, address in data["codes"])
    sections = tuple(Section(**section) for section in data["sections"])
    return Document(**{**data, **lists, "codes": codes, "sections": sections})
