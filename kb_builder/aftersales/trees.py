"""How the nodes of a troubleshooting tree follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder.content.model import Question, StepNode, Tree
from kb_builder.content.model.article import Node


def next_nodes(node: Node) -> tuple[str, ...]:
    """The nodes of the same tree that a node leads to, in the order of its answers."""
    if isinstance(node, StepNode):
        return (*(answer.next for answer in node.answers), *((node.next,) if node.next else ()))
    return tuple(answer.next for answer in node.answers) if isinstance(node, Question) else ()


def reading_order(tree: Tree) -> tuple[str, ...]:
    """The nodes as a reader meets them: the start first, every node before those that it leads to, the first answer's
    way before the second's. On paper "go to 7" so never leads back.

    Nodes that no answer reaches come last, in the order of the file. A cycle, which the checker refuses, does no harm.
    """
    order = tuple(reversed(list(_finished(tree))))
    return (*order, *(name for name in tree.nodes if name not in set(order)))


def _finished(tree: Tree) -> Iterator[str]:
    """Depth first, last answer first, each node when all that follow it are done; without recursion."""
    seen: set[str] = set()
    path: list[tuple[str, list[str]]] = []

    def enter(name: str) -> None:
        seen.add(name)
        path.append((name, list(next_nodes(tree.nodes[name]))))

    if tree.start in tree.nodes:
        enter(tree.start)
    while path:
        name, left = path[-1]
        if not left:
            path.pop()
            yield name
        elif (following := left.pop()) in tree.nodes and following not in seen:
            enter(following)
