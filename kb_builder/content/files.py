"""Reading files that a writer may have saved in any way: sizes, encodings and links are checked before the content."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from kb_builder.content.problem import Problem

MAX_TEXT_BYTES = 5_000_000
_HIDDEN = (".", "~")


def read_text(path: Path, file: str) -> tuple[str | None, Problem | None]:
    """The text of a file as UTF-8 with Unix line ends, or the problem that stands in the way."""
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            size = path.stat().st_size / 1e6
            message = f"the file has {size:.1f} MB; the limit is {MAX_TEXT_BYTES / 1e6:.0f} MB"
            return None, Problem(
                "file-too-big", file, message, "Split it into several articles.", line=1, column=1
            )
        raw = path.read_bytes()
    except OSError as error:
        return None, Problem(
            "unreadable-file", file, f"the file can't be read: {error.strerror}", line=1, column=1
        )
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw:
        kind = "UTF-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "binary data"
        message = f"the file is {kind}, not text in UTF-8"
        return None, Problem("wrong-encoding", file, message, "Save it as UTF-8.", line=1, column=1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"the byte {raw[error.start]:#04x} is not valid in UTF-8"
        return None, Problem("wrong-encoding", file, message, "Save it as UTF-8.", line=line, column=1)
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """Front matter, body and the line (from 1) on which the body begins; None without front matter."""
    if not text.startswith("---\n"):
        return None, text, 1
    end = text.find("\n---\n", 3)
    if end < 0 and text.endswith("\n---"):
        end = len(text) - 4
    if end < 0:
        return None, text, 1
    header = text[4 : end + 1]
    return header, text[end + 5 :], header.count("\n") + 3


def walk(root: Path, folder: str) -> Iterator[tuple[str, Path, Problem | None]]:
    """Every file below ``root/folder`` in a stable order, as path relative to root.

    A symbolic link that leaves the folder is a problem and is not read; hidden and backup files are passed over.
    """
    top = root / folder
    real_top = top.resolve()
    for directory, names, files in os.walk(top, followlinks=False):
        names.sort()
        here = Path(directory)
        links = [name for name in names if (here / name).is_symlink()]
        names[:] = [name for name in names if not name.startswith(_HIDDEN) and name not in links]
        for name in sorted([*files, *links]):
            if name.startswith(_HIDDEN) or name.endswith("~"):
                continue
            path = here / name
            file = path.relative_to(root).as_posix()
            if path.is_symlink() and not path.resolve().is_relative_to(real_top):
                hint = "Copy the file into the folder."
                message = f"the link leads out of the '{folder}' folder"
                yield file, path, Problem("outside-folder", file, message, hint, line=1, column=1)
            elif path.is_dir():
                message = "the folder is a symbolic link, and those are not followed"
                yield (
                    file,
                    path,
                    Problem("outside-folder", file, message, "Copy the folder.", line=1, column=1),
                )
            elif path.is_file():
                yield file, path, None
