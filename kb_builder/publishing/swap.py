"""Puts the new site in the place of the old one by two renames; a run that was killed between them is mended."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
    site = site.resolve()
    old = _beside(site, "old")
    if not old.exists():
        return
    if site.exists():
        shutil.rmtree(old)
    else:
        old.replace(site)


def swap(new: Path, site: Path, manifest: frozenset[str]) -> None:
    """Put ``new`` at ``site``. Files there that ``manifest`` (the last run's list) does not name are kept.

    Where ``site`` is a link to a folder, that folder is replaced; it may stand on another disk.
    """
    site = site.resolve()
    mend(site)
    for name in sorted(files_of(site) - manifest) if site.exists() else ():
        _keep(site / name, new / name)
    ready, old = _beside(site, "new"), _beside(site, "old")
    if ready.exists():
        shutil.rmtree(ready)
    shutil.move(new, ready)
    if site.exists():
        site.replace(old)
    ready.replace(site)
    shutil.rmtree(old, ignore_errors=True)


def _keep(foreign: Path, target: Path) -> None:
    """Take a file of others over, unless the new site has a file of its own in that place."""
    if target.exists() or target.is_symlink():
        return
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return
    shutil.copy2(foreign, target, follow_symlinks=False)


def _beside(site: Path, what: str) -> Path:
    return site.with_name(f".{site.name}.{what}")


def files_of(site: Path) -> frozenset[str]:
    """Every file below a folder, relative to it."""
    return frozenset(
        (Path(folder) / name).relative_to(site).as_posix()
        for folder, _, names in os.walk(site)
        for name in names
    )
