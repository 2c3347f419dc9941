"""Blocks that lines of signs open and close (pymdownx ``///``, Microsoft's ``:::row:::``) → HTML, before the text is parsed.

The lines between stay Markdown. Code is left alone.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from html import escape

from kb_builder.importers.body.callouts import GENERIC, kind_of
from kb_builder.importers.body.parameters import parameters

_FENCE = re.compile(r"[ \t>]{0,40}(`{3,}|~{3,})")
_OPEN = re.compile(
    r"([ \t]{0,40})(/{3,20})[ \t]{0,9}([a-z][\w-]{0,40})[ \t]{0,9}(?:\|[ \t]{0,9}([^\n]{0,300}))?$"
)
_CLOSE = re.compile(r"[ \t]{0,40}(/{3,20})[ \t]*$")
_OPTION = re.compile(r"[ \t]{4,80}([\w-]{1,40}):[ \t]{0,9}(.{0,300})$")
_FOLDS = frozenset({"details", "collapse"})
_IMAGE = re.compile(r":::image[ \t]([^\n]{1,2000}?):::")
_CODE_FILE = re.compile(r":::code[ \t]([^\n]{1,600}?):::")
_LAYOUT = re.compile(r"[ \t>]{0,40}:::[ \t]?(row|column|zone|moniker|image)(-end)?\b[^\n]{0,300}$")
_CODE_LINK = re.compile(
    r"\[!code(?:-[\w-]{1,40})?\s{0,3}\[[^\]\n]{0,200}\]\(([^)\s?#]{1,300})[^)\n]{0,200}\)\]", re.IGNORECASE
)
_WORDS = re.compile(r"\[!(?:DNL|UICONTROL|BADGE)[ \t]+([^\[\]\n]{1,200})\](?:\{[^{}\n]{0,200}\})?")
"""Words that are not translated, or that stand on the screen (Experience League)."""
_VIDEO_LINK = re.compile(r"\[!VIDEO\]\(([^()\s]{1,600})\)", re.IGNORECASE)
_TAB_MARK = re.compile(r"[ \t]*>[ \t]?\[!(?:(?:BEGIN|END)TABS|TAB[ \t]+([^\[\]\n]{1,200}))\][ \t]*$")
_DIV = re.compile(r"(>[ \t]?)\[!div\b[^\]\n]{0,300}\][ \t]*", re.IGNORECASE)
_VIDEO = re.compile(r"\[!VIDEO[ \t]+([^\]\s]{1,600})\]", re.IGNORECASE)
_TAB = re.compile(r"#{1,6}[ \t]+\[([^\]\n]{1,200})\]\(#tab/[^()\s]{0,200}\)[ \t]*$")


def plain_blocks(text: str) -> str:
    """The text with each of these blocks as HTML or as the Markdown that it holds."""
    if "///" not in text and ":::" not in text and "[!" not in text and "(#tab/" not in text:
        return text
    lines = text.split("\n")
    code = code_lines(lines)
    return "\n".join(_without_columns(_changed(lines, code, dict(_pairs(lines, code)))))


def code_lines(lines: list[str]) -> frozenset[int]:
    """The numbers of lines that are code, fences included."""
    found = set()
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence or match:
            found.add(number)
        if not fence:
            fence = match[1] if match else ""
        elif match and match[1].startswith(fence) and not line[match.end() :].strip():
            fence = ""
    return frozenset(found)


def _pairs(lines: list[str], code: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Lines that open a ``///`` block, each with the line that closes it, and the other way round."""
    opened: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if number in code or "///" not in line:
            continue
        if match := _OPEN.match(line):
            opened.append((number, len(match[2])))
        elif match := _CLOSE.match(line):
            while opened and opened[-1][1] != len(match[1]):
                opened.pop()
            if opened:
                start = opened.pop()[0]
                yield start, number
                yield number, start


def _changed(lines: list[str], code: frozenset[int], pairs: Mapping[int, int]) -> Iterator[str]:
    ends: dict[int, str] = {}
    options_until = -1
    for number, line in enumerate(lines):
        match = _OPEN.match(line) if pairs.get(number, -1) > number else None
        if match:
            options = list(_options(lines[number + 1 : pairs[number]]))
            options_until = number + len(options)
            opening, ends[pairs[number]] = _tags(match[3], match[4] or "", dict(options))
            yield from ("", match[1] + opening, "")
        elif number in ends:
            yield from ("", line[: len(line) - len(line.lstrip())] + ends[number], "")
        elif number > options_until:
            yield line if number in code else _line(line)


def _options(lines: list[str]) -> Iterator[tuple[str, str]]:
    """``type: warning`` and the like, indented right below the line that opens the block."""
    for line in lines:
        match = _OPTION.match(line)
        if match is None:
            return
        yield match[1].lower(), match[2].strip().strip("\"'")


def _tags(name: str, title: str, options: Mapping[str, str]) -> tuple[str, str]:
    if name in _FOLDS:
        return f"<details><summary>{escape(title)}</summary>", "</details>"
    if kind_of(name) or name in GENERIC:
        kind = options.get("type") or (name if kind_of(name) else "note")
        return f'<aside data-callout="{escape(kind)}" data-title="{escape(title)}">', "</aside>"
    if name == "tab":
        return f'<section data-tab="{escape(title)}">', "</section>"
    return "<section>", "</section>"


def _line(line: str) -> str:
    if ":::" in line:
        line = _CODE_FILE.sub(
            lambda match: f"`{parameters(match[1]).get('source', '')}`", _IMAGE.sub(_picture, line)
        )
    if "[!" in line:
        line = _CODE_LINK.sub(r"`\1`", _WORDS.sub(r"\1", line))
        line = _VIDEO_LINK.sub(r'<iframe src="\1"></iframe>', line)
        if mark := _TAB_MARK.match(line):
            return f"\n**{mark[1]}**\n" if mark[1] else ""
        line = _VIDEO.sub(r'<iframe src="\1"></iframe>', _DIV.sub(r"\1", line))
    tab = _TAB.match(line) if "#tab/" in line else None
    return f"\n**{tab[1]}**\n" if tab else line


def _picture(match: re.Match[str]) -> str:
    values = parameters(match[1])
    return f'<img src="{escape(values.get("source", ""))}" alt="{escape(values.get("alt-text", ""))}">'


def _without_columns(lines: Iterator[str]) -> Iterator[str]:
    """The frames of rows and columns say nothing; what stands in them is indented and must not become code."""
    inside: list[str] = []
    depth = 0
    for line in "\n".join(lines).split("\n"):
        match = _LAYOUT.match(line) if ":::" in line else None
        if match is None:
            (inside.append(line) if depth else None)
            if not depth:
                yield line
            continue
        if match[1] == "column":
            yield from _moved_left(inside)
            inside = []
            depth = 0 if match[2] else 1
        elif not depth:
            yield ""
    yield from _moved_left(inside)


def _moved_left(lines: list[str]) -> list[str]:
    return ["", *textwrap.dedent("\n".join(lines)).split("\n"), ""] if lines else [""]
