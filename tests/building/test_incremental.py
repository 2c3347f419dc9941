"""An incremental build and a build from nothing give the same bytes, and the first one does less."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb_builder.engines import WarmMkDocs
from kb_builder.pipeline import Report, Request, build
from tests.building.edits import DAY, EDITS, tiny_site
from tests.site.html import tree_hash

EDITS_IN_A_ROW = 300 if os.environ.get("KB_SOAK") else 20
"""``make soak`` does more."""
SOURCES = ("products", "docs", "overrides", "mkdocs.yml")


@pytest.fixture(scope="module")
def engine() -> Iterator[WarmMkDocs]:
    """Processes that stay, so that a build takes half a second."""
    engine = WarmMkDocs(2)
    yield engine
    engine.close()


def built(root: Path, engine: WarmMkDocs) -> Report:
    """One build; the site must have come out of it."""
    report = build(Request(root, DAY), engine)
    assert report.errors == (), report.errors[0]
    return report


def copy_sources(root: Path, target: Path) -> Path:
    """What a writer keeps, and nothing that was built."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in SOURCES:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        elif source.exists():
            shutil.copy2(source, target / name)
    return target


def test_random_edits(tmp_path: Path, engine: WarmMkDocs) -> None:
    """After each of many edits the site and the projects are those of a build from nothing. An edit that the checker refuses is
    taken back; it must not have changed the site.
    """
    chance = random.Random(7)
    root = tiny_site(tmp_path / "site")
    built(root, engine)
    done = number = saved = 0
    while done < EDITS_IN_A_ROW:
        number += 1
        assert number < 5 * EDITS_IN_A_ROW, "most edits are refused"
        before, published = copy_sources(root, tmp_path / "before"), tree_hash(root / "site")
        said = chance.choice(EDITS)(root, chance, number)
        report = build(Request(root, DAY), engine)
        if report.errors:
            assert tree_hash(root / "site") == published, said
            for name in SOURCES:
                shutil.rmtree(root / name) if (root / name).is_dir() else None
            copy = copy_sources(before, tmp_path / "again")
            shutil.copytree(copy, root, dirs_exist_ok=True)
            continue
        clean = copy_sources(root, tmp_path / "clean")
        fresh = built(clean, engine)
        assert fresh.rendered == fresh.pages == report.pages, said
        assert tree_hash(root / "site") == tree_hash(clean / "site"), said
        assert tree_hash(root / "build") == tree_hash(clean / "build"), said
        assert report.rendered + report.reused == report.pages, said
        saved += report.reused
        done += 1
    assert saved > 0


def test_an_edit_renders_what_shows_it(tmp_path: Path, engine: WarmMkDocs) -> None:
    """A step stands on its own page and in the tree that does the guide, in each language; a title also where links lead to
    it, but not everywhere.
    """
    root = tiny_site(tmp_path / "site")
    first = built(root, engine)
    assert (first.rendered, first.reused) == (first.pages, 0)
    guide = root / "products/kettle/guides/descale-the-kettle.yml"
    text = guide.read_text("utf-8")
    guide.write_text(text.replace("Boil the water once.", "Boil the water twice."), "utf-8")
    step = built(root, engine)
    assert step.rendered == 2 * len(step.locales)
    assert step.reused == step.pages - step.rendered
    guide.write_text(text.replace("title: Descale the kettle", "title: Remove the limescale"), "utf-8")
    title = built(root, engine)
    assert len(title.locales) < title.rendered < title.pages / 2


def test_another_size_of_a_picture(tmp_path: Path, engine: WarmMkDocs) -> None:
    """Pages keep a place for their pictures: those that show one are made again when it is larger, not when it is redrawn."""
    root = tiny_site(tmp_path / "site")
    built(root, engine)
    picture = root / "products/kettle/images/filter-out.svg"
    drawn = picture.read_text("utf-8")
    picture.write_text(drawn.replace("<svg ", "<svg class='new' ", 1), "utf-8")
    assert built(root, engine).rendered == 0
    picture.write_text(drawn.replace('width="480"', 'width="960"', 1), "utf-8")
    larger = built(root, engine)
    assert larger.rendered == 2 * len(larger.locales)
    page = (root / "site/kettle/descale-the-kettle/index.html").read_text("utf-8")
    assert re.search(r'<img [^>]*filter-out\.svg" width="960" height="320"', page)


def test_nothing_changed(tmp_path: Path, engine: WarmMkDocs) -> None:
    """Not even the times of files count: only what is in them. A style changes no page."""
    root = tiny_site(tmp_path / "site")
    built(root, engine)
    for path in (root / "products").rglob("*"):
        os.utime(path)
    assert built(root, engine).rendered == 0
    style = root / "overrides/assets/brand.css"
    style.write_text(style.read_text("utf-8") + "\np { color: red; }\n", "utf-8")
    assert built(root, engine).rendered == 0
    assert "color: red" in (root / "site/assets/brand.css").read_text("utf-8")


def test_a_cache_in_another_clone(tmp_path: Path, engine: WarmMkDocs) -> None:
    """What is kept is found again in another folder, and by files with other times."""
    root = tiny_site(tmp_path / "site")
    built(root, engine)
    clone = copy_sources(root, tmp_path / "clone")
    shutil.copytree(root / ".kb-cache", clone / ".kb-cache")
    again = built(clone, engine)
    assert again.rendered == 0
    assert tree_hash(clone / "site") == tree_hash(root / "site")


@pytest.mark.parametrize("damage", ["index", "empty index", "version", "contents", "one row"])
def test_a_damaged_cache(tmp_path: Path, engine: WarmMkDocs, damage: str) -> None:
    """It is made anew, a message says so, and the site is the same."""
    root = tiny_site(tmp_path / "site")
    built(root, engine)
    before = tree_hash(root / "site")
    cache = root / ".kb-cache/public"
    index = cache / "index.sqlite"
    if damage == "index":
        index.write_bytes(b"no database at all" * 1000)
    elif damage == "empty index":
        index.write_bytes(b"")
    elif damage == "version":
        import sqlite3

        with sqlite3.connect(index) as database:
            database.execute("UPDATE version SET text = 'another'")
    elif damage == "one row":
        import sqlite3

        with sqlite3.connect(index) as database:
            database.execute("UPDATE rows SET source = output WHERE name = 'kettle/'")
    else:
        for path in sorted(cache.glob("blobs/*/*"))[::3]:
            path.write_bytes(path.read_bytes()[:-10])
    report = built(root, engine)
    assert tree_hash(root / "site") == before
    assert report.rendered > 0
    assert bool(report.messages) == (damage not in ("empty index", "one row"))
