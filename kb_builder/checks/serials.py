"""Serial numbers and bar codes: patterns match their examples, ranges have an order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_builder.checks.facts import Facts
from kb_builder.checks.near import short
from kb_builder.checks.patterns import MOST_WAYS, ways
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.model import Model
from kb_builder.content.model.article import SerialRange
from kb_builder.content.model.product import SerialPattern

_LONGEST_SERIAL = 100


def serial_range(facts: Facts) -> Iterator[Finding]:
    """Serial numbers that no number can be compared with."""
    for spot, serials in facts.of(SerialRange):
        first, last = serials.first, serials.last
        message = hint = ""
        if serials.pattern is None and (first is None or last is None):
            message, hint = "the serial numbers need 'first' and 'last', or 'pattern'", "Add what is missing."
        elif first is not None and last is not None and len(first) != len(last):
            message = f"'{short(first)}' and '{short(last)}' differ in length, so nothing is between them"
            hint = "Write both as they stand on the rating plate."
        elif first is not None and last is not None and first > last:
            message, hint = f"'{short(first)}' comes after '{short(last)}'", "Write the lower one as 'first'."
        if message:
            yield Finding(spot.file, message, hint, (*spot.path, "first") if first is not None else spot.path)


def serial_example(facts: Facts) -> Iterator[Finding]:
    """A pattern that does not match its own example, or has not the groups that ``date`` names."""
    for spot, serial in facts.of(SerialPattern):
        try:
            pattern = re.compile(serial.pattern)
        except (re.error, RecursionError, OverflowError):
            continue
        if ways(serial.pattern) <= MOST_WAYS and not pattern.search(serial.example[:_LONGEST_SERIAL]):
            message = f"the example '{short(serial.example)}' does not match the pattern"
            yield Finding(spot.file, message, "Mend the pattern or the example.", (*spot.path, "example"))
        for part in ("year", "week", "month"):
            name = getattr(serial.date, part, None)
            if name is not None and name not in pattern.groupindex:
                message = f"the pattern has no group '{short(name)}'"
                hint = f"Write (?P<{short(name)}>…) around the digits."
                yield Finding(spot.file, message, hint, (*spot.path, "date", part))


def bad_gtin(facts: Facts) -> Iterator[Finding]:
    """A number of a bar code whose check digit is wrong (GS1 General Specifications, 7.9)."""
    for spot, model in facts.of(Model):
        digits = model.gtin
        if digits is None:
            continue
        weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
        if len(digits) not in (8, 12, 13, 14) or weighted % 10:
            hint = "Copy the 8, 12, 13 or 14 digits from below the bar code."
            yield Finding(spot.file, f"'{digits}' is no GTIN: a digit is wrong", hint, (*spot.path, "gtin"))


RULES = (
    Rule("serial-range", "error", serial_range),
    Rule("serial-example", "error", serial_example),
    Rule("bad-gtin", "error", bad_gtin),
)
