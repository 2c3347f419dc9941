"""Fills in lines and columns: only files that have problems are read a second time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from kb_builder.content.files import read_text, split_front_matter
from kb_builder.content.problem import FieldPath, Problem
from kb_builder.content.yaml_text import compose

_SNIPPET = 24
_LINE_END = re.compile("\n")


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
    places: Places | None = None
    for problem in problems:
        if problem.line:
            yield problem
            continue
        if places is None:
            text = read_text(root / file, file)[0] or ""
            places = Places(text, front_matter=file.endswith(".md"))
        line, column = places.of(problem)
        yield replace(problem, line=line, column=column)


def place_in(text: str, problem: Problem, front_matter: bool) -> tuple[int, int]:
    """Line and column of a problem in the text of its file."""
    return Places(text, front_matter).of(problem)


class Places:
    """Where the values of one file stand; the file is parsed once, when the first place is asked for."""

    def __init__(self, text: str, front_matter: bool = False) -> None:
        self.text = text
        self.header, self.shift, self.body_start = text, 0, 0
        if front_matter:
            header, body, _ = split_front_matter(text)
            self.header = header or ""
            self.shift = text.index("\n") + 1 if header is not None else 0
            self.body_start = len(text) - len(body.lstrip("\n"))
        self._lines: list[int] = []
        self._root: Any = None
        self._parsed = False
        self._children: dict[int, dict[str, tuple[Any, Any]]] = {}

    def of(self, problem: Problem) -> tuple[int, int]:
        """Line and column (from 1), or those of the deepest part of the path that exists."""
        if self.body_start and problem.path[:1] == ("body",):
            return self._place(self.body_start + (problem.offset or 0))
        return self._place(self.shift + self._index(problem.path, problem.on_key, problem.offset))

    def _place(self, index: int) -> tuple[int, int]:
        """Line and column of a character; the beginnings of lines are looked up once for all problems of a file."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        line = bisect_right(self._lines, index)
        return line, index - self._lines[line - 1] + 1

    def _index(self, path: FieldPath, on_key: bool, offset: int | None) -> int:
        node = self._node()
        if node is None:
            return 0
        start, whole = node.start_mark.index, True
        for depth, part in enumerate(path):
            found = self._child(node, part)
            if found is None:
                whole = False
                break
            key, node = found
            last = depth == len(path) - 1
            start = key.start_mark.index if (on_key and last and key is not None) else node.start_mark.index
        if offset is not None and whole and node.__class__ is yaml.ScalarNode:
            return self._inside(node, offset)
        return int(start)

    def _inside(self, node: Any, offset: int) -> int:
        """The place of a character of a scalar: found by the words there, since quotes and folding move them."""
        start = int(node.start_mark.index)
        source = self.header[start : node.end_mark.index]
        words = node.value[offset : offset + _SNIPPET].split(maxsplit=1)[:1]
        found = -1
        for _ in range(node.value.count(words[0], 0, offset) + 1 if words else 0):
            following = source.find(words[0], found + 1)
            if following < 0:
                break
            found = following
        if found < 0:  # the words hold an escape: about here, when the text stands in one line
            found = min(offset + 1, len(source) - 1) if "\n" not in source else 0
        return start + max(found, 0)

    def _node(self) -> Any:
        if not self._parsed:
            self._parsed = True
            try:
                self._root = compose(self.header)
            except (yaml.YAMLError, ValueError, UnicodeError, RecursionError):
                self._root = None
        return self._root

    def _child(self, node: Any, part: str | int) -> tuple[Any, Any] | None:
        if isinstance(part, int):
            is_item = node.__class__ is yaml.SequenceNode and part < len(node.value)
            return (None, node.value[part]) if is_item else None
        if node.__class__ is not yaml.MappingNode:
            return None
        if id(node) not in self._children:
            children: dict[str, tuple[Any, Any]] = {}
            for key, value in node.value:
                if key.__class__ is yaml.ScalarNode:
                    children.setdefault(key.value, (key, value))
            self._children[id(node)] = children
        return self._children[id(node)].get(part)
