"""``kb translate``: what it prints and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_builder.cli.translate import command
from tests.translations.sites import site

CASE = Path(__file__).parent / "update" / "changed-text-turns-fuzzy" / "before"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a stale text."""
    return site(CASE, tmp_path / "site")


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and output."""
    result = CliRunner().invoke(command, ["update", "-C", str(root), *arguments])
    return result.exit_code, result.output


def test_it_says_what_is_left_to_do(root: Path) -> None:
    """A line a file; a second run changes nothing."""
    assert run(root, "--product", "lamp") == (
        0,
        "products/lamp/locale/pl.po: 4 translated, 1 fuzzy, 0 missing (changed)\n",
    )
    assert run(root, "--product", "lamp", "--locale", "pl") == (
        0,
        "products/lamp/locale/pl.po: 4 translated, 1 fuzzy, 0 missing (unchanged)\n",
    )


@pytest.mark.parametrize(("option", "value"), [("--locale", "de"), ("--product", "lmap")])
def test_a_name_that_is_not_known_is_refused(root: Path, option: str, value: str) -> None:
    """With the names that are."""
    code, output = run(root, option, value)
    assert code == 2
    assert f"'{value}' is none of" in output


def test_a_broken_file_ends_with_1(root: Path) -> None:
    """The problem is printed with its place, and the file is left alone."""
    (root / "products/lamp/locale/pl.po").write_text('msgid "x\n', "utf-8")
    code, output = run(root, "--product", "lamp")
    assert code == 1
    assert "products/lamp/locale/pl.po:1:1: error po-syntax" in output


def test_outside_of_a_site_it_could_not_run(tmp_path: Path) -> None:
    """Exit code 2, and what to do."""
    code, output = run(tmp_path)
    assert code == 2
    assert "products" in output
