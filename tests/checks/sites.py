"""A small site without problems, and what a check says about it with some files laid over it."""

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from kb_builder.checks import check, without_accepted
from kb_builder.cli.reporting import as_text, read_source
from kb_builder.content.load import load
from kb_builder.content.positions import locate
from kb_builder.content.problem import Problem
from kb_builder.content.translation_states import translation_states
from kb_builder.content.translations import load_translations

BASE = Path(__file__).parent / "base"
DAY = date(2026, 11, 23)


def site(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """The base site in a folder, with files laid over it."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, content in (files or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def problems_of(root: Path, day: date = DAY) -> tuple[Problem, ...]:
    """Every problem of a site with its place, as `kb check` finds them."""
    loaded = load(root)
    it = loaded.catalogue
    translations, po_problems = load_translations(root, loaded.po_files, it.brand.record.locales)
    found = (*loaded.problems, *po_problems, *check(it, day, translations))
    states = partial(translation_states, root, it, translations)
    return locate(without_accepted(found, it, day, states), root)


def codes_of(root: Path, day: date = DAY) -> list[str]:
    """The names of the broken rules, in the order of files and places."""
    return [problem.code for problem in problems_of(root, day)]


def printed(problems: Iterable[Problem], root: Path) -> str:
    """What `kb check` prints for problems, without the last line."""
    lines: list[str] = []
    for problem in problems:
        lines += as_text(problem, (read_source(root / problem.file) or "").split("\n"))
    return "\n".join(lines)
