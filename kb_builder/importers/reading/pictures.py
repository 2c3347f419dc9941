"""Pictures of the source: which file an address means, what it is called in the product, what stands in for a missing one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from kb_builder.importers.reading.source import PICTURE_SUFFIXES, SourceFile
from kb_builder.importers.report import Finding

MAX_PICTURE_BYTES = 20_000_000
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")
_AVIF = (b"ftypavif", b"ftypavis", b"ftypmif1")
_ACTIVE_SVG = re.compile(
    rb"<script|<foreignobject|<!entity|\son\w+\s*=|javascript:|(?:href|src)\s*=\s*[\"']?\s*(?!#|data:image/)[\w/.]|@import|url\(\s*['\"]?(?![#'\"])",
    re.IGNORECASE,
)
_ON_CODE_HOST = re.compile(
    r"https?://(?:raw\.githubusercontent\.com/[^/]+/[^/]+/(?:refs/heads/)?[^/]+/(.+)"
    r"|(?:github|gitlab)\.com/[^/]+/[^/]+/(?:-/)?(?:blob|raw)/[^/]+/(.+))\Z",
    re.IGNORECASE,
)
_SIZE_SUFFIX = re.compile(r"\|\d+(?:x\d+)?$")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture of the source that may be copied, by its content; ``problem`` says why it may not."""

    path: PurePosixPath
    digest: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What the address of a picture means: a file of the source, an address of another host, or neither."""

    file: PurePosixPath | None = None
    remote: str = ""
    finding: Finding | None = None


def look_at(root: Path, files: Iterable[SourceFile]) -> Mapping[PurePosixPath, PictureFile]:
    """Read every picture once: is it what its name says, and can it do no harm?"""
    return {file.path: _look_at(root / file.path, file.path) for file in files if file.kind == "picture"}


def _look_at(file: Path, path: PurePosixPath) -> PictureFile:
    try:
        if file.stat().st_size > MAX_PICTURE_BYTES:
            return PictureFile(path, problem=f"larger than {MAX_PICTURE_BYTES // 1_000_000} MB")
        data = file.read_bytes()
    except OSError as error:
        return PictureFile(path, problem=f"can't be read: {error.strerror}")
    suffix = path.suffix.lower()
    if suffix == ".svg":
        if b"<svg" not in data[:5000].lower():
            return PictureFile(path, problem="no SVG picture")
        if _ACTIVE_SVG.search(data):
            return PictureFile(path, problem="an SVG picture with scripts or parts from elsewhere")
    elif not _is_bitmap(data):
        return PictureFile(path, problem="not a picture, whatever its name says")
    return PictureFile(path, hashlib.sha256(data).hexdigest())


def _is_bitmap(data: bytes) -> bool:
    return data.startswith(_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in _AVIF


@dataclass(frozen=True)
class PictureBook:
    """Finds the pictures that articles show."""

    files: Mapping[PurePosixPath, PictureFile]
    refused: frozenset[PurePosixPath]
    """Links and other things that are not followed."""
    by_low: Mapping[str, PurePosixPath]
    by_name: Mapping[str, PurePosixPath]
    by_tail: Mapping[str, tuple[PurePosixPath, ...]]
    """By folder and name: addresses from the site's root name other places than those that the source keeps them in."""

    def find(self, address: str, start: PurePosixPath) -> Source:
        """What the address means, seen from the file ``start``."""
        address = re.sub(r"^(?:@site|~|pathname://)(?=/)", "", address)
        scheme = re.match(r"([a-z][a-z0-9+.-]*):|//", address, re.IGNORECASE)
        if scheme and (scheme[1] or "https").lower() in ("http", "https"):
            own = self._in_repository(address)
            return self._checked(own) if own else Source(remote=address if scheme[1] else f"https:{address}")
        if scheme and (scheme[1] or "").lower() == "wiki":
            name = _SIZE_SUFFIX.sub("", unquote(address.partition(":")[2])).partition("#")[0]
            found = self.by_name.get(PurePosixPath(name).name.lower())
            return self._checked(found) if found else _missing(name)
        if scheme:
            return Source(finding=Finding("picture-refused", f"{address[:60]}: not a file of the source"))
        path = unquote(urlsplit(address).path).replace("\\", "/")
        return self._local(path, start)

    def _in_repository(self, address: str) -> PurePosixPath | None:
        """The file of the same path that a code host shows."""
        match = _ON_CODE_HOST.match(address)
        path = unquote(match[1] or match[2]).partition("?")[0] if match else ""
        return self.by_low.get(path.lower()) if "/" in path else None

    def _local(self, path: str, start: PurePosixPath) -> Source:
        parts: list[str] = [] if path.startswith("/") else list(start.parent.parts)
        for part in path.split("/"):
            if part == ".." and not parts:
                return Source(finding=Finding("picture-refused", f"{path}: outside the source folder"))
            if part == "..":
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        bare = [part for part in path.split("/") if part not in ("", ".", "..")]
        tries = ["/".join(parts)]
        if path.startswith("/"):
            tries += [
                "/".join((*top, *bare[skipped:])) for skipped in range(min(len(bare), 4)) for top in _TOPS
            ]
        else:
            tries.append("/".join((*start.with_suffix("").parts, *bare)))
            tries += ["/".join((*top, *bare)) for top in _TOPS]
        for name in tries:
            found = self.by_low.get(name.lower())
            if found is not None:
                return self._checked(found)
        same = self.by_tail.get("/".join(bare[-2:]).lower(), ()) if path.startswith("/") else ()
        return self._checked(same[0]) if len(same) == 1 else _missing(path)

    def _checked(self, path: PurePosixPath) -> Source:
        if path in self.refused:
            return Source(finding=Finding("picture-refused", f"{path}: a symbolic link"))
        file = self.files[path]
        return (
            Source(finding=Finding("picture-refused", f"{path}: {file.problem}"))
            if file.problem
            else Source(path)
        )


_TOPS = ((), ("static",), ("public",), ("assets",), ("docs",), ("content",))


def _missing(path: str) -> Source:
    return Source(finding=Finding("picture-missing", path))


def picture_book(files: Mapping[PurePosixPath, PictureFile], sources: Iterable[SourceFile]) -> PictureBook:
    """Index the pictures; where names differ only in case, the first has it."""
    refused = frozenset(
        file.path
        for file in sources
        if file.kind in ("refused", "other") and file.path.suffix.lower() in PICTURE_SUFFIXES
    )
    by_low: dict[str, PurePosixPath] = {}
    by_name: dict[str, PurePosixPath] = {}
    by_tail: dict[str, tuple[PurePosixPath, ...]] = {}
    for path in sorted([*files, *refused], key=lambda item: item.as_posix()):
        by_low.setdefault(path.as_posix().lower(), path)
        by_name.setdefault(path.name.lower(), path)
        for tail in {path.name.lower(), "/".join(path.parts[-2:]).lower()}:
            by_tail[tail] = (*by_tail.get(tail, ()), path)
    return PictureBook(files, refused, by_low, by_name, by_tail)
