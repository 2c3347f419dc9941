"""The sites of all locales → one folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

_LEAVINGS = ("sitemap.xml.gz", ".kb-manifest.json")
"""Files of an engine that the site does not need; the compressed map would only repeat the plain one."""


def join(parts: Iterable[tuple[Path, str]], site: Path) -> None:
    """Move each built site to its prefix (``""``, ``pl/``) below ``site``, which is made anew."""
    if site.exists():
        shutil.rmtree(site)
    for built, prefix in sorted(parts, key=lambda part: len(part[1])):
        target = site / prefix
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            _merge(built, target)
        else:
            built.replace(target)
        for name in _LEAVINGS:
            (target / name).unlink(missing_ok=True)


def _merge(built: Path, target: Path) -> None:
    for item in built.iterdir():
        there = target / item.name
        if item.is_dir() and there.is_dir():
            _merge(item, there)
        else:
            item.replace(there)
    shutil.rmtree(built)


def files_of(site: Path) -> frozenset[str]:
    """Every file below a folder, relative to it."""
    return frozenset(
        (Path(folder) / name).relative_to(site).as_posix()
        for folder, _, names in os.walk(site)
        for name in names
    )
