"""Puts the new site in the place of the old one by two renames; a run that was killed between them is mended."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb_builder.publishing.join import files_of


class BusyError(Exception):
    """Another build works on the same site."""


@contextmanager
def only_build(cache: Path) -> Iterator[None]:
    """Hold the lock of this site's builds.

    :raises BusyError: when another process holds it.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError from error
        yield


def mend(site: Path) -> None:
    """Finish or undo the swap of a run that was killed: afterwards ``site`` is whole, or has never been there."""
    old = _old(site)
    if not old.exists():
        return
    if site.exists():
        shutil.rmtree(old)
    else:
        old.replace(site)


def swap(new: Path, site: Path, manifest: frozenset[str]) -> None:
    """Put ``new`` at ``site``. Files there that ``manifest`` (the last run's list) does not name are kept."""
    mend(site)
    if site.exists():
        for name in sorted(files_of(site) - manifest):
            target = new / name
            if not target.exists() and not target.is_symlink():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(site / name, target, follow_symlinks=False)
    old = _old(site)
    if site.exists():
        site.replace(old)
    new.replace(site)
    shutil.rmtree(old, ignore_errors=True)


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")
