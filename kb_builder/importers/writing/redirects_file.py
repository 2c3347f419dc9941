"""``redirects.yml`` of a site: the writers' own entries stay as they are, the imported ones stand below a mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb_builder.content.yaml_text import read_yaml
from kb_builder.importers.writing.convert import SCHEMA_LINE
from kb_builder.importers.writing.yaml_text import short, to_yaml

MARK = "  # Old addresses, written by 'kb import'. The next import writes the lines below anew."
SCHEMA = SCHEMA_LINE.format("../../", "redirects")


def merged(old: str, ours: Mapping[str, str], earlier: Mapping[str, str]) -> str | None:
    """The new text of the file; None when it can't be understood and must be left alone.

    ``old`` is empty when there is no file; ``earlier`` is what imports wrote into it before.
    """
    entries = _entries(old)
    if entries is None or (not ours and MARK not in old):
        return None if entries is None else old
    head, head_entries = _head(old, entries)
    theirs = {
        path: to for path, to in entries.items() if path not in head_entries and earlier.get(path) != to
    }
    mine = {path: to for path, to in sorted(ours.items()) if path not in head_entries and path not in theirs}
    lines = [*_lines(theirs), *([MARK, *_lines(mine)] if mine else [])]
    if not lines and not head_entries:
        return head.replace("redirects:\n", "redirects: []\n")
    return head + "".join(f"{line}\n" for line in lines)


def _head(old: str, entries: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """The writers' own part, which stays as it is, and its entries; it ends where a further entry may follow."""
    head, found, _ = old.partition(MARK)
    if found:
        return head, _entries(head) or {}
    lines = [line for line in head.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if not lines:
        return (head if head.strip() else SCHEMA) + "redirects:\n", {}
    if lines[0].rstrip() == "redirects:":
        return head.rstrip("\n") + "\n", entries
    return SCHEMA + "redirects:\n", {}


def _entries(text: str) -> dict[str, str] | None:
    """Old path → target for each entry of the file; None when it is not what it should be."""
    read = read_yaml(text, "redirects.yml")
    data: Any = {} if read.data is None else read.data
    broken = any(problem.code != "empty-value" for problem in read.problems)
    if broken or not isinstance(data, dict) or not set(data) <= {"redirects"}:
        return None
    listed = data.get("redirects") or []
    good = isinstance(listed, list) and all(
        isinstance(item, dict) and set(item) == {"from", "to"} for item in listed
    )
    return {str(item["from"]): str(item["to"]) for item in listed} if good else None


def _lines(entries: Mapping[str, str]) -> list[str]:
    return [f"  - {to_yaml(short({'from': old_path, 'to': to})).strip()}" for old_path, to in entries.items()]
