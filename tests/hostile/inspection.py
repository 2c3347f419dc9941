"""What a page can do and how it is built, so that a hostile page can be compared with a harmless one."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from selectolax.lexbor import LexborHTMLParser

from tests.site.html import main_text

POWERFUL = (
    "script, style, iframe, frame, object, embed, applet, base, form, button, input, textarea, select, meta, link, svg, "
    "math, template, slot, portal, video, audio, source, track, dialog, noscript, title, plaintext, xmp, marquee"
)
ADDRESSES = (
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "xlink:href",
    "srcdoc",
    "background",
    "poster",
    "ping",
)
WORDS = ("content", "title", "value", "placeholder", "alt", "aria-label", "label")
"""Attributes that only say something."""
OWN_CLASS = re.compile(r"^(kb|md)-[\w-]+$")
WRITERS_CLASSES = frozenset({"kb-text", "kb-scroll", "kb-table"})
"""Around what a writer's Markdown made, which may have headings and tables."""
MARKER = re.compile(r"W(\d+)(?!W)")


def powers(page: LexborHTMLParser) -> Counter[str]:
    """Everything that runs, loads, sends, styles or changes how a page is read; words and descriptions left out."""
    found: Counter[str] = Counter()
    for node in page.css(POWERFUL):
        shown = {key: "" if key in WORDS else value for key, value in node.attributes.items()}
        if node.attributes.get("http-equiv"):
            shown["content"] = node.attributes.get("content")
        code = node.text() if node.tag in ("script", "style") and "json" not in str(shown.get("type")) else ""
        found[f"{node.tag} {sorted(shown.items(), key=str)} {code}"] += 1
    for node in page.css("*"):
        for key, value in node.attributes.items():
            if key.startswith("on") or key == "style":
                found[f"{node.tag} {key}={value}"] += 1
            plain = re.sub(
                r"[\x00-\x20\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]", "", value or ""
            ).lower()
            if key in ADDRESSES and re.match(r"(javascript|vbscript|data:text|//|\w+://[^/]*evil)", plain):
                found[f"{node.tag} {key}={value}"] += 1
    return found


def skeleton(page: LexborHTMLParser) -> list[str]:
    """The elements that the theme and our templates make, each with those around it, in order.

    The list of a page's own headings is left out: a writer's text may have headings.
    """
    lines: list[str] = []
    if page.body is not None:
        _walk(page.body, "", lines)
    return lines


def _walk(node: Any, above: str, lines: list[str]) -> None:
    names = set((node.attributes.get("class") or "").split())
    classes = {name for name in names if OWN_CLASS.match(name)} - WRITERS_CLASSES
    if {"md-nav--secondary", "kb-nav__here"} & classes:
        return
    path = above
    if classes:
        path = f"{above} > {node.tag}.{'.'.join(sorted(classes))}"
        lines.append(path)
    for child in node.iter():
        _walk(child, path, lines)


def markers(page: LexborHTMLParser) -> list[str]:
    """The words that mark each hostile text, as the page's own part shows them; a text that repeats its mark counts once."""
    return [mark for mark, _ in groupby(MARKER.findall(main_text(page)))]


def data_is_sound(site: Path) -> Iterator[str]:
    """What is not well-formed among JSON-LD, feeds and site maps."""
    for path in sorted(site.rglob("*.html")):
        for node in LexborHTMLParser(path.read_bytes()).css('script[type="application/ld+json"]'):
            try:
                json.loads(node.text())
            except ValueError as error:
                yield f"{path.relative_to(site)}: {error}"
    for path in sorted(site.rglob("*.xml")):
        try:
            ET.parse(path)
        except ET.ParseError as error:
            yield f"{path.relative_to(site)}: {error}"
