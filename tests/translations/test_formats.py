"""Dates, money, periods, names and hours as English, Polish and Taiwanese readers write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from markupsafe import Markup
from opening_hours import ParserError

from kb_builder.content.localise import Phrase
from kb_builder.site import formats
from kb_builder.site.formats import hours, hours_line

DAY = dt.date(2027, 3, 12)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("function", "values", "en", "pl", "zh"),
    [
        (formats.date, (DAY,), "12 March 2027", "12 marca 2027", "2027年3月12日"),
        (formats.number, (1234567.5,), "1,234,567.5", f"1{NBSP}234{NBSP}567,5", "1,234,567.5"),
        (formats.percent, (23,), "23%", "23%", "23%"),
        (formats.percent, (Decimal("5.5"),), "5.5%", "5,5%", "5.5%"),
        (formats.money, (Decimal("149.90"), "PLN"), f"PLN{NBSP}149.90", f"149,90{NBSP}zł", f"PLN{NBSP}149.90"),
        (formats.money, (Decimal(1490), "TWD"), "NT$1,490", f"1{NBSP}490{NBSP}TWD", "NT$1,490"),
        (formats.money, (Decimal("49.5"), "GBP"), "£49.50", f"49,50{NBSP}GBP", "£49.50"),
        (formats.money, (Decimal(99), "EUR"), "€99.00", f"99,00{NBSP}€", "€99.00"),
        (formats.duration, ("PT15M",), "15 minutes", "15 minut", "15 分鐘"),
        (formats.duration, ("P2Y",), "2 years", "2 lata", "2 年"),
        (formats.duration, ("P24M",), "24 months", "24 miesiące", "24 個月"),
        (formats.duration, ("P2W",), "2 weeks", "2 tygodnie", "2 週"),
        (formats.duration, ("P1D",), "1 day", "1 dzień", "1 天"),
        (formats.duration, ("PT1H30M",), "1 hour, 30 minutes", "1 godzina i 30 minut", "1 小時 30 分鐘"),
        (formats.duration, ("PT0S",), "0 minutes", "0 minut", "0 分鐘"),
        (formats.duration, ("no period",), "no period", "no period", "no period"),
        (formats.within, ("P2M",), "2 months", "2 miesięcy", "2 個月"),
        (formats.within, ("P1Y",), "1 year", "1 roku", "1 年"),
        (formats.within, ("PT24H",), "24 hours", "24 godzin", "24 小時"),
        (formats.within, ("PT1.5H",), "1.5 hours", "1,5 godziny", "1.5 小時"),
        (formats.within, ("P1Y6M",), "1 year, 6 months", "1 roku i 6 miesięcy", "1 年 6 個月"),
        (formats.join, (["a", "b", "c"],), "a, b and c", "a, b i c", "a、b和c"),
        (formats.join, (["a"],), "a", "a", "a"),
        (formats.join, ([],), "", "", ""),
        (formats.size, (36_000,), "36 kB", "36 kB", "36 kB"),
        (formats.size, (1_250_000,), "1.2 MB", "1,2 MB", "1.2 MB"),
        (formats.size, (999_999,), "1 MB", "1 MB", "1 MB"),
        (formats.phone, ("+48221234567",), "+48 22 123 45 67", "+48 22 123 45 67", "+48 22 123 45 67"),
        (formats.phone, ("no number",), "no number", "no number", "no number"),
        (formats.country, ("TW",), "Taiwan", "Tajwan", "台灣"),
        (formats.country, ("XX",), "XX", "XX", "XX"),
        (formats.language, ("zh-Hant",), "Traditional Chinese", "chiński tradycyjny", "繁體中文"),
        (formats.language, ("pl",), "Polish", "polski", "波蘭文"),
        (formats.weekday, (0,), "Monday", "poniedziałek", "星期一"),
        (formats.zone, ("Europe/Warsaw",), "Central European Time", "czas środkowoeuropejski", "中歐時間"),
        (formats.clock, (8, 0), "08:00", "08:00", "08:00"),
    ],
)  # fmt: skip
def test_values_are_written_as_readers_write_them(
    function: Callable[..., str], values: tuple[Any, ...], en: str, pl: str, zh: str
) -> None:
    """The same value in three languages; the locale always comes after the value."""
    assert [function(*values, locale) for locale in ("en", "pl", "zh-Hant")] == [en, pl, zh]


def test_money_and_numbers_at_home_are_shorter() -> None:
    """Who pays in the country's own currency, or calls a number of the own country, needs no prefix."""
    assert formats.money(Decimal("149.9"), "USD", "en", country="US") == "$149.90"
    assert formats.money(Decimal("149.9"), "USD", "en", country="TW") == "US$149.90"
    assert formats.phone("+48221234567", "en", country="PL") == "22 123 45 67"


def test_a_list_of_links_stays_markup() -> None:
    """Plain entries among them are escaped once."""
    assert formats.join([Markup("<b>a</b>"), "b & c"], "en") == Markup("<b>a</b> and b &amp; c")


def test_a_list_says_which_entries_are_in_another_language() -> None:
    """A screen reader has to know before it speaks."""
    joined = formats.join([Phrase("Naprawa", "pl"), Phrase("Parts & more", "en", "missing")], "pl")
    assert joined == Markup('Naprawa i <span lang="en">Parts &amp; more</span>')
    assert not isinstance(formats.join([Phrase("Naprawa", "pl")], "pl"), Markup)


@pytest.mark.parametrize(
    ("tag", "name"), [("en", "English"), ("pl", "Polski"), ("zh-Hant", "繁體中文"), ("de", "Deutsch")]
)
def test_a_language_names_itself(tag: str, name: str) -> None:
    """As the language switch shows it."""
    assert formats.own_name(tag) == name


def test_an_unknown_locale_is_written_as_english() -> None:
    """Nothing fails because of a tag that CLDR does not know."""
    assert formats.date(DAY, "xx-Zzzz") == "12 March 2027"
    assert formats.date(DAY, "pl-XX") == "12 marca 2027"


@pytest.mark.parametrize(
    ("expression", "rows"),
    [
        ("Mo-Fr 08:00-18:00", [("Mon–Fri", "08:00–18:00"), ("Sat–Sun", "Closed")]),
        ("Mo-Fr 08:00-12:00,13:00-18:00; Sa 09:00-13:00; PH off", [
            ("Mon–Fri", "08:00–12:00, 13:00–18:00"), ("Sat", "09:00–13:00"), ("Sun", "Closed"), ("Public holidays", "Closed")]),
        ("24/7", [("Every day", "24 hours")]),
        ("Mo-Su 20:00-02:00", [("Every day", "20:00–02:00")]),
        ("Fr 18:00-24:00; Sa-Su 00:00-24:00", [("Mon–Thu", "Closed"), ("Fri", "18:00–24:00"), ("Sat–Sun", "24 hours")]),
        ("Mo-Sa 09:00-17:00; PH 10:00-12:00", [("Mon–Sat", "09:00–17:00"), ("Sun", "Closed"), ("Public holidays", "10:00–12:00")]),
        ('Mo 09:00-12:00 "by appointment"', [("Mon", "09:00–12:00 (by appointment)"), ("Tue–Sun", "Closed")]),
        ("Mo,We,Fr 09:00-12:00", [("Mon", "09:00–12:00"), ("Tue", "Closed"), ("Wed", "09:00–12:00"), ("Thu", "Closed"),
            ("Fri", "09:00–12:00"), ("Sat–Sun", "Closed")]),
        ("Mo-Fr 09:00-17:00; Sa[1] 10:00-12:00", [
            ("Mon–Fri", "09:00–17:00"), ("Sat–Sun", "Closed"), ("Some weeks", "The hours differ.")]),
    ],
)  # fmt: skip
def test_opening_hours_are_a_week_that_people_can_read(expression: str, rows: list[tuple[str, str]]) -> None:
    """Days with the same hours share a row; exceptions of the year are not hidden."""
    assert [(row.days, row.hours) for row in hours(expression, "en")] == rows


def test_opening_hours_in_polish_and_chinese() -> None:
    """Names of days, and the words between and beside them, in the reader's language."""
    expression = "Mo-Fr 08:00-18:00; PH off"
    polish = [(row.days, row.hours, row.closed) for row in hours(expression, "pl")]
    chinese = [(row.days, row.hours, row.closed) for row in hours(expression, "zh-Hant")]
    assert polish == [
        ("pon.–pt.", "08:00–18:00", False),
        ("sob.–niedz.", "nieczynne", True),
        ("święta", "nieczynne", True),
    ]
    assert chinese == [
        ("週一至週五", "08:00–18:00", False),
        ("週六至週日", "休息", True),
        ("國定假日", "休息", True),
    ]


def test_the_week_of_a_day_shows_the_hours_of_its_season() -> None:
    """Hours that change with the season are those of the week that is asked for, and say that others differ."""
    expression = "Mo-Fr 08:00-18:00; Jul-Aug Mo-Fr 08:00-14:00"
    summer = hours(expression, "en", dt.date(2027, 7, 14))
    assert [(row.days, row.hours) for row in summer] == [
        ("Mon–Fri", "08:00–14:00"),
        ("Sat–Sun", "Closed"),
        ("Some weeks", "The hours differ."),
    ]


@pytest.mark.parametrize(
    ("locale", "reader", "line"),
    [
        ("en", "America/New_York", "Mon–Fri 09:00–17:00, other hours in some weeks"),
        ("en", "America/Detroit", "Mon–Fri 09:00–17:00, other hours in some weeks"),
        ("en", "Europe/Warsaw", "Mon–Fri 09:00–17:00 (Eastern Time), other hours in some weeks"),
        ("pl", "Europe/Warsaw", "pon.–pt. 09:00–17:00 (czas wschodnioamerykański), w niektóre tygodnie inne godziny"),
        ("zh-Hant", "Asia/Taipei", "週一至週五 09:00–17:00 (東部時間), 部分週次時間不同"),
    ],
)  # fmt: skip
def test_hours_in_one_line(locale: str, reader: str, line: str) -> None:
    """What is closed is left out; clocks that are not the reader's are named."""
    expression = "Mo-Fr 09:00-17:00; Jul-Aug Mo-Fr 08:00-14:00; PH off"
    assert hours_line(expression, locale, DAY, "America/New_York", reader) == line


def test_hours_that_are_no_hours_are_refused() -> None:
    """The checker reports them before; nothing is guessed here."""
    with pytest.raises(ParserError):
        hours("whenever we like", "en")
