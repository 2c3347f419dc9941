"""Dates, money, periods, numbers, names and opening hours as the reader's language writes them (CLDR through Babel).

``locale`` is a BCP 47 tag and always comes after the value. English is the international kind, day before month;
Traditional Chinese is that of Taiwan.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Literal

import phonenumbers
from babel import Locale, UnknownLocaleError, dates, lists, numbers, units
from babel.core import get_global
from isodate.isoduration import ISO8601_PERIOD_REGEX
from markupsafe import Markup, escape
from opening_hours import OpeningHours, State

from kb_builder.content.localise import Phrase
from kb_builder.site.messages import messages

Number = int | float | Decimal

_READERS = {"en": "en_GB", "zh_Hant": "zh_Hant_TW"}
_UNITS = {
    "years": "duration-year",
    "months": "duration-month",
    "weeks": "duration-week",
    "days": "duration-day",
    "hours": "duration-hour",
    "minutes": "duration-minute",
    "seconds": "duration-second",
}
_GENITIVE = {
    "pl": {
        "duration-year": ("roku", "lat"),
        "duration-month": ("miesiąca", "miesięcy"),
        "duration-week": ("tygodnia", "tygodni"),
        "duration-day": ("dnia", "dni"),
        "duration-hour": ("godziny", "godzin"),
        "duration-minute": ("minuty", "minut"),
        "duration-second": ("sekundy", "sekund"),
    }
}
"""For one (or a part of one), and for several: CLDR has these forms, Babel leaves them out."""
_SIZES = ((1_000_000_000, "digital-gigabyte"), (1_000_000, "digital-megabyte"), (1_000, "digital-kilobyte"))
_OWN_SYMBOLS = {"TWD": "NT$"}
"""Where the country itself writes a mere ``$``, which readers with several currencies can't tell apart."""
_WHOLE = frozenset({"TWD", "JPY", "KRW", "HUF"})
"""Currencies that nobody pays in parts, whatever ISO 4217 says."""


@lru_cache(maxsize=64)
def babel_locale(tag: str) -> Locale:
    """Babel's locale for a BCP 47 tag; an unknown tag falls back to its language, at last to English."""
    name = tag.replace("-", "_")
    while name:
        try:
            return Locale.parse(_READERS.get(name, name))
        except (ValueError, UnknownLocaleError):
            name = name.rpartition("_")[0]
    return Locale.parse("en_GB")


def date(day: dt.date, locale: str) -> str:
    """``12 March 2027``, ``12 marca 2027``, ``2027年3月12日``."""
    return dates.format_date(day, "long", locale=babel_locale(locale))


def number(value: Number, locale: str) -> str:
    """``1,234.5``, ``1234,5``."""
    return numbers.format_decimal(value, locale=babel_locale(locale))


def percent(value: Number, locale: str) -> str:
    """A number of per cent: 23 is ``23%``."""
    share = Decimal(str(value)) / 100
    return numbers.format_percent(share, locale=babel_locale(locale), decimal_quantization=False)


def money(amount: Number, currency: str, locale: str, country: str | None = None) -> str:
    """``149,90 zł``, ``£149.90``, ``NT$1,490``; with the reader's ``country`` its own currency needs no prefix."""
    chosen = babel_locale(locale)
    if chosen.language == "en" and country == "US":
        chosen = Locale.parse("en_US")
    pattern = chosen.currency_formats["standard"].pattern
    whole = currency in _WHOLE and amount == int(amount)
    if whole:
        pattern = re.sub(r"[.]0+", "", pattern)
    if currency in _OWN_SYMBOLS and numbers.get_currency_symbol(currency, chosen) == "$":
        pattern = pattern.replace("¤", f"'{_OWN_SYMBOLS[currency]}'")
    text = numbers.format_currency(amount, currency, pattern, locale=chosen, currency_digits=not whole)
    return re.sub(r"(?<=[A-Z])(?=\d)", "\N{NO-BREAK SPACE}", text)


@lru_cache(maxsize=512)
def duration(period: str, locale: str) -> str:
    """An ISO 8601 period in the units in which it is written: ``P24M`` is ``24 months``, ``PT15M`` ``15 minutes``."""
    parts = [_unit(value, unit, locale) for value, unit in _written_units(period)]
    return join(parts, locale, "unit") if parts else period


@lru_cache(maxsize=512)
def within(period: str, locale: str) -> str:
    """The same after a word such as *within*: Polish says ``2 miesiące``, but ``w ciągu 2 miesięcy``."""
    forms = _GENITIVE.get(babel_locale(locale).language)
    if forms is None:
        return duration(period, locale)
    parts = []
    for value, unit in _written_units(period):
        one, several = forms[unit]
        exact = int(value) if value == int(value) else value
        is_one = exact == 1 or not isinstance(exact, int)
        parts.append(f"{number(exact, locale)} {one if is_one else several}")
    return join(parts, locale, "unit") if parts else period


def _written_units(period: str) -> list[tuple[Decimal, str]]:
    """Number and unit of each part that is not 0; of a period of nothing, 0 minutes or days."""
    found = re.match(ISO8601_PERIOD_REGEX, period)
    if found is None:
        return []
    written = [(found.group(name) or "").rstrip("YMWDHS").replace(",", ".") for name in _UNITS]
    parts = [(Decimal(text), unit) for text, unit in zip(written, _UNITS.values(), strict=True) if text]
    return [part for part in parts if part[0]] or [
        (Decimal(0), "duration-minute" if "T" in period else "duration-day")
    ]


def _unit(value: Number, unit: str, locale: str, length: Literal["long", "short"] = "long") -> str:
    exact = int(value) if value == int(value) else value
    chosen = babel_locale(locale)
    text = units.format_unit(exact, unit, length, locale=chosen)
    # For Chinese, Babel knows only the short form, which reads the same.
    return units.format_unit(exact, unit, "short", locale=chosen) if unit in text else text


def size(count: int, locale: str) -> str:
    """The size of a file in bytes: ``36 kB``, ``1.2 MB``."""
    for least, unit in _SIZES:
        if count >= 0.9995 * least:
            return _unit(round(count / least, 1 if count < 10 * least else 0), unit, locale, "short")
    return _unit(1 if count else 0, "digital-kilobyte", locale, "short")


def join(items: Iterable[str], locale: str, style: str = "standard") -> str:
    """``a, b and c``; with the style ``or``: ``a, b or c``.

    Markup stays markup, and texts that are not in the reader's language carry ``lang``.
    """
    found = [_marked(item, locale) for item in items]
    if any(isinstance(item, Markup) for item in found):
        safe = [str(escape(item)) for item in found]
        return Markup(lists.format_list(safe, _list_style(style), babel_locale(locale)))
    return lists.format_list(found, _list_style(style), babel_locale(locale))


def _marked(item: str, locale: str) -> str:
    if isinstance(item, Markup):
        return item
    if isinstance(item, Phrase) and item.lang != locale:
        return Markup('<span lang="{}">{}</span>').format(item.lang, str(item))
    return str(item)


def _list_style(style: str) -> Literal["standard", "or", "unit"]:
    return "or" if style == "or" else "unit" if style == "unit" else "standard"


def phone(written: str, _locale: str, country: str | None = None) -> str:
    """``+48 22 123 45 67``; for readers in the number's own country as they dial it: ``22 123 45 67``."""
    try:
        parsed = phonenumbers.parse(written)
    except phonenumbers.NumberParseException:
        return written
    home = country is not None and phonenumbers.region_code_for_number(parsed) == country
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, form))


def country(code: str, locale: str) -> str:
    """The name of a country by its ISO 3166 code."""
    return str(babel_locale(locale).territories.get(code, code))


def language(tag: str, locale: str) -> str:
    """The name of a language as it stands within a sentence: ``polski`` in Polish, ``Polish`` in English."""
    names = babel_locale(locale).languages
    name = tag.replace("-", "_")
    while name:
        if name in names:
            return str(names[name])
        name = name.rpartition("_")[0]
    return tag


@lru_cache(maxsize=64)
def own_name(tag: str) -> str:
    """A language named in itself, as a list of languages shows it: ``Polski``, ``繁體中文``, ``English``."""
    name = language(tag, tag)
    return name[:1].upper() + name[1:]


def language_and_country(tag: str) -> str:
    """A locale as Open Graph names it: ``pl_PL``, ``zh_TW``; the language alone where CLDR knows no country."""
    known = babel_locale(get_global("likely_subtags").get(str(babel_locale(tag)), tag))
    return f"{known.language}_{known.territory}" if known.territory else known.language


def weekday(index: int, locale: str, width: Literal["abbreviated", "wide"] = "wide") -> str:
    """The name of a day of the week; Monday is 0."""
    return str(babel_locale(locale).days["stand-alone"][width][index])


def zone(name: str, locale: str) -> str:
    """The name of a time zone: ``Central European Time``."""
    return dates.get_timezone_name(name, locale=babel_locale(locale))


def clock(hour: int, minute: int, locale: str) -> str:
    """A time of day on the 24-hour clock, as plates with opening hours show it: ``08:00``."""
    return dates.format_skeleton("Hm", dt.time(hour % 24, minute), locale=babel_locale(locale))


_WEEK = dt.date(2025, 3, 10)
"""A Monday without a public holiday near it, for who does not say which week is meant."""
_HOLIDAY, _HOLIDAY_COUNTRY = dt.date(2025, 1, 1), "PL"
_MIDNIGHT = dt.time()
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Days with the same hours: ``Mon–Fri``, ``08:00–18:00``."""

    days: str
    hours: str
    closed: bool = False
    exception: bool = False
    """It says only that other weeks differ."""


@lru_cache(maxsize=512)
def hours(expression: str, locale: str, on: dt.date | None = None) -> tuple[HoursRow, ...]:
    """A row a group of days, Monday first; one for public holidays where the expression names them; one that says so
    when other weeks of the year have other hours.

    ``on`` chooses the week, for hours that depend on the season. Raises ``opening_hours.ParserError`` for an expression
    that is not valid; the checker has refused those before.
    """
    monday = _WEEK if on is None else on - dt.timedelta(days=on.weekday())
    opening, texts = OpeningHours(expression), messages(locale)
    week = list(_week(opening, monday))
    rows = []
    for shown, group in groupby(range(7), key=lambda index: _shown(week[index], locale)):
        days = list(group)
        rows.append(HoursRow(_days(days[0], days[-1], locale), shown, not week[days[0]]))
    if "PH" in expression:
        holiday = next(_week(OpeningHours(expression, country=_HOLIDAY_COUNTRY), _HOLIDAY))
        rows.append(HoursRow(texts.gettext("Public holidays"), _shown(holiday, locale), not holiday))
    if any(
        _clock_times(_week(opening, monday + count * 7 * _DAY)) != _clock_times(week)
        for count in range(1, 53)
    ):
        rows.append(HoursRow(texts.gettext("Some weeks"), texts.gettext("The hours differ."), exception=True))
    return tuple(rows)


def hours_line(
    expression: str, locale: str, on: dt.date | None, time_zone: str | None, reader_zone: str | None
) -> str:
    """Hours in one line, without the days that are closed: ``Mon–Fri 09:00–17:00 (Eastern Time)``.

    The time zone is named where its clocks are not those of the reader's country.
    """
    rows = hours(expression, locale, on)
    line = ", ".join(f"{row.days} {row.hours}" for row in rows if not row.closed and not row.exception)
    if time_zone and reader_zone and (name := zone(time_zone, locale)) != zone(reader_zone, locale):
        line = f"{line} ({name})"
    if any(row.exception for row in rows):
        line = f"{line}, {messages(locale).gettext('other hours in some weeks')}"
    return line


_Span = tuple[dt.datetime, dt.datetime, str]


def _week(opening: OpeningHours, first: dt.date) -> Iterator[tuple[_Span, ...]]:
    """For each of seven days the spans that begin on it; one beyond midnight belongs to the day on which it begins."""
    start = dt.datetime.combine(first, _MIDNIGHT)
    open_spans = [
        (begin.replace(tzinfo=None), end.replace(tzinfo=None), comment)
        for begin, end, state, comment in opening.intervals(start - _DAY, start + 9 * _DAY)
        if state == State.OPEN or (state == State.UNKNOWN and comment)
    ]
    spans = [part for span in open_spans for part in _by_day(span)]
    for number in range(7):
        midnight = start + number * _DAY
        yield tuple(span for span in spans if midnight <= span[0] < midnight + _DAY)


def _clock_times(week: Iterable[tuple[_Span, ...]]) -> list[list[tuple[dt.time, dt.time, str]]]:
    return [[(begin.time(), end.time(), comment) for begin, end, comment in day] for day in week]


def _by_day(span: _Span) -> Iterator[_Span]:
    begin, end, comment = span
    while end - begin > _DAY:
        midnight = dt.datetime.combine(begin.date() + _DAY, _MIDNIGHT)
        yield begin, midnight, comment
        begin = midnight
    yield begin, end, comment


def _shown(spans: tuple[_Span, ...], locale: str) -> str:
    texts = messages(locale)
    if not spans:
        return texts.gettext("Closed")
    shown = []
    for begin, end, comment in spans:
        if end - begin == _DAY and begin.time() == _MIDNIGHT:
            text = texts.gettext("24 hours")
        else:
            text = f"{clock(begin.hour, begin.minute, locale)}–{_end(begin, end, locale)}"
        shown.append(f"{text} ({comment})" if comment else text)
    return ", ".join(shown)


def _end(begin: dt.datetime, end: dt.datetime, locale: str) -> str:
    if end.time() == _MIDNIGHT and end.date() == begin.date() + _DAY:
        return "24:00"
    return clock(end.hour, end.minute, locale)


def _days(first: int, last: int, locale: str) -> str:
    names = [weekday(index, locale, "abbreviated") for index in dict.fromkeys((first, last))]
    if (first, last) == (0, 6):
        return messages(locale).gettext("Every day")
    return ("至" if locale.startswith("zh") else "–").join(names)
