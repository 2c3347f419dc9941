"""Writes a folder so that it holds just the files it should: unchanged ones are not touched, old ones go."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = ".kb-manifest.json"
Content = str | bytes | Path
"""What a file should hold: text, bytes, or another file to copy."""


@dataclass(frozen=True)
class Written:
    """What a run did to a folder."""

    written: int
    unchanged: int
    removed: int


def write_folder(folder: Path, files: Mapping[str, Content]) -> Written:
    """Make ``folder`` hold ``files`` (relative path → content).

    Only files that the last run's manifest names are ever removed: what others put there stays.
    """
    before = read_manifest(folder)
    gone = sorted(before - set(files))
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    _remove_empty({(folder / name).parent for name in gone}, folder)
    written = sum(_write(folder / name, content) for name, content in sorted(files.items()))
    write_manifest(folder, files)
    return Written(written, len(files) - written, len(gone))


def read_manifest(folder: Path) -> frozenset[str]:
    """The files that the last run wrote below a folder; empty when there was none or its list is damaged."""
    try:
        names = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(names, list):
        return frozenset()
    return frozenset(name for name in names if isinstance(name, str) and _is_inside(Path(name)))


def _is_inside(path: Path) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def write_manifest(folder: Path, names: Mapping[str, object] | frozenset[str]) -> None:
    """Keep the list of files for the next run."""
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / MANIFEST, json.dumps(sorted(names), ensure_ascii=False, indent=0).encode())


def _write(path: Path, content: Content) -> bool:
    """Whether the file had to be written."""
    if isinstance(content, Path):
        data = content.read_bytes()
    else:
        data = content.encode() if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        if path.is_dir():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)
    _replace(path, data)
    return True


def _replace(path: Path, data: bytes) -> None:
    """Written beside and renamed, so that nobody ever reads half a file."""
    beside = path.with_name(f"{path.name}.kb-new")
    beside.write_bytes(data)
    beside.replace(path)


def _remove_empty(folders: set[Path], top: Path) -> None:
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        while folder != top and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
