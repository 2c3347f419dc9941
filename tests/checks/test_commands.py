"""The commands `check` and `explain`: what they print and how they end."""

import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from kb_builder.cli import main
from kb_builder.cli.day import today
from kb_builder.cli.reporting import as_github, as_text, summary
from kb_builder.content.problem import Problem
from tests.checks.sites import site

ON = ("--on", "2026-11-23")
GUIDE = "products/wm/guides/clean-drawer.yml"
WARNING = """id: KB-1002
title: Clean the drawer
type: maintain
summary: Rinse the drawer.
steps: [{id: pull, text: Pull the drawer out.}]
changed: 2026-10-02
state: archived
"""
ERROR = WARNING.replace("state: archived", "dificulty: easy\nstate: published")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def run(*arguments: str | Path, **environment: str) -> Result:
    """The command as it is called in a shell."""
    return CliRunner(env=environment).invoke(main, [str(argument) for argument in arguments], prog_name="kb")


def test_a_clean_site(tmp_path: Path) -> None:
    """One line, exit code 0."""
    result = run("check", "-C", site(tmp_path), *ON)
    assert (result.exit_code, result.output) == (0, "No problems in 6 files\n")


def test_an_error_as_text(tmp_path: Path) -> None:
    """Place, rule, words, the line with a caret, and how much was found; exit code 1."""
    result = run("check", "-C", site(tmp_path, {GUIDE: ERROR}), *ON)
    assert result.exit_code == 1
    assert result.output.split("\n") == [
        f"{GUIDE}:7:1: error unknown-key: 'dificulty' is not a field of a guide; did you mean 'difficulty'?",
        "    dificulty: easy",
        "    ^",
        "1 error, 0 warnings in 1 of 7 files",
        "",
    ]


def test_overdue_law_and_prices_are_errors_when_strict(tmp_path: Path) -> None:
    """What a promise or a price rests on: a warning, with --strict an error, even when somebody accepted the warning."""
    source = "sources: [{title: Price list, reviewed: 2025-01-01, review_by: 2026-01-01}]\n"
    accepted = "accepted:\n  - {file: products/_shared/prices.yml, rule: review-overdue, reason: Later.}\n"
    root = site(tmp_path, {})
    prices = root / "products/_shared/prices.yml"
    prices.write_text(prices.read_text("utf-8") + source, "utf-8")
    assert ": warning review-overdue: the source 'Price list'" in run("check", "-C", root, *ON).output
    assert (
        ": error review-overdue: the source 'Price list'" in run("check", "-C", root, "--strict", *ON).output
    )
    (root / "products/_shared/accepted.yml").write_text(accepted, "utf-8")
    assert "review-overdue" not in run("check", "-C", root, *ON).output
    strict = run("check", "-C", root, "--strict", *ON)
    assert strict.exit_code == 1
    assert ": error review-overdue: " in strict.output


def test_warnings_fail_only_when_strict(tmp_path: Path) -> None:
    """Exit codes: 0 with warnings, 1 with --strict."""
    root = site(tmp_path, {GUIDE: WARNING})
    result = run("check", "-C", root, *ON)
    assert result.exit_code == 0
    assert result.output.endswith("0 errors, 1 warning in 1 of 7 files\n")
    assert run("check", "-C", root, "--strict", *ON).exit_code == 1


def test_json(tmp_path: Path) -> None:
    """One object for other programs, and nothing else."""
    result = run("check", "-C", site(tmp_path, {GUIDE: ERROR}), "--format", "json", *ON)
    assert result.exit_code == 1
    assert json.loads(result.output) == {
        "problems": [
            {
                "file": GUIDE,
                "line": 7,
                "column": 1,
                "severity": "error",
                "code": "unknown-key",
                "message": "'dificulty' is not a field of a guide; did you mean 'difficulty'?",
                "hint": "",
            }
        ],
        "errors": 1,
        "warnings": 0,
    }


def test_github(tmp_path: Path) -> None:
    """Annotations of GitHub Actions, one line each."""
    result = run("check", "-C", site(tmp_path, {GUIDE: WARNING}), "--format", "github", *ON)
    assert result.output == (
        f"::warning file={GUIDE},line=7,col=8,title=archived-without-replacement::the archived article does not say what "
        "replaces it Add 'replaced_by: …' with the id of the article to go to.\n"
    )


def test_github_escapes() -> None:
    """What would end the property or the line is written as GitHub asks for."""
    problem = Problem("x", "a,b:c%.yml", "100 %\nnext", line=1, column=2)
    assert as_github(problem) == "::error file=a%2Cb%3Ac%25.yml,line=1,col=2,title=x::100 %25%0Anext"


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ([], 7),
        (["products/wm/guides"], 2),
        ([GUIDE, "products/wm/trees"], 2),
        (["products/_shared"], 3),
    ],
)
def test_paths_limit_what_is_printed(tmp_path: Path, paths: list[str], files: int) -> None:
    """Relative to the site's folder; the rest is read all the same."""
    result = run("check", *paths, "-C", site(tmp_path, {GUIDE: ERROR}), *ON)
    assert result.output.endswith(f" {files} files\n")
    assert ("unknown-key" in result.output) == ("_shared" not in "".join(paths))


def test_paths_from_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the shell completes them."""
    root = site(tmp_path / "site", {GUIDE: ERROR})
    monkeypatch.chdir(root / "products" / "wm")
    assert "1 error" in run("check", "guides", "-C", "../..", *ON).output
    assert run("check", root / GUIDE, "-C", root, *ON).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--on", "23.11.2026"], "'23.11.2026' is no day; write it as YYYY-MM-DD"),
        (["--on", "2026-02-30"], "'2026-02-30' is no day"),
        (["--format", "xml"], "'xml' is not one of 'text', 'json', 'github'"),
        (["nothing.yml"], "'nothing.yml' is no file or folder of this site"),
        (["/"], "'/' is no file or folder of this site"),
        (["--colour"], "No such option"),
    ],
)
def test_what_cannot_run(tmp_path: Path, arguments: list[str], words: str) -> None:
    """Exit code 2 and one sentence."""
    result = run("check", "-C", site(tmp_path), *arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_no_site_here(tmp_path: Path) -> None:
    """A folder without products can't be checked."""
    result = run("check", "-C", tmp_path)
    assert result.exit_code == 2
    assert "there is no 'products' folder" in result.output


def test_an_empty_site(tmp_path: Path) -> None:
    """The first thing that is missing is the brand."""
    (tmp_path / "products").mkdir()
    result = run("check", "-C", tmp_path, *ON)
    assert result.exit_code == 1
    assert result.output.startswith(
        "products/_shared/brand.yml:1:1: error missing-file: brand.yml is missing"
    )


def test_the_day_comes_from_the_option_or_the_environment(tmp_path: Path) -> None:
    """--on wins over SOURCE_DATE_EPOCH, which wins over the clock."""
    root = site(tmp_path)
    early = str(int(datetime(2026, 1, 5, 23, 59, tzinfo=UTC).timestamp()))
    assert "after today (2026-01-05)" in run("check", "-C", root, SOURCE_DATE_EPOCH=early).output
    assert "future-date" not in run("check", "-C", root, *ON, SOURCE_DATE_EPOCH=early).output
    assert run("check", "-C", root, SOURCE_DATE_EPOCH="soon").exit_code == 2


@pytest.mark.parametrize(
    ("seconds", "day"),
    [("0", date(1970, 1, 1)), (" 1790000000\n", date(2026, 9, 21)), ("-1", date(1969, 12, 31))],
)
def test_seconds_since_1970(seconds: str, day: date) -> None:
    """In UTC, whatever the machine's time zone."""
    assert today({"SOURCE_DATE_EPOCH": seconds}) == day


def test_without_a_date_it_is_today() -> None:
    """An empty variable counts as none."""
    before = datetime.now(UTC).date()
    assert before <= today({"SOURCE_DATE_EPOCH": ""}) <= datetime.now(UTC).date()


@pytest.mark.parametrize("seconds", ["soon", "1e9", "99999999999999999999"])
def test_seconds_that_are_none(seconds: str) -> None:
    """A wrong variable is not taken for today."""
    with pytest.raises(ValueError, match="number of seconds"):
        today({"SOURCE_DATE_EPOCH": seconds})


def excerpt(line: str, column: int) -> list[str]:
    """The source line and the caret of a problem in it."""
    return as_text(Problem("x", "a.yml", "m", line=1, column=column), [line])[1:]


@pytest.mark.parametrize(
    ("line", "column", "shown"),
    [
        ("title: x", 8, ["    title: x", "           ^"]),
        ("標題: 清潔", 5, ["    標題: 清潔", "          ^"]),
        ("a\u0301b: x", 3, ["    a\u0301b: x", "     ^"]),
        ("\tx", 2, ["     x", "     ^"]),
        ("a\x1b[31mb", 7, ["    a\ufffd[31mb", "          ^"]),
        ("a\u202eb", 3, ["    a\ufffdb", "      ^"]),
        ("", 1, []),
        ("x", 99, ["    x", "     ^"]),
    ],
)
def test_the_caret_stands_under_the_place(line: str, column: int, shown: list[str]) -> None:
    """Chinese characters take two columns, combining marks none; nothing in a line commands the terminal."""
    assert excerpt(line, column) == shown


def test_a_long_line_is_shortened_around_the_place() -> None:
    """At most a hundred characters, with the place among them."""
    text, caret = excerpt("x" * 300 + "HERE" + "y" * 300, 301)
    assert text.startswith("    …x")
    assert text.endswith("y…")
    assert len(text) == 4 + 102
    assert text[caret.index("^") :].startswith("HERE")


def test_a_message_stays_in_its_line() -> None:
    """Whatever a writer's value holds."""
    lines = as_text(Problem("x", "a.yml", "one\ntwo \x07", "three\nfour", line=9, column=1), [])
    assert lines == ["a.yml:9:1: error x: one two \ufffd", "  = three four"]


def test_the_last_line_counts() -> None:
    """One and many, with thousands separated."""
    problem = Problem("x", "a.yml", "m")
    warning = Problem("x", "b.yml", "m", severity="warning")
    assert summary([], 1) == "No problems in 1 file"
    assert summary([problem], 1) == "1 error, 0 warnings in 1 of 1 file"
    assert summary([problem, problem, warning], 2000) == "2 errors, 1 warning in 2 of 2,000 files"


def test_a_terminal_that_knows_no_unicode(tmp_path: Path) -> None:
    """Characters that it can't show are replaced; the command ends as usual."""
    root = site(tmp_path, {GUIDE: ERROR.replace("Rinse", "清潔").replace("dificulty: easy", "time: 十五")})
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "kb_builder", "check", "-C", str(root), *ON]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 1
    assert b"error bad-duration: '??' is no duration" in done.stdout
    assert done.stderr == b""


def test_check_loads_nothing_of_the_site() -> None:
    """The command starts quickly: neither the engine nor the templates are imported."""
    code = (
        "import sys, kb_builder.cli.check; "
        "print([name for name in ('mkdocs', 'jinja2', 'rich', 'babel', 'phonenumbers', 'opening_hours', 'nh3', "
        "'kb_builder.site', 'kb_builder.pipeline') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_explain_prints_the_text_of_a_rule() -> None:
    """As it stands in the package, with both examples."""
    result = run("explain", "dangling-answer")
    assert result.exit_code == 0
    assert result.output.startswith("# dangling-answer\n")
    assert "## Fails" in result.output
    assert "## Passes" in result.output


def test_explain_lists_all_rules() -> None:
    """One line each: name, severity, what it is about."""
    lines = run("explain").output.splitlines()
    assert len(lines) > 100
    assert lines == sorted(lines)
    assert (
        "dangling-answer               error    An answer or a step leads to a node that the tree does not have."
        in lines
    )


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("dangling-answr", "Did you mean 'dangling-answer'?"),
        ("../texts/too-long", "'kb explain' lists all rules."),
        ("", "lists"),
    ],
)
def test_explain_an_unknown_rule(rule: str, hint: str) -> None:
    """Exit code 2, and the nearest name."""
    result = run("explain", rule)
    assert result.exit_code == 2
    assert hint in result.output


def test_rules_are_completed_by_the_shell() -> None:
    """`kb explain dang<Tab>`."""
    command = main.get_command(click.Context(main), "explain")  # type: ignore[attr-defined]
    parameter = command.params[0]
    found = [item.value for item in parameter.shell_complete(click.Context(command), "dangling")]
    assert found == ["dangling-answer"]
