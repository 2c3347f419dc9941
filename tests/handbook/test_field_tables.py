"""The tables of fields name every field of the model, and nothing that is none."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb_builder.content.layout import KINDS
from kb_builder.content.model import Article, Record
from kb_builder.content.model.article import GuideStep, TextStep
from kb_builder.content.model.words import Ledger, Released
from tests.handbook.blocks import CHECKOUT, HANDBOOK

TABLE = re.compile(r"^<!-- fields: (\w+) -->\n\n((?:\|.*\n)+)", re.MULTILINE)
ROW = re.compile(r"\| `(\w+)` \| (yes|) ?\| (.+) \|")
FIELD_TEXTS = CHECKOUT / "kb_builder/content/field_texts.json"
WITHOUT_TABLE = {GuideStep, TextStep, Ledger, Released}
"""A tree's `step` says its two fields in one line; the ledger is written by a command."""


def records(of: type[Record] = Record) -> Iterator[type[Record]]:
    """Every record type of the model."""
    for one in of.__subclasses__():
        yield one
        yield from records(one)


def tables() -> dict[str, tuple[Path, list[tuple[str, bool]]]]:
    """Record → the page with its table, and the fields there with whether they are needed."""
    found: dict[str, tuple[Path, list[tuple[str, bool]]]] = {}
    for page in sorted(HANDBOOK.glob("*.md")):
        for name, table in TABLE.findall(page.read_text("utf-8")):
            assert name not in found, f"{page.name} has a second table of {name}"
            rows = [ROW.fullmatch(line) for line in table.splitlines()[2:]]
            assert all(rows), f"{page.name}: a row of {name} is no row"
            found[name] = (page, [(row[1], row[2] == "yes") for row in rows if row])
    return found


def own_fields(model: type[Record]) -> dict[str, bool]:
    """Field → whether it is needed. What every article has stands in one table, and a body is no field of a header."""
    shared = Article.model_fields if issubclass(model, Article) and model is not Article else {}
    return {
        info.alias or name: info.is_required()
        for name, info in model.model_fields.items()
        if name not in shared and name != "body"
    }


MODELS = {model.__name__: model for model in records()}


@pytest.mark.parametrize("name", sorted(MODELS))
def test_a_table_names_every_field(name: str) -> None:
    """In any order, each once, with what is needed."""
    model = MODELS[name]
    if model in WITHOUT_TABLE:
        assert name not in tables()
        return
    page, rows = tables()[name]
    assert dict(rows) == own_fields(model), page.name
    assert len(rows) == len(dict(rows))


def test_editors_show_the_words_of_the_tables() -> None:
    """What the schemas say of a field is what its table says; ``UPDATE_GOLDENS=1`` writes it again."""
    texts: dict[str, dict[str, str]] = {}
    for page in sorted(HANDBOOK.glob("*.md")):
        for name, table in TABLE.findall(page.read_text("utf-8")):
            rows = filter(None, (ROW.fullmatch(line) for line in table.splitlines()[2:]))
            texts[name] = {row[1]: without_markup(row[3]) for row in rows}
    written = json.dumps(dict(sorted(texts.items())), ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("UPDATE_GOLDENS"):
        FIELD_TEXTS.write_text(written, encoding="utf-8")
    assert FIELD_TEXTS.read_text("utf-8") == written


def without_markup(text: str) -> str:
    """A cell as a sentence: links are their words, it begins with a capital and ends with a stop."""
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text).replace("`", "").replace("\\|", "|").strip()
    return text[:1].upper() + text[1:].rstrip(".") + "."


def test_no_table_of_something_else() -> None:
    """Each table is about a record of the model, and each kind of file has one."""
    assert set(tables()) <= set(MODELS)
    assert {model.__name__ for model in KINDS.values()} - {"Ledger"} <= set(tables())
