"""PO files for a generated catalogue: every text translated, word by word, into words that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

from kb_builder.content.load import load
from kb_builder.content.po import parse_po
from kb_builder.content.po_writing import format_po
from kb_builder.content.translation_update import update
from tests.bench.words import CHINESE, POLISH

_WORDS = {"pl": POLISH.split(), "zh-Hant": CHINESE.split()}
_WORD = re.compile(r"\]\([^)]*\)|\{#[^}]*\}|\[![A-Z]+\]|[A-Za-z']{2,}")
"""A word, or something that is no text: the target of a link, an anchor, the mark of a callout."""


def translate(root: Path) -> None:
    """Write the PO files of a site with all its texts translated."""
    loaded = load(root)
    for written in update(root, loaded.catalogue, loaded.po_files).files:
        path = root / written.file
        po, problems = parse_po(path.read_text(encoding="utf-8"), written.file)
        if po is None:
            raise ValueError(problems[0].message)
        words = _WORDS[path.stem]
        messages = tuple(
            replace(message, target=_translated(message.source, words)) for message in po.messages
        )
        path.write_text(format_po(replace(po, messages=messages)), encoding="utf-8")


def _translated(text: str, words: Sequence[str]) -> str:
    def other(match: re.Match[str]) -> str:
        word = match[0]
        if not word[0].isalpha():
            return word
        return words[crc32(word.lower().encode()) % len(words)]

    return _WORD.sub(other, text)
