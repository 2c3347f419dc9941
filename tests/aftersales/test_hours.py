"""Opening hours: the table says what an independent implementation of the syntax says, moment by moment."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from opening_hours import OpeningHours, State

from kb_builder.aftersales.hours import cut_at_midnight, hours_table, state_at
from kb_builder.content.model import HolidayCalendar

FIRST = date(2026, 11, 25)
EXPRESSIONS = (
    "Mo-Fr 08:00-20:00; Sa 09:00-15:00; PH off",
    "Mo-Fr,PH 08:00-12:00,13:00-17:30",
    "Mo-Su 22:00-06:00; PH 10:00-12:00",
    "Th-Sa 18:00-02:30; PH off",
    "24/7",
    "24/7; PH off",
    "Mo-Fr 00:00-24:00",
    "off",
    "Mar-Oct Mo-Fr 09:00-19:00; Nov-Feb Mo-Fr 10:00-16:00; Dec 24 10:00-12:00; PH closed",
    "Mo[1] 09:00-10:00; PH,Su 11:00-12:00",
    "week 1-53/2 Mo-Fr 08:00-12:00",
    "Mo-Fr 08:00-12:00 open, Fr 14:00-16:00; 2027 Jan 02-2027 Jan 15 off",
)
ZONES = {"PL": "Europe/Warsaw", "US": "America/New_York", "DE": "Europe/Berlin"}


@cache
def calendar_of(country: str) -> HolidayCalendar:
    """The public holidays that the other implementation knows."""
    first, last = (datetime.fromisoformat(day) for day in ("2026-01-01", "2028-06-01"))
    every = OpeningHours("PH 00:00-24:00", country=country).intervals(first, last)
    days = []
    for begins, ends, state, _comment in every:
        day = begins.date()
        while state == State.OPEN and day < ends.date():
            days.append({"date": day.isoformat(), "name": "Holiday"})
            day += timedelta(days=1)
    return HolidayCalendar.model_validate(
        {"id": country.lower(), "country": country, "known_through": "2027-12-31", "days": days}
    )


def moments() -> Iterator[datetime]:
    """Two thousand moments of thirteen months, half of them on a half hour; none when the clock is changed."""
    chance = random.Random(7)
    for number in range(2000):
        hours = chance.randrange(390 * 48)
        seconds = 0 if number % 2 else chance.randrange(1800)
        yield datetime(2026, 11, 26, tzinfo=UTC) + timedelta(minutes=30 * hours, seconds=seconds)


def test_there_are_holidays() -> None:
    """Otherwise the comparison would say little."""
    assert date(2026, 12, 25) in {day.date for day in calendar_of("PL").days}
    assert date(2027, 7, 5) in {day.date for day in calendar_of("US").days}


@pytest.mark.parametrize("country", ZONES)
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_open_as_the_syntax_says(expression: str, country: str) -> None:
    """Open or closed, and when that changes next."""
    zone = ZONES[country]
    table = hours_table(expression, zone, calendar_of(country), FIRST)
    other = OpeningHours(expression, country=country, timezone=ZoneInfo(zone))
    for at in moments():
        state = state_at(table, at)
        assert state.open == other.is_open(at.astimezone(ZoneInfo(zone))), at
        change = state.closes_at if state.open else state.opens_at
        theirs = other.next_change(at.astimezone(ZoneInfo(zone)))
        if theirs is None or theirs.date() > table.through:
            assert change is None or change.date() > table.through, at
        else:
            assert change == theirs, at


def table(expression: str, zone: str = "Europe/Warsaw", known: str = "2027-12-31", *holidays: str):  # type: ignore[no-untyped-def]
    """The table of an expression with holidays of its own."""
    days = [{"date": day, "name": "Day off"} for day in holidays]
    calendar = HolidayCalendar.model_validate(
        {"id": "own", "country": "TW", "known_through": known, "days": days}
    )
    return hours_table(expression, zone, calendar, FIRST)


def said(moment: datetime | None) -> str | None:
    """A moment as text."""
    return moment.isoformat() if moment else None


def test_holidays_are_those_of_the_site() -> None:
    """The library knows no holidays of Taiwan; the calendar does."""
    hours = table("Mo-Fr 09:00-18:00; PH off", "Asia/Taipei", "2027-12-31", "2026-12-25")
    state = state_at(hours, datetime.fromisoformat("2026-12-25T10:00+08:00"))
    assert (state.open, said(state.opens_at)) == (False, "2026-12-28T09:00:00+08:00")


def test_the_clock_is_put_forward() -> None:
    """A span that begins in the hour that is left out begins when the clock has jumped."""
    hours = table("Su 02:30-05:00")
    state = state_at(hours, datetime.fromisoformat("2027-03-28T00:00+01:00"))
    assert said(state.opens_at) == "2027-03-28T03:00:00+02:00"


def test_the_clock_is_put_back() -> None:
    """In the hour that comes twice it is open twice, and closes when the clock shows the end for the second time."""
    hours = table("Su 00:00-02:30")
    first = state_at(hours, datetime.fromisoformat("2027-10-31T02:15+02:00"))
    second = state_at(hours, datetime.fromisoformat("2027-10-31T02:15+01:00"))
    assert (first.open, said(first.closes_at)) == (True, "2027-10-31T02:30:00+02:00")
    assert (second.open, said(second.closes_at)) == (True, "2027-10-31T02:30:00+01:00")


def test_past_midnight() -> None:
    """The last hour of Saturday's shift is on Sunday."""
    hours = table("Sa 18:00-02:00")
    state = state_at(hours, datetime.fromisoformat("2026-12-06T01:59:59+01:00"))
    assert (state.open, said(state.closes_at)) == (True, "2026-12-06T02:00:00+01:00")
    assert not state_at(hours, datetime.fromisoformat("2026-12-06T02:00+01:00")).open


@pytest.mark.parametrize(
    ("expression", "days"),
    [
        ("Mo-Fr 20:00-04:00; Sa,Su off", [4]),
        ("Mo-Fr 20:00-28:00; Sa 10:00-12:00", [4]),
        ("Mo-Su 20:00-02:00; We off", [1]),
        ("Mo-Th 20:00-04:00, Fr 20:00-02:00", []),
        ("Mo-Fr 20:00-04:00", []),
        ("Mo-Fr 20:00-04:00; PH off", []),
        ("Mo-Su 08:00-24:00; Su off", []),
        ("24/7; Su off", []),
    ],
)
def test_hours_that_were_to_go_on_after_midnight(expression: str, days: list[int]) -> None:
    """A rule after ``;`` takes a day over as a whole; who wrote 24:00 meant midnight."""
    assert list(cut_at_midnight(expression, "Europe/Warsaw", date(2026, 11, 27))) == days


def test_hours_that_never_open() -> None:
    """Nobody is sent to wait for a day that does not come."""
    state = state_at(table("off"), datetime(2026, 12, 1, tzinfo=UTC))
    assert (state.open, state.opens_at, state.closes_at) == (False, None, None)


def test_holidays_are_unknown_after_the_table() -> None:
    """After the last day that somebody has looked at, the hours are said with that doubt; without PH there is none."""
    at = datetime(2027, 3, 1, 9, tzinfo=UTC)
    assert not state_at(table("Mo-Fr 08:00-18:00; PH off"), at).holidays_unknown
    assert state_at(table("Mo-Fr 08:00-18:00; PH off", "Europe/Warsaw", "2026-12-31"), at).holidays_unknown
    assert not state_at(table("Mo-Fr 08:00-18:00", "Europe/Warsaw", "2026-12-31"), at).holidays_unknown
    assert state_at(table("Mo-Fr 08:00-18:00"), datetime(2028, 1, 3, 9, tzinfo=UTC)).holidays_unknown
