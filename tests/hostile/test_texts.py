"""Whatever stands in a text, nothing of it runs, nothing stays open, and no other text is lost.

Each file of ``texts/`` is put into every text field of every record, and into every translation. The site that is
built is compared page by page with the one that is made of harmless words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from kb_builder.content.layout import KINDS
from kb_builder.content.load import load
from kb_builder.content.model import Record
from kb_builder.content.model.base import Translatable
from kb_builder.content.model.fields import field_marks
from kb_builder.publishing.swap import files_of
from tests.demo import Built
from tests.hostile.catalogue import HERE, small_site
from tests.hostile.inspection import data_is_sound, markers, powers, skeleton
from tests.hostile.sites import HostileSites
from tests.site.html import main_text, pages

TEXTS = sorted(path.stem for path in (HERE / "texts").glob("*.txt") if path.stem != "plain")


def models(model: type[Record], found: set[type[Record]]) -> set[type[Record]]:
    """A model and all that its fields hold."""

    def dig(annotation: object) -> None:
        if isinstance(annotation, type) and issubclass(annotation, Record) and annotation not in found:
            models(annotation, found)
        for argument in get_args(annotation):
            dig(argument)

    found.add(model)
    for info in model.model_fields.values():
        dig(info.annotation)
    return found


def test_no_text_field_is_forgotten(tmp_path: Path) -> None:
    """The small site has every text field of every record that a reader can see."""
    every = {
        (model, name)
        for name_of_kind, kind in KINDS.items()
        if name_of_kind != "accepted"  # no page shows it
        for model in models(kind, set())
        for name, _, marks in field_marks(model)
        if any(isinstance(mark, Translatable) for mark in marks)
    }
    found = {
        (type(record), name)
        for entry in load(small_site(tmp_path / "site")).catalogue.entries
        for record in records(entry.record)
        for name, _, marks in field_marks(type(record))
        if getattr(record, name) not in (None, ()) and any(isinstance(mark, Translatable) for mark in marks)
    }
    assert sorted(f"{model.__name__}.{name}" for model, name in every - found) == []


def records(value: object) -> list[Record]:
    """A record and all records within it."""
    if isinstance(value, Record):
        inner = [one for name in type(value).model_fields for one in records(getattr(value, name))]
        return [value, *inner]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [one for item in items for one in records(item)]


@pytest.mark.parametrize("text", TEXTS)
def test_a_hostile_text(hostile: HostileSites, text: str) -> None:
    """It changes the words of a page and nothing else."""
    same_but_for_words(hostile.built("plain"), hostile.built(text))


@pytest.mark.parametrize("text", ["markup", "front-matter", "templates", "closing-tags"])
def test_a_hostile_translation(hostile: HostileSites, text: str) -> None:
    """What translators hand in is trusted no more."""
    same_but_for_words(hostile.built("plain", translated=True), hostile.built(text, translated=True))


def named_by_us(built: Built) -> set[str]:
    """All files but those of the search, which are named after the words that they hold; those of a tree's words carry its
    revision, which comes of the words, too.
    """
    names = (name for name in files_of(built.site) if "assets/search/" not in name)
    return {re.sub(r"(assets/trees/[^/]+)/\w+\.json", r"\1/revision.json", name) for name in names}


def same_but_for_words(harmless: Built, site: Built) -> None:
    """The two sites have the same files, powers and structure, and every text of the one has its place in the other."""
    assert named_by_us(site) == named_by_us(harmless)
    assert (site.site / "_headers").read_text() == (harmless.site / "_headers").read_text()
    assert list(data_is_sound(site.site)) == []
    expected = dict(pages(harmless.site))
    for name, page in pages(site.site):
        assert powers(page) == powers(expected[name]), name
        assert skeleton(page) == skeleton(expected[name]), name
        assert markers(page) == markers(expected[name]), name
        assert "root:x:0:" not in (page.html or ""), name


def test_template_signs_are_words(hostile: HostileSites) -> None:
    """They are shown as written: neither Jinja nor the engine takes them for its own."""
    shown = 0
    for name, page in pages(hostile.built("templates").site):
        text = re.sub(r"W\d+", "", main_text(page))
        assert "49" not in text, name
        shown += text.count("{{ 7*7 }}")
    assert shown > 100
