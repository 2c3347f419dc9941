"""Reading files that a writer may have saved in any way: sizes, encodings and links are checked before the content."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from kb_builder.content.plain_text import not_plain, place_at
from kb_builder.content.problem import Problem

MAX_TEXT_BYTES = 5_000_000
_NO_FILE = "the file can't be read: it is no ordinary file, or a link to nothing"
_NO_FOLDER = "this is a folder, and a file is expected here"
_LEGIBLE_BYTES = 10_000
_TEXTS = (".yml", ".md", ".po")
_HIDDEN = (".", "~")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path, file: str, limit: int = MAX_TEXT_BYTES) -> tuple[str | None, Problem | None]:
    """The text of a file of at most ``limit`` bytes as UTF-8 with Unix line ends, or what stands in the way."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading a pipe would wait for ever
            return None, Problem("unreadable-file", file, _NO_FILE, "Remove it.", line=1, column=1)
        size = status.st_size
        raw = path.read_bytes() if size <= limit else b""
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return None, Problem("unreadable-file", file, f"the file can't be read: {reason}", line=1, column=1)
    if size > limit:
        message = f"the file has {size / 1e6:.1f} MB; the limit is {limit / 1e6:.0f} MB"
        return None, Problem(
            "file-too-big", file, message, "Split it into several articles.", line=1, column=1
        )
    if raw.startswith(_UTF_16) or b"\x00" in raw:
        kind = "UTF-16" if raw.startswith(_UTF_16) else "binary data"
        message = f"the file is {kind}, not text in UTF-8"
        return None, Problem("wrong-encoding", file, message, "Save it as UTF-8.", line=1, column=1)
    try:
        text = raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        line, column = place_at(before, len(before))
        message = f"the byte {error.object[error.start]:#04x} is not valid in UTF-8"
        return None, Problem("wrong-encoding", file, message, "Save it as UTF-8.", line=line, column=column)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    problem = not_plain(raw, text, file)
    return (None, problem) if problem else (text, None)


def legible(path: Path) -> str:
    """What can be made out of a file that is no text of ours, so that its id is known all the same."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ""
        with path.open("rb") as file:
            raw = file.read(_LEGIBLE_BYTES)
    except OSError:
        return ""
    text = raw.decode("utf-16" if raw.startswith(_UTF_16) else "utf-8", "replace").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Front matter, body and the line (from 1) on which the body begins; None without front matter."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return None, text, 1
    return match[1], text[match.end() :], match[1].count("\n") + 3


def text_digest(text: str) -> str:
    """A short name of a text: equal for equal texts only."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def walk(root: Path, folder: str) -> Iterator[tuple[str, Path, Problem | None]]:
    """Every file below ``root/folder`` in a stable order, as path relative to root.

    A symbolic link that leaves the folder is a problem and is not read; hidden and backup files are passed over.
    """
    top = root / folder
    real_top = os.path.realpath(top)
    failed: list[OSError] = []
    for directory, names, files in os.walk(top, onerror=failed.append, followlinks=False):
        names.sort()
        links = [name for name in names if Path(directory, name).is_symlink()]
        names[:] = [name for name in names if not name.startswith(_HIDDEN) and name not in links]
        inside = os.path.relpath(directory, root).replace(os.sep, "/")
        folders = [name for name in names if name.endswith(_TEXTS)]
        names[:] = [name for name in names if name not in folders]
        for name in sorted([*files, *links, *folders]):
            if not name.startswith(_HIDDEN) and not name.endswith("~"):
                path = Path(directory, name)
                file = shown_name(f"{inside}/{name}")
                problem = _in_the_way(path, file, folder, real_top)
                yield file, path, problem
    for error in failed:
        if error.filename != str(top):
            file = shown_name(os.path.relpath(error.filename, root).replace(os.sep, "/"))
            message = f"the folder can't be read: {error.strerror}"
            yield file, Path(error.filename), Problem("unreadable-file", file, message, line=1, column=1)


def shown_name(file: str) -> str:
    """A file's name as text: bytes that are no UTF-8 become U+FFFD."""
    return file.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _in_the_way(path: Path, file: str, folder: str, real_top: str) -> Problem | None:
    """Whatever keeps a directory's entry from being read at all."""
    if not path.name.isprintable():
        message = "the file's name holds characters that are no text"
        return Problem("file-name", file, message, "Rename it.", line=1, column=1)
    if path.is_symlink():
        real = os.path.realpath(path)
        if real != real_top and not real.startswith(real_top + os.sep):
            message = f"the link leads out of the '{folder}' folder"
            return Problem(
                "outside-folder", file, message, "Copy the file into the folder.", line=1, column=1
            )
        if path.is_dir():
            message = "the folder is a symbolic link, and those are not followed"
            return Problem("outside-folder", file, message, "Copy the folder.", line=1, column=1)
    if path.is_dir():
        hint = "Move its files elsewhere, and remove it."
        return Problem("unreadable-file", file, _NO_FOLDER, hint, line=1, column=1)
    if not path.is_file():
        return Problem("unreadable-file", file, _NO_FILE, "Remove it.", line=1, column=1)
    return None
