"""Dates: in order, not from the future, and reviewed in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kb_builder.aftersales.periods import last_day
from kb_builder.checks.facts import Facts
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.model import Article, HolidayCalendar, Model, Notice, Price, Promise, Record, Source
from kb_builder.content.model.product import Support

_AHEAD = "P12M"
"""So far ahead holidays must be known: pages show the hours of the next year."""
_ORDERED: Mapping[type[Record], Sequence[tuple[str, str]]] = {
    Support: (
        ("released", "sold_until"),
        ("sold_until", "parts_until"),
        ("sold_until", "service_until"),
        ("released", "software_until"),
    ),
    Model: (("released", "sold_until"),),
    Price: (("valid_from", "valid_through"),),
    Notice: (("published", "valid_through"),),
    Promise: (("bought_from", "bought_through"),),
    Source: (("reviewed", "review_by"),),
}
"""Pairs of fields of which the first must not be later than the second."""


def dates_out_of_order(facts: Facts) -> Iterator[Finding]:
    """A day that comes before the one that it must follow."""
    for model, pairs in _ORDERED.items():
        for spot in facts.records.get(model, ()):
            for first, second in pairs:
                early, late = getattr(spot.record, first), getattr(spot.record, second)
                if early is not None and late is not None and late < early:
                    message = f"'{second}' ({late}) is before '{first}' ({early})"
                    yield Finding(spot.file, message, "Look at both dates.", (*spot.path, second))
    for spot, calendar in facts.of(HolidayCalendar):
        for number, day in enumerate(calendar.days):
            if day.date > calendar.known_through:
                message = f"the holiday {day.date} is after 'known_through' ({calendar.known_through})"
                hint = "Set known_through to the last day of the last year that is complete."
                yield Finding(spot.file, message, hint, (*spot.path, "days", number, "date"))


def future_date(facts: Facts) -> Iterator[Finding]:
    """A change or a review that has not happened yet."""
    for file, path, words, day in _past_dates(facts):
        if day > facts.day:
            message = f"'{words}' is {day}, which is after today ({facts.day})"
            yield Finding(file, message, "Write the day on which it happened.", path)


def review_overdue(facts: Facts) -> Iterator[Finding]:
    """What somebody promised to look at again by a day that has passed."""
    for entry in (*facts.catalogue.articles, *facts.catalogue.products):
        due = entry.record.review_by
        if due is not None and due < facts.day and entry.record.state != "archived":
            owner = entry.record.owner
            hint = "Check the text against the product, then set validated and review_by."
            message = f"the review was due on {due}" + (f" (owner: {owner})" if owner else "")
            yield Finding(entry.file, message, hint, ("review_by",))
    for spot, source in facts.of(Source):
        if source.review_by < facts.day:
            message = f"the source '{source.title}' was to be looked at again by {source.review_by}"
            hint = "Read the source again, mend what changed, then set reviewed and review_by."
            yield Finding(spot.file, message, hint, (*spot.path, "review_by"))


def outdated_validation(facts: Facts) -> Iterator[Finding]:
    """A change after the last check against the product."""
    for entry in facts.catalogue.articles:
        record = entry.record
        if record.validated is not None and record.state != "draft" and record.validated.on < record.changed:
            message = f"the article was validated on {record.validated.on} and changed on {record.changed}"
            hint = "Have the change checked, then set validated."
            yield Finding(entry.file, message, hint, ("validated", "on"))


def holidays_end(facts: Facts) -> Iterator[Finding]:
    """A calendar that ends soon: after that a closed line would be shown as open."""
    for spot, calendar in facts.of(HolidayCalendar):
        if calendar.known_through < last_day(facts.day, _AHEAD):
            message = f"the holidays of '{calendar.id}' are known only through {calendar.known_through}"
            hint = "Enter the holidays of the next year and set known_through."
            yield Finding(spot.file, message, hint, (*spot.path, "known_through"))


def _past_dates(facts: Facts) -> Iterator[tuple[str, tuple[str | int, ...], str, date]]:
    for entry in (*facts.catalogue.articles, *facts.catalogue.products):
        if entry.record.changed is not None:
            yield entry.file, ("changed",), "changed", entry.record.changed
        if isinstance(entry.record, Article) and entry.record.validated is not None:
            yield entry.file, ("validated", "on"), "validated.on", entry.record.validated.on
    for spot, source in facts.of(Source):
        yield spot.file, (*spot.path, "reviewed"), "reviewed", source.reviewed


RULES = (
    Rule("dates-out-of-order", "error", dates_out_of_order),
    Rule("future-date", "warning", future_date),
    Rule("review-overdue", "warning", review_overdue),
    Rule("outdated-validation", "warning", outdated_validation),
    Rule("holidays-end", "warning", holidays_end),
)
