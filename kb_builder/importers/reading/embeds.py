"""A note that stands in another one (Obsidian): the part of it that is meant, below the title of the article around it."""

from __future__ import annotations

import re

_FENCE = re.compile(r"[ \t>]{0,40}(`{3,}|~{3,})")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r"=+[ \t]*$")


def embedded(text: str, place: str) -> str:
    """The section of this heading, the block of this name (``^name``), or all; no heading of it is a title."""
    lines = text.split("\n")
    if place.startswith("^"):
        lines = _block(lines, place)
    elif place:
        lines = _section(lines, place.rpartition("#")[2])
    return "\n".join(_below_a_title(lines))


def _section(lines: list[str], title: str) -> list[str]:
    level = start = 0
    for number, line in enumerate(lines):
        match = _HEADING.match(line)
        if match and level and len(match[1]) <= level:
            return lines[start:number]
        if match and not level and _bare(match[2]) == _bare(title):
            level, start = len(match[1]), number
    return lines[start:]


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _block(lines: list[str], name: str) -> list[str]:
    """The item of a list or the paragraph that the name ends."""
    end = next((number for number, line in enumerate(lines) if line.rstrip().endswith(f" {name}")), None)
    if end is None:
        return lines
    start = end
    while (
        start > 0
        and lines[start - 1].strip()
        and not re.match(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", lines[start])
    ):
        start -= 1
    block = [*lines[start:end], lines[end].rstrip().removesuffix(name).rstrip()]
    return [re.sub(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", "", block[0]), *block[1:]]


def _below_a_title(lines: list[str]) -> list[str]:
    fence = ""
    done: list[str] = []
    for line in lines:
        match = _FENCE.match(line)
        if match and (not fence or match[1].startswith(fence)):
            fence = "" if fence else match[1]
        elif not fence and line.startswith("# "):
            line = f"#{line}"
        elif not fence and _UNDERLINE.match(line) and done and done[-1].strip():
            line = "-" * max(3, len(line.rstrip()))
        done.append(line)
    return done
