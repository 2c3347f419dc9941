"""A walk: all that a customer who starts a tree can meet, over every tree that it goes on in.

Trees are flattened into one graph of places, so that rules and codes need not know where one tree ends and the next begins.
No function here calls itself: trees have thousands of nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kb_builder.content.model import GuideStep, OutcomeNode, Question, StepNode, Tree, TreeNode
from kb_builder.content.model.article import Node

GO_ON = ""
"""The label of the only way on from a place that does not ask."""


Finder = Callable[[str], "Tree | None"]
"""Finds a tree by id or alias; None when readers can't go on in it."""


class LoopError(ValueError):
    """Answers lead back to where the customer came from: nothing can be counted."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from a place."""

    label: str
    """The words of the answer; :data:`GO_ON` where nothing is asked."""
    to: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A node as a walk meets it."""

    kind: str
    """``question``, ``step``, ``outcome`` or ``tree``."""
    title: str = ""
    """The question, the title of the outcome, of the step's guide or of the other tree; empty where the node has none."""
    question: str = ""
    """What a step asks afterwards."""
    hint: str = ""
    text: str = ""
    """Markdown of a step or an outcome."""
    choices: tuple[Choice, ...] = ()
    outcome: str = ""
    topic: str = ""

    @property
    def asks(self) -> bool:
        """Whether the customer has to answer something."""
        return self.kind == "question" or bool(self.question)


@dataclass(frozen=True)
class Walk:
    """Places by name: ``filter`` in the tree itself, ``KB-2001.smell`` in one that it goes on in."""

    tree: str
    start: str
    places: Mapping[str, Place]
    _found: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def order(self) -> tuple[str, ...]:
        """Every place that answers lead to, each after all that follow it.

        :raises LoopError: when answers lead back.
        """
        if "order" not in self._found:
            self._found["order"] = tuple(self._finished())
        found: tuple[str, ...] = self._found["order"]
        return found

    def ends(self) -> tuple[str, ...]:
        """The places with no way on, in the order in which a reader meets them."""
        return tuple(name for name in reversed(self.order()) if not self.places[name].choices)

    def _finished(self) -> Iterator[str]:
        state: dict[str, str] = {}
        path: list[tuple[str, Iterator[Choice]]] = []

        def enter(name: str) -> None:
            state[name] = "open"
            path.append((name, reversed(self.places[name].choices)))

        if self.start in self.places:
            enter(self.start)
        while path:
            name, left = path[-1]
            choice = next(left, None)
            if choice is None:
                state[name] = "done"
                path.pop()
                yield name
            elif state.get(choice.to) == "open":
                raise LoopError(f"'{choice.label or 'go on'}' leads from '{name}' back to '{choice.to}'")
            elif choice.to not in state:
                enter(choice.to)


def walk_of(tree: Tree, find: Finder = lambda _: None, title_of: Callable[[str], str] = lambda _: "") -> Walk:
    """The walk through ``tree``. ``find`` finds those that it goes on in; ``title_of`` says what an article is called, or nothing
    when readers can't see it. Ways to nodes that do not exist are left out.
    """
    places: dict[str, Place] = {}
    waiting = [tree]
    known: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current.id in known:
            continue
        known.add(current.id)
        for name, node in current.nodes.items():
            target = find(node.tree) if isinstance(node, TreeNode) else None
            if target is not None and target.start in target.nodes:
                waiting.append(target)
            else:
                target = None
            places[place_name(tree.id, current.id, name)] = _place(tree.id, current, node, target, title_of)
    return Walk(tree.id, tree.start, places)


def place_name(walk: str, tree: str, node: str) -> str:
    """What a node is called within the walk of a tree."""
    return node if tree == walk else f"{tree}.{node}"


def _place(walk: str, tree: Tree, node: Node, target: Tree | None, title_of: Callable[[str], str]) -> Place:
    if isinstance(node, OutcomeNode):
        return Place(
            "outcome",
            str(node.title or ""),
            text=str(node.text or ""),
            outcome=node.outcome,
            topic=node.topic or "",
        )
    if isinstance(node, TreeNode):
        if target is None:
            return Place("tree", str(node.text or ""))
        goes_on = Choice(GO_ON, place_name(walk, target.id, target.start))
        return Place("tree", str(node.text or target.title), choices=(goes_on,))
    choices = tuple(
        Choice(str(answer.label), place_name(walk, tree.id, answer.next), str(answer.hint or ""))
        for answer in node.answers
        if answer.next in tree.nodes
    )
    if isinstance(node, Question):
        return Place("question", str(node.question), hint=str(node.hint or ""), choices=choices)
    return _step(walk, tree, node, choices, title_of)


def _step(
    walk: str, tree: Tree, node: StepNode, choices: tuple[Choice, ...], title_of: Callable[[str], str]
) -> Place:
    if node.next is not None and node.next in tree.nodes:
        choices = (*choices, Choice(GO_ON, place_name(walk, tree.id, node.next)))
    if isinstance(node.step, GuideStep):
        title, text = title_of(node.step.guide), ""
    else:
        title, text = "", str(node.step.text)
    return Place("step", title, str(node.question or ""), str(node.hint or ""), text, choices)


def as_data(walk: Walk) -> dict[str, Any]:
    """A walk as plain data, for files and scripts; what is empty is left out."""
    return {
        "tree": walk.tree,
        "start": walk.start,
        "places": {name: _place_data(place) for name, place in walk.places.items()},
    }


def from_data(data: Mapping[str, Any]) -> Walk:
    """The walk of :func:`as_data`.

    :raises ValueError: when the data is no walk, or leads to places that it does not have.
    """
    try:
        places = {str(name): _data_place(value) for name, value in data["places"].items()}
        walk = Walk(str(data["tree"]), str(data["start"]), places)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no walk: {error}") from error
    leads = {choice.to for place in places.values() for choice in place.choices} | {walk.start}
    if not leads <= places.keys():
        raise ValueError(f"there is no place '{min(leads - places.keys())}'")
    return walk


_TEXTS = ("kind", "title", "question", "hint", "text", "outcome", "topic")


def _place_data(place: Place) -> dict[str, Any]:
    data: dict[str, Any] = {name: getattr(place, name) for name in _TEXTS if getattr(place, name)}
    if place.choices:
        data["choices"] = [[one.label, one.to, *([one.hint] if one.hint else [])] for one in place.choices]
    return data


def _data_place(data: Mapping[str, Any]) -> Place:
    texts = {name: str(data[name]) for name in _TEXTS if name in data}
    choices = tuple(Choice(*(str(part) for part in choice)) for choice in data.get("choices", ()))
    return Place(**texts, choices=choices)
