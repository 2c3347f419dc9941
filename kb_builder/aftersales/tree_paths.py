"""Paths through a walk: how many there are, where they end, how many questions are left. Each answer is looked at once,
however many paths share it; only listing takes time in proportion to the paths that are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb_builder.aftersales.walk import Walk


@dataclass(frozen=True, slots=True)
class Step:
    """A place on a path and the answer that was given there."""

    place: str
    answer: int
    """Its number, from 0."""


@dataclass(frozen=True, slots=True)
class Path:
    """From the start to where no way leads on."""

    steps: tuple[Step, ...]
    end: str


@dataclass(frozen=True, slots=True)
class Left:
    """How many questions a customer still has before an end."""

    fewest: int
    most: int


def questions_left(walk: Walk) -> Mapping[str, Left]:
    """For each place, the questions from it on, its own included.

    :raises LoopError: when answers lead back.
    """
    found: dict[str, Left] = {}
    for name in walk.order():
        place = walk.places[name]
        own = int(place.asks)
        following = [found[choice.to] for choice in place.choices]
        found[name] = Left(
            own + min((one.fewest for one in following), default=0),
            own + max((one.most for one in following), default=0),
        )
    return found


def paths_from(walk: Walk) -> Mapping[str, int]:
    """For each place, how many paths lead from it to an end: exact, whatever their number.

    :raises LoopError: when answers lead back.
    """
    found: dict[str, int] = {}
    for name in walk.order():
        choices = walk.places[name].choices
        found[name] = sum(found[choice.to] for choice in choices) if choices else 1
    return found


def paths_to(walk: Walk) -> Mapping[str, int]:
    """For each place, how many paths lead to it from the start.

    :raises LoopError: when answers lead back.
    """
    order = walk.order()
    found = dict.fromkeys(order, 0)
    if order:
        found[walk.start] = 1
    for name in reversed(order):
        for choice in walk.places[name].choices:
            found[choice.to] += found[name]
    return found


def count_paths(walk: Walk) -> int:
    """How many paths there are.

    :raises LoopError: when answers lead back.
    """
    return paths_from(walk).get(walk.start, 0)


def paths(walk: Walk) -> Iterator[Path]:
    """Every path, the first answer's before the second's. They may be more than anybody can list: take as many as you need.

    :raises LoopError: when answers lead back.
    """
    if not walk.order():
        return
    taken: list[Step] = []
    name = walk.start
    while True:
        while walk.places[name].choices:
            taken.append(Step(name, 0))
            name = walk.places[name].choices[0].to
        yield Path(tuple(taken), name)
        while taken:
            last = taken.pop()
            choices = walk.places[last.place].choices
            if last.answer + 1 < len(choices):
                taken.append(Step(last.place, last.answer + 1))
                name = choices[last.answer + 1].to
                break
        else:
            return


def shortest_to(walk: Walk, end: str) -> Path | None:
    """The path with the fewest answers to a place; None when no answers lead there."""
    before: dict[str, Step | None] = {walk.start: None}
    waiting = [walk.start]
    for name in waiting:
        if name == end:
            return Path(_back(before, name), end)
        for number, choice in enumerate(walk.places[name].choices):
            if choice.to not in before:
                before[choice.to] = Step(name, number)
                waiting.append(choice.to)
    return None


def _back(before: Mapping[str, Step | None], name: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    while (step := before[name]) is not None:
        steps.append(step)
        name = step.place
    return tuple(reversed(steps))


def follow(walk: Walk, answers: Sequence[int]) -> tuple[Path, bool]:
    """Where answers lead, as far as they fit, and whether all of them did."""
    name = walk.start
    steps: list[Step] = []
    for answer in answers:
        choices = walk.places[name].choices
        if not 0 <= answer < len(choices):
            return Path(tuple(steps), name), False
        steps.append(Step(name, answer))
        name = choices[answer].to
    return Path(tuple(steps), name), True
