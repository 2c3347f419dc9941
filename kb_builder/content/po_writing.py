"""Messages → the text of a PO file, wrapped as gettext's own tools wrap it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from babel.messages.pofile import escape

from kb_builder.content.po import PoFile, PoMessage

WIDTH = 79
"""Columns, of which a Chinese character takes two."""


def format_po(po: PoFile) -> str:
    """The file as gettext's tools write it, so that a translator's editor changes nothing else."""
    head = [
        *po.comments,
        *_flags(po.header_flags),
        'msgid ""',
        *_string("msgstr", po.header, always_split=True),
    ]
    parts = ["\n".join(head)]
    parts += ["\n".join(_lines(message, po.plurals)) for message in po.messages]
    return "\n\n".join(parts) + "\n"


def _lines(message: PoMessage, plurals: int) -> Iterator[str]:
    mark = "#~ " if message.obsolete else ""
    yield from message.comments
    if not message.obsolete:
        yield from (f"#. {line}" for line in message.extracted)
        yield from _references(message.references)
    yield from _flags(message.flags)
    if message.previous is not None:
        before = "#~| " if message.obsolete else "#| "
        if message.context:
            yield from _string("msgctxt", message.context, before)
        yield from _string("msgid", message.previous, before)
    if message.context:
        yield from _string("msgctxt", message.context, mark)
    yield from _string("msgid", message.source, mark)
    if message.plural is None:
        yield from _string("msgstr", message.target, mark)
    else:
        yield from _string("msgid_plural", message.plural, mark)
        for index, text in enumerate([*message.targets, *[""] * (plurals - len(message.targets))]):
            yield from _string(f"msgstr[{index}]", text, mark)


def _flags(flags: tuple[str, ...]) -> Iterator[str]:
    if flags:
        yield f"#, {', '.join(flags)}"


def _references(references: tuple[tuple[str, int], ...]) -> Iterator[str]:
    line = "#:"
    for name, number in references:
        shown = f"\u2068{name}\u2069" if " " in name else name
        one = f"{shown}:{number}" if number else shown
        if line != "#:" and len(line) + 1 + len(one) > WIDTH:
            yield line
            line = "#:"
        line += f" {one}"
    if line != "#:":
        yield line


def _string(keyword: str, text: str, mark: str = "", *, always_split: bool = False) -> Iterator[str]:
    quoted = escape(text)
    one_line = "\n" not in text.rstrip("\n") and _columns(f"{mark}{keyword} {quoted}") <= WIDTH
    if one_line and not always_split:
        yield f"{mark}{keyword} {quoted}"
        return
    yield f'{mark}{keyword} ""'
    for line in text.splitlines(keepends=True) if "\n" in text else [text]:
        yield from (f"{mark}{escape(piece)}" for piece in _wrapped(line, WIDTH - 2 - len(mark)))


# Where a line may end, as gettext has it: after white space and hyphens, between brackets, and on either side of a
# Chinese character, but not before closing marks.
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60"
_BREAKS = re.compile(
    rf"(?<=\s)(?=\S)|(?<=\w[-:])(?=[^\W\d])|(?<=[\])}}])(?=[(\[{{])|(?<=[{_WIDE}])(?=\S)|(?<=\S)(?=[{_WIDE}])"
)
_NOT_FIRST = frozenset("、。，！？：；）」』】》〉”’…％")
_NOT_LAST = frozenset("（「『【《〈“‘")


def _wrapped(text: str, width: int) -> Iterator[str]:
    line, size = "", 0
    for piece in _pieces(text):
        columns = _columns(escape(piece)[1:-1])
        if line and size + columns > width:
            yield line
            line, size = "", 0
        line += piece
        size += columns
    if line:
        yield line


def _pieces(text: str) -> Iterator[str]:
    held = ""
    for piece in _BREAKS.split(text):
        if held and piece[:1] not in _NOT_FIRST and held[-1] not in _NOT_LAST:
            yield held
            held = ""
        held += piece
    yield held


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
