"""The order in which the nodes of a tree are read."""

from __future__ import annotations

from typing import Any

from kb_builder.aftersales.trees import next_nodes, reading_order
from kb_builder.content.model import Tree


def tree(start: str, **nodes: Any) -> Tree:
    """A tree of the given nodes."""
    return Tree.model_validate(
        {
            "id": "KB-1", "title": "T", "summary": "S", "changed": "2026-01-01", "state": "published",
            "start": start, "nodes": nodes,
        }
    )  # fmt: skip


def ask(*ways: str) -> dict[str, Any]:
    """A question with an answer for each way."""
    return {"question": "?", "answers": [{"label": f"{n}", "next": way} for n, way in enumerate(ways)]}


END = {"outcome": "solved"}


def test_the_first_answer_is_read_first() -> None:
    """Start, then all that the first answer leads to, then the second's."""
    assert reading_order(tree("a", d=END, c=END, b=ask("c", "d"), e=END, a=ask("b", "e"))) == tuple("abcde")


def test_no_answer_leads_back() -> None:
    """A node where answers join stands after all of them."""
    order = reading_order(
        tree("a", a=ask("b", "join", "c"), b=ask("c", "join"), c=ask("join", "x"), join=END, x=END)
    )
    assert order == ("a", "b", "c", "join", "x")


def test_steps_lead_on() -> None:
    """A step without a question leads to its next node."""
    step = {"step": {"text": "Do it."}, "next": "b"}
    example = tree("a", a=step, b=END)
    assert next_nodes(example.nodes["a"]) == ("b",)
    assert reading_order(example) == ("a", "b")


def test_unreached_nodes_come_last() -> None:
    """Links to them still work."""
    assert reading_order(tree("a", lost=END, a=ask("b", "b"), b=END)) == ("a", "b", "lost")


def test_broken_trees_do_no_harm() -> None:
    """A cycle, a missing start and a dangling answer end all the same."""
    assert sorted(reading_order(tree("a", a=ask("b", "a"), b=ask("a", "gone")))) == ["a", "b"]
    assert reading_order(tree("gone", a=END)) == ("a",)


def test_depth_is_no_limit() -> None:
    """Thousands of nodes in a row are no problem."""
    nodes: dict[str, Any] = {f"n{n}": ask(f"n{n + 1}", f"n{n + 1}") for n in range(5000)}
    assert reading_order(tree("n0", n5000=END, **nodes))[-1] == "n5000"
