"""The last look for internal texts in what goes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_builder import pipeline
from kb_builder.publishing.leaks import leaks, secrets, telling_part
from tests.demo import DAY
from tests.hostile.catalogue import small_site

SECRET = "Offer the pump at half its price when they ask twice"


@pytest.mark.parametrize(
    "name", ["a/index.html", "feed.xml", "assets/search/1/d0.json", "x.js", "robots.txt"]
)
def test_a_leak_is_found(tmp_path: Path, name: str) -> None:
    """In whatever kind of file it stands."""
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<p>Public. {SECRET}</p>", encoding="utf-8")
    assert [one.source for one in leaks(tmp_path, [name], [("notes.yml", f"**Note:** {SECRET}!")])] == [
        "notes.yml"
    ]


def test_short_texts_are_no_leaks() -> None:
    """They stand in public texts by chance."""
    assert telling_part("Ask first.") == ""


def test_what_everybody_reads_is_no_secret() -> None:
    """An address that stands in a note and in a guide does not stop the build."""
    address = "https://shop.example/parts/pump"
    notes = [("a.yml", f"**{address}**"), ("b.yml", SECRET)]
    assert secrets(notes, [f"Order it at <{address}>."]) == (("b.yml", SECRET),)


def test_nothing_is_published_when_the_other_guards_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the guard that drops internal fields the build stops and leaves no site."""
    root = small_site(tmp_path / "help")
    guide = next((root / "products").glob("*/guides/*.yml"))
    guide.write_text(f"{guide.read_text('utf-8').rstrip()}\nagent_note: {SECRET}\n", encoding="utf-8")
    monkeypatch.setattr("kb_builder.site.view.without_internal", lambda record: record)
    report = pipeline.build(pipeline.Request(root, DAY))
    assert "internal-text-published" in {problem.code for problem in report.errors}
    assert not (root / "site").exists()
