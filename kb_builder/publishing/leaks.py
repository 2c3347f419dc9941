"""Looks for internal texts in the files that go out: the last guard, after all others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SEARCHED = (".html", ".json", ".xml", ".js", ".txt", ".svg", ".css")
_LEAST = 24
"""Shorter runs of letters stand in public texts by chance."""
_RUN = re.compile(r"[^\W_][\w ,.:%+/-]*")


@dataclass(frozen=True)
class Leak:
    """An internal text in a public file."""

    file: str
    source: str
    """The writer's file that holds the text."""
    text: str


def telling_part(text: str) -> str:
    """The longest run of a text that every file would hold as it is written; empty when it is too short to tell."""
    best = max((run.strip() for run in _RUN.findall(text)), key=len, default="")
    return best[:80] if len(best) >= _LEAST else ""


def secrets(internal: Iterable[tuple[str, str]], public: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Those of the internal texts (file and text) whose telling part is not written for everybody as well."""
    known = "\n".join(public)
    return tuple((source, text) for source, text in internal if telling_part(text) not in known)


def leaks(site: Path, names: Iterable[str], internal: Iterable[tuple[str, str]]) -> Iterator[Leak]:
    """Every public file that holds an internal text; ``internal`` gives the writer's file and the text of each."""
    parts = {telling_part(text): source for source, text in internal}
    parts.pop("", None)
    needles = [(part.encode(), source) for part, source in parts.items()]
    for name in sorted(names) if needles else ():
        if name.endswith(_SEARCHED):
            data = (site / name).read_bytes()
            yield from (Leak(name, source, part.decode()) for part, source in needles if part in data)
