"""What makes a text plain: no control characters, no marks of a merge; and where a character stands."""

from __future__ import annotations

import re

from kb_builder.content.problem import Problem

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Characters that no text needs and that terminals, browsers and Markdown take for commands."""

_CONTROL_BYTES = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_OTHER_CONTROL = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8\xa9]|\xef\xbf[\xbe\xbf]")
_CONFLICT = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)


def place_at(text: str, index: int) -> tuple[int, int]:
    """Line and column (from 1) of a character; only line feeds end a line, as in editors."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def not_plain(raw: bytes, text: str, file: str) -> Problem | None:
    """The first control character of a text, or the first mark of a merge that was not resolved."""
    match = CONTROL.search(text) if _maybe_control(raw) else None
    if match is not None:
        line, column = place_at(text, match.start())
        message = f"the text holds the control character U+{ord(match[0]):04X}"
        return Problem("control-character", file, message, "Remove it.", line=line, column=column)
    if "<<<<<<< " not in text or ">>>>>>> " not in text:
        return None
    marks = list(_CONFLICT.finditer(text))
    if not {"<<<<<<< ", ">>>>>>> "} <= {mark[0] for mark in marks}:
        return None
    line, _ = place_at(text, marks[0].start())
    hint = "Choose one side and remove the marks."
    return Problem("merge-conflict", file, "a merge conflict is not resolved", hint, line=line, column=1)


def _maybe_control(raw: bytes) -> bool:
    """Bytes are a hundred times faster to look through than characters."""
    if len(raw.translate(None, _CONTROL_BYTES)) != len(raw):
        return True
    return _OTHER_CONTROL.search(raw) is not None
