"""Walks through trees, without recursion: each function takes time in proportion to the number of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from kb_builder.content.model import Question, StepNode, Tree, TreeNode
from kb_builder.content.problem import FieldPath


class Way(NamedTuple):
    """One way from a node to another."""

    to: str
    node: str
    """Where it begins."""
    answer: int | None = None
    """The number of the answer; None for the ``next`` of a step."""
    label: str = ""

    @property
    def path(self) -> FieldPath:
        """Where it is written."""
        if self.answer is None:
            return ("nodes", self.node, "next")
        return ("nodes", self.node, "answers", self.answer, "next")

    @property
    def words(self) -> str:
        """How a message names it."""
        return f"the step '{self.node}'" if self.answer is None else f"the answer '{self.label}'"


def ways_of(tree: Tree, name: str) -> Iterator[Way]:
    """Every way on from a node; outcomes and other trees have none."""
    node = tree.nodes[name]
    if isinstance(node, Question | StepNode):
        for number, answer in enumerate(node.answers):
            yield Way(answer.next, name, number, answer.label)
    if isinstance(node, StepNode) and node.next is not None:
        yield Way(node.next, name)


def reachable(tree: Tree) -> set[str]:
    """The nodes that some answers lead to from the start."""
    seen: set[str] = set()
    waiting = [tree.start]
    while waiting:
        name = waiting.pop()
        if name not in seen and name in tree.nodes:
            seen.add(name)
            waiting.extend(way.to for way in ways_of(tree, name))
    return seen


def explore(
    starts: Iterable[str], ways: Callable[[str], Iterator[Way]]
) -> tuple[list[str], list[tuple[str, Way]]]:
    """Names, each after all that follow it, and the ways (with their beginnings) that close a circle."""
    order: list[str] = []
    back: list[tuple[str, Way]] = []
    state: dict[str, str] = {}
    for start in starts:
        if start in state:
            continue
        state[start] = "open"
        stack = [(start, ways(start))]
        while stack:
            name, following = stack[-1]
            way = next(following, None)
            if way is None:
                state[name] = "done"
                order.append(name)
                stack.pop()
            elif way.to not in state:
                state[way.to] = "open"
                stack.append((way.to, ways(way.to)))
            elif state[way.to] == "open":
                back.append((name, way))
    return order, back


def explore_nodes(tree: Tree) -> tuple[list[str], list[tuple[str, Way]]]:
    """The nodes of one tree, from the start and then from the rest; ways to unknown nodes are left out."""
    starts = [tree.start, *tree.nodes] if tree.start in tree.nodes else list(tree.nodes)
    return explore(starts, lambda name: (way for way in ways_of(tree, name) if way.to in tree.nodes))


def longest(tree: Tree, after: Mapping[str, int]) -> int | None:
    """Questions on the longest walk from the start; None when walks can go round for ever.

    ``after`` says how many questions follow in another tree, by its id.
    """
    order, back = explore_nodes(tree)
    if back:
        return None
    most: dict[str, int] = {}
    for name in order:
        node = tree.nodes[name]
        following = max((most.get(way.to, 0) for way in ways_of(tree, name)), default=0)
        asks = isinstance(node, Question) or (isinstance(node, StepNode) and node.question is not None)
        most[name] = following + asks + (after.get(node.tree, 0) if isinstance(node, TreeNode) else 0)
    return most.get(tree.start, 0)
