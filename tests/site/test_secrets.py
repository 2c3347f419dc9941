"""Nothing that only agents may see, and nothing that is not released, stands in any file of the public site."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb_builder.content.layout import KINDS
from kb_builder.content.load import load
from kb_builder.content.model import Record
from kb_builder.content.model.base import Internal
from kb_builder.content.model.fields import field_marks
from tests.demo import Built, built, made_once
from tests.hostile.catalogue import fields_of, small_site, write_fields

CANARY = "Kanarienvogel"
COST = "48151623"
"""A cost is a number; no price of the small site has these digits."""
GUIDE = """\
id: {id}
title: {canary} {id}
summary: {canary} summary of {id}, which no customer ever reads.
symptoms: [{canary} symptom]
error_codes: [{canary}]
type: repair
picture: {{file: {picture}, alt: {canary}}}
steps: [{{id: one, text: "{canary} ![x]({picture}) [y](documents/{document})"}}]
changed: 2026-11-01
{more}
"""
HIDDEN = {
    "draft": "state: draft",
    "validated": "state: validated",
    "agent": "state: published\naudience: agent",
    "archived-agent": "state: archived\naudience: agent",
}


def internal_fields() -> set[tuple[type[Record], str]]:
    """Every field of every record that only agents may see."""
    found: set[tuple[type[Record], str]] = set()
    seen: set[type[Record]] = set()
    waiting: list[Any] = list(KINDS.values())
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and issubclass(one, Record):
            if one in seen:
                continue
            seen.add(one)
            marked = (
                (one, name)
                for name, _, marks in field_marks(one)
                for mark in marks
                if isinstance(mark, Internal)
            )
            found.update(marked)
            waiting += [info.annotation for info in one.model_fields.values()]
        else:
            waiting += getattr(one, "__args__", ())
    return found


def records(value: object, data: Any) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Each record within a record, with the part of the file that holds it."""
    if isinstance(value, Record) and isinstance(data, dict):
        yield value, data
        for name, alias, _ in field_marks(type(value)):
            if alias in data:
                yield from records(getattr(value, name), data[alias])
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from records(item, data[key])
    elif isinstance(value, tuple) and isinstance(data, list):
        for item, part in zip(value, data, strict=True):
            yield from records(item, part)


def note_of(model: type[Record], name: str) -> str:
    """What is planted in a field: long enough for the last look, another text for each field."""
    return f"{CANARY} **{model.__name__}.{name} holds what no customer ever reads**"


def plant(folder: Path) -> set[tuple[type[Record], str]]:
    """Fill every field for agents in every record; which ones they are."""
    planted = set()
    for entry in load(folder).catalogue.entries:
        path = folder / entry.file
        if not path.exists():
            continue
        data = fields_of(path, entry.kind)
        if "changed" in data and "id" in data:
            data["validated"] = {"on": "2026-01-01", "by": CANARY}
            planted |= {(model, name) for model, name in internal_fields() if model.__name__ == "Validated"}
        for record, part in records(entry.record, data):
            for model, name in internal_fields():
                if type(record) is model:
                    part[name] = f"{COST}.00" if name == "cost" else note_of(model, name)
                    planted.add((model, name))
        write_fields(path, entry.kind, data)
    return planted


def with_secrets(folder: Path) -> Path:
    """The small site with hidden fields, articles, products, pictures and documents."""
    small_site(folder)
    for path in folder.rglob("*.po"):
        path.unlink()
    kettle = folder / "products/kettle"
    for number, (name, more) in enumerate(HIDDEN.items()):
        picture, document = f"{CANARY.lower()}-{name}.svg", f"{CANARY.lower()}-{name}.pdf"
        shutil.copy2(kettle / "images/kettle.svg", kettle / "images" / picture)
        (kettle / "documents" / document).write_bytes(b"%PDF-1.4 " + CANARY.encode())
        values = {
            "id": f"KB-9{number}",
            "canary": CANARY,
            "more": more,
            "picture": picture,
            "document": document,
        }
        (kettle / f"guides/{CANARY.lower()}-{name}.yml").write_text(GUIDE.format(**values), encoding="utf-8")
    for name in ("draft", "agent"):
        secret = folder / "products" / f"{CANARY.lower()}-{name}"
        secret.mkdir()
        text = f"name: {CANARY}\nsummary: {CANARY}.\ncategory: kitchen\nchanged: 2026-01-01\n{HIDDEN[name]}\n"
        (secret / "product.yml").write_text(text, encoding="utf-8")
    handbook = folder / "docs/handbook" / f"{CANARY.lower()}.md"
    handbook.parent.mkdir(parents=True, exist_ok=True)
    handbook.write_text(f"# {CANARY}\n\n{CANARY} for agents.\n", encoding="utf-8")
    plant(folder)
    return folder


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The public site of a catalogue full of secrets."""
    return Built(made_once(tmp_path_factory, "secrets", lambda folder: built(with_secrets(folder))))


def test_every_field_for_agents_is_planted(tmp_path: Path) -> None:
    """The small site has each of them, so that none goes without a test."""
    missing = internal_fields() - plant(small_site(tmp_path / "site"))
    assert sorted(f"{model.__name__}.{name}" for model, name in missing if name != "validated") == []


def test_no_secret_in_any_file(public: Built) -> None:
    """Neither in a page nor in the search index, the feed, the site map, data, a file's name or a document."""
    found = []
    for path in sorted(public.site.rglob("*")):
        name = path.relative_to(public.site).as_posix()
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        if re.search(CANARY, name + text, re.IGNORECASE) or COST in re.sub(r"[\s.,\u00a0\u202f]", "", text):
            found.append(name)
    assert found == []


def test_the_search_finds_the_rest(public: Built) -> None:
    """The site is not merely empty: what is public is there, with its pictures and documents."""
    assert "Descale" in (public.site / "kettle/descale/index.html").read_text(encoding="utf-8")
    assert (public.site / "kettle/images/kettle.svg").is_file()
    assert (public.site / "kettle/documents/k10-manual.pdf").is_file()


def test_agents_do_see_it(public: Built, tmp_path: Path) -> None:
    """The same catalogue has it all, so that the test above can fail."""
    from kb_builder.site.view import visible

    catalogue = load(public.root).catalogue
    seen = visible(catalogue, audience="agent", drafts=True)
    assert CANARY in repr(seen)
    assert COST in repr(seen)
    assert CANARY not in repr(visible(catalogue))
