"""What an import writes into a site, and the memory of it: nothing that others wrote or changed is overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

MEMORY = ".kb/imported.json"
"""Committed with the site: which files came from an import, and what they held then."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to write. ``path`` is relative to the root of the site, with ``/``."""

    path: str
    data: bytes
    id: str = ""
    """The id of the article that it holds."""
    day: date | None = None
    """The day of change, where the source names none and it is the day of the import."""


@dataclass(frozen=True)
class Memory:
    """Earlier imports into this site, by the paths of the files that they wrote."""

    hashes: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    """The id of the article in the file."""
    days: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    """A hash of the article without its day of change, and the day."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    """What files held that a run was about to change; empty unless that run was killed."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the files."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    """There before, or changed by hand since: not touched."""
    removed: tuple[str, ...]
    """Of earlier imports, for articles that have moved to another file."""


def read_memory(root: Path) -> Memory:
    """The memory of the site; empty when there was no import or the file is broken."""
    try:
        data: Any = json.loads((root / MEMORY).read_text(encoding="utf-8"))
        files = {str(path): item for path, item in data["files"].items() if isinstance(item, dict)}
        redirects = {str(old): str(new) for old, new in data.get("redirects", {}).items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return Memory()
    return Memory(
        {path: str(item.get("sha256", "")) for path, item in files.items()},
        {path: str(item["id"]) for path, item in files.items() if item.get("id")},
        {path: days for path, item in files.items() if (days := _days(item))},
        redirects,
        {path: str(item["before"]) for path, item in files.items() if item.get("before")},
    )


def _days(item: Mapping[str, Any]) -> tuple[str, date] | None:
    try:
        return str(item["text"]), date.fromisoformat(item["day"])
    except (KeyError, ValueError, TypeError):
        return None


def with_earlier_day(file: NewFile, memory: Memory) -> NewFile:
    """The file with the day that an earlier import gave it, as long as nothing else of it has changed."""
    known = memory.days.get(file.path)
    if file.day is None or known is None or known[0] != _hash(_without_day(file)):
        return file
    line, earlier = _day_line(file.day), _day_line(known[1])
    return replace(file, data=file.data.replace(line, earlier, 1), day=known[1])


def _day_line(day: date) -> bytes:
    return f"\nchanged: {day.isoformat()}\n".encode()


def _without_day(file: NewFile) -> bytes:
    return file.data.replace(_day_line(file.day), b"\n", 1) if file.day else file.data


def own_files(root: Path, memory: Memory) -> frozenset[str]:
    """Files that stand as an import left them."""
    return frozenset(
        path
        for path, known in memory.hashes.items()
        if _hash_of(root / path) in (known, memory.before.get(path, known))
    )


def write_all(root: Path, files: Iterable[NewFile], memory: Memory, redirects: Mapping[str, str]) -> Written:
    """Write what is new or changed. It is remembered before and after, so that a run after one that was killed goes on."""
    own = own_files(root, memory)
    new = {file.path: file for file in files}
    written, unchanged, kept = [], [], []
    for path, file in sorted(new.items()):
        target = root / path
        exists = target.exists() or target.is_symlink()
        if exists and not target.is_symlink() and _hash_of(target) == _hash(file.data):
            unchanged.append(path)
        elif (exists and path not in own) or not _stays_inside(root, target):
            kept.append(path)
        else:
            written.append(path)
    before = {path: _hash_of(root / path) for path in written if path in own}
    _remember(root, replace(memory, before=before), new, kept, [], redirects)
    for path in written:
        _write(root / path, new[path].data)
    ids = {file.id for file in new.values() if file.id and file.path not in kept}
    moved = [path for path in sorted(own) if path not in new and memory.ids.get(path, "") in ids]
    for path in moved:
        (root / path).unlink()
    _remember(root, replace(memory, before={}), new, kept, moved, redirects)
    return Written(tuple(written), tuple(unchanged), tuple(kept), tuple(moved))


def _stays_inside(root: Path, target: Path) -> bool:
    """False when a symbolic link in the site leads out of it."""
    return target.parent.resolve().is_relative_to(root.resolve())


def _write(target: Path, data: bytes) -> None:
    """The whole file or nothing: a run that is killed leaves no half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.write_bytes(data)
    part.replace(target)


def _remember(
    root: Path,
    memory: Memory,
    new: Mapping[str, NewFile],
    kept: list[str],
    gone: list[str],
    redirects: Mapping[str, str],
) -> None:
    entries = {path: _entry_before(path, memory) for path in memory.hashes if path not in gone}
    entries.update({path: _entry(file) for path, file in new.items() if path not in kept})
    for path, held in memory.before.items():
        entries[path]["before"] = held
    data = {"files": dict(sorted(entries.items())), "redirects": dict(sorted(redirects.items()))}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    target = root / MEMORY
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        _write(target, text.encode())


def _entry(file: NewFile) -> dict[str, str]:
    entry = {"sha256": _hash(file.data)}
    if file.id:
        entry["id"] = file.id
    if file.day:
        entry |= {"text": _hash(_without_day(file)), "day": file.day.isoformat()}
    return entry


def _entry_before(path: str, memory: Memory) -> dict[str, str]:
    entry = {"sha256": memory.hashes[path]}
    if path in memory.ids:
        entry["id"] = memory.ids[path]
    if path in memory.days:
        entry |= {"text": memory.days[path][0], "day": memory.days[path][1].isoformat()}
    return entry


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hash_of(path: Path) -> str:
    try:
        return _hash(path.read_bytes()) if path.is_file() and not path.is_symlink() else ""
    except OSError:
        return ""
