"""Files that are copied: documents that articles offer, and the names of all copies in their products."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from kb_builder.importers.naming import slug, unique
from kb_builder.importers.reading.source import SourceFile

PLACEHOLDER = "missing-picture.svg"
"""The picture that takes the place of missing ones; no other may have its name."""
MAX_DOCUMENT_BYTES = 50_000_000
DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".zip", ".txt", ".csv", ".doc", ".docx", ".xls", ".xlsx", ".ods", ".odt", ".ppt", ".pptx", ".stl", ".step",
     ".dxf", ".hex", ".bin", ".ino", ".mp3", ".mp4", ".webm", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
)  # fmt: skip
"""Files that a link may offer: none that a browser would run."""


def document_digests(root: Path, files: Iterable[SourceFile]) -> Mapping[PurePosixPath, str]:
    """Files that may be offered for download, by what they hold."""
    found = {}
    for file in files:
        path = root / file.path
        wanted = file.kind in ("other", "picture") and file.path.suffix.lower() in DOCUMENT_SUFFIXES
        if wanted and _is_usable(path):
            found[file.path] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _is_usable(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_DOCUMENT_BYTES


def file_names(
    uses: Iterable[tuple[str, PurePosixPath]], digests: Mapping[PurePosixPath, str]
) -> Mapping[tuple[str, PurePosixPath], str]:
    """A name for each file in each product that shows or offers it; the same content twice is one file."""
    names: dict[tuple[str, PurePosixPath], str] = {}
    taken: dict[str, dict[str, str]] = {}
    for product, path in sorted(set(uses), key=lambda use: (use[0], use[1].as_posix())):
        own = taken.setdefault(product, {PLACEHOLDER: ""})
        digest = digests[path]
        stem = slug(path.stem) or f"file-{digest[:8]}"
        name = stem + path.suffix.lower()
        if own.get(name, digest) != digest:
            same = [other for other, known in own.items() if known == digest]
            stems = {other.rsplit(".", 1)[0] for other in own}
            name = same[0] if same else unique(stem, stems) + path.suffix.lower()
        own[name] = digest
        names[product, path] = name
    return names
