"""What examples can't show: sizes, days, and how the pieces behave that rules are made of."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from kb_builder.checks.links import links_in, scheme_of, without_code
from kb_builder.checks.near import Names
from kb_builder.checks.patterns import MOST_WAYS, ways
from tests.checks.sites import codes_of, problems_of, site

ARTICLE = "---\nid: KB-3001\ntitle: Long\nsummary: Long.\nchanged: 2026-10-02\nstate: published\n---\n"


def tree(nodes: str, id_: str = "KB-2002", rest: str = "") -> str:
    """A tree that starts at the node `n0`."""
    head = f"id: {id_}\ntitle: A tree\nsummary: A tree.\nchanged: 2026-10-02\nstate: published\nstart: n0\n"
    return f"{head}{rest}nodes:\n{nodes}"


def question(name: str, *following: str) -> str:
    """A node with one answer for each of the nodes that follow."""
    answers = ", ".join(f"{{label: To {one}, next: {one}}}" for one in dict.fromkeys(following))
    return f"  {name}: {{question: What now?, answers: [{answers}]}}\n"


@pytest.mark.parametrize("text", ["[" * 3001, "<b>x</b>" * 2501, "<div>" * 6000])
def test_too_much_markup(tmp_path: Path, text: str) -> None:
    """What would take minutes to convert is refused, and nothing else is said about it."""
    assert codes_of(site(tmp_path, {"products/wm/articles/long.md": ARTICLE + text})) == ["too-much-markup"]


def test_too_many_problems(tmp_path: Path) -> None:
    """After a hundred problems of one file the rest is counted."""
    steps = "\n".join(f"  - {{id: s{number}, wrong: 1}}" for number in range(300))
    guide = f"id: KB-1002\ntitle: Many\ntype: use\nsummary: Many.\nsteps:\n{steps}\nchanged: 2026-10-02\nstate: draft\n"
    found = problems_of(site(tmp_path, {"products/wm/guides/many.yml": guide}))
    assert len(found) == 101
    assert found[0].code == "too-many-problems"
    assert found[0].message == "the file has 500 more problems like these"


def test_too_many_duplicate_keys(tmp_path: Path) -> None:
    """Problems of the syntax are counted in the same way."""
    found = problems_of(site(tmp_path, {"products/wm/guides/many.yml": "title: x\n" * 5000}))
    assert len(found) == 102  # the missing fields are one more
    assert "4,899 more" in found[0].message or "4,899 more" in found[1].message


def test_a_deep_tree(tmp_path: Path) -> None:
    """Depth needs no recursion: the tree is deeper than Python's limit of calls."""
    deep = "".join(question(f"n{number}", f"n{number + 1}", "end") for number in range(1200))
    text = tree(deep + "  n1200: {outcome: solved}\n  end: {outcome: solved}\n", rest="max_questions: 50\n")
    found = problems_of(site(tmp_path, {"products/wm/trees/deep.yml": text}))
    assert [problem.message for problem in found] == [
        "the longest walk asks 1200 questions; max_questions is 50"
    ]


def test_a_tree_whose_ways_join(tmp_path: Path) -> None:
    """A walk is never followed twice: 60 questions with two ways each have 2^60 walks."""
    wide = "".join(
        question(f"n{number}", f"a{number}", f"b{number}")
        + "".join(f"  {side}{number}: {{step: {{text: Wait.}}, next: n{number + 1}}}\n" for side in "ab")
        for number in range(60)
    )
    text = tree(wide + "  n60: {outcome: solved}\n", rest="max_questions: 50\n")
    found = problems_of(site(tmp_path, {"products/wm/trees/wide.yml": text}))
    assert [problem.message for problem in found] == [
        "the longest walk asks 60 questions; max_questions is 50"
    ]


def test_a_chain_of_trees(tmp_path: Path) -> None:
    """Trees that go on in each other need no recursion either."""
    files: dict[str, str | bytes] = {}
    for number in range(400):
        last = f"  n2: {{tree: KB-9{number + 1}}}\n" if number < 399 else "  n2: {outcome: solved}\n"
        nodes = question("n0", "n1", "n2") + "  n1: {outcome: solved}\n" + last
        files[f"products/wm/trees/t{number}.yml"] = tree(nodes, f"KB-9{number}", "max_questions: 50\n")
    found = problems_of(site(tmp_path, files))
    assert {problem.code for problem in found} == {"too-many-questions"}
    assert len(found) == 350


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 10, 1), ["future-date"]),
        (date(2026, 10, 2), []),
        (date(2027, 6, 30), []),
        (date(2027, 7, 1), ["review-overdue"]),
    ],
)
def test_what_depends_on_today(tmp_path: Path, day: date, codes: list[str]) -> None:
    """The same files are judged by the day that is given: the day itself is still in time."""
    guide = (
        "id: KB-1001\ntitle: Clean the filter\ntype: maintain\nsummary: Empty the filter.\n"
        "steps: [{id: unplug, text: Pull the plug., images: [{file: filter.svg, alt: The filter}]}]\n"
        "changed: 2026-10-02\nreview_by: 2027-06-30\nstate: published\n"
    )
    found = problems_of(site(tmp_path, {"products/wm/guides/clean-filter.yml": guide}), day)
    assert [problem.code for problem in found if "clean-filter" in problem.file] == codes


@pytest.mark.parametrize(
    ("pattern", "is_quick"),
    [
        ("^WM7[0-9]{8}$", True),
        ("^(?:WM|DW|RT)(?P<year>[0-9]{2})(?P<week>0[1-9]|[1-4][0-9]|5[0-3])[0-9]{5}$", True),
        (r"^[A-Z]{2}[ -]?\d{3,8}(?:[A-Z]\d?)?$", True),
        (r"[(]\d+[)]", True),
        ("[0-9]+-[0-9]+", True),
        ("(a+)+$", False),
        ("(a|a)*$", False),
        ("(a|aa)+$", False),
        ("(x{1,50}){1,50}", False),
        ("a*a*a*a*a*b", False),
        ("a?" * 30 + "a" * 30, False),
        ("(((a{2,9}){2,9}){2,9}){2,9}", False),
        ("(a?){60}b", False),
    ],
)
def test_patterns_that_could_take_for_ever(pattern: str, is_quick: bool) -> None:
    """Repetitions of repetitions are told from patterns that look alike."""
    assert (ways(pattern) <= MOST_WAYS) is is_quick


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](KB-1) and ![b](c.png)", {"KB-1": "a link", "c.png": "b"}),
        ('[a](KB-1 "title") [b](<two words>)', {"KB-1": "a link", "two words": "a link"}),
        ("[a](b_(c)_d)", {"b_(c)_d": "a link"}),
        ("[![in](a.png)](KB-1)", {"a.png": "in", "KB-1": "a link"}),
        ("![](a.png)", {"a.png": ""}),
        ("[r]\n\n[r]: KB-1\n[^1]: note", {"KB-1": "a link"}),
        ('<a class="x" href="KB-1">a</a> <img alt="" src=a.png>', {"KB-1": "a link", "a.png": "a picture"}),
        ("`[a](b)` ``[c](d) ` [e](f)`` [g](h)", {"h": "a link"}),
        ("```\n[a](b)\n```\n[c](d)", {"d": "a link"}),
        ("~~~\n[a](b)\n", {}),
        ("one ` tick\n\n[a](b) ` two", {"b": "a link"}),
        (r"\[a\](b) [c\](d)", {}),
        ("[a](\n\nb)", {}),
        ("[a](KB-1", {}),
        ("x] (b) [a] (b)", {}),
    ],
)
def test_links_of_a_markdown_text(text: str, found: Mapping[str, str]) -> None:
    """Address → the words of a picture; whatever Markdown takes for code holds none."""
    words = {
        link.target: ("a picture" if link.alt is None else link.alt) if link.picture else "a link"
        for link in links_in(text)
    }
    assert words == found
    assert all(text[link.offset :].startswith(link.target.split("&")[0]) for link in links_in(text))


def test_code_leaves_its_place() -> None:
    """Nothing moves, so that places in the rest stay right."""
    text = "a `b\nc` d\n\n```x\ny\n```\nz"
    assert len(without_code(text)) == len(text)
    assert without_code(text) == "a ` \n ` d\n\n```x\n \n```\nz"


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("https://x.com", "https"),
        ("JaVa\tScRiPt:x", "javascript"),
        (" \x01javascript:x", "javascript"),
        ("java&#115;cript&colon;x", "javascript"),
        ("&amp;#106;avascript:x", "javascript"),
        ("KB-1014#drain", ""),
        ("a b: c", "ab"),
        ("/a:b", ""),
        ("#a:b", ""),
    ],
)
def test_the_scheme_of_an_address(target: str, scheme: str) -> None:
    """As a browser reads it: entities resolved, white space gone."""
    assert scheme_of(target) == scheme


@pytest.mark.parametrize("others", [[], [f"KB-{number}" for number in range(20000, 21000)]])
@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("clean-filtr", "clean-filter"),
        ("CLEAN-filter", "clean-filter"),
        ("clean-fliter", "clean-filter"),
        ("x", None),
        ("", None),
    ],
)
def test_did_you_mean(name: str, nearest: str | None, others: list[str]) -> None:
    """Among few names and among thousands."""
    assert Names(["clean-filter", "level-feet", *others]).nearest(name) == nearest
