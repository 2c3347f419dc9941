"""What an edit changes, as text for a terminal, Markdown for a pull request, or HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import escape

from kb_builder.editorial.changes import Change

TITLES = {
    "pages": "Pages", "texts": "Articles", "steps": "Steps", "paths": "Troubleshooting", "prices": "Prices",
    "dates": "Dates", "contact": "Ways to reach the company", "translations": "Translations",
}  # fmt: skip
NOTHING = "Readers notice nothing of this change."


def as_text(changes: Iterable[Change]) -> str:
    """Headings and indented lines."""
    lines = [line for title, texts in _grouped(changes) for line in (title, *(f"  {text}" for text in texts))]
    return "\n".join(lines or [NOTHING])


def as_markdown(changes: Iterable[Change]) -> str:
    """Headings and lists; nothing in a text of the catalogue is taken for Markdown or HTML."""
    blocks = [
        f"### {title}\n\n" + "\n".join(f"- {_plain(text)}" for text in texts)
        for title, texts in _grouped(changes)
    ]
    return "\n\n".join(["## What readers notice", *(blocks or [NOTHING])]) + "\n"


def as_html(changes: Iterable[Change]) -> str:
    """The same as a part of a page."""
    blocks = [
        f"<h3>{escape(title)}</h3>\n<ul>\n"
        + "".join(f"<li>{escape(text)}</li>\n" for text in texts)
        + "</ul>\n"
        for title, texts in _grouped(changes)
    ]
    return "<h2>What readers notice</h2>\n" + ("".join(blocks) or f"<p>{NOTHING}</p>\n")


def _grouped(changes: Iterable[Change]) -> Iterator[tuple[str, list[str]]]:
    order = list(TITLES)
    listed = sorted(changes, key=lambda change: order.index(change.group))
    for group, some in groupby(listed, key=lambda change: change.group):
        yield TITLES[group], [change.text for change in some]


def _plain(text: str) -> str:
    signs = "\\`*_{}[]<>#|~@"
    return "".join(f"\\{sign}" if sign in signs else sign for sign in text)
