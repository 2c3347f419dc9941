"""Links and pictures of a Markdown text, found without rendering it, each with its place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

MOST_BRACKETS = 3000
"""The site shows a text with more opening brackets as it is written, without Markdown."""
MOST_TAGS = 5000
"""Parsers of HTML take time with the square of nested tags."""
_LONGEST = 2000
"""No honest address is longer; it also bounds the work on hostile text."""
_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?: {4}|[ ]{0,3}\t)")
_LONGEST_PARSED = 300_000
_TICKS = re.compile(r"`+|\n[ \t]*\n")
_INLINE = re.compile(r"(?<!\\)\]\(")
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*<?([^\s>]{1,2000})", re.MULTILINE)
_HTML_LINK = re.compile(
    r"<(a|img)\b[^<>]{0,2000}?\b(href|src)\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))", re.IGNORECASE
)
_TITLE = re.compile(r"""\s+(?:"[^"]*"|'[^']*')\s*\Z""")
_SPACES = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_ID = re.compile(r"[A-Z]+-[0-9]+(?:#[a-z0-9_-]+)?\Z")
"""What nearly every link to an article looks like."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


class Link(NamedTuple):
    """One link or picture."""

    target: str
    offset: int
    """Where the address begins in the text."""
    picture: bool
    alt: str | None
    """The words of a picture; None for links and where they can't be told."""


def links_in(text: str) -> list[Link]:
    """Every link and picture of a Markdown text, in its order of kinds: inline, definitions, HTML."""
    if "](" not in text and "]:" not in text and "<" not in text:
        return []
    text = without_code(text)
    found = list(_inline(text))
    if "]:" in text:
        found.extend(
            Link(match[2], match.start(2), False, None)
            for match in _DEFINITION.finditer(text)
            if not match[1].startswith("^")
        )
    if "<" in text:
        found.extend(_in_html(text))
    return found


def without_code(text: str) -> str:
    """The text with spaces in place of code, so that nothing in it counts and every place stays."""
    if "`" in text or "~~~" in text:
        text = _without_spans(_without_fences(text))
    if len(text) <= _LONGEST_PARSED and _INDENTED.search(text):
        text = _without_indented(text)
    return text


def plain_target(target: str) -> str:
    """An address as a browser reads it: entities resolved, spaces and control characters gone."""
    return _SPACES.sub("", html.unescape(html.unescape(target)))


def scheme_of(target: str) -> str:
    """``javascript`` for ``java&#115;cript:…``, however it is written; empty without a scheme."""
    match = _SCHEME.match(plain_target(target).lower())
    return match[1] if match else ""


def is_path(target: str) -> bool:
    """An address of a file or page; the site makes those itself, so a text can't know them."""
    if scheme_of(target) or target.startswith(("#", "documents/", "//")):
        return False
    return "/" in target or target.endswith((".md", ".html", ".yml"))


def article_target(target: str) -> str:
    """``KB-1014#drain`` when a link leads to an article, else nothing."""
    if _ID.match(target):
        return target
    target = plain_target(target)
    elsewhere = not target or target.startswith(("#", "documents/", "//")) or is_path(target)
    return "" if elsewhere or scheme_of(target) else target


def _inline(text: str) -> Iterator[Link]:
    for match in islice(_INLINE.finditer(text), MOST_BRACKETS):
        raw = _inside_brackets(text, match.end())
        if raw is None:
            continue
        lead = len(raw) - len(raw.lstrip())
        target = _TITLE.sub("", raw.strip())
        if target.startswith("<") and ">" in target:
            target, lead = target[1 : target.index(">")], lead + 1
        opened = text.rfind("[", max(0, match.start() - _LONGEST), match.start())
        picture = opened > 0 and text[opened - 1] == "!" and "]" not in text[opened : match.start()]
        alt = text[opened + 1 : match.start()] if picture else None
        yield Link(target, match.end() + lead, picture, alt)


def _inside_brackets(text: str, start: int) -> str | None:
    """What stands between ``(`` and its ``)``; None when the paragraph ends first, so that it is no link."""
    depth = 1
    end = min(start + _LONGEST, len(text))
    for index in range(start, end):
        character = text[index]
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return text[start:index]
        elif character == "\n" and text[index + 1 : index + 2] in ("\n", ""):
            return None
    return text[start:end] if end < len(text) else None


def _in_html(text: str) -> Iterator[Link]:
    for match in _HTML_LINK.finditer(text):
        group = next(number for number in (3, 4, 5) if match[number] is not None)
        picture = match[1].lower() == "img"
        if picture == (match[2].lower() == "src"):
            yield Link(html.unescape(match[group]), match.start(group), picture, None)


def _without_fences(text: str) -> str:
    kept, start, fence = [], 0, ""
    for match in _FENCE.finditer(text):
        mark = match[1]
        if not fence:
            kept.append(text[start : match.end()])
            start, fence = match.end(), mark
        elif mark[0] == fence[0] and len(mark) >= len(fence):
            kept.append(_blank(text[start : match.start()]))
            start, fence = match.start(), ""
    kept.append(_blank(text[start:]) if fence else text[start:])
    return "".join(kept)


def _without_indented(text: str) -> str:
    """Only a parser can tell indented code from the paragraphs of a list, so it is asked where there may be some."""
    from markdown_it import MarkdownIt

    lines = text.split("\n")
    for token in MarkdownIt("commonmark").disable("inline").parse(text):
        if token.type == "code_block" and token.map is not None:
            for number in range(*token.map):
                lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def _without_spans(text: str) -> str:
    """Code between backticks; a span never reaches over an empty line."""
    opened: dict[int, int] = {}
    spans: list[tuple[int, int]] = []
    done = 0
    for match in _TICKS.finditer(text):
        if match[0][0] != "`":
            opened.clear()
            continue
        size = len(match[0])
        if size in opened and opened[size] >= done:
            spans.append((opened.pop(size), match.start()))
            done = match.end()
        else:
            opened[size] = match.end()
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], _blank(text[start:end])]
        last = end
    return "".join([*pieces, text[last:]])


def _blank(text: str) -> str:
    return "".join("\n" if character == "\n" else " " for character in text)
