"""Arithmetic with days and ISO 8601 periods, as laws and warranty terms count.

The day from which a period runs does not count, its last day does (Regulation (EEC, Euratom) 1182/71, art. 3; German
Civil Code, sections 187 and 188; Polish Civil Code, arts. 111 and 112; Taiwan's Civil Code, arts. 120 and 121). So two years
from 10 January 2025 end with 10 January 2027, and 14 days from 3 March with 17 March.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import isodate
from isodate import Duration

_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=512)
def _parsed(period: str) -> Duration | timedelta:
    found: Duration | timedelta = isodate.parse_duration(period)
    return found


@lru_cache(maxsize=65536)
def last_day(start: date, period: str) -> date:
    """The last day of a period that runs from ``start``: first its years and months, then its weeks and days.

    Where the month has no such day, its last one: 31 January and ``P1M`` is 28 or 29 February. Parts of a day are dropped.
    A period that leaves the calendar ends with it.

    :raises isodate.ISO8601Error: when the text is no period.
    """
    parsed = _parsed(period)
    try:
        return start + parsed
    except (OverflowError, ValueError):
        return date.max


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def moved(day: date, extends: str, holidays: Collection[date]) -> date:
    """Where a last day moves that is no working day: to the next one that is (Regulation 1182/71, art. 3(4)).

    ``extends`` is that of a return rule: ``never``, ``holiday``, ``weekend_or_holiday``.
    """
    if extends == "never":
        return day
    while day < date.max and (day in holidays or (extends == "weekend_or_holiday" and is_weekend(day))):
        day += _DAY
    return day
