"""No stale text reaches a reader: hazards, prices, promises, recalls and contacts least of all."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner

from kb_builder.cli import main
from kb_builder.content.load import load
from kb_builder.content.localise import Phrase, localise
from kb_builder.content.model import Record
from kb_builder.content.model.fields import leaves
from kb_builder.content.po import parse_po
from kb_builder.content.po_writing import format_po
from kb_builder.content.translations import load_translations
from kb_builder.site.local import LocalSite
from kb_builder.site.messages import messages
from kb_builder.site.plan import plan
from kb_builder.site.render import render
from kb_builder.site.view import visible
from tests.pages.test_pages import CATALOGUE, DAY

STALE = "NIEAKTUALNE"
NOTE = "Parts of this page have changed and are being translated again; they stand in the original language."
GRAVE = {
    "hazard": r"(KB-\w+):.*hazards?\.\d*\.?(text|consequence|avoid)",
    "price": r"prices:items\..*\.name",
    "warranty": r"warranty:promises\..*\.(name|summary)",
    "return": r"returns:",
    "complaint": r"complaints:",
    "recall": r"KB-\w+:(stop|remedies|register).*text",
    "contact": r"channels:(channels|topics)\..*\.name",
}
"""Kind of field → its contexts in the PO files."""


@cache
def stale_site() -> tuple[LocalSite, Mapping[str, Phrase]]:
    """The catalogue in Polish when every text has changed since it was translated; its texts by file and field."""
    with TemporaryDirectory() as folder:
        root = Path(shutil.copytree(CATALOGUE, Path(folder) / "site"))
        done = CliRunner().invoke(main, ["translate", "update", "-C", str(root)])
        assert done.exit_code == 0, done.output
        for path in root.rglob("pl.po"):
            po, _ = parse_po(path.read_text("utf-8"), path.name)
            assert po is not None
            stale = (
                replace(one, target=f"{STALE} {number}", flags=("fuzzy",), previous="Before.")
                for number, one in enumerate(po.messages)
            )
            path.write_text(format_po(replace(po, messages=tuple(stale))), "utf-8")
        loaded = load(root)
        translations, problems = load_translations(root, loaded.po_files, ("en", "pl"))
        assert not problems
    site = LocalSite(plan(visible(loaded.catalogue), DAY), "pl", translations, messages("pl"))
    texts = {}
    for entry in loaded.catalogue.entries:
        name = getattr(entry.record, "id", None) or entry.kind
        record: Record = localise(entry, "pl", translations)
        texts.update(
            {
                f"{name}:{'.'.join(leaf.keys)}": leaf.value
                for leaf in leaves(record)
                if isinstance(leaf.value, Phrase)
            }
        )
    return site, texts


@pytest.mark.parametrize("kind", GRAVE)
def test_the_source_stands_in(kind: str) -> None:
    """In its own language, with a note that says that the translation is stale."""
    found = [
        text
        for context, text in stale_site()[1].items()
        if re.match(GRAVE[kind], context) and re.search(r"\w", text)
    ]
    assert found
    assert {(text.lang, text.note) for text in found} == {("en", "stale")}
    assert [text for text in found if STALE in text] == []


def test_no_page_shows_a_stale_text() -> None:
    """Not in its words, its attributes, its data for scripts and search engines; and each page with texts says so."""
    site, _ = stale_site()
    shown = {page.address: render(page, site) for page in site.plan.pages}
    assert [address for address, text in shown.items() if STALE in text] == []
    kinds = {
        "guide",
        "tree",
        "prose",
        "notice",
        "product",
        "warranty",
        "returns",
        "complaints",
        "prices",
        "contact",
    }
    changed = messages("pl").gettext(NOTE)
    told = {page.kind for page in site.plan.pages if note_of(shown[page.address]) == changed}
    assert kinds <= told


def note_of(text: str) -> str:
    """The note at the top of a page."""
    found = re.search(r'<p class="kb-translation-note"[^>]*>(.*?)</p>', text)
    return found[1] if found else ""
