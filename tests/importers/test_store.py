"""What an import writes over, and what it leaves alone."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from kb_builder.importers import Report, import_markdown
from kb_builder.importers.writing import store

DAY = date(2026, 10, 2)
STEPS = "---\nid: 77\n---\n# Clean it\n\n1. Open it\n2. Rinse it\n"
PROSE = "---\nid: 77\n---\n# Clean it\n\nRinse it once a month, then let it dry for a day.\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with one product of one article."""
    folder = tmp_path / "source" / "washer"
    folder.mkdir(parents=True)
    (folder / "clean.md").write_text(STEPS, encoding="utf-8")
    return folder.parent


def imported(source: Path, days_later: int = 0) -> tuple[Report, Path]:
    """The report and the products of the site beside the source."""
    report = import_markdown(source, source.parent / "site", DAY + timedelta(days=days_later))
    return report, source.parent / "site" / "products"


def test_a_change_of_the_source_arrives(source: Path) -> None:
    """With the day of the import that brought it."""
    imported(source)
    (source / "washer" / "clean.md").write_text(STEPS + "3. Close it\n", encoding="utf-8")
    _, products = imported(source, days_later=3)
    text = (products / "washer/guides/clean.yml").read_text(encoding="utf-8")
    assert "text: Close it" in text
    assert "changed: 2026-10-05" in text


def test_an_article_that_is_no_list_any_more_moves(source: Path) -> None:
    """No guide stays behind with the same id."""
    imported(source)
    (source / "washer" / "clean.md").write_text(PROSE, encoding="utf-8")
    _, products = imported(source)
    assert not (products / "washer/guides/clean.yml").exists()
    assert (products / "washer/articles/clean.md").exists()


def test_a_file_that_a_writer_changed_is_kept(source: Path) -> None:
    """And the report says so."""
    _, products = imported(source)
    guide = products / "washer/guides/clean.yml"
    guide.write_text(guide.read_text(encoding="utf-8").replace("Open it", "Open it wide"), encoding="utf-8")
    (source / "washer" / "clean.md").write_text(STEPS + "3. Close it\n", encoding="utf-8")
    report, _ = imported(source)
    assert "Open it wide" in guide.read_text(encoding="utf-8")
    assert [found.kind for file in report.files for found in file.warnings] == ["file-kept"]


def test_names_of_others_are_left_to_them(source: Path) -> None:
    """A product, a slug and an id that the site has already."""
    site = source.parent / "site"
    own = site / "products/washer/articles"
    own.mkdir(parents=True)
    (site / "products/washer/product.yml").write_text("name: Ours\n", encoding="utf-8")
    (own / "clean.md").write_text("---\nid: KB-77\naliases: [KB-77-2]\n---\nOurs\n", encoding="utf-8")
    report, products = imported(source)
    [file] = report.files
    assert (file.target, file.id) == ("products/washer-2/guides/clean.yml", "KB-77-3")
    assert (own / "clean.md").read_text(encoding="utf-8").endswith("Ours\n")
    assert (products / "washer/product.yml").read_text(encoding="utf-8") == "name: Ours\n"


def test_a_new_article_of_the_same_name_takes_no_address_away(source: Path) -> None:
    """The article that was there first keeps its slug, whatever the order of the files."""
    _, products = imported(source)
    deeper = source / "washer" / "a"
    deeper.mkdir()
    (deeper / "clean.md").write_text("# Another\n\nText.\n", encoding="utf-8")
    imported(source)
    assert (products / "washer/guides/clean.yml").exists()
    assert (products / "washer/articles/clean-2.md").exists()


def test_links_in_the_site_are_not_written_through(source: Path) -> None:
    """A symbolic link in products/ does not lead an import out of the site."""
    outside = source.parent / "outside"
    outside.mkdir()
    products = source.parent / "site" / "products"
    products.mkdir(parents=True)
    (products / "washer").symlink_to(outside)
    imported(source)
    assert list(outside.iterdir()) == []


def test_the_category_of_a_folder_is_used_when_the_brand_has_it(source: Path) -> None:
    """Otherwise a check would not know it."""
    (source / "Kitchen").mkdir()
    (source / "washer").rename(source / "Kitchen" / "Washer")
    (source / "Other").mkdir()
    (source / "Other" / "x.md").write_text("# X\n\nText.\n", encoding="utf-8")
    shared = source.parent / "site/products/_shared"
    shared.mkdir(parents=True)
    (shared / "brand.yml").write_text(
        "id_prefix: AB\nlocales: [pl]\ncategories:\n  - {id: kitchen, name: Kitchen}\n", encoding="utf-8"
    )
    report, products = imported(source)
    text = (products / "washer/product.yml").read_text(encoding="utf-8")
    assert "category: kitchen" in text
    assert "language:" not in text
    assert re.findall(r"AB-77", str(report.files))
    assert {found.kind for found in report.general} == {"language-not-offered"}


@pytest.mark.parametrize("files", range(5))
def test_a_run_after_a_killed_one_goes_on(files: int, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the first import and at a later one: nothing is doubled, nothing is taken for a writer's."""
    for name in ("dry.md", "rinse.md"):
        (source / "washer" / name).write_text(f"# {name}\n\nA text on it.\n", encoding="utf-8")
    _killed(source, monkeypatch, files)
    imported(source)
    (source / "washer" / "clean.md").write_text(STEPS + "3. Close it\n", encoding="utf-8")
    (source / "washer" / "dry.md").write_text("# Dry it\n\nAnother text.\n", encoding="utf-8")
    _killed(source, monkeypatch, files)
    report, products = imported(source)
    whole = import_markdown(source, source.parent / "other", DAY)
    assert [file.target for file in report.files] == [file.target for file in whole.files]
    assert not any(file.warnings for file in report.files)
    assert {path.relative_to(products): path.read_bytes() for path in products.rglob("*.*")} == {
        path.relative_to(source.parent / "other/products"): path.read_bytes()
        for path in (source.parent / "other/products").rglob("*.*")
    }


def _killed(source: Path, monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    """An import that ends after so many files."""
    write = store._write
    done: list[Path] = []

    def stops(target: Path, data: bytes) -> None:
        if len(done) > files:
            raise KeyboardInterrupt
        done.append(target)
        write(target, data)

    with monkeypatch.context() as patch:
        patch.setattr(store, "_write", stops)
        try:
            imported(source)
        except KeyboardInterrupt:
            assert len(done) == files + 1
