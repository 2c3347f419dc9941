"""Reads built pages for the tests of the output."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser


@cache
def parsed(path: Path) -> LexborHTMLParser:
    """A built page; read once, since a finished site does not change."""
    return LexborHTMLParser(path.read_bytes())


def pages(site: Path) -> Iterator[tuple[str, LexborHTMLParser]]:
    """Every HTML page: its name within the site and its tree."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), parsed(path)


def main_text(page: LexborHTMLParser) -> str:
    """The words of the page's own part, in order, without scripts; empty where there is none, as on a redirect."""
    main = page.css_first(".md-content__inner")
    if main is None:
        return ""
    own = LexborHTMLParser(main.html or "")
    for node in own.css("script, style, template"):
        node.decompose()
    return " ".join(own.text(separator=" ").split())


def tree_hash(folder: Path) -> dict[str, str]:
    """Name → hash of the bytes of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
