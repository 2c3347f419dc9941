"""A layered layout of a graph without cycles, from left to right, after Sugiyama, Tagawa and Toda (1981).

Boxes stand in columns, each right of all that lead to it. A line that passes columns gets a lane in each of them; lines to the same box share
their lanes. Columns are ordered by the mean place of their neighbours, then moved as near to them as their order allows.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 12
_LANE = "\0"
"""Between the column and the target in the name of a lane; no box has it in its name."""


@dataclass(frozen=True, slots=True)
class Box:
    """What to place: its height, and from where on its right side each line leaves."""

    name: str
    height: float
    lines: tuple[tuple[float, str], ...] = ()
    """Distance from the top, and the box that the line leads to."""


@dataclass(frozen=True)
class Layout:
    """Where everything stands; heights count downwards from 0."""

    columns: tuple[tuple[str, ...], ...]
    """Names of boxes and lanes, from top to bottom."""
    top: Mapping[str, float]
    """The upper edge of each box and lane."""
    routes: Mapping[tuple[str, int], tuple[str, ...]]
    """For each line (box, number) the lanes that it takes and the box where it ends."""
    height: float


def lay_out(boxes: Sequence[Box], gap: float, lane_height: float) -> Layout:
    """Place boxes, given so that each stands before all that it leads to."""
    column = _columns(boxes)
    routes = _routes(boxes, column)
    heights = {box.name: box.height for box in boxes}
    columns: dict[int, list[str]] = defaultdict(list)
    for box in boxes:
        columns[column[box.name]].append(box.name)
    for route in routes.values():
        for lane in route[:-1]:
            if lane not in heights:
                heights[lane] = lane_height
                columns[_column_of_lane(lane)].append(lane)
    ordered = [columns[number] for number in sorted(columns)]
    links = _links(boxes, routes, heights)
    order = _ordered(ordered, links)
    top = _heights(order, links, heights, gap)
    first = min(top.values(), default=0)
    top = {name: value - first for name, value in top.items()}
    height = max((top[name] + heights[name] for name in top), default=0)
    return Layout(tuple(tuple(one) for one in order), top, routes, height)


def _columns(boxes: Sequence[Box]) -> dict[str, int]:
    """Each box one column right of the rightmost that leads to it."""
    column = {box.name: 0 for box in boxes}
    for box in boxes:
        for _, to in box.lines:
            column[to] = max(column[to], column[box.name] + 1)
    return column


def _routes(boxes: Sequence[Box], column: Mapping[str, int]) -> dict[tuple[str, int], tuple[str, ...]]:
    return {
        (box.name, number): (
            *(f"{between}{_LANE}{to}" for between in range(column[box.name] + 1, column[to])),
            to,
        )
        for box in boxes
        for number, (_, to) in enumerate(box.lines)
    }


def _column_of_lane(lane: str) -> int:
    return int(lane.partition(_LANE)[0])


@dataclass(frozen=True)
class _Links:
    """Neighbours in the columns beside, each with the distances from the tops where the line begins and ends."""

    before: Mapping[str, tuple[tuple[str, float, float], ...]]
    """Per name: left neighbour, distance at it, distance here."""
    after: Mapping[str, tuple[tuple[str, float, float], ...]]


def _links(
    boxes: Sequence[Box], routes: Mapping[tuple[str, int], tuple[str, ...]], heights: Mapping[str, float]
) -> _Links:
    before: dict[str, dict[tuple[str, float, float], None]] = defaultdict(dict)
    after: dict[str, dict[tuple[str, float, float], None]] = defaultdict(dict)
    for box in boxes:
        for number, (port, _) in enumerate(box.lines):
            name, leaves = box.name, port
            for to in routes[box.name, number]:
                arrives = heights[to] / 2
                before[to][name, leaves, arrives] = None
                after[name][to, arrives, leaves] = None
                name, leaves = to, heights[to] / 2
    return _Links(
        {name: tuple(found) for name, found in before.items()},
        {name: tuple(found) for name, found in after.items()},
    )


def _ordered(columns: list[list[str]], links: _Links) -> list[list[str]]:
    """The order with the fewest crossings that some sweeps find."""
    best, fewest = [list(one) for one in columns], _crossings(columns, links)
    current = [list(one) for one in columns]
    for sweep in range(SWEEPS):
        if sweep % 2 == 0:
            for left, right in itertools.pairwise(current):
                _sort(right, left, links.before)
        else:
            for left, right in zip(reversed(current[:-1]), reversed(current[1:]), strict=False):
                _sort(left, right, links.after)
        crossings = _crossings(current, links)
        if crossings < fewest:
            best, fewest = [list(one) for one in current], crossings
    return best


def _sort(
    column: list[str], beside: Sequence[str], neighbours: Mapping[str, tuple[tuple[str, float, float], ...]]
) -> None:
    """By the mean place of the neighbours; what has none stays where it is."""
    place = {name: number for number, name in enumerate(beside)}
    means: dict[str, float] = {}
    for number, name in enumerate(column):
        found = [place[other] + distance / 10_000 for other, distance, _ in neighbours.get(name, ())]
        means[name] = sum(found) / len(found) if found else float(number)
    column.sort(key=means.__getitem__)


def _crossings(columns: Sequence[Sequence[str]], links: _Links) -> int:
    """Pairs of lines between neighbouring columns that cross."""
    total = 0
    for left, right in itertools.pairwise(columns):
        place = {name: number for number, name in enumerate(right)}
        ends = [
            place[to]
            for name in left
            for to, _, _ in sorted(links.after.get(name, ()), key=lambda link: (link[2], place[link[0]]))
        ]
        total += _inversions(ends)
    return total


def _inversions(values: list[int]) -> int:
    seen: list[int] = []
    total = 0
    for value in values:
        total += len(seen) - bisect_right(seen, value)
        insort(seen, value)
    return total


def _heights(
    columns: Sequence[Sequence[str]], links: _Links, heights: Mapping[str, float], gap: float
) -> dict[str, float]:
    """Start with everything close together, then let each column follow its neighbours."""
    top: dict[str, float] = {}
    for column in columns:
        place = 0.0
        for name in column:
            top[name] = place
            place += heights[name] + gap

    def pull(
        column: Sequence[str], sides: Iterable[Mapping[str, tuple[tuple[str, float, float], ...]]]
    ) -> None:
        wanted = [_wanted(name, top, sides) for name in column]
        top.update(zip(column, _apart(wanted, [heights[name] + gap for name in column]), strict=True))

    for _ in range(SWEEPS):
        for column in columns:
            pull(column, (links.before,))
        for column in reversed(columns):
            pull(column, (links.after,))
        for column in columns:
            pull(column, (links.before, links.after))
    return top


def _wanted(
    name: str,
    top: Mapping[str, float],
    sides: Iterable[Mapping[str, tuple[tuple[str, float, float], ...]]],
) -> float:
    """Where a box would stand if nothing were in its way: so that its lines run level."""
    found = [top[other] + there - here for side in sides for other, there, here in side.get(name, ())]
    return sum(found) / len(found) if found else top[name]


def _apart(wanted: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """The places nearest to the wanted ones (least squares) in this order and without overlaps: what would overlap moves as a block."""
    offsets, total = [], 0.0
    for size in sizes:
        offsets.append(total)
        total += size
    blocks: list[list[float]] = []  # sum of what is wanted, number of members
    for place, offset in zip(wanted, offsets, strict=True):
        blocks.append([place - offset, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] > blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1][0] += last[0]
            blocks[-1][1] += last[1]
    placed: list[float] = []
    for value, members in blocks:
        placed.extend([value / members] * int(members))
    return [place + offset for place, offset in zip(placed, offsets, strict=True)]
