"""Fills in lines and columns: only files that have problems are read a second time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from kb_builder.content.files import read_text, split_front_matter
from kb_builder.content.problem import Problem
from kb_builder.content.yaml_text import position, value_offset


def locate(problems: Iterable[Problem], root: Path) -> tuple[Problem, ...]:
    """The problems in order of file and place, each with its line and column."""
    by_file = sorted(problems, key=lambda problem: problem.file)
    placed = [
        item
        for file, group in groupby(by_file, key=lambda problem: problem.file)
        for item in _placed(root, file, group)
    ]
    return tuple(sorted(set(placed), key=lambda problem: problem.order))


def _placed(root: Path, file: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    text: str | None = None
    for problem in problems:
        if problem.line:
            yield problem
            continue
        if text is None:
            text = read_text(root / file, file)[0] or ""
        line, column = place_in(text, problem, file.endswith(".md"))
        yield replace(problem, line=line, column=column)


def place_in(text: str, problem: Problem, front_matter: bool) -> tuple[int, int]:
    """Line and column of a problem in the text of its file."""
    shift = 0
    if front_matter:
        header, body, body_line = split_front_matter(text)
        if problem.path[:1] == ("body",):
            before = body[: len(body) - len(body.lstrip("\n")) + problem.offset]
            return body_line + before.count("\n"), len(before) - (before.rfind("\n") + 1) + 1
        text, shift = header or "", 1
    if problem.offset:
        line, column = value_offset(text, problem.path, problem.offset)
    else:
        line, column = position(text, problem.path, problem.on_key)
    return line + shift, column
