"""How much each place of a word counts. All of it is independent of the other pages, so that one page can change alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb_builder.search.documents import Document
from kb_builder.search.stems import Stem
from kb_builder.search.words import counted, exact_key, is_han, words

HIGHEST = 99
"""The impact that a word would have if a page held nothing else."""
_SATURATION = 8.0
"""BM25's k1: how fast more of the same word stops to count."""


@dataclass(frozen=True)
class Field:
    """A part of a page, for BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009)."""

    name: str
    weight: float
    damping: float
    """BM25's b: how much a longer text weakens each of its words."""
    usual: int
    """Words of such a text that count as neither long nor short."""


FIELDS = (
    Field("title", 6.0, 0.6, 6),
    Field("symptoms", 4.0, 0.4, 15),
    Field("summary", 2.0, 0.5, 15),
    Field("headings", 1.6, 0.6, 20),
    Field("product", 1.0, 0.3, 4),
    Field("body", 1.0, 0.6, 220),
)
WEIGHING = repr((FIELDS, HIGHEST, _SATURATION))
"""What the impacts that an index keeps depend on beside the pages."""
KINDS: Mapping[str, float] = {
    "product": 0.6, "topic": 0.6, "error_codes": 0.6, "notice": 0.85, "page": 0.7, "warranty": 0.7, "returns": 0.7,
    "complaints": 0.7, "prices": 0.7, "contact": 0.7, "centres": 0.7,
}  # fmt: skip
"""Kinds of pages that count less than the articles that they lead to."""


@dataclass(frozen=True)
class Terms:
    """The words of one document."""

    impacts: Mapping[str, int]
    """Stem → from 1 to :data:`HIGHEST`."""
    forms: Mapping[str, str]
    """Folded word → stem, as far as they are in the document; a word of several stems has the one that came last."""


def terms_of(document: Document, stem: Stem) -> Terms:
    """What is to be known of a document's words."""
    weighted: dict[str, float] = defaultdict(float)
    forms: dict[str, str] = {}
    for field in FIELDS:
        found, length = counted(_text_of(document, field.name))
        worth = field.weight / (1 - field.damping + field.damping * max(length, 1) / field.usual)
        for (text, written), count in found.items():
            key = stem(text, written)
            forms[text] = key
            weighted[key] += worth * count
            for sign in text if len(text) == 2 and is_han(text[0]) else "":
                forms[sign] = sign
                weighted[sign] += worth * count / 2
    impacts = {
        key: max(1, round(HIGHEST * value / (value + _SATURATION))) for key, value in sorted(weighted.items())
    }
    return Terms(impacts, dict(sorted(forms.items())))


def names_of(documents: Iterable[Document], stem: Stem) -> Mapping[str, frozenset[str]]:
    """The stems of the names of each product."""
    given = {document.product: _text_of(document, "product") for document in documents if document.product}
    return {
        product: frozenset(stem(word.text, word.written) for word in words(text))
        for product, text in sorted(given.items())
    }


def exact_keys(document: Document) -> Iterator[tuple[str, str]]:
    """What leads straight to a page when it is all that somebody types: key → address."""
    for name in (document.id, *document.aliases):
        if exact_key(name):
            yield exact_key(name), document.address
    for code, address in document.codes:
        if exact_key(code):
            yield exact_key(code), address


def _text_of(document: Document, field: str) -> str:
    if field == "product":
        return f"{document.product_name} | {document.product_words}"
    return str(getattr(document, field))
