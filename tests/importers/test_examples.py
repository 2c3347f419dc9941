"""Small help centres of several systems, each beside the site and the report that its import gives.

``examples/<case>/source`` is what somebody wrote, ``expected`` what is written, ``report.txt`` what is printed;
``UPDATE_GOLDENS=1`` writes the last two anew.
"""

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from kb_builder.importers import as_text, import_markdown
from kb_builder.importers.planning.copies import PLACEHOLDER

EXAMPLES = sorted(path for path in (Path(__file__).parent / "examples").iterdir() if path.is_dir())
DAY = date(2026, 10, 2)


def written(root: Path) -> dict[str, bytes]:
    """Every file of a site but the memory of the import, which holds hashes only. How the placeholder looks is the theme's."""
    return {
        path.relative_to(root).as_posix(): b"" if path.name == PLACEHOLDER else path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".kb" not in path.relative_to(root).parts
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_becomes_what_is_expected(example: Path, tmp_path: Path) -> None:
    """Every file byte by byte, and every line of the report."""
    report = import_markdown(example / "source", tmp_path / "site", DAY)
    found = written(tmp_path / "site")
    text = "\n".join(as_text(report)) + "\n"
    if os.environ.get("UPDATE_GOLDENS"):
        shutil.rmtree(example / "expected", ignore_errors=True)
        shutil.copytree(tmp_path / "site", example / "expected", ignore=shutil.ignore_patterns(".kb"))
        (example / "report.txt").write_text(text, encoding="utf-8")
    assert text == (example / "report.txt").read_text(encoding="utf-8")
    assert found == written(example / "expected")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_no_word_is_lost(example: Path, tmp_path: Path) -> None:
    """What readers saw before, they see after."""
    report = import_markdown(example / "source", tmp_path / "site", DAY)
    arrived = [file for file in report.files if file.result in ("guide", "article")]
    assert arrived
    assert [file.source for file in arrived if file.words_kept < file.words] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_second_import_changes_nothing(example: Path, tmp_path: Path) -> None:
    """Neither the files nor the report, whatever day it is."""
    first = import_markdown(example / "source", tmp_path / "site", DAY)
    files = written(tmp_path / "site")
    second = import_markdown(example / "source", tmp_path / "site", DAY + timedelta(days=40))
    assert written(tmp_path / "site") == files
    assert second == first
