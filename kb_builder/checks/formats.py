"""Formats: strings of a fixed form, each checked by the library that knows the form.

The libraries are heavy and are imported when the first value of their form is met; a value is checked once,
however often it stands in the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import NamedTuple
from urllib.parse import urlsplit

from kb_builder.checks.facts import Facts
from kb_builder.checks.near import short
from kb_builder.checks.rule import Finding, Rule


class Wrong(NamedTuple):
    """Why a value has not its form, and what to write instead."""

    message: str
    hint: str
    offset: int | None = None


def bad_format(name: str, facts: Facts) -> Iterator[Finding]:
    """Every value of one form that has not the form."""
    for value in facts.formats.get(name, ()):
        wrong = wrong_form(name, value.value)
        if wrong is not None:
            is_key = value.path[-1] == value.value
            yield Finding(value.file, wrong.message, wrong.hint, value.path, is_key, wrong.offset)


@lru_cache(maxsize=10_000)
def wrong_form(name: str, value: str) -> Wrong | None:
    """Why a value has not the form of this name."""
    return CHECKS[name](value)


def phone(value: str) -> Wrong | None:
    """E.164: a plus sign, the country's code, the number."""
    import phonenumbers

    hint = "Write it with '+' and the country's code, without spaces: +48221234567."
    if not re.fullmatch(r"\+[1-9][0-9]{4,14}", value):
        return Wrong(f"'{short(value)}' is no international phone number", hint)
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return Wrong(f"'{value}' begins with no country's code", hint)
    reason = phonenumbers.is_possible_number_with_reason(number)
    words = {
        phonenumbers.ValidationResult.TOO_SHORT: f"'{value}' has too few digits for its country",
        phonenumbers.ValidationResult.TOO_LONG: f"'{value}' has too many digits for its country",
        phonenumbers.ValidationResult.INVALID_LENGTH: f"'{value}' has a wrong number of digits for its country",
        phonenumbers.ValidationResult.INVALID_COUNTRY_CODE: f"'{value}' begins with no country's code",
    }
    return Wrong(words[reason], hint) if reason in words else None


def email(value: str) -> Wrong | None:
    """An address as mail servers take it; nothing is looked up."""
    from email_validator import EmailNotValidError, validate_email

    try:
        # Names such as .example are for documentation, and catalogues may be that.
        validate_email(value, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        return Wrong(f"'{short(value)}' is no e-mail address", f"{error}")
    if "." not in value.rpartition("@")[2]:
        return Wrong(f"'{short(value)}' is no e-mail address", "Write the whole address: help@example.com.")
    return None


def url(value: str) -> Wrong | None:
    """A web address: https or http, a host, no password."""
    hint = "Write the whole address: https://example.com/."
    message = f"'{short(value)}' is no web address"
    if not value.isprintable() or " " in value:
        return Wrong(message, "Write %20 for a space.")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return Wrong(message, hint)
    if parts.scheme not in ("http", "https"):
        return Wrong(f"'{short(value)}' does not begin with https:// or http://", hint)
    if (
        not host
        or not re.fullmatch(r"[\w.:-]+", host)
        or ("." not in host.strip(".") and host != "localhost" and ":" not in host)
    ):
        return Wrong(message, hint)
    if parts.username is not None or parts.password is not None:
        return Wrong(f"'{short(value)}' holds a name or password before the host", "Remove it.")
    return None


def duration(value: str) -> Wrong | None:
    """An ISO 8601 period that is longer than nothing."""
    import isodate

    hint = "Write an ISO 8601 period: PT15M (15 minutes), P14D (14 days), P24M (24 months), P2Y (2 years)."
    message = f"'{short(value)}' is no duration"
    if not re.fullmatch(r"P(?:[0-9]{1,6}(?:[.,][0-9]{1,3})?[YMWDHS]|T){1,8}", value):
        return Wrong(message, hint)
    try:
        period = isodate.parse_duration(value)
    except (isodate.ISO8601Error, ValueError, OverflowError, ArithmeticError):
        return Wrong(message, hint)
    return None if period else Wrong(f"'{value}' is no time at all", hint)


def country(value: str) -> Wrong | None:
    """ISO 3166-1 alpha-2."""
    if value in _countries():
        return None
    hint = "Write the two capital letters of ISO 3166: PL, DE, GB, TW, US."
    if value == "UK":
        hint = "The code of the United Kingdom is GB."
    elif value.upper() in _countries():
        hint = f"Write '{value.upper()}'."
    return Wrong(f"'{short(value)}' is no country's code", hint)


@cache
def _countries() -> frozenset[str]:
    table = files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    return frozenset(line[:2] for line in table.splitlines() if line[:1].isupper())


def currency(value: str) -> Wrong | None:
    """ISO 4217."""
    from babel.core import get_global

    if value in get_global("all_currencies"):
        return None
    hint = "Write the three capital letters of ISO 4217: PLN, EUR, GBP, TWD, USD."
    return Wrong(f"'{short(value)}' is no currency's code", hint)


def locale(value: str) -> Wrong | None:
    """A BCP 47 tag of a language that CLDR knows, in its usual spelling."""
    from babel import Locale, UnknownLocaleError

    hint = "Write the tag of the language: en, pl, zh-Hant."
    try:
        known = Locale.parse(value, sep="-")
    except (ValueError, TypeError, UnknownLocaleError):
        return Wrong(f"'{short(value)}' is no language's tag", hint)
    parts = (known.language, known.script, known.territory, known.variant)
    spellings = {"-".join(part for part in parts if part), "-".join(filter(None, (parts[0], parts[2])))}
    if value in spellings | {known.language}:
        return None
    return Wrong(f"'{short(value)}' is not the usual spelling", f"Write '{'-'.join(p for p in parts if p)}'.")


def time_zone(value: str) -> Wrong | None:
    """A name of the IANA database."""
    from zoneinfo import ZoneInfo

    if value == "UTC":
        return None
    try:
        if "/" in value:
            ZoneInfo(value)
            return None
    except (ValueError, OSError, KeyError):
        pass
    return Wrong(f"'{short(value)}' is no time zone", "Write its IANA name: Europe/Warsaw, Asia/Taipei.")


def opening_hours(value: str) -> Wrong | None:
    """OpenStreetMap's opening_hours."""
    from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

    hint = "Write them as OpenStreetMap does: Mo-Fr 08:00-18:00; PH off."
    if len(value) > 1000:
        return Wrong("these opening hours are longer than 1,000 characters", hint)
    beside = re.search(r"PH\s*[+-]?\s*[0-9]+\s*days?", value)
    if beside:
        message = "days before and after public holidays are not understood"
        return Wrong(message, "Write the days themselves: 2026 Dec 24 off.", beside.start())
    try:
        OpeningHours(value)
    except ParserError as error:
        place = re.search(r"--> \d+:(\d+)", str(error))
        return Wrong(f"'{short(value)}' are no opening hours", hint, int(place[1]) - 1 if place else None)
    return None


def regex(value: str) -> Wrong | None:
    """A pattern that compiles and can't take long on any text."""
    from kb_builder.checks.patterns import MOST_WAYS, ways

    try:
        re.compile(value)
    except re.error as error:
        return Wrong(
            f"the pattern is not valid: {error.msg}", "Look at its brackets and backslashes.", error.pos
        )
    except (RecursionError, OverflowError):
        return Wrong("the pattern is too large", "Write a shorter one.")
    if ways(value) > MOST_WAYS:
        message = "the pattern repeats what it repeats, and could take for ever on a wrong number"
        return Wrong(message, "Write how many characters there are: [0-9]{8} instead of ([0-9]+)+.")
    return None


CHECKS: dict[str, Callable[[str], Wrong | None]] = {
    "phone": phone,
    "email": email,
    "url": url,
    "duration": duration,
    "country": country,
    "currency": currency,
    "locale": locale,
    "time_zone": time_zone,
    "opening_hours": opening_hours,
    "regex": regex,
}

RULES = (
    Rule("bad-phone", "error", partial(bad_format, "phone")),
    Rule("bad-email", "error", partial(bad_format, "email")),
    Rule("bad-url", "error", partial(bad_format, "url")),
    Rule("bad-duration", "error", partial(bad_format, "duration")),
    Rule("bad-country", "error", partial(bad_format, "country")),
    Rule("bad-currency", "error", partial(bad_format, "currency")),
    Rule("bad-locale", "error", partial(bad_format, "locale")),
    Rule("bad-time-zone", "error", partial(bad_format, "time_zone")),
    Rule("bad-opening-hours", "error", partial(bad_format, "opening_hours")),
    Rule("bad-pattern", "error", partial(bad_format, "regex")),
)
