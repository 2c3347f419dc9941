"""Tells when a file of the site changed: at once, and once for what an editor writes in one go."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

FOLDERS = ("products", "docs", "overrides")
FILES = frozenset({"mkdocs.yml"})
SETTLE = 0.05
"""Seconds in which an editor writes all that belongs together."""
_CHANGES = frozenset({"created", "modified", "moved", "deleted"})


class Watcher(FileSystemEventHandler):
    """Watches the folders that writers edit."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._event = threading.Event()
        self._observer = Observer()
        self._watched: set[str] = set()
        self._thread: threading.Thread | None = None
        self._ends = False

    def has_news(self) -> bool:
        """Whether something has changed since ``changed`` was called last, or nobody looks any more."""
        return self._ends or self._event.is_set()

    def start(self, changed: Callable[[], object]) -> None:
        """Begin; ``changed`` is called in a thread of its own, never twice at a time."""
        self._observer.schedule(self, str(self._root))
        self._watch_folders()
        self._observer.start()
        self._thread = threading.Thread(target=self._loop, args=(changed,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End; what ``changed`` is at is waited for."""
        if self._thread is None:
            return
        self._ends = True
        self._event.set()
        self._observer.stop()
        self._observer.join()
        self._thread.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a change of a file that matters."""
        if event.event_type not in _CHANGES:
            return
        for name in (event.src_path, event.dest_path):
            path = Path(str(name))
            if not name or not path.is_relative_to(self._root):
                continue
            parts = path.relative_to(self._root).parts
            if parts and (parts[0] in FOLDERS or parts[0] in FILES) and not _is_passing(path.name):
                self._event.set()

    def _loop(self, changed: Callable[[], object]) -> None:
        while True:
            self._event.wait()
            self._event.clear()
            while self._event.wait(SETTLE):
                self._event.clear()
            if self._ends:
                return
            self._watch_folders()
            changed()

    def _watch_folders(self) -> None:
        """Folders that came up since, too: a site need not have an ``overrides/`` from the beginning."""
        for name in FOLDERS:
            there = (self._root / name).is_dir()
            if there and name not in self._watched:
                self._observer.schedule(self, str(self._root / name), recursive=True)
                self._watched.add(name)


def _is_passing(name: str) -> bool:
    """What editors leave for a moment only."""
    return name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name == "4913"
