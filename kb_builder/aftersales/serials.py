"""What a serial number says: the model, and when the product was made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kb_builder.aftersales.periods import last_day
from kb_builder.content.model import Model, Notice
from kb_builder.content.model.article import SerialRange
from kb_builder.content.model.product import SerialDate

LONGEST = 100
"""No serial number is longer; patterns never see a longer text."""
_CENTURY = 2000
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class SerialReading:
    """What a serial number says."""

    serial: str
    """As it stands on the plate."""
    model: str
    made_from: date | None
    """The first day of the year, month or week of manufacture; None where the number does not carry it."""
    made_through: date | None


def spellings(serial: str) -> tuple[str, ...]:
    """A serial number as typed, and as it may stand on the plate: customers add spaces, hyphens and small letters."""
    typed = re.sub(r"\s+", "", serial)
    return tuple(dict.fromkeys((typed, typed.upper(), typed.upper().replace("-", ""))))


def read_serial(serial: str, models: Iterable[Model]) -> SerialReading | None:
    """The first model whose pattern the whole number matches; None for a number of no model."""
    for text in spellings(serial) if len(serial) <= LONGEST else ():
        for model in models:
            for one in model.serials:
                found = _matched(one.pattern, text)
                if found is not None:
                    first, last = _made(found, one.date) if one.date else (None, None)
                    return SerialReading(text, model.id, first, last)
    return None


def is_affected(notice: Notice, serial: str, models: Iterable[Model]) -> bool | None:
    """Whether a notice concerns the product with this serial number; None when the number is of no known model."""
    reading = read_serial(serial, models)
    if reading is None:
        return None
    if notice.models and reading.model not in notice.models:
        return False
    return not notice.serials or any(_is_in(one, reading) for one in notice.serials)


def _is_in(one: SerialRange, reading: SerialReading) -> bool:
    text = reading.serial
    if one.model is not None and one.model != reading.model:
        return False
    if one.pattern is not None:
        return _matched(one.pattern, text) is not None
    if one.first is None or one.last is None:
        return one.first is None and one.last is None
    return len(one.first) == len(text) and one.first <= text <= one.last


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


def _matched(pattern: str, text: str) -> re.Match[str] | None:
    return _compiled(pattern).fullmatch(text)


def _made(found: re.Match[str], parts: SerialDate) -> tuple[date | None, date | None]:
    """First and last day of manufacture; nothing for a week or month that does not exist."""
    try:
        number = int(found[parts.year])
        year = number + _CENTURY if number < 100 else number
        if parts.week:
            first = date.fromisocalendar(year, int(found[parts.week]), 1)
            return first, first + 6 * _DAY
        if parts.month:
            first = date(year, int(found[parts.month]), 1)
            return first, last_day(first, "P1M") - _DAY
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, TypeError, IndexError):
        return None, None


def in_browsers(pattern: str) -> str:
    """A pattern as JavaScript writes it: its named groups have another sign."""
    return re.sub(r"\(\?P=(\w+)\)", r"\\k<\1>", pattern.replace("(?P<", "(?<"))
