"""Blocks of a text in several languages → runs of one language each, to be converted one by one.

What Markdown defines once for a whole text (footnotes, addresses of links, abbreviations) goes to the runs that need
it, wherever it was written: otherwise a reference would lead nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb_builder.content.localise import Phrase

_DEFINITION = re.compile(r"(?m)^ {0,3}(?:\[\^(?P<note>[^\]\n]+)\]|\*?\[[^\]\n]+\]):")


def language_runs(blocks: Iterable[Phrase]) -> tuple[tuple[str, str], ...]:
    """Language and Markdown of each run of neighbouring blocks in one language."""
    parts = tuple(blocks)
    if len({part.lang for part in parts}) < 2:
        return ((parts[0].lang, "\n\n".join(parts)),) if parts else ()
    notes: dict[str, str] = {}
    shared: list[str] = []
    runs: list[tuple[str, list[str]]] = []
    for part in parts:
        text, definitions = _without_definitions(str(part))
        for label, definition in definitions:
            if label:
                notes.setdefault(label, definition)
            else:
                shared.append(definition)
        if not text.strip():
            continue
        if not runs or runs[-1][0] != part.lang:
            runs.append((part.lang, []))
        runs[-1][1].append(text)
    return tuple((lang, _complete("\n\n".join(texts), notes, shared)) for lang, texts in runs)


def _without_definitions(block: str) -> tuple[str, list[tuple[str, str]]]:
    """The block without its definitions, and each definition with its footnote's label (empty for others)."""
    starts = list(_DEFINITION.finditer(block))
    if not starts or block.lstrip().startswith(("```", "~~~")):
        return block, []
    ends = [match.start() for match in starts[1:]] + [len(block)]
    found = [
        (match["note"] or "", block[match.start() : end].rstrip())
        for match, end in zip(starts, ends, strict=True)
    ]
    return block[: starts[0].start()].rstrip(), found


def _complete(text: str, notes: dict[str, str], shared: list[str]) -> str:
    needed = [definition for label, definition in notes.items() if f"[^{label}]" in text]
    return "\n\n".join((text, *needed, *shared))
