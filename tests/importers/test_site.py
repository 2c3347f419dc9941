"""An imported help centre in a new site: checked, built, and read page by page."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_builder.cli import main
from tests.importers.real import page_words, source_words

EXAMPLES = Path(__file__).parent / "examples"
DAY = "2026-10-02"


def kb(*arguments: str) -> str:
    """The output of a command that has to succeed."""
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `kb init` gives, with the help centre of the shape of a real one in it, built."""
    root = tmp_path_factory.mktemp("imported") / "site"
    kb("init", str(root), "--on", DAY)
    source = EXAMPLES / "zendesk" / "source"
    kb(
        "import",
        "markdown",
        str(source),
        str(root),
        "--on",
        DAY,
        "--report",
        str(root.parent / "report.json"),
    )
    kb("build", "-C", str(root), "--on", DAY)
    return root


@pytest.fixture(scope="module")
def report(site: Path) -> dict[str, list[dict[str, str]]]:
    """The report of that import."""
    loaded: dict[str, list[dict[str, str]]] = json.loads(
        (site.parent / "report.json").read_text(encoding="utf-8")
    )
    return loaded


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.iterdir()))
def test_an_imported_site_has_no_problems(example: str, tmp_path: Path) -> None:
    """Whatever system the articles come from."""
    kb("init", str(tmp_path / "site"), "--on", DAY)
    kb("import", "markdown", str(EXAMPLES / example / "source"), str(tmp_path / "site"), "--on", DAY)
    assert kb("check", "-C", str(tmp_path / "site"), "--on", DAY).startswith("No problems")


def test_the_emitted_project_builds_with_the_engine_alone(site: Path) -> None:
    """Strictly, as anybody may build it."""
    configuration = site / "build" / "en" / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(configuration)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_every_word_of_the_source_stands_on_the_page(
    site: Path, report: dict[str, list[dict[str, str]]]
) -> None:
    """Counted on the built pages, against a plain reading of the source; drafts have no page."""
    read = 0
    for file in report["files"]:
        words = page_words(site, file["target"]) if file["result"] in ("guide", "article") else None
        if words is not None:
            before = source_words(EXAMPLES / "zendesk" / "source" / file["source"])
            assert before - words == Counter(), file["source"]
            read += 1
    assert read == 4


def test_old_addresses_lead_to_the_new_pages(site: Path) -> None:
    """By redirect, by the old number and by the new id."""
    page = "espresso-machines/descale-the-machine/"
    for old in (
        "hc/en-us/articles/360100200301-Descale-the-machine", "hc/en-us/descale", "k/360100200301", "k/KB-360100200301",
    ):  # fmt: skip
        html = (site / "site" / old / "index.html").read_text(encoding="utf-8")
        assert re.search(rf"url=(?:\.\./)+{page}", html), old


def test_the_report_accounts_for_every_file(site: Path, report: dict[str, list[dict[str, str]]]) -> None:
    """Converted to what, or why not."""
    source = EXAMPLES / "zendesk" / "source"
    files = sorted(path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file())
    assert [file["source"] for file in report["files"]] == files
    assert all(file["target"] or file["reason"] for file in report["files"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing", "site"), "'missing' is no folder"),
        ((".", "site"), "'site' lies inside '.'"),
        (("empty", "site"), "'empty' holds no Markdown articles"),
        (("pages", "site"), "pandoc -f html -t gfm 'lamps/bulb.html' -o 'lamps/bulb.md'"),
        (
            ("pages", "nowhere"),
            "'nowhere' is no site: it has no 'products' folder\n  = Start one with 'kb init'",
        ),
        (("pages", "site/products"), "Name the folder that holds it"),
    ],
)
def test_what_can_not_be_imported_ends_with_two(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line that says why, no traceback, nothing written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "site" / "products").mkdir(parents=True)
    (tmp_path / "pages" / "lamps").mkdir(parents=True)
    (tmp_path / "pages" / "lamps" / "bulb.html").write_text("<h1>Bulb</h1>", encoding="utf-8")
    result = CliRunner().invoke(main, ["import", "markdown", *arguments])
    assert result.exit_code == 2
    assert message in result.output
    assert list((tmp_path / "site").rglob("*")) == [tmp_path / "site" / "products"]
    assert not (tmp_path / "nowhere").exists()
