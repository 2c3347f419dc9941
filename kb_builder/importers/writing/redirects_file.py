"""``redirects.yml`` of a site: the writers' own entries stay as they are, the imported ones stand below a mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb_builder.content.yaml_text import read_yaml
from kb_builder.importers.writing.convert import SCHEMA_LINE
from kb_builder.importers.writing.yaml_text import short, to_yaml

MARK = "  # Old addresses, written by 'kb import'. The next import writes the lines below anew."
_NEW = SCHEMA_LINE.format("../../", "redirects") + "redirects:\n"


def merged(old: str | None, ours: Mapping[str, str], earlier: Mapping[str, str]) -> str | None:
    """The new text; None when the file can't be understood and must be left alone. ``earlier``: what imports wrote before."""
    entries = _entries(old) if old else []
    if entries is None:
        return None
    head, found, _ = (old or _NEW).partition(MARK)
    written = {entry["from"]: entry["to"] for entry in entries}
    if found:
        own_head = {entry["from"] for entry in _entries(head) or []}
    elif any(
        "redirects:" in line and line.strip() != "redirects:"
        for line in head.splitlines()
        if not line.startswith("#")
    ):
        head, own_head = _NEW, set()
    else:
        own_head = set(written)
        head = head if "redirects:" in head else head.rstrip("\n") + "\nredirects:\n"
    theirs = {
        old_path: to
        for old_path, to in written.items()
        if old_path not in own_head and earlier.get(old_path) != to
    }
    mine = {
        old_path: to
        for old_path, to in sorted(ours.items())
        if old_path not in own_head and old_path not in theirs
    }
    lines = [head.rstrip("\n"), *_lines(theirs), *([MARK, *_lines(mine)] if mine else [])]
    text = "\n".join(lines) + "\n"
    return text if theirs or mine or own_head else text.replace("redirects:\n", "redirects: []\n")


def _entries(text: str) -> list[dict[str, str]] | None:
    data: Any = read_yaml(text, "redirects.yml").data
    listed = (
        data.get("redirects")
        if isinstance(data, dict)
        else ([] if data is None and not text.strip("# \n") else None)
    )
    if listed is None and isinstance(data, dict) and set(data) <= {"redirects"}:
        listed = []
    if not isinstance(listed, list):
        return None
    good = [
        item
        for item in listed
        if isinstance(item, dict) and isinstance(item.get("from"), str) and isinstance(item.get("to"), str)
    ]
    return good if len(good) == len(listed) else None


def _lines(entries: Mapping[str, str]) -> list[str]:
    return [f"  - {to_yaml(short({'from': old_path, 'to': to})).strip()}" for old_path, to in entries.items()]
