"""The fenced blocks of a page: files that it shows, commands that it tells readers to type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

CHECKOUT = Path(__file__).parents[2]
HANDBOOK = CHECKOUT / "docs" / "handbook"
_BLOCK = re.compile(
    r"^(?P<indent> *)(?P<fence>````?)(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=indent)(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    kind: str
    file: str
    """What its first line names: a file relative to the folder at hand; empty for a block without a name."""
    text: str
    line: int


@dataclass(frozen=True)
class Command:
    """A line to type and what it prints."""

    line: str
    shown: str
    """Empty when the page does not show it; ``…`` stands for anything."""


def blocks(page: Path) -> Iterator[Block]:
    """Every fenced block of a page, in order."""
    text = page.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(text):
        kind, _, file = match["info"].strip().partition(" ")
        yield Block(kind, file.strip(), dedent(match["text"]), text.count("\n", 0, match.start()) + 1)


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block: lines that begin with ``$``, each with what stands below it."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        yield Command(line.strip(), shown.strip("\n"))


def example_files() -> dict[str, str]:
    """Every file that the handbook shows as a part of the site: path → text.

    :raises AssertionError: when two pages show the same file.
    """
    found: dict[str, str] = {}
    for page in sorted(HANDBOOK.glob("*.md")):
        for block in blocks(page):
            if block.kind != "diff" and block.file.startswith(("products/", "docs/")):
                assert block.file not in found, f"{page.name}:{block.line} shows {block.file} again"
                found[block.file] = block.text
    return found
