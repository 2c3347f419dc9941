"""The cache of one kind of site (public, agents, with drafts): opened, and made anew when it can't be used."""

from __future__ import annotations

import hashlib
import platform
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from kb_builder.cache import Blobs, CacheError, Index, Row
from kb_builder.site.questions import Questions

_FORMAT = "1"
_LAYOUT = ("index.sqlite", "index.sqlite-journal", "blobs", "engine")


class Store:
    """Everything that was kept, in memory as far as it decides what is made again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = Index(folder / "index.sqlite", program_version())
        self.blobs = Blobs(folder / "blobs", self.index.known())
        self.questions = Questions(self.index.queries())
        self.rows = self.index.rows()
        self.answers = self.index.answers()
        self.changed: dict[tuple[str, str], Row] = {}
        self.used: set[tuple[str, str]] = set()

    def keep(self, place: str, name: str, row: Row) -> Row:
        """Note an output, made or reused."""
        key = (place, name)
        self.used.add(key)
        if self.rows.get(key) != row:
            self.rows[key] = self.changed[key] = row
        return row

    def save(self, answers: dict[tuple[str, str], tuple[bytes, dict[str, str]]]) -> None:
        """Write down what is new: a run that is killed later has not worked in vain."""
        self.index.save(self.changed, self.questions.new, answers, self.blobs.new)
        for saved in (self.changed, self.questions.new, answers, self.blobs.new):
            saved.clear()

    def tidy(self, others: set[str]) -> None:
        """Forget outputs that are no longer made, and contents that nothing leads to but ``others``."""
        gone = set(self.rows) - self.used
        names = {
            name for key in self.used for name in (self.rows[key].source, self.rows[key].output)
        } | others
        if gone or len(self.blobs.known) > 2 * len(names) + 100:
            self.index.forget(gone, set(self.blobs.known) - names)
            for key in gone:
                del self.rows[key]
            self.blobs.keep_only(names)


@contextmanager
def opened(folder: Path, warn: list[str]) -> Iterator[Store]:
    """The store below a folder. One that can't be used is removed, and ``warn`` says so.

    :raises CacheError: when it turns out to be damaged later; it is removed then, and the work can be done once more.
    """
    try:
        store = Store(folder)
    except CacheError as error:
        warn.append(f"The cache can't be used, since {error}: everything is made anew.")
        remove(folder)
        store = Store(folder)
    try:
        yield store
    except CacheError:
        store.index.close()
        remove(folder)
        raise
    finally:
        store.index.close()
    if store.blobs.damaged:
        warn.append(f"{store.blobs.damaged} damaged files of the cache were made anew.")


def remove(folder: Path) -> None:
    """Remove a store and nothing that others may have put beside it."""
    for name in _LAYOUT:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@cache
def program_version() -> str:
    """A digest of this package's own files and of the versions of all that takes part in a page."""
    hasher = hashlib.blake2b(f"{_FORMAT} {platform.python_version()}".encode(), digest_size=16)
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            hasher.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    try:
        names = [re.split(r"[^A-Za-z0-9._-]", line)[0] for line in requires("kb-builder") or ()]
    except PackageNotFoundError:
        names = ["mkdocs", "mkdocs-material", "markdown", "jinja2", "babel", "nh3"]
    for name in sorted(names):
        try:
            hasher.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            continue
    return hasher.hexdigest()
