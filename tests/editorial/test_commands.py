"""``kb diff``, ``kb rename`` and ``kb translate status`` on the small site of ``kb init``."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from kb_builder.cli import main
from kb_builder.web.links import Answer, remember
from tests.building.edits import DAY, tiny_site
from tests.demo import CHECKOUT

ON = ["--on", DAY.isoformat()]
LOGS = Path(__file__).parent / "examples/feedback"
NODES = 11
"""Of the tree that ``kb init`` writes."""


def kb(*arguments: str, code: int = 0) -> str:
    """What a command prints."""
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == code, done.output
    return done.output


def replaced(file: Path, old: str, new: str) -> None:
    """Put one text for another in a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in git."""
    root = tiny_site(tmp_path / "site")
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    return root


def test_nothing_that_readers_notice(site: Path) -> None:
    """An unchanged site, and a draft, which no reader sees."""
    assert "Readers notice nothing" in kb("diff", "HEAD", "-C", str(site), *ON)
    kb("new", "guide", "kettle/clean-the-lid", "--title", "Clean the lid", "-C", str(site))
    assert "Readers notice nothing" in kb("diff", "HEAD", "-C", str(site), *ON)


def test_what_readers_notice(site: Path) -> None:
    """Steps, a page that is gone, one that moved, a channel, an answer that leads elsewhere."""
    kettle = site / "products/kettle"
    replaced(kettle / "guides/descale-the-kettle.yml", "Boil the water once.", "Boil the water twice.")
    (kettle / "articles/hard-water.md").rename(kettle / "articles/hard-water-at-home.md")
    (kettle / "notices/display-too-high.yml").unlink()
    replaced(site / "products/_shared/channels.yml", "hours: ", "hours: Sa 10:00-12:00; ")
    said = kb("diff", "HEAD", "-C", str(site), *ON)
    assert "step 3 changed: Boil the water twice." in said
    assert "from /kettle/hard-water/ to /kettle/hard-water-at-home/" in said
    assert "gone: " in said
    assert "display-too-high" in said
    assert "Sa 10:00-12:00" in said
    markdown = kb("diff", "HEAD", "-C", str(site), "--format", "markdown", *ON)
    assert markdown.startswith("## What readers notice\n")
    assert "- KB-1002 Descale the kettle: step 3 changed" in markdown
    assert "<li>KB-1002 Descale the kettle: step 3 changed" in kb(
        "diff", "HEAD", "-C", str(site), "--format", "html", *ON
    )


def test_no_such_revision(site: Path) -> None:
    """The command says so and ends with 2."""
    assert "nowhere" in kb("diff", "nowhere", "-C", str(site), *ON, code=2)


def test_translations_made_stale(site: Path) -> None:
    """A text whose translation was there, and is no longer the one of this text."""
    kb("translate", "update", "-C", str(site))
    po = site / "products/kettle/locale/pl.po"
    replaced(
        po, 'msgid "Boil the water once."\nmsgstr ""', 'msgid "Boil the water once."\nmsgstr "Zagotuj wodę."'
    )
    subprocess.run(["git", "-C", str(site), "add", "-A"], check=True)
    subprocess.run(
        ["git", "-C", str(site), "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "y"],
        check=True,
    )
    before = json.loads(kb("translate", "status", "--json", "-C", str(site)))["articles"]
    guide = next(one for one in before if one["name"] == "KB-1002")
    assert (guide["locale"], guide["translated"], guide["stale"]) == ("pl", 1, 0)
    replaced(site / "products/kettle/guides/descale-the-kettle.yml", "Boil the water once.", "Boil it now.")
    assert "kettle, pl: 1 text made stale" in kb("diff", "HEAD", "-C", str(site), *ON)
    after = json.loads(kb("translate", "status", "--json", "-C", str(site)))["articles"]
    guide = next(one for one in after if one["name"] == "KB-1002")
    assert (guide["translated"], guide["stale"]) == (0, 1)
    assert "kettle pl: 0 translated, 1 stale" in kb("translate", "status", "-C", str(site))
    assert "kettle pl KB-1002: 0 translated, 1 stale" in kb(
        "translate", "status", "--articles", "-C", str(site)
    )


def test_a_rename(site: Path) -> None:
    """The file has the new name, the old address leads to it, the site checks and nothing else changed."""
    said = kb("rename", "kettle/descale-the-kettle", "remove-limescale", "-C", str(site))
    assert "guides/descale-the-kettle.yml → products/kettle/guides/remove-limescale.yml" in said
    redirects = (site / "products/_shared/redirects.yml").read_text("utf-8")
    assert "{from: /kettle/descale-the-kettle/, to: KB-1002}" in redirects
    assert "No problems" in kb("check", "-C", str(site), *ON)


def test_a_rename_to_another_product(site: Path) -> None:
    """Its picture goes along, or stays as well when another article shows it; its translations too."""
    kb("translate", "update", "-C", str(site))
    po = site / "products/kettle/locale/pl.po"
    replaced(
        po, 'msgid "Boil the water once."\nmsgstr ""', 'msgid "Boil the water once."\nmsgstr "Zagotuj wodę."'
    )
    text = (site / "products/kettle/product.yml").read_text("utf-8")
    other = site / "products/pot/product.yml"
    other.parent.mkdir()
    other.write_text(text.replace("name: ", "name: New ", 1), "utf-8")
    kb("rename", "KB-1002", "pot/remove-limescale", "-C", str(site))
    assert (site / "products/pot/guides/remove-limescale.yml").is_file()
    assert (site / "products/pot/images/filter-out.svg").is_file()
    assert "Zagotuj wodę." in (site / "products/pot/locale/pl.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kettle/nothing", "x", "is no article"),
        ("KB-1002", "prepare-the-kettle", "is taken by products/kettle/guides/prepare-the-kettle.yml"),
        ("KB-1002", "Nice Name", "can't be part of an address"),
        ("KB-1002", "oven/x", "there is no product 'oven'"),
        ("KB-1002", "descale-the-kettle", "that is where the article is"),
    ],
)
def test_renames_that_are_refused(site: Path, old: str, new: str, said: str) -> None:
    """Nothing is changed, and the message says why."""
    assert said in kb("rename", old, new, "-C", str(site), code=2)
    status = subprocess.run(
        ["git", "-C", str(site), "status", "--short"], capture_output=True, text=True, check=True
    )
    assert status.stdout == ""


def test_the_report(site: Path, tmp_path: Path) -> None:
    """What is overdue, untranslated and unpriced, as text, JSON and a page; nothing of an article is taken for HTML."""
    guide = site / "products/kettle/guides/descale-the-kettle.yml"
    replaced(guide, "title: Descale the kettle", "title: Descale <b>the</b> kettle")
    text = "\n".join(
        line for line in guide.read_text("utf-8").split("\n") if not line.startswith("review_by:")
    )
    guide.write_text(text.rstrip("\n") + "\nreview_by: 2026-01-31\n", "utf-8")
    data = json.loads(kb("report", "--json", "-C", str(site), *ON))
    assert [row["Article"] for row in data["overdue"]] == ["KB-1002"]
    assert data["overdue"][0]["Days"] == (DAY - DAY.replace(month=1, day=31)).days
    assert {row["Language"] for row in data["translations"]} == {"pl"}
    assert sum(row["Articles"] for row in data["states"]) == sum(row["Articles"] for row in data["ages"]) > 3
    assert "Reviews overdue: 1" in kb("report", "-C", str(site), *ON)
    page = tmp_path / "report.html"
    kb("report", "-o", str(page), "-C", str(site), *ON)
    html = page.read_text("utf-8")
    assert "Descale &lt;b&gt;the&lt;/b&gt; kettle" in html
    assert '<a href="#overdue"><b>1</b>' in html
    assert "<rect width=" in html


def test_the_report_counts(site: Path) -> None:
    """Products, articles, nodes, pictures, and the texts of each language."""
    data = json.loads(kb("report", "--json", "-C", str(site), *ON))
    counts = {row["What"]: row["Number"] for row in data["counts"]}
    assert counts == {
        "Products": 1, "Topics": 0, "Guides": 2, "Trees": 1, "Nodes of trees": NODES, "Articles in prose": 1, "Notices": 1,
        "Pictures": 2, "Pages written by hand": 2,
    }  # fmt: skip
    english, polish = data["messages"]
    assert english == {"Language": "en", "Translated": 0, "Fuzzy": 0, "Missing": 0}
    assert (polish["Language"], polish["Translated"], polish["Fuzzy"]) == ("pl", 0, 0)
    assert polish["Missing"] > 50


def test_what_nobody_has_looked_for_is_not_nothing(site: Path, tmp_path: Path) -> None:
    """Before the first question the report says what to run, and shows no number."""
    said = kb("report", "-C", str(site), *ON)
    assert "Dead links to other sites: Not known yet: run 'kb check --external'." in said
    page = tmp_path / "report.html"
    kb("report", "-o", str(page), "-C", str(site), *ON)
    assert '<a href="#links"><b>–</b>' in page.read_text("utf-8")
    remember(site / ".kb-cache", {"https://there.example/": Answer("there", "", 1.0)})
    assert "Dead links to other sites: 0" in kb("report", "-C", str(site), *ON)


def test_the_report_says_what_others_say(site: Path, tmp_path: Path) -> None:
    """Dead links with their place, questions that the search missed, feedback by article and revision, as JSON and as a page."""
    guide = "products/kettle/guides/descale-the-kettle.yml"
    replaced(site / guide, "Boil the water once.", "'[Boil](https://gone.example/a) it.'")
    gone = {
        "https://gone.example/a": Answer("dead", "404 Not Found", 1.0),
        "https://other.example/": Answer("dead", "x", 1.0),
    }
    remember(site / ".kb-cache", gone)
    kb("feedback", "import", str(LOGS / "answers.jsonl"), "-C", str(site), code=1)
    searched = tmp_path / "search.json"
    searched.write_text(
        '{"misses": [{"query": "does <b>it</b> boil", "ids": ["KB-2001"], "place": null, "found": []}]}',
        "utf-8",
    )
    page = tmp_path / "report.html"
    arguments = ["report", "--search", str(searched), "-C", str(site), *ON]
    data = json.loads(kb(*arguments, "--json"))
    (link,) = data["links"]
    assert link["Place"].startswith(f"{guide}:")
    assert link["Link"] == "https://gone.example/a leads nowhere: 404 Not Found"
    assert data["missed"] == [{"Question": "does <b>it</b> boil", "Should find": "KB-2001", "Times": 1}]
    assert [(row["Revision"], row["Helped"], row["Did not help"], row["Reasons"], row["Comments"]) for row in data["feedback"]] == [
        ("2026-11-23", 1, 1, "unclear 1", "Where is the lid?"), ("2026-10-01", 1, 0, "", ""),
    ]  # fmt: skip
    assert {row["Title"] for row in data["feedback"]} == {"Descale the kettle"}
    kb(*arguments, "-o", str(page))
    html = page.read_text("utf-8")
    assert "does &lt;b&gt;it&lt;/b&gt; boil" in html
    assert '<a href="#links"><b>1</b>' in html
    assert "Where is the lid?" in html


def test_a_list_of_missed_questions(site: Path, tmp_path: Path) -> None:
    """One a line, counted; something else is refused."""
    log = tmp_path / "missed.txt"
    log.write_text("lid stuck\n\nno  heat\nlid stuck\n", "utf-8")
    data = json.loads(kb("report", "--json", "--search", str(log), "-C", str(site), *ON))
    assert [(row["Question"], row["Times"]) for row in data["missed"]] == [("lid stuck", 2), ("no heat", 1)]
    for wrong in ("{}", "[1]", '{"misses": 1}', "{"):
        log.write_text(wrong, "utf-8")
        assert "kb search test --json" in kb("report", "--search", str(log), "-C", str(site), *ON, code=2)


@pytest.mark.parametrize(
    ("service", "file"), [("github", ".github/workflows/help-site.yml"), ("gitlab", ".gitlab-ci.yml")]
)
def test_a_workflow(tmp_path: Path, service: str, file: str) -> None:
    """It is YAML; it checks, builds, says what readers notice, and publishes; every command of ours in it exists."""
    kb("init", str(tmp_path / "site"), "--ci", service, *ON)
    text = (tmp_path / "site" / file).read_text("utf-8")
    assert isinstance(yaml.safe_load(text), dict)
    for command in ("kb check", "kb build", "kb diff"):
        assert command in text
    assert "pages" in text
    for found in re.findall(r"\bkb ([a-z]+)", text):
        kb(found, "--help")


def test_hooks_of_pre_commit() -> None:
    """Each hook is a command that exists."""
    hooks = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"] for hook in hooks} == {"kb-check", "kb-fmt", "kb-translate-update"}
    for hook in hooks:
        kb(*hook["entry"].split()[1:], "--help")
