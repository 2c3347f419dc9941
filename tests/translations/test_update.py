"""``kb translate update``: each folder of ``update/`` holds a site before, and its PO files after."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kb_builder.content.load import load
from kb_builder.content.translation_update import Updated, update
from tests.translations.sites import assert_files, cases, files_in, po_files, site

FOLDER = Path(__file__).parent / "update"


def run(root: Path, **options: tuple[str, ...]) -> Updated:
    """One update of a site whose files are in order."""
    loaded = load(root)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    return update(root, loaded.catalogue, loaded.po_files, **options)


@pytest.mark.parametrize("case", cases(FOLDER), ids=lambda case: case.name)
def test_an_update_brings_texts_in_and_loses_nothing(case: Path, tmp_path: Path) -> None:
    """What the name of the folder says; a second update changes no byte."""
    root = site(case / "before", tmp_path / "site")
    updated = run(root)
    assert updated.problems == ()
    assert_files(po_files(root), case / "after")
    before = {path: path.read_bytes() for path in files_in(root)}
    again = run(root)
    assert {one.change for one in again.files} == {"unchanged"}
    assert {path: path.read_bytes() for path in files_in(root)} == before


def example(tmp_path: Path) -> Path:
    """A site with a Polish file in which one text is stale."""
    return site(FOLDER / "changed-text-turns-fuzzy" / "before", tmp_path / "site")


def test_an_update_says_what_is_left_to_do(tmp_path: Path) -> None:
    """The counts are those that a translator's editor shows."""
    updated = run(example(tmp_path), folders=("lamp",))
    assert [(one.file, one.change) for one in updated.files] == [("products/lamp/locale/pl.po", "changed")]
    assert [(one.translated, one.fuzzy, one.missing, one.obsolete) for one in updated.files] == [(4, 1, 0, 0)]


def test_a_new_file_is_read_by_other_tools(tmp_path: Path) -> None:
    """Weblate and other tools read PO files with Babel as it is, which is strict about headers."""
    root = site(FOLDER / "new-files-with-plural-forms" / "before", tmp_path / "site")
    run(root)
    for locale, plurals in (("pl", 3), ("zh-Hant", 1)):
        with (root / f"products/lamp/locale/{locale}.po").open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
        assert (catalog.locale_identifier, catalog.num_plurals) == (locale.replace("-", "_"), plurals)
        assert catalog.get("Lamp", "product:name") is not None


def test_only_the_named_folder_is_touched(tmp_path: Path) -> None:
    """``--product`` leaves the files of others as they are."""
    root = example(tmp_path)
    before = po_files(root)
    run(root, folders=("_shared",))
    assert po_files(root) == before
    assert (root / "products/_shared/locale/pl.po").is_file()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<<<<<<< HEAD\n=======\n>>>>>>> other\n", "merge-conflict"),
        ('msgid "a"\nmsgstr\n', "po-syntax"),
        ("", "po-syntax"),
        ("\x00", "wrong-encoding"),
    ],
)
def test_a_broken_file_is_reported_and_left_alone(tmp_path: Path, text: str, code: str) -> None:
    """Writing over it would lose what the translator can still mend."""
    root = example(tmp_path)
    path = root / "products/lamp/locale/pl.po"
    path.write_text(text, "utf-8")
    updated = run(root)
    assert [(one.file, one.code) for one in updated.problems] == [("products/lamp/locale/pl.po", code)]
    assert path.read_text("utf-8") == text


def test_texts_of_a_broken_article_do_not_become_obsolete(tmp_path: Path) -> None:
    """A half-saved file must not move its translations to the end: the folder is left alone and named."""
    root = example(tmp_path)
    before = po_files(root)
    (root / "products/lamp/guides/bulb.yml").write_text("id: KB-1\ntitle: [", "utf-8")
    loaded = load(root)
    updated = update(root, loaded.catalogue, loaded.po_files)
    assert updated.skipped == ("lamp",)
    assert po_files(root) == before


def test_a_link_out_of_the_site_is_not_written_through(tmp_path: Path) -> None:
    """Neither a linked file nor a linked folder leads a write out of the site."""
    root = example(tmp_path)
    outside = tmp_path / "outside"
    outside.mkdir()
    locale = root / "products/lamp/locale"
    (locale / "pl.po").unlink()
    locale.rmdir()
    locale.symlink_to(outside, target_is_directory=True)
    loaded = load(root)
    update(root, loaded.catalogue, loaded.po_files)
    assert list(outside.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is replaced as a whole; nothing half written stays behind."""
    root = example(tmp_path)
    before = po_files(root)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        run(root, folders=("lamp",))
    assert po_files(root) == before
    assert [path.name for path in (root / "products/lamp/locale").iterdir()] == ["pl.po"]
