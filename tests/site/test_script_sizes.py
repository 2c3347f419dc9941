"""Scripts stay small."""

from __future__ import annotations

import re
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "kb_builder/site/theme/assets/kb/js"
MOST = 20_000
"""Bytes, uncompressed, of all that a tree's page loads to be walked."""
IMPORT = re.compile(r'^import .* from "(.+)";$', re.MULTILINE)


def loaded_with(script: Path) -> set[Path]:
    """A script and all that it imports at once; what it asks for later with ``import()`` is left out."""
    found: set[Path] = set()
    waiting = [script]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [(one.parent / name).resolve() for name in IMPORT.findall(one.read_text("utf-8"))]
    return found


def test_a_tree_is_walked_with_less_than_20_kb() -> None:
    """The start script, the walk and what they import."""
    needed = loaded_with(SCRIPTS / "main.js") | loaded_with(SCRIPTS / "tree/walk.js")
    assert {one.name for one in needed} >= {"main.js", "page.js", "walk.js", "handoff.js"}
    assert sum(one.stat().st_size for one in needed) < MOST
