"""Every rule has a text; its failing example breaks it, its passing one breaks nothing.

`UPDATE_GOLDENS=1` writes what is printed for the failing examples into the texts.
"""

import ast
import os
from pathlib import Path

import pytest

import kb_builder.content
from kb_builder.checks.explanations import explanation, known
from kb_builder.checks.registry import BUILD_RULES, NETWORK_RULES, RULES, SEVERITIES, SHAPE_RULES
from tests.checks.sites import BASE, printed, problems_of, site

TEXTS = Path(__file__).parents[2] / "kb_builder" / "checks" / "texts"
WITHOUT_EXAMPLE = {
    *("wrong-encoding", "file-too-big", "unreadable-file", "too-many-problems", "too-much-markup"),
    *BUILD_RULES,
    *NETWORK_RULES,
}
"""What a text can't show: other tests make these files."""
WITH_EXAMPLE = sorted(set(known()) - WITHOUT_EXAMPLE)
MOST_LINES = 65


def test_the_base_has_no_problems() -> None:
    """What an example shows is its own doing."""
    assert problems_of(BASE) == ()


def test_every_rule_has_a_text_and_every_text_a_rule() -> None:
    """`kb explain` knows what `kb check` says."""
    assert set(known()) == set(SEVERITIES)


def test_the_rules_of_shape_are_those_that_reading_finds() -> None:
    """A new kind of problem in `content` needs a name here and a text."""
    assert codes_in_content() == set(SHAPE_RULES)


def test_a_rule_has_one_severity() -> None:
    """Rules that two families share agree on it."""
    for rule in RULES:
        assert SEVERITIES[rule.code] == rule.severity


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_failing_example_breaks_the_rule(code: str, tmp_path: Path) -> None:
    """And no other rule; what is printed stands in the text, too."""
    text = explanation(code)
    root = site(tmp_path, text.fails)
    problems = problems_of(root)
    said = printed(problems, root)
    if os.environ.get("UPDATE_GOLDENS"):
        update_golden(code, said)
    else:
        assert text.says == said
    assert {(problem.code, problem.severity) for problem in problems} == {(code, SEVERITIES[code])}


@pytest.mark.parametrize("code", WITH_EXAMPLE)
def test_the_passing_example_breaks_nothing(code: str, tmp_path: Path) -> None:
    """It is the failing one, mended as the text says."""
    text = explanation(code)
    assert text.passes
    root = site(tmp_path, text.passes)
    assert printed(problems_of(root), root) == ""


@pytest.mark.parametrize("code", sorted(known()))
def test_a_text_fits_a_screen_and_says_why_and_how(code: str) -> None:
    """The same four parts in each."""
    text = explanation(code)
    assert text.text.startswith(f"# {code}\n\n{text.summary}\n\n**Why:** ")
    assert "\n\n**Mend:** " in text.text
    assert len(text.text.splitlines()) <= MOST_LINES
    assert bool(text.fails) == bool(text.passes) == (code not in WITHOUT_EXAMPLE)


def update_golden(code: str, said: str) -> None:
    """Put what is printed into the first ```text block of a text."""
    path = TEXTS / f"{code}.md"
    before, after = path.read_text(encoding="utf-8").split("\n```text\n", 1)
    rest = after.split("```\n", 1)[1]
    path.write_text(f"{before}\n```text\n{said}\n```\n{rest}", encoding="utf-8")


def codes_in_content() -> set[str]:
    """Every name of a problem that the modules of `content` write down."""
    found: set[str] = set()
    for path in Path(kb_builder.content.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in ("Problem", "problem", "_at_top", "_refusal"):
                    found.add(node.args[0].value)
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "_RULES":
                found |= {code for code, _ in ast.literal_eval(node.value).values()}
    return {code for code in found if isinstance(code, str) and "-" in code}
