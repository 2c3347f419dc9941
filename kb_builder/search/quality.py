"""How well a search finds: shares of questions whose right answer stands near the top."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOKED_AT = 20
"""Results of a question that are looked at."""


class QueriesError(Exception):
    """A file of queries that can't be read."""


@dataclass(frozen=True)
class Asked:
    """A question and its right answers."""

    query: str
    ids: frozenset[str]
    first: int = 3
    """One of them has to be among so many first results."""


@dataclass(frozen=True)
class Miss:
    """A question whose answer stands too low."""

    query: str
    ids: tuple[str, ...]
    place: int | None
    """Where the first right answer stands, counted from one; None when it is not there."""
    found: tuple[str, ...]
    """Ids of the first results."""


@dataclass(frozen=True)
class Quality:
    """The measure of a list of questions."""

    queries: int
    hit_at_1: float
    hit_at_3: float
    hit_at_5: float
    mrr: float
    """Mean of one divided by the place of the first right answer."""
    none: float
    """The share of questions without any result."""
    misses: tuple[Miss, ...]


Results = Sequence[Sequence[str]]
"""The results of one question, best first: each its id and aliases, empty for a page without an id."""


def measure(questions: Sequence[Asked], search: Callable[[str], Results]) -> Quality:
    """Ask every question."""
    places: list[int | None] = []
    misses, none = [], 0
    for asked in questions:
        found = search(asked.query)
        none += not found
        place = next((n for n, names in enumerate(found, 1) if asked.ids.intersection(names)), None)
        places.append(place)
        if place is None or place > asked.first:
            shown = tuple(names[0] if names else "" for names in found[:5])
            misses.append(Miss(asked.query, tuple(sorted(asked.ids)), place, shown))
    total = max(1, len(questions))
    hit_1, hit_3, hit_5 = (
        round(sum(place is not None and place <= most for place in places) / total, 4) for most in (1, 3, 5)
    )
    mrr = round(sum(1 / place for place in places if place) / total, 4)
    return Quality(len(questions), hit_1, hit_3, hit_5, mrr, round(none / total, 4), tuple(misses))


def read_queries(file: Path) -> tuple[Asked, ...]:
    """A table with the columns ``id`` and ``query``, separated by tabs; a query on several lines has several right ids.

    :raises QueriesError: when the file is not such a table.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise QueriesError(f"{file} can't be read: {error}") from error
    if not rows or not {"id", "query"} <= set(rows[0]):
        raise QueriesError(f"{file} needs a first line with the names 'id' and 'query', separated by a tab")
    found: dict[str, set[str]] = {}
    for row in rows:
        query, name = (row["query"] or "").strip(), (row["id"] or "").strip()
        if query and name:
            found.setdefault(query, set()).add(name)
    return tuple(Asked(query, frozenset(ids)) for query, ids in found.items())


def together(parts: Iterable[Quality]) -> Quality:
    """The measure of several lists as one."""
    all_of = tuple(parts)
    total = sum(part.queries for part in all_of)

    def mean(share: Callable[[Quality], float]) -> float:
        return round(sum(share(part) * part.queries for part in all_of) / max(1, total), 4)

    return Quality(
        total,
        mean(lambda part: part.hit_at_1),
        mean(lambda part: part.hit_at_3),
        mean(lambda part: part.hit_at_5),
        mean(lambda part: part.mrr),
        mean(lambda part: part.none),
        tuple(miss for part in all_of for miss in part.misses),
    )
