"""Releases, codes and comparisons of trees, as the commands do them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kb_builder.aftersales.handoff import Handoff, encode, pack, product_number, revision_number, tree_number
from kb_builder.aftersales.tree_paths import paths
from kb_builder.cli import main
from kb_builder.content.load import load
from kb_builder.site.view import visible
from kb_builder.site.walks import source_walk
from tests.checks.sites import site

TREE = "products/wm/trees/is-loud.yml"
LOUD = """id: KB-2002
title: The machine is loud
summary: Find out where the noise comes from.
start: feet
nodes:
  feet:
    question: Do all feet stand on the floor?
    answers: [{label: "Yes", next: drum}, {label: "No", next: level}, {label: "I don't know", next: drum, unsure: true}]
  drum:
    step: {guide: KB-1001}
    question: Is it quiet now?
    answers: [{label: "Yes", next: level}, {label: "No", next: repair}]
  level: {outcome: solved, title: It is quiet}
  repair: {outcome: contact, title: Call us, topic: repair}
changed: 2026-10-02
state: published
"""
POLISH = """msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "KB-2002:nodes.feet.question"
msgid "Do all feet stand on the floor?"
msgstr "Czy wszystkie nóżki stoją na podłodze?"

msgctxt "KB-2002:nodes.feet.answers.0.label"
msgid "Yes"
msgstr "Tak"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one more tree, partly in Polish."""
    return site(tmp_path, {TREE: LOUD, "products/wm/locale/pl.po": POLISH})


def run(root: Path, *arguments: str) -> Result:
    """A command of kb on a fixed day."""
    return CliRunner().invoke(main, [*arguments, "-C", str(root), "--on", "2026-11-23"], prog_name="kb")


def code_at(root: Path, answers: list[int], product: str = "wm") -> str:
    """The code that the tree's page gives after some answers."""
    catalogue = visible(load(root).catalogue)
    entry = next(one for one in catalogue.trees if one.record.id == "KB-2002")
    walk = source_walk(catalogue, entry)
    return encode(
        Handoff(tree_number("KB-2002"), product_number(product), revision_number(walk), pack(walk, answers))
    )


def read(root: Path, code: str, *more: str) -> dict[str, Any]:
    """What `kb handoff --json` says."""
    data: dict[str, Any] = json.loads(run(root, "handoff", code, "--json", *more).output)
    return data


def edit(root: Path, old: str, new: str) -> None:
    """Change the tree."""
    text = (root / TREE).read_text("utf-8")
    assert old in text
    (root / TREE).write_text(text.replace(old, new), encoding="utf-8")


def test_a_code_of_today(root: Path) -> None:
    """It needs no release, and is read in the agent's language."""
    code = code_at(root, [0, 1])
    assert run(root, "handoff", code.lower(), "--locale", "pl").output.splitlines()[1:] == [
        "1. Czy wszystkie nóżki stoją na podłodze? → Tak",
        "2. Clean the drain filter · Is it quiet now? → No",
        "Ended with: Call us (contact)",
    ]
    data = read(root, code)
    assert (data["tree"], data["products"], data["status"]) == ("KB-2002", ["wm"], "current")
    assert [(one["place"], one["answer"]) for one in data["path"]] == [("feet", "Yes"), ("drum", "No")]
    assert data["now"]["place"] == "repair"


def test_a_code_in_the_middle(root: Path) -> None:
    """The customer had not answered the last question."""
    assert run(root, "handoff", code_at(root, [2])).output.splitlines()[-1] == (
        "Is now at: Clean the drain filter · Is it quiet now?"
    )


def test_a_code_of_an_older_revision(root: Path) -> None:
    """It says what the customer saw, in Polish, and how many paths lead elsewhere since."""
    code = code_at(root, [0, 1])
    assert run(root, "release").exit_code == 0
    edit(root, "Do all feet stand on the floor?", "Does it stand level?")
    edit(root, '{label: "No", next: repair}', '{label: "No", next: level}')
    data = read(root, code, "--locale", "pl")
    assert (data["status"], data["released"]) == ("older", "2026-11-23")
    assert data["path"][0]["title"] == "Czy wszystkie nóżki stoją na podłodze?"
    assert data["now"]["title"] == "Call us"
    assert (data["since"]["rerouted"], data["since"]["paths"]) == (2, 5)
    said = run(root, "handoff", code).output
    assert "released 2026-11-23. Since then: 2 of its 5 paths lead elsewhere today; 2 paths are new" in said


def test_an_unknown_revision_is_said_to_be_unknown(root: Path) -> None:
    """Nothing is guessed."""
    code = code_at(root, [0, 1])
    edit(root, "It is quiet", "Quiet again")
    result = run(root, "handoff", code)
    assert result.exit_code == 1
    assert "is unknown" in result.output
    assert read(root, code)["path"] == []


def test_a_tree_that_is_gone(root: Path) -> None:
    """Its kept revisions are still read."""
    code = code_at(root, [1])
    run(root, "release")
    (root / TREE).unlink()
    data = read(root, code)
    assert (data["status"], data["now"]["title"], data["since"]) == ("older", "It is quiet", None)


@pytest.mark.parametrize("typed", ["nonsense", "2222222HRFAA", "<script>", "8MZ7XYJAT9C3Y5"])
def test_what_is_no_code_of_this_site(root: Path, typed: str) -> None:
    """A message and exit code 1, never a path."""
    result = run(root, "handoff", typed)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("kb: ")


def test_a_release_is_kept_once(root: Path) -> None:
    """Nothing is written again without a change; a translation that came later is the same revision."""
    first = run(root, "release").output
    assert "KB-2002: revision " in first
    assert "is new" in first
    kept = {path: path.read_bytes() for path in root.glob("products/_shared/released/*/*.json")}
    assert len(kept) == 4  # two trees, two languages
    assert run(root, "release").output.startswith("2 trees, 2 unchanged\n")
    (root / "products/wm/locale/pl.po").write_text(POLISH.replace("Tak", "Tak, wszystkie"), "utf-8")
    assert "was translated again" in run(root, "release").output
    assert set(root.glob("products/_shared/released/*/*.json")) == set(kept)
    edit(root, "It is quiet", "Quiet again")
    run(root, "release")
    assert all(path.exists() for path in kept)
    assert len(list(root.glob("products/_shared/released/KB-2002/*.json"))) == 4
    assert run(root, "check").output == "No problems in 9 files\n"


def test_a_site_with_errors_is_not_released(root: Path) -> None:
    """What customers can't have seen is not kept."""
    edit(root, "next: repair", "next: repare")
    result = run(root, "release")
    assert result.exit_code == 1
    assert "dangling-answer" in result.output
    assert not (root / "products/_shared/released").exists()


def test_a_damaged_file_is_named(root: Path) -> None:
    """No traceback."""
    code = code_at(root, [1])
    run(root, "release")
    edit(root, "It is quiet", "Quiet again")
    for path in root.glob("products/_shared/released/KB-2002/*.en.json"):
        path.write_text("[]", encoding="utf-8")
    result = run(root, "handoff", code)
    assert result.exit_code == 2
    assert "this is no kept revision" in result.stderr


def test_the_proof(root: Path) -> None:
    """One line a tree; problems of trees only, and exit code 1 for an error."""
    result = run(root, "tree", "check", "KB-2002")
    assert result.exit_code == 0
    assert result.output == (
        "KB-2002 The machine is loud: 4 nodes; 5 paths; 1 to 2 questions (at most 12); ends: 1 solved, 1 contact; "
        "pl: 9 texts fall back to en\n"
    )
    edit(root, 'next: level}, {label: "No", next: repair}', 'next: level}, {label: "No", next: feet}')
    result = run(root, "tree", "check")
    assert result.exit_code == 1
    assert "tree-cycle" in result.output
    assert "answers go round in a circle" in result.output


def test_every_path_is_listed(root: Path) -> None:
    """With its end, and counted in all."""
    data = json.loads(run(root, "tree", "paths", "KB-2002", "--json").output)
    assert data["paths"] == 5 == len(data["listed"])
    assert data["ends"] == [
        {"name": "level", "outcome": "solved", "paths": 3},
        {"name": "repair", "outcome": "contact", "paths": 2},
    ]
    assert [step["label"] for step in data["listed"][1]["answers"]] == ["Yes", "No"]
    assert run(root, "tree", "paths", "KB-2002", "--limit", "2").output.splitlines() == [
        "feet: Yes → drum: Yes → level (solved)",
        "feet: Yes → drum: No → repair (contact)",
        "5 paths, the first 2 of them listed",
    ]


def test_an_unknown_tree(root: Path) -> None:
    """The message names those that there are."""
    result = run(root, "tree", "paths", "KB-1001")
    assert (result.exit_code, result.stderr) == (
        2,
        "kb: there is no tree 'KB-1001'; trees are KB-2001, KB-2002\n",
    )


def test_a_tree_that_cant_be_read(root: Path) -> None:
    """It is not said to be missing."""
    (root / TREE).write_text(LOUD.replace("start:", "max_questions: 99\nstart:"), encoding="utf-8")
    result = run(root, "tree", "paths", "KB-2002")
    assert (result.exit_code, result.stderr) == (
        2,
        f"kb: {TREE} can't be read; mend what 'kb check' reports, then ask again\n",
    )


def test_a_difference_to_git_and_to_a_release(root: Path) -> None:
    """The same edit, compared with both."""
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "Start"]):
        options = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(root), *options, *command], check=True)
    assert run(root, "tree", "diff", "HEAD").output == "No tree has changed for customers.\n"
    revision = next(
        line.split()[2] for line in run(root, "release").output.splitlines() if line.startswith("KB-2002")
    )
    edit(root, '{label: "No", next: level}', '{label: "No", next: repair}')
    for before in ("HEAD", revision):
        said = run(root, "tree", "diff", before, "KB-2002").output.splitlines()
        assert said == [
            "KB-2002: reroutes 1 of 5 paths, adds 1",
            "  was  feet: No → level (solved)",
            "  now  feet: No → repair (contact)",
        ]
    data = json.loads(run(root, "tree", "diff", "HEAD", "--json").output)
    assert [(one["tree"], one["rerouted"]) for one in data] == [("KB-2002", 1)]


def test_a_difference_to_what_is_not_there(root: Path) -> None:
    """The message says what was looked for."""
    result = run(root, "tree", "diff", "no-such-tag")
    assert result.exit_code == 2
    assert "neither a kept revision nor one of git" in result.stderr


def test_every_path_of_a_tree_comes_back(root: Path) -> None:
    """Each path's code is read as that path."""
    catalogue = visible(load(root).catalogue)
    walk = source_walk(catalogue, next(one for one in catalogue.trees if one.record.id == "KB-2002"))
    for path in paths(walk):
        data = read(root, code_at(root, [step.answer for step in path.steps]))
        assert [one["place"] for one in data["path"]] == [step.place for step in path.steps]
        assert data["now"]["place"] == path.end
