"""Texts in the reader's language: each folder of ``localise/`` holds a site and what readers get to see."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb_builder.content.load import Loaded, load
from kb_builder.content.localise import MarkdownPhrase, Phrase, localise, localise_page
from kb_builder.content.model import Record
from kb_builder.content.model.fields import leaves
from kb_builder.content.translations import Translations, load_translations
from tests.translations.sites import assert_text, cases, site

FOLDER = Path(__file__).parent / "localise"


def read(root: Path) -> tuple[Loaded, Translations]:
    """A site in order, with its translations."""
    loaded = load(root)
    translations, problems = load_translations(root, loaded.po_files)
    assert (loaded.problems, problems) == ((), ())
    return loaded, translations


def shown(record: Record) -> Iterator[str]:
    """A line a text: field, language, note, words; the blocks of a Markdown text below it."""
    for leaf in leaves(record):
        if isinstance(leaf.value, Phrase):
            yield from _shown(".".join(leaf.keys), leaf.value)


def _shown(name: str, text: str) -> Iterator[str]:
    assert isinstance(text, Phrase)
    note = f" ({text.note})" if text.note else ""
    if not isinstance(text, MarkdownPhrase):
        yield f"{name} [{text.lang}]{note} {str(text)!r}"
        return
    yield f"{name} [{text.lang}]{note}"
    yield from (line for block in text.blocks for line in _shown("   ", block))


@pytest.mark.parametrize("case", cases(FOLDER), ids=lambda case: case.name)
def test_a_text_is_translated_or_says_why_not(case: Path, tmp_path: Path) -> None:
    """Every text of every record carries its language; what is missing or stale is shown in the source language."""
    locale = "en" if "polish" in case.name else "pl"
    loaded, translations = read(site(case, tmp_path / "site"))
    lines = []
    for entry in loaded.catalogue.entries:
        if entry.product != "_shared":
            lines += [f"# {entry.file}", *shown(localise(entry, locale, translations))]
    for page in loaded.catalogue.pages:
        local = localise_page(page, locale, translations, "en")
        lines += [f"# {page.file}", *_shown("title", local.title), *_shown("summary", local.summary)]
        lines += _shown("body", local.body)
    assert_text("\n".join(lines) + "\n", case / f"readers.{locale}.txt")


def test_in_the_source_language_the_texts_are_as_written(tmp_path: Path) -> None:
    """No note, the language of the source, the same words."""
    loaded, translations = read(site(FOLDER / "blocks-of-one-field", tmp_path / "site"))
    entry = loaded.catalogue.guides[0]
    step = localise(entry, "en", translations).steps[0].text
    assert isinstance(step, MarkdownPhrase)
    assert step == entry.record.steps[0].text.strip("\n")
    assert {(block.lang, block.note) for block in step.blocks} == {("en", "")}


def test_what_is_no_text_stays_as_it_is(tmp_path: Path) -> None:
    """Ids, dates and file names are neither translated nor turned into texts."""
    loaded, translations = read(site(FOLDER / "translated", tmp_path / "site"))
    entry = loaded.catalogue.guides[0]
    record = localise(entry, "pl", translations)
    assert (record.id, record.changed, record.steps[0].id) == ("KB-1", entry.record.changed, "off")
    assert not isinstance(record.id, Phrase)


def test_a_phrase_keeps_its_language_wherever_a_record_goes() -> None:
    """Copies of records, deep copies and other processes: language, note and blocks stay."""
    title = Phrase("Lampa", "pl")
    body = MarkdownPhrase((Phrase("Raz.", "pl"), Phrase("Two.", "en", "stale")), "pl")

    class Holder(Record):
        title: str
        body: str

    record = Holder(title="Lamp", body="Once.\n\nTwo.").model_copy(update={"title": title, "body": body})
    for copied in (record, copy.deepcopy(record), pickle.loads(pickle.dumps(body))):
        text = copied if isinstance(copied, MarkdownPhrase) else copied.body
        assert isinstance(text, MarkdownPhrase)
        assert (text, text.lang, text.note) == ("Raz.\n\nTwo.", "pl", "stale")
        assert [(block, block.lang, block.note) for block in text.blocks] == [
            ("Raz.", "pl", ""),
            ("Two.", "en", "stale"),
        ]
    assert record.title.lang == "pl"
