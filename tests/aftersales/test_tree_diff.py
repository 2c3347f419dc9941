"""What an edit does to customers, against a comparison of every path with every path."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kb_builder.aftersales.tree_diff import difference, rerouted_paths
from kb_builder.aftersales.tree_paths import Path, paths
from kb_builder.aftersales.walk import Walk
from tests.aftersales.walks import ask, node_maps, walk

END = {"outcome": "solved"}


def plain(one: Walk, path: Path) -> tuple[Any, ...]:
    """A path as what was asked, what was answered, and how it ended."""
    asked = tuple(
        (step.place, one.places[step.place].kind, one.places[step.place].choices[step.answer].label)
        for step in path.steps
    )
    end = one.places[path.end]
    return (*asked, (path.end, end.kind, end.outcome))


@given(node_maps(7), node_maps(7))
def test_a_difference_is_that_of_the_paths(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Rerouted and added paths are those that only one of the two has; the rerouted ones are listed, each once."""
    old, new = walk("n0", **before), walk("n0", **after)
    found = difference(old, new)
    old_paths = {plain(old, path) for path in paths(old)}
    new_paths = {plain(new, path) for path in paths(new)}
    assert found.paths == len(list(paths(old)))
    assert found.rerouted == len(old_paths - new_paths)
    assert found.added == len(new_paths - old_paths)
    assert {plain(old, one.old) for one in rerouted_paths(old, new)} == old_paths - new_paths
    assert len(list(rerouted_paths(old, new))) == found.rerouted


@given(node_maps(), st.data())
def test_ends_that_came_and_went(nodes: dict[str, Any], data: st.DataObject) -> None:
    """An end that turns into another kind of end is lost and added, and nothing else is."""
    old = walk("n0", **nodes)
    name = data.draw(st.sampled_from(old.ends()))
    kind = "repair" if nodes[name].get("outcome") != "repair" else "solved"
    found = difference(old, walk("n0", **{**nodes, name: {"outcome": kind}}))
    assert [one.name for one in found.ends_added] == [name] == [one.name for one in found.ends_lost]
    assert found.rerouted == sum(path.end == name for path in paths(old)) == found.added


@given(node_maps())
def test_no_edit_changes_nothing(nodes: dict[str, Any]) -> None:
    """A tree beside itself."""
    assert difference(walk("n0", **nodes), walk("n0", **nodes)).changes_nothing


def test_where_the_same_answers_lead() -> None:
    """To another end, or to a question that was not there before."""
    old = walk("a", a=ask("b", "c"), b=END, c=END)
    moved = list(rerouted_paths(old, walk("a", a=ask("c", "c"), c=END)))
    assert [(one.old.end, one.now.end, one.fits) for one in moved] == [("b", "c", True)]
    asked = list(rerouted_paths(old, walk("a", a=ask("q", "c"), q=ask("b", "c"), b=END, c=END)))
    assert [(one.old.end, one.now.end, one.fits) for one in asked] == [("b", "q", False)]


def test_new_words_reroute_nobody() -> None:
    """A label that is worded better is still the same answer when it stands in its place."""
    before = {"question": "?", "answers": [{"label": "Yes", "next": "b"}, {"label": "No", "next": "c"}]}
    after = {"question": "!", "answers": [{"label": "Sure", "next": "b"}, {"label": "No", "next": "c"}]}
    found = difference(walk("a", a=before, b=END, c=END), walk("a", a=after, b=END, c=END))
    assert (found.rerouted, found.added, found.reworded) == (0, 0, ("a",))


def test_swapped_answers_are_the_same_answers() -> None:
    """The order of answers changes no path."""
    swapped = ask("b", "c")
    swapped["answers"].reverse()
    old, new = walk("a", a=ask("b", "c"), b=END, c=END), walk("a", a=swapped, b=END, c=END)
    assert difference(old, new).rerouted == 0
