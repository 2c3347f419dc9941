"""The parameters of shortcodes, components and blocks."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))|\"([^\"]*)\"|(\S+)")


def parameters(text: str) -> dict[str, str]:
    """``type="tip" Title`` → named values, and bare ones under ``0``, ``1``, …"""
    found: dict[str, str] = {}
    bare = 0
    for match in _PARAMETER.finditer(text):
        if match[1]:
            found[match[1].lower()] = match[2] or match[3] or match[4] or ""
        else:
            found[str(bare)] = match[5] or match[6] or ""
            bare += 1
    return found
