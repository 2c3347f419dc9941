"""Copies of a small site in which every text that a writer or translator can fill holds something hostile."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kb_builder.content.catalogue import Entry
from kb_builder.content.files import split_front_matter
from kb_builder.content.layout import KINDS
from kb_builder.content.load import load
from kb_builder.content.model import Record
from kb_builder.content.model.base import Internal, Translatable
from kb_builder.content.model.fields import Leaf, leaves
from kb_builder.content.yaml_text import read_yaml

HERE = Path(__file__).parent
SMALL_SITE = HERE.parent / "pages" / "catalogue"
MORE = HERE / "more"
"""Laid over the small site: what no page of it has, so that every text field of every record occurs."""

TEXT_LENGTH = 1000
SHORT = "<svg onload=p()>"
"""For fields that are too short for more, such as error codes."""
NAMES = frozenset(
    {
        "next",
        "start",
        "id",
        "aliases",
        "anchors",
        "ids",
        "from",
        "to",
        "year",
        "month",
        "week",
        "address",
        "pattern",
    }
)
"""Strings that name something in the files instead of saying something to readers."""


def small_site(folder: Path) -> Path:
    """The harmless site, with a page of every kind and every text field of every record."""
    shutil.copytree(SMALL_SITE, folder)
    shutil.copytree(MORE, folder, dirs_exist_ok=True)
    return folder


def with_texts(folder: Path, text: str) -> Path:
    """The site with ``text`` in the place of each text, marked by a word of its own (``W1``, ``W2``, …)."""
    small_site(folder)
    for path in folder.rglob("*.po"):
        path.unlink()
    numbers = iter(range(1, 10_000))
    catalogue = load(folder).catalogue
    for entry in catalogue.entries:
        if (folder / entry.file).exists():
            fields = fields_of(folder / entry.file, entry.kind)
            write_fields(folder / entry.file, entry.kind, changed(entry, fields, text, numbers))
    for page in catalogue.pages:
        fields = {name: marked(next(numbers), text) for name in ("title", "summary", "body")}
        write_fields(folder / page.file, "prose", fields)
    return folder


def changed(entry: Entry[Record], data: dict[str, Any], text: str, numbers: Iterator[int]) -> dict[str, Any]:
    """The fields of a record's file with another text in every place that takes one."""
    data = copy.deepcopy(data)
    for leaf in leaves(entry.record):
        number = next(numbers)
        if leaf.mark(Translatable) is not None:
            _set(data, leaf.path, fitting(leaf, marked(number, text)))
        elif is_free(leaf) and _is_written(data, leaf.path):
            for value in (marked(number, text)[:TEXT_LENGTH], f"W{number}{SHORT}"):
                trial = copy.deepcopy(data)
                _set(trial, leaf.path, value)
                if _is_valid(entry, trial):
                    data = trial
                    break
    return data


def marked(number: int, text: str) -> str:
    """The text with a word of its own: in the place of ``%W``, else before it."""
    return text.replace("%W", f"W{number}") if "%W" in text else f"W{number} {text}"


def fitting(leaf: Leaf, text: str) -> str:
    """As much of the text as the field takes."""
    mark = leaf.mark(Translatable)
    return text if mark and mark.markdown else text[:TEXT_LENGTH]


def is_free(leaf: Leaf) -> bool:
    """Whether a string that is never translated, a name or a number, says something to readers."""
    named = {part for part in leaf.path if isinstance(part, str)}
    is_internal = leaf.mark(Internal) is not None
    return isinstance(leaf.value, str) and (not leaf.marks or is_internal) and not named & NAMES


def _is_valid(entry: Entry[Record], data: dict[str, Any]) -> bool:
    try:
        KINDS[entry.kind].model_validate(data)
    except ValueError:
        return False
    return True


def fields_of(path: Path, kind: str) -> dict[str, Any]:
    """The fields of a file; those of an article in prose with its body."""
    text = path.read_text(encoding="utf-8")
    if kind != "prose":
        return dict(read_yaml(text, path.name).data)
    header, body, _ = split_front_matter(text)
    return {**read_yaml(header or "", path.name).data, "body": body.strip("\n")}


def _is_written(data: Any, path: tuple[str | int, ...]) -> bool:
    """Whether the file itself has the value, which is otherwise a default."""
    for part in path:
        if isinstance(data, dict) and part not in data:
            return False
        data = data[part]
    return True


def _set(data: Any, path: tuple[str | int, ...], value: str) -> None:
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = value


def write_fields(path: Path, kind: str, data: dict[str, Any]) -> None:
    """The file with other fields."""
    if kind == "prose":
        body = data.pop("body")
        path.write_text(f"---\n{_yaml(data)}---\n\n{body}\n", encoding="utf-8")
    else:
        path.write_text(_yaml(data), encoding="utf-8")


def _yaml(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=False, sort_keys=False, width=10_000)
