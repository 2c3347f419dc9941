"""Random trees for the tests of rules: valid ones of any shape, and ways to break them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kb_builder.aftersales.walk import Walk, walk_of
from kb_builder.content.model import Tree

HEADER = {"title": "T", "summary": "S", "changed": "2026-01-01", "state": "published"}
OUTCOMES = ("solved", "contact", "repair", "replace_part", "return", "stop_use")


def tree(start: str, tree_id: str = "KB-1", **nodes: Any) -> Tree:
    """A tree of the given nodes."""
    return Tree.model_validate({**HEADER, "id": tree_id, "start": start, "nodes": nodes})


def ask(*ways: str) -> dict[str, Any]:
    """A question with an answer for each way."""
    return {"question": "?", "answers": [{"label": f"a{n}", "next": way} for n, way in enumerate(ways)]}


def walk(start: str, **nodes: Any) -> Walk:
    """The walk through a tree of the given nodes."""
    return walk_of(tree(start, **nodes))


@st.composite
def node_maps(draw: st.DrawFn, most: int = 9) -> dict[str, Any]:
    """Nodes n0, n1, … of which each leads only to later ones, so that answers join and never lead back."""
    count = draw(st.integers(1, most))
    nodes: dict[str, Any] = {}
    for number in range(count):
        later = [f"n{other}" for other in range(number + 1, count)]
        kind = (
            draw(st.sampled_from(("question", "question", "step", "next", "outcome"))) if later else "outcome"
        )
        if kind == "outcome":
            nodes[f"n{number}"] = {"outcome": draw(st.sampled_from(OUTCOMES))}
            continue
        if kind == "next":
            nodes[f"n{number}"] = {"step": {"text": "Do it."}, "next": draw(st.sampled_from(later))}
            continue
        ways = draw(st.lists(st.sampled_from(later), min_size=2, max_size=4))
        node = ask(*ways)
        nodes[f"n{number}"] = node if kind == "question" else {"step": {"text": "Do it."}, **node}
    return nodes


@st.composite
def walks(draw: st.DrawFn, most: int = 9) -> Walk:
    """A walk through a tree, sometimes with one that it goes on in."""
    nodes = draw(node_maps(most))
    trees = []
    if draw(st.booleans()):
        other = tree("n0", "KB-2", **draw(node_maps(5)))
        trees.append(other)
        ends = [name for name, node in nodes.items() if "outcome" in node]
        nodes[draw(st.sampled_from(ends))] = {"tree": "KB-2"}
    first = tree("n0", "KB-1", **nodes)
    return walk_of(first, {one.id: one for one in (first, *trees)}.get)
