"""The step, node or part of a page that answers a question best; ``js/search/find.js`` does the same for the site."""

from __future__ import annotations

from collections.abc import Mapping

from kb_builder.search.documents import Document
from kb_builder.search.stems import Stem
from kb_builder.search.words import counted


def best_place(document: Document, wanted: Mapping[str, float], stem: Stem) -> str:
    """Its anchor; empty where the summary of the page says as much. ``wanted`` says how rare each stem of the question is."""
    top, anchor = _points(document.summary, wanted, stem), ""
    for section in document.sections:
        points = _points(f"{section.heading} {section.text}", wanted, stem)
        if points > top:
            top, anchor = points, section.anchor
    return anchor


def _points(text: str, wanted: Mapping[str, float], stem: Stem) -> float:
    return sum(wanted.get(key, 0.0) for key in sorted({stem(*word) for word in counted(text)[0]}))
