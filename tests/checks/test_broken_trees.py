"""Random trees, whole and broken: the rules find what was broken, and nothing in a whole one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb_builder.aftersales.tree_paths import count_paths, paths
from kb_builder.aftersales.walk import LoopError, walk_of
from kb_builder.checks import ends, trees
from kb_builder.checks.facts import gather
from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.load import load
from kb_builder.content.model import Tree
from tests.aftersales.walks import HEADER, ask, node_maps
from tests.checks.sites import BASE, DAY

Nodes = dict[str, Any]
Break = Callable[[Nodes, st.DataObject], Nodes]


@cache
def base() -> Catalogue:
    """The base site."""
    return load(BASE).catalogue


def errors_of(nodes: Nodes, start: str = "n0", **fields: Any) -> set[str]:
    """The rules about trees that a tree breaks, warnings left out."""
    record = Tree.model_validate({**HEADER, "id": "KB-2002", "start": start, "nodes": nodes, **fields})
    entry = Entry(record, "products/wm/trees/one.yml", "tree", "wm", "one", "en")
    facts = gather(replace(base(), trees=(entry,)), DAY)
    rules = (*trees.RULES, *ends.RULES)
    return {rule.code for rule in rules if rule.severity == "error" for _ in rule.find(facts)}


def reached(nodes: Nodes) -> Nodes:
    """Only the nodes that answers lead to, each with what it needs."""
    order = walk_of(Tree.model_validate({**HEADER, "id": "KB-1", "start": "n0", "nodes": nodes})).order()
    needed = {"replace_part": {"part": "filter-cap"}}
    return {
        name: {**node, **needed.get(node.get("outcome", ""), {})}
        for name, node in nodes.items()
        if name in order
    }


def asking(nodes: Nodes) -> list[str]:
    """The nodes with answers."""
    return [name for name, node in nodes.items() if node.get("answers")]


def _answer(nodes: Nodes, data: st.DataObject, change: Callable[[list[Any], str], None]) -> Nodes:
    name = data.draw(st.sampled_from(asking(nodes)))
    answers = [dict(one) for one in nodes[name]["answers"]]
    change(answers, name)
    return {**nodes, name: {**nodes[name], "answers": answers}}


def dangle(nodes: Nodes, data: st.DataObject) -> Nodes:
    """An answer to a node that is not there."""
    return _answer(nodes, data, lambda answers, _: answers[0].update(next="gone"))


def lead_back(nodes: Nodes, data: st.DataObject) -> Nodes:
    """One more answer, to the node itself or to the start."""
    return _answer(nodes, data, lambda answers, name: answers.append({"label": "Again", "next": name}))


def repeat(nodes: Nodes, data: st.DataObject) -> Nodes:
    """Two answers that read the same."""
    return _answer(
        nodes, data, lambda answers, _: answers[1].update(label=f" {answers[0]['label'].upper()}  ")
    )


def silence(nodes: Nodes, data: st.DataObject) -> Nodes:
    """A node without any way on that is no end."""
    name = data.draw(st.sampled_from(sorted(nodes)))
    return {**nodes, name: {"question": "?", "answers": []}}


def add_island(nodes: Nodes, data: st.DataObject) -> Nodes:
    """A node that nothing leads to."""
    return {
        **nodes,
        "island": ask(*data.draw(st.lists(st.sampled_from(sorted(nodes)), min_size=2, max_size=3))),
    }


def forget_the_part(nodes: Nodes, data: st.DataObject) -> Nodes:
    """An end that says to replace a part, and not which."""
    ends_ = [name for name, node in nodes.items() if "outcome" in node]
    return {**nodes, data.draw(st.sampled_from(ends_)): {"outcome": "replace_part"}}


BREAKS = {
    "dangling-answer": dangle, "tree-cycle": lead_back, "duplicate-label": repeat, "path-without-end": silence,
    "unreachable-node": add_island, "outcome-without-part": forget_the_part,
}  # fmt: skip


@given(node_maps(8))
@settings(deadline=None)
def test_a_whole_tree_is_proven(nodes: Nodes) -> None:
    """No error, and every path ends in an outcome."""
    whole = reached(nodes)
    assert errors_of(whole, max_questions=50) == set()
    walk = walk_of(Tree.model_validate({**HEADER, "id": "KB-1", "start": "n0", "nodes": whole}))
    assert all(walk.places[path.end].outcome for path in paths(walk))


@pytest.mark.parametrize("code", BREAKS)
@given(node_maps(8).map(reached).filter(asking), st.data())
@settings(deadline=None, max_examples=40)
def test_what_is_broken_is_found(code: str, nodes: Nodes, data: st.DataObject) -> None:
    """Wherever in whatever tree it is."""
    assert code in errors_of(BREAKS[code](nodes, data), max_questions=50)


@given(node_maps(8).map(reached).filter(asking), st.data())
@settings(deadline=None)
def test_loops_are_not_counted(nodes: Nodes, data: st.DataObject) -> None:
    """Counting refuses exactly what the checker calls a cycle."""
    broken = lead_back(nodes, data)
    with pytest.raises(LoopError):
        count_paths(walk_of(Tree.model_validate({**HEADER, "id": "KB-1", "start": "n0", "nodes": broken})))


@given(node_maps(8).map(reached))
@settings(deadline=None)
def test_the_limit_is_that_of_the_longest_path(nodes: Nodes) -> None:
    """One question fewer than the longest path asks is too few, and so many are enough."""
    walk = walk_of(Tree.model_validate({**HEADER, "id": "KB-1", "start": "n0", "nodes": nodes}))
    longest = max(sum(walk.places[step.place].asks for step in path.steps) for path in paths(walk))
    if longest:
        assert "too-many-questions" not in errors_of(nodes, max_questions=longest)
    if longest > 1:
        assert "too-many-questions" in errors_of(nodes, max_questions=longest - 1)


def test_an_unknown_start() -> None:
    """A tree that begins nowhere."""
    assert "unknown-start" in errors_of({"n0": {"outcome": "solved"}}, start="n9")
