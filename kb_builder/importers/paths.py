"""Paths within the source, as its links write them."""

from __future__ import annotations

from pathlib import PurePosixPath


def resolved(path: str, folder: PurePosixPath) -> PurePosixPath | None:
    """The path seen from the folder; None when it leaves the source."""
    parts = list(folder.parts)
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return PurePosixPath(*parts)
