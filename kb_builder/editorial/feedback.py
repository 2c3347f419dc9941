"""What readers said of articles, as their answers come back from the company's own address: one JSON object a line, or CSV."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from kb_builder.content.problem import Problem

FOLDER = ".kb-feedback"
FILE = f"{FOLDER}/answers.jsonl"
MAX_CHARACTERS = 4_000
"""More than this of one value is no answer of a reader."""
_ANSWERS = ("yes", "no")
_NO_TEXT = re.compile("[\ud800-\udfff\ufffd]")


@dataclass(frozen=True, order=True, slots=True)
class Said:
    """What one reader said of one article. Whatever else a log holds (addresses, browsers) is not kept."""

    article: str
    revision: str
    """The day of the article's last change when it was read; empty when the log does not say."""
    answer: str
    """``yes`` or ``no``."""
    reason: str
    product: str
    locale: str
    time: str
    comment: str


_NAMES = tuple(field.name for field in fields(Said))
_NEEDED = frozenset({"article", "answer"})


class UnreadableError(Exception):
    """The file as a whole can't be read."""


def read_answers(path: Path, shown: str) -> tuple[list[Said], list[Problem]]:
    """The answers of a file, ``.csv`` or else one JSON object a line, and its malformed lines; ``shown`` is its name in these.

    :raises UnreadableError: when there is no such file, or a CSV without the columns that are needed.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise UnreadableError(str(error)) from error
    said: list[Said] = []
    wrong: list[Problem] = []
    rows = _csv_rows(lines, shown) if path.suffix.lower() == ".csv" else _json_rows(lines)
    for number, row in rows:
        made = row if isinstance(row, str) else _said(row)
        if isinstance(made, Said):
            said.append(made)
        else:
            wrong.append(_malformed(shown, number, made))
    return said, wrong


def _json_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield number, "the line is no JSON object"
            continue
        yield number, row if isinstance(row, dict) else "the line is no JSON object"


def _csv_rows(lines: list[bytes], shown: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    decoded = [line.decode("utf-8", "replace").replace("\0", "\ufffd") + "\n" for line in lines]
    reader = csv.reader(decoded)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if not set(header) >= _NEEDED:
            raise UnreadableError(f"{shown} has no columns 'article' and 'answer' in its first line")
        before = reader.line_num
        for row in reader:
            number, before = before + 1, reader.line_num
            if len(row) == len(header):
                yield number, dict(zip(header, row, strict=True))
            elif any(row):
                yield number, f"the line has {len(row)} values, the first line {len(header)}"
    except csv.Error as error:
        yield reader.line_num, f"the rest of the file is no CSV ({error})"


def _said(row: Mapping[str, Any]) -> Said | str:
    values: dict[str, str] = {}
    for name in _NAMES:
        value = row.get(name)
        if not isinstance(value, str | None):
            return f"'{name}' is no text"
        text = " ".join((value or "").split())
        if len(text) > MAX_CHARACTERS or _NO_TEXT.search(text):
            return f"'{name}' is too long or no UTF-8"
        values[name] = text
    values["answer"] = values["answer"].lower()
    if not values["article"]:
        return "'article' is missing"
    if values["answer"] not in _ANSWERS:
        return "'answer' is neither 'yes' nor 'no'"
    return Said(**values)


def _malformed(file: str, line: int, why: str) -> Problem:
    hint = "The line was left out; the others were taken."
    return Problem("malformed-feedback", file, why, hint, severity="warning", line=line, column=1)


def together(kept: Iterable[Said], new: Iterable[Said]) -> list[Said]:
    """Both, in order; what stands in both counts once, so that a log that has grown can be imported again."""
    return sorted((Counter(kept) | Counter(new)).elements())


def as_lines(answers: Iterable[Said]) -> str:
    """One JSON object a line; what is empty is left out."""
    rows = ({name: value for name, value in asdict(one).items() if value} for one in answers)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
