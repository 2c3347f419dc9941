"""Files by the hash of what they hold: the same bytes are kept once, and damaged ones are never handed out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection
from pathlib import Path


def digest_of(data: bytes) -> str:
    """The name of a content."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


class Blobs:
    """A folder of files that are named after their content.

    ``known`` tells size and time of files that were found whole before: only files that differ are read again.
    """

    def __init__(self, folder: Path, known: dict[str, tuple[int, int]] | None = None) -> None:
        self.folder = folder
        self.known = known if known is not None else {}
        self.new: dict[str, tuple[int, int]] = {}
        """What is known since it was written down last."""
        self.damaged = 0
        self._whole: set[str] = set()

    def path(self, name: str) -> Path:
        """Where a content stands."""
        return self.folder / name[:2] / name

    def put(self, data: bytes) -> str:
        """Keep a content; its name."""
        name = digest_of(data)
        if not self.has(name):
            path = self.path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{name}.{os.getpid()}.new")
            try:
                beside.write_bytes(data)
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
            self._found(name, path.stat())
        return name

    def has(self, name: str) -> bool:
        """Whether a content is there and whole; a damaged file is removed and counted."""
        if name in self._whole:
            return True
        path = self.path(name)
        try:
            found = path.stat()
            seen = self.known.get(name) == (found.st_size, found.st_mtime_ns)
            if not seen and digest_of(path.read_bytes()) != name:
                self.damaged += 1
                path.unlink()
                return False
        except OSError:
            return False
        self._found(name, found)
        return True

    def get(self, name: str) -> bytes | None:
        """A content; None when it is not there, or not whole."""
        return self.path(name).read_bytes() if self.has(name) else None

    def link(self, name: str, target: Path) -> None:
        """Make ``target`` hold a content: as a second name of the same file where the disk can do that, otherwise as a copy."""
        try:
            os.link(self.path(name), target)
        except OSError:
            target.write_bytes(self.path(name).read_bytes())

    def keep_only(self, names: Collection[str]) -> None:
        """Remove every other content, and what runs that were killed left behind."""
        for path in self.folder.glob("*/*"):
            if path.name not in names:
                path.unlink(missing_ok=True)
                self.known.pop(path.name, None)
                self.new.pop(path.name, None)
                self._whole.discard(path.name)

    def _found(self, name: str, stat: os.stat_result) -> None:
        self._whole.add(name)
        state = (stat.st_size, stat.st_mtime_ns)
        if self.known.get(name) != state:
            self.known[name] = self.new[name] = state
