"""Problems as text with the source line, as JSON, or as annotations of GitHub Actions."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from kb_builder.content.files import MAX_TEXT_BYTES, read_text
from kb_builder.content.problem import Problem

FORMATS = ("text", "json", "github")
_INDENT = "    "
_QUOTED = frozenset({".yml", ".md", ".po"})
_WIDTH = 100
"""Columns of a source line that are shown at most."""


def print_problems(problems: Sequence[Problem], root: Path, form: str = "text") -> None:
    """Print problems that have their places; ``root`` is the folder that their files are relative to."""
    if form == "json":
        _print(as_json(problems))
    elif form == "github":
        for problem in problems:
            _print(as_github(problem))
    elif problems and sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        _print_coloured(problems, root)
    else:
        for problem, lines in _with_source(problems, root):
            _print("\n".join(as_text(problem, lines)))


def summary(problems: Sequence[Problem], files: int) -> str:
    """The last line: ``3 errors, 1 warning in 2 of 41 files``."""
    errors = sum(problem.severity == "error" for problem in problems)
    counts = f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}"
    if not problems:
        return f"No problems in {_count(files, 'file')}"
    return f"{counts} in {len({problem.file for problem in problems})} of {_count(files, 'file')}"


def as_text(problem: Problem, source: Sequence[str]) -> list[str]:
    """The lines of one problem; ``source`` holds the lines of its file."""
    lines = [f"{_place(problem)}: {problem.severity} {problem.code}: {visible(problem.message)}"]
    lines.extend(_excerpt(problem, source))
    if problem.hint:
        lines.append(f"  = {visible(problem.hint)}")
    return lines


def as_json(problems: Sequence[Problem]) -> str:
    """One object with every problem and the two counts."""
    errors = sum(problem.severity == "error" for problem in problems)
    items = [
        {
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    data = {"problems": items, "errors": errors, "warnings": len(problems) - errors}
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_github(problem: Problem) -> str:
    """A workflow command: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    properties = {
        "file": problem.file,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.code,
    }
    listed = ",".join(f"{name}={_escaped(value, in_property=True)}" for name, value in properties.items())
    message = f"{problem.message} {problem.hint}".strip()
    return f"::{problem.severity} {listed}::{_escaped(message)}"


def visible(text: str) -> str:
    """A text that can't command a terminal: control and direction characters become U+FFFD, line ends a space."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if character in "\n\t" or unicodedata.category(character) == "Zs":
        return " "
    # Joiners belong to words; what changes the direction of the text does not.
    return character if character in "\u200b\u200c\u200d\u2060\ufeff" else "\ufffd"


def _excerpt(problem: Problem, source: Sequence[str]) -> Iterator[str]:
    """The source line and a caret under the place, shortened around it when the line is long."""
    if not 1 <= problem.line <= len(source):
        return
    line = visible(source[problem.line - 1].rstrip())
    at = min(problem.column - 1, len(line))
    if not line:
        return
    first = max(0, at - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = line[first : first + _WIDTH]
    before = "…" if first else ""
    after = "…" if first + _WIDTH < len(line) else ""
    yield f"{_INDENT}{before}{shown}{after}"
    yield f"{_INDENT}{' ' * _columns(before + line[first:at])}^"


def _columns(text: str) -> int:
    """Columns on a terminal: Chinese characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _place(problem: Problem) -> str:
    return f"{visible(problem.file)}:{problem.line}:{problem.column}"


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _escaped(text: str, in_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if in_property else text


def _with_source(problems: Iterable[Problem], root: Path) -> Iterator[tuple[Problem, Sequence[str]]]:
    """Each problem with the lines of its file; the problems of one file stand together."""
    file, lines = None, []
    for problem in problems:
        if problem.file != file:
            file = problem.file
            lines = (read_source(root / file) or "").split("\n")
        yield problem, lines


def excerpt(problem: Problem, root: Path) -> str:
    """The source line of a problem with a caret below the place; empty where there is nothing to quote."""
    lines = (read_source(root / problem.file) or "").split("\n")
    return "\n".join(line.removeprefix(_INDENT) for line in _excerpt(problem, lines))


def read_source(path: Path) -> str | None:
    """The text to quote from, even when it is damaged; None for what is no text at all."""
    if path.suffix not in _QUOTED:
        return None
    text, problem = read_text(path, path.name)
    if text is not None or problem is None or problem.code == "unreadable-file":
        return text
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_TEXT_BYTES else b"\0"
    except OSError:
        return None
    if b"\0" in raw:
        return None
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _print_coloured(problems: Sequence[Problem], root: Path) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for problem, lines in _with_source(problems, root):
        first, *rest = as_text(problem, lines)
        colour = "red" if problem.severity == "error" else "yellow"
        place = _place(problem)
        words = (
            Text(place, style="bold") + Text(": ") + Text(f"{problem.severity} {problem.code}", style=colour)
        )
        console.print(words + Text(first[len(words) :]))
        for line in rest:
            console.print(Text(line, style=colour if line.strip() == "^" else "dim"))


def _print(text: str) -> None:
    """What the terminal's encoding can't say is replaced, never a reason to fail."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "replace").decode(encoding))
