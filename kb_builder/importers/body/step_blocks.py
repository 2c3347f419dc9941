"""Steps that are headings in a frame (``{{% steps %}}`` of Hugo's themes, ``<Steps>`` of Nextra and others) → items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_builder.importers.body.fenced_blocks import code_lines

_FRAME = re.compile(
    r"[ \t]{0,40}(?:\{\{[<%]\s{0,9}(/?)\s{0,9}steps\b[^{}\n]{0,200}[>%]\}\}|<(/?)Steps\b[^<>\n]{0,200}>)[ \t]*$"
)
_HEADING = re.compile(r"[ \t]{0,3}(#{2,6})[ \t]+\S")


def with_step_items(text: str) -> str:
    """The text with an item around each heading of a frame and what stands below it."""
    if ("steps " not in text and "<Steps" not in text) or "<Step " in text or "<Step>" in text:
        return text
    lines = text.split("\n")
    return "\n".join(_itemised(lines, code_lines(lines)))


def _itemised(lines: list[str], code: frozenset[int]) -> Iterator[str]:
    framed = is_open = False
    level = ""
    for number, line in enumerate(lines):
        frame = None if number in code else _FRAME.match(line)
        heading = _HEADING.match(line) if framed and number not in code else None
        if frame is not None:
            if is_open:
                yield from ("", "</li>", "")
            framed, is_open, level = not (frame[1] or frame[2]), False, ""
        elif heading is not None and heading[1] == (level or heading[1]):
            if is_open:
                yield from ("", "</li>", "")
            yield from ("<li data-step>", "")
            is_open, level = True, heading[1]
        yield line
