"""Opening hours as a weekly table with dated exceptions, and what it says about a moment.

The table is made once, with the holidays of the site's own calendars; the browser evaluates the same table
(``js/aftersales/hours.js``). Times are minutes from midnight on the wall clock of the channel; a span that goes on beyond
midnight is cut there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from kb_builder.aftersales.periods import last_day
from kb_builder.content.model import HolidayCalendar

Spans = tuple[tuple[int, int], ...]
"""Open from … to … on one day: minutes from midnight, at most 1440, in order, never touching."""
KNOWN = "P13M"
"""So far ahead a table is made."""
MIDNIGHT = 24 * 60
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_SEARCHED = 400
"""So many days ahead the next change is looked for."""
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_QUOTED = re.compile(r'("[^"]*")')
_RULE = re.compile(r'(?:"[^"]*"|[^";])+')
"""What stands between semicolons that no quotes hold."""
_TIMES = re.compile(r"(\d\d:\d\d)\s*-\s*(\d\d:\d\d)")
_HOLIDAY = re.compile(r"\bPH\b")


@dataclass(frozen=True)
class HoursTable:
    """When somebody is there."""

    zone: str
    """IANA name of the time zone of the wall clock."""
    first: date
    through: date
    """After this day nobody has looked for exceptions."""
    holidays_through: date | None
    """After this day the holidays are unknown; None for hours that do not mention them."""
    week: tuple[Spans, ...]
    """Monday first."""
    days: tuple[tuple[date, Spans], ...]
    """Days that differ from their weekday."""

    def spans(self, day: date) -> Spans:
        """The open spans of a day."""
        found = _exceptions(self).get(day)
        return self.week[day.weekday()] if found is None else found

    def is_known(self, day: date) -> bool:
        """Whether exceptions and holidays of a day are known."""
        return day <= self.through and (self.holidays_through is None or day <= self.holidays_through)


@dataclass(frozen=True)
class HoursState:
    """What a table says about a moment. Moments carry the channel's time zone."""

    open: bool
    opens_at: datetime | None
    """When it opens next; None while it is open, and when it never opens."""
    closes_at: datetime | None
    """When it closes; None while it is closed, and when it never closes."""
    holidays_unknown: bool


@lru_cache(maxsize=1024)
def _exceptions(table: HoursTable) -> dict[date, Spans]:
    return dict(table.days)


@lru_cache(maxsize=1024)
def hours_table(expression: str, zone: str, calendar: HolidayCalendar | None, first: date) -> HoursTable:
    """The table of an OpenStreetMap ``opening_hours`` expression from ``first`` on for 13 months.

    ``PH`` means the days of ``calendar``, and no day without one. Hours whose state is unknown ("by appointment") count as
    closed.

    :raises opening_hours.ParserError: for an expression that is not valid; the checker has refused those before.
    """
    through = last_day(first, KNOWN)
    names_holidays = any(_HOLIDAY.search(part) for part in _QUOTED.split(expression)[::2])
    holidays = {one.date for one in calendar.days} if calendar and names_holidays else set()
    every = dict(_every_day(expression, holidays, first, through))
    week = tuple(
        _commonest([spans for day, spans in every.items() if day.weekday() == n and day not in holidays])
        for n in range(7)
    )
    return HoursTable(
        zone,
        first,
        through,
        calendar.known_through if calendar and names_holidays else None,
        week,
        tuple((day, spans) for day, spans in every.items() if spans != week[day.weekday()]),
    )


def cut_at_midnight(expression: str, zone: str, first: date) -> tuple[int, ...]:
    """The weekdays (Monday is 0) whose hours were to go on after midnight and do not, since a later rule of the expression names
    the next day. The hours of each rule are those of OpenStreetMap's specification: a rule after ``;`` takes a day over as a whole.
    """
    whole = hours_table(expression, zone, None, first).week
    cut = set()
    for rule in filter(_goes_on, _RULE.findall(expression)[:-1]):
        alone = hours_table(rule, zone, None, first).week
        for day, (today, spill) in enumerate(zip(alone, (*alone[1:], alone[0]), strict=True)):
            meant = _reaches_midnight(today) and _begins_there(spill)
            if meant and _reaches_midnight(whole[day]) and not _begins_there(whole[(day + 1) % 7]):
                cut.add(day)
    return tuple(sorted(cut))


def _reaches_midnight(spans: Spans) -> bool:
    return any(end == MIDNIGHT for _, end in spans)


def _begins_there(spans: Spans) -> bool:
    return any(begin == 0 for begin, _ in spans)


def _goes_on(rule: str) -> bool:
    return any(end <= begin or end > "24:00" for begin, end in _TIMES.findall(rule))


def state_at(table: HoursTable, moment: datetime) -> HoursState:
    """Whether it is open at a moment (with a time zone), and what comes next."""
    zone = ZoneInfo(table.zone)
    local = moment.astimezone(zone)
    day, minute = local.date(), local.hour * 60 + local.minute
    now = next((span for span in table.spans(day) if span[0] <= minute < span[1]), None)
    if now is None:
        opens = _opens(table, day, moment)
        known = table.is_known(opens.date() if opens else day)
        return HoursState(False, opens, None, not known)
    return HoursState(True, None, _closes(table, day, now[1], moment), not table.is_known(day))


def table_data(table: HoursTable) -> dict[str, object]:
    """What ``js/aftersales/hours.js`` reads."""
    return {
        "zone": table.zone,
        "through": table.through.isoformat(),
        "holidays_through": table.holidays_through.isoformat() if table.holidays_through else None,
        "week": table.week,
        "days": {day.isoformat(): spans for day, spans in table.days},
    }


def _opens(table: HoursTable, day: date, moment: datetime) -> datetime | None:
    for _ in range(_SEARCHED):
        for begin, _end in table.spans(day):
            found = _moment(table.zone, day, begin, moment)
            if found > moment:
                return found
        day += _DAY
    return None


def _closes(table: HoursTable, day: date, end: int, moment: datetime) -> datetime | None:
    for _ in range(_SEARCHED):
        following = table.spans(day + _DAY)
        if end < MIDNIGHT or not following or following[0][0] > 0:
            return _moment(table.zone, day, end, moment)
        day, end = day + _DAY, following[0][1]
    return None


def _moment(zone: str, day: date, minute: int, after: datetime) -> datetime:
    """A time on the wall clock; where the clock shows it twice, the first one after ``after``, else the second.

    A time that the clock leaves out in spring is the moment of its jump.
    """
    place = ZoneInfo(zone)
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    first, second = (wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first > second:
        return _jump(second, first, place).astimezone(place)
    found = first if first > after else second
    return found.astimezone(place)


def _jump(before: datetime, beyond: datetime, place: ZoneInfo) -> datetime:
    """When the clock is put forward between two moments, to the minute."""
    jumped = beyond.astimezone(place).utcoffset()
    while (apart := (beyond - before) // _MINUTE) > 1:
        middle = before + apart // 2 * _MINUTE
        if middle.astimezone(place).utcoffset() == jumped:
            beyond = middle
        else:
            before = middle
    return beyond


def _every_day(
    expression: str, holidays: Collection[date], first: date, through: date
) -> Iterator[tuple[date, Spans]]:
    plain = _spans_by_day(OpeningHours(expression), first, through)
    day = first
    while day <= through:
        near = tuple(one for one in (day - _DAY, day) if one in holidays)
        if near:
            yield day, _spans_by_day(OpeningHours(_with_holidays(expression, near)), day, day)[day]
        else:
            yield day, plain.get(day, ())
        day += _DAY


def _with_holidays(expression: str, holidays: Collection[date]) -> str:
    """The expression for a day and the one before it: ``PH`` becomes the weekdays of those that are holidays.

    The library knows the holidays of countries, and not those of the site's own calendars.
    """
    names = ",".join(_WEEKDAYS[day.weekday()] for day in holidays)
    parts = _QUOTED.split(expression)
    return "".join(part if n % 2 else _HOLIDAY.sub(names, part) for n, part in enumerate(parts))


def _spans_by_day(opening: OpeningHours, first: date, through: date) -> dict[date, Spans]:
    start, end = datetime.combine(first, time()), datetime.combine(through + _DAY, time())
    found: dict[date, list[list[int]]] = {}
    for begins, ends, state, _comment in opening.intervals(start, end):
        if state != State.OPEN:
            continue
        begin = max(begins.replace(tzinfo=None), start)
        stop = min(ends.replace(tzinfo=None), end)
        while begin < stop:
            midnight = datetime.combine(begin.date() + _DAY, time())
            _add(found.setdefault(begin.date(), []), begin, min(stop, midnight))
            begin = midnight
    days = (first + n * _DAY for n in range((through - first).days + 1))
    return {day: tuple((a, b) for a, b in found.get(day, ())) for day in days}


def _add(spans: list[list[int]], begin: datetime, end: datetime) -> None:
    start = begin.hour * 60 + begin.minute
    stop = MIDNIGHT if end.date() > begin.date() else end.hour * 60 + end.minute
    if spans and spans[-1][1] == start:
        spans[-1][1] = stop
    else:
        spans.append([start, stop])


def _commonest(days: list[Spans]) -> Spans:
    return Counter(days).most_common(1)[0][0] if days else ()
