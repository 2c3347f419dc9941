"""What an edit of a tree does to its customers: which paths it reroutes, which ends it adds and takes away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb_builder.aftersales.tree_paths import Path, Step, count_paths, follow, paths_from, shortest_to
from kb_builder.aftersales.walk import Place, Walk


@dataclass(frozen=True, slots=True)
class EndChange:
    """An end that came or went, with the shortest path to it."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Rerouted:
    """A path of the old walk, and where the same answers lead now."""

    old: Path
    now: Path
    fits: bool
    """False when the new walk asks something else on the way: ``now`` ends there."""


@dataclass(frozen=True)
class Difference:
    """An old walk beside a new one."""

    old: Walk
    new: Walk
    paths: int
    """How many paths the old walk has."""
    rerouted: int
    """How many of them no longer ask the same and end the same."""
    added: int
    """How many paths of the new walk the old one does not have."""
    ends_added: tuple[EndChange, ...]
    ends_lost: tuple[EndChange, ...]
    reworded: tuple[str, ...]
    """Places whose words changed and whose ways did not."""

    @property
    def changes_nothing(self) -> bool:
        """Whether no customer notices."""
        return not (self.rerouted or self.added or self.reworded or self.ends_added or self.ends_lost)


def difference(old: Walk, new: Walk) -> Difference:
    """Compare two walks. The same place is one of the same name; the same answer one with the same words, or, when its words
    changed, the one that stands in its place.

    :raises LoopError: when answers lead back.
    """
    kept = _kept(old, new)
    same = kept.get(old.start, 0) if old.start == new.start else 0
    total = count_paths(old)
    old_ends, new_ends = _ends(old), _ends(new)
    return Difference(
        old,
        new,
        total,
        total - same,
        count_paths(new) - same,
        tuple(_end_changes(new, [name for name in new_ends if old_ends.get(name) != new_ends[name]])),
        tuple(_end_changes(old, [name for name in old_ends if new_ends.get(name) != old_ends[name]])),
        tuple(_reworded(old, new)),
    )


def rerouted_paths(old: Walk, new: Walk) -> Iterator[Rerouted]:
    """Each path of the old walk that no longer asks the same and ends the same; parts that are kept whole are passed over."""
    kept, all_paths = _kept(old, new), paths_from(old)
    # A walk that begins elsewhere keeps nothing.
    alike = old.start == new.start
    if alike and kept[old.start] == all_paths[old.start]:
        return
    taken: list[Step] = []
    stack = [(old.start, alike, iter(range(len(old.places[old.start].choices))))]
    while stack:
        name, alike, left = stack[-1]
        if not old.places[name].choices:
            yield _where_now(old, new, Path(tuple(taken), name))
        answer = next(left, None)
        if answer is None:
            stack.pop()
            if taken:
                taken.pop()
            continue
        to = old.places[name].choices[answer].to
        still = alike and _leads_alike(old, new, name, answer)
        if not (still and kept[to] == all_paths[to]):
            taken.append(Step(name, answer))
            stack.append((to, still, iter(range(len(old.places[to].choices)))))


def matching(old: Place, new: Place) -> Mapping[int, int]:
    """The number of an old answer → the number of the same answer now."""
    labels = [choice.label for choice in new.choices]
    found = {
        number: labels.index(choice.label)
        for number, choice in enumerate(old.choices)
        if choice.label in labels
    }
    taken = set(found.values())
    for number in range(min(len(old.choices), len(labels))):
        if number not in found and number not in taken:
            found[number] = number
    return found


def _kept(old: Walk, new: Walk) -> Mapping[str, int]:
    """For each place of the old walk, how many paths from it are the same in the new one."""
    new.order()
    kept: dict[str, int] = {}
    for name in old.order():
        here, there = old.places[name], new.places.get(name)
        if there is None:
            kept[name] = 0
        elif not here.choices:
            kept[name] = int(_same_end(here, there))
        else:
            kept[name] = sum(
                kept[choice.to]
                for number, choice in enumerate(here.choices)
                if _leads_alike(old, new, name, number)
            )
    return kept


def _leads_alike(old: Walk, new: Walk, name: str, answer: int) -> bool:
    there = new.places.get(name)
    if there is None or there.kind != old.places[name].kind:
        return False
    number = matching(old.places[name], there).get(answer)
    return number is not None and there.choices[number].to == old.places[name].choices[answer].to


def _same_end(old: Place, new: Place) -> bool:
    return not new.choices and (old.kind, old.outcome) == (new.kind, new.outcome)


def _where_now(old: Walk, new: Walk, path: Path) -> Rerouted:
    """Give the same answers to the same questions in the new walk, as far as it asks them."""
    given = {step.place: step.answer for step in path.steps}
    answers: list[int] = []
    name = new.start
    while new.places[name].choices:
        before = old.places.get(name)
        number = matching(before, new.places[name]).get(given[name]) if before and name in given else None
        if number is None and len(new.places[name].choices) == 1:
            number = 0
        if number is None:
            break
        answers.append(number)
        name = new.places[name].choices[number].to
    now = follow(new, answers)[0]
    return Rerouted(path, now, not new.places[now.end].choices)


def _ends(walk: Walk) -> Mapping[str, tuple[str, str]]:
    return {name: (walk.places[name].kind, walk.places[name].outcome) for name in walk.ends()}


def _end_changes(walk: Walk, names: list[str]) -> Iterator[EndChange]:
    for name in names:
        path = shortest_to(walk, name)
        if path is not None:
            yield EndChange(name, path)


def _reworded(old: Walk, new: Walk) -> Iterator[str]:
    reached = set(new.order())
    for name in reversed(old.order()):
        if name in reached and _words(old.places[name]) != _words(new.places[name]):
            yield name


def _words(place: Place) -> tuple[object, ...]:
    return (
        place.title,
        place.question,
        place.hint,
        place.text,
        [(one.label, one.hint) for one in place.choices],
    )
