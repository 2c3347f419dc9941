"""A folder is made to hold just the files it should, and what did not change is not touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb_builder.site.files import MANIFEST, read_manifest, write_folder


def shown(folder: Path) -> dict[str, str]:
    """Every file but the manifest with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_texts_bytes_and_copies(tmp_path: Path) -> None:
    """Each kind of content arrives, in folders that are made for it."""
    source = tmp_path / "source.svg"
    source.write_text("<svg/>")
    done = write_folder(tmp_path / "out", {"a.md": "ö", "b/c.bin": b"\x00", "b/d.svg": source})
    assert (done.written, done.unchanged, done.removed) == (3, 0, 0)
    assert (tmp_path / "out/a.md").read_bytes() == b"\xc3\xb6"
    assert (tmp_path / "out/b/c.bin").read_bytes() == b"\x00"
    assert (tmp_path / "out/b/d.svg").read_text() == "<svg/>"


def test_unchanged_files_are_not_written(tmp_path: Path) -> None:
    """Their time of change stays, so that engines and hosts that compare it do no work."""
    write_folder(tmp_path, {"same": "1", "other": "1"})
    before = {name: (tmp_path / name).stat().st_mtime_ns for name in ("same", "other")}
    done = write_folder(tmp_path, {"same": "1", "other": "2"})
    after = {name: (tmp_path / name).stat().st_mtime_ns for name in ("same", "other")}
    assert (done.written, done.unchanged) == (1, 1)
    assert after["same"] == before["same"]
    assert after["other"] > before["other"]


def test_only_files_of_the_last_run_are_removed(tmp_path: Path) -> None:
    """What others put there stays, and so does the folder that holds it."""
    write_folder(tmp_path, {"keep": "", "old/page": "", "old/deep/page": "", "mixed/page": ""})
    (tmp_path / "mixed/notes.txt").write_text("by others")
    done = write_folder(tmp_path, {"keep": ""})
    assert done.removed == 3
    assert shown(tmp_path) == {"keep": "", "mixed/notes.txt": "by others"}
    assert not (tmp_path / "old").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [({"faq": "1"}, {"faq/index.html": "2"}), ({"faq/index.html": "1", "faq/a/b": "1"}, {"faq": "2"})],
    ids=["file-becomes-folder", "folder-becomes-file"],
)
def test_a_name_that_changes_its_kind(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """A folder stands where a file stood, and the other way round."""
    write_folder(tmp_path, before)
    write_folder(tmp_path, after)
    assert shown(tmp_path) == after


@pytest.mark.parametrize("damage", ["", "{", "42", "null", '{"a": 1}', "[1, null]", "\xff"])
def test_a_damaged_manifest_removes_nothing(tmp_path: Path, damage: str) -> None:
    """Rather a stale file than a lost one."""
    write_folder(tmp_path, {"old": ""})
    (tmp_path / MANIFEST).write_text(damage, encoding="latin-1")
    write_folder(tmp_path, {"new": ""})
    assert shown(tmp_path) == {"old": "", "new": ""}


def test_a_manifest_can_not_name_files_elsewhere(tmp_path: Path) -> None:
    """Neither steps upwards nor addresses from the root are believed."""
    (tmp_path / "precious").write_text("")
    folder = tmp_path / "out"
    folder.mkdir()
    names = ["../precious", str(tmp_path / "precious"), "a/../../precious", "fine"]
    (folder / MANIFEST).write_text(json.dumps(names))
    assert read_manifest(folder) == {"fine"}
    write_folder(folder, {})
    assert (tmp_path / "precious").exists()


def test_no_half_written_file_is_left(tmp_path: Path) -> None:
    """Nothing but the files and the manifest stands in the folder."""
    write_folder(tmp_path, {"a": "1"})
    write_folder(tmp_path, {"a": "22"})
    assert {path.name for path in tmp_path.iterdir()} == {"a", MANIFEST}
