"""Until when a product may be given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kb_builder.aftersales.periods import last_day, moved
from kb_builder.content.model import HolidayCalendar, ReturnPolicy
from kb_builder.content.model.promises import ReturnRule


@dataclass(frozen=True)
class Deadline:
    """The last day of one right to give a product back."""

    until: date
    counted: date
    """The last day before a weekend or a holiday moved it."""
    holidays_unknown: bool
    """The calendar of holidays ends before that day: it may still move."""


def deadline(rule: ReturnRule, start: date, calendar: HolidayCalendar | None = None) -> Deadline:
    """The last day, counted from delivery or purchase as the rule says; ``calendar`` is the one that it names."""
    counted = last_day(start, rule.period)
    days = {holiday.date for holiday in calendar.days} if calendar else set()
    until = moved(counted, rule.extends, days)
    unknown = rule.extends != "never" and (calendar is None or until > calendar.known_through)
    return Deadline(until, counted, unknown)


def rules_for(policy: ReturnPolicy, sold: str) -> tuple[ReturnRule, ...]:
    """The rules for a sale at a ``distance`` or in a ``shop``, in the order of the file."""
    return tuple(rule for rule in policy.rules if rule.sold in ("any", sold))


def rule_data(rule: ReturnRule) -> dict[str, object]:
    """What ``js/aftersales/returns.js`` reads of a rule."""
    return {
        "kind": rule.kind,
        "name": rule.name,
        "period": rule.period,
        "start": rule.start,
        "extends": rule.extends,
        "holidays": rule.holidays,
        "sold": rule.sold,
    }


def calendar_data(calendar: HolidayCalendar) -> dict[str, object]:
    """What ``js/aftersales/returns.js`` reads of a calendar."""
    return {
        "known_through": calendar.known_through.isoformat(),
        "days": [holiday.date.isoformat() for holiday in calendar.days],
    }
