"""Paths through trees: counts against plain enumeration, questions left, and sizes at which nobody lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from kb_builder.aftersales.tree_paths import (
    count_paths,
    follow,
    paths,
    paths_from,
    paths_to,
    questions_left,
    shortest_to,
)
from kb_builder.aftersales.walk import LoopError, Walk, as_data, from_data, walk_of
from tests.aftersales.walks import ask, tree, walk, walks

END = {"outcome": "solved"}


def listed(one: Walk, name: str) -> Iterator[tuple[tuple[tuple[str, int], ...], str]]:
    """Every path by plain recursion: slow, and plainly right."""
    if not one.places[name].choices:
        yield (), name
    for number, choice in enumerate(one.places[name].choices):
        for rest, end in listed(one, choice.to):
            yield ((name, number), *rest), end


@given(walks())
def test_counting_agrees_with_listing(one: Walk) -> None:
    """The same paths in the same order, counted in all and for each place and end."""
    expected = list(listed(one, one.start))
    found = [(tuple((step.place, step.answer) for step in path.steps), path.end) for path in paths(one)]
    assert found == expected
    assert count_paths(one) == len(expected)
    ends = Counter(end for _, end in expected)
    assert {name: paths_to(one)[name] for name in one.ends()} == dict(ends)
    assert all(count == len(list(listed(one, name))) for name, count in paths_from(one).items())


@given(walks())
def test_questions_left(one: Walk) -> None:
    """The fewest and the most questions on any path from a place."""
    for name, left in questions_left(one).items():
        asked = [
            sum(one.places[place].asks for place, _ in steps) + one.places[end].asks
            for steps, end in listed(one, name)
        ]
        assert (left.fewest, left.most) == (min(asked), max(asked))


@given(walks())
def test_the_shortest_way(one: Walk) -> None:
    """No path to an end has fewer answers, and the answers lead there."""
    every = list(listed(one, one.start))
    for end in one.ends():
        path = shortest_to(one, end)
        assert path is not None
        assert len(path.steps) == min(len(steps) for steps, there in every if there == end)
        assert follow(one, [step.answer for step in path.steps]) == (path, True)


@given(walks())
def test_a_walk_survives_its_file(one: Walk) -> None:
    """What is written as data is read as the same walk."""
    assert from_data(as_data(one)) == one


def test_counts_beyond_listing() -> None:
    """A thousand questions in a row with two answers each that join: exact, and the first paths come at once."""
    nodes: dict[str, Any] = {f"n{n}": ask(f"n{n + 1}", f"n{n + 1}") for n in range(1000)}
    one = walk("n0", n1000=END, **nodes)
    assert count_paths(one) == 2**1000
    assert len(next(paths(one)).steps) == 1000
    assert questions_left(one)["n0"].most == 1000


def test_a_path_that_does_not_fit() -> None:
    """It is followed as far as it fits."""
    one = walk("a", a=ask("b", "c"), b=END, c=END)
    path, fits = follow(one, [1, 0])
    assert (path.end, fits) == ("c", False)
    assert follow(one, [7])[0].end == "a"


def test_a_tree_goes_on_in_another() -> None:
    """Its paths, questions and ends count as if they stood in the first tree."""
    first = tree("a", "KB-1", a=ask("b", "c"), b={"tree": "KB-2"}, c=END)
    second = tree("a", "KB-2", a=ask("b", "c", "c"), b=END, c=END)
    one = walk_of(first, {"KB-1": first, "KB-2": second}.get)
    assert count_paths(one) == 4
    assert one.ends() == ("KB-2.b", "KB-2.c", "c")
    assert questions_left(one)["a"].most == 2


@pytest.mark.parametrize("other", ["KB-1", "KB-2"])
def test_loops_are_refused(other: str) -> None:
    """Within a tree and between two of them: there is nothing to count."""
    first = tree("a", "KB-1", a=ask("b", "a" if other == "KB-1" else "b"), b={"tree": other})
    second = tree("a", "KB-2", a=ask("b", "b"), b={"tree": "KB-1"})
    with pytest.raises(LoopError, match="back to 'a'"):
        count_paths(walk_of(first, {"KB-1": first, "KB-2": second}.get))


def test_a_tree_that_is_not_there_ends_the_walk() -> None:
    """Readers are sent to the contact page instead."""
    one = walk("a", a=ask("b", "c"), b={"tree": "KB-9"}, c=END)
    assert one.ends() == ("b", "c")
