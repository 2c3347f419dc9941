"""Generated cases of coverage, returns, hours and routes: the same on every run, with the days around each boundary."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from kb_builder.aftersales.coverage import Case
from kb_builder.aftersales.periods import last_day
from kb_builder.aftersales.routing import Ask
from kb_builder.content.model import Channels, Product, ReturnPolicy, Warranty
from kb_builder.content.model.promises import Promise, ReturnRule

DAY = timedelta(days=1)
AROUND = (-1, 0, 1)
TODAY = date(2026, 11, 25)
BROKEN = 0.06
"""The share of cases with something in them that can't be."""

ODD_PRODUCT = Product.model_validate(
    {
        "name": "Lamp", "summary": "A lamp.", "state": "published",
        "models": [
            {
                "id": "a", "name": "A", "released": "2020-02-29",
                "serials": [{"pattern": "^A(?P<year>[0-9]{2})(?P<month>[0-9]{2})[0-9]$", "example": "A26011",
                             "date": {"year": "year", "month": "month"}}],
            },
            {
                "id": "b", "name": "B",
                "serials": [
                    {"pattern": "B(?P<year>20[0-9]{2})W(?P<week>[0-9]{2})", "example": "B2026W53",
                     "date": {"year": "year", "week": "week"}},
                    {"pattern": "B-[0-9]{3}", "example": "B-123"},
                    {"pattern": "Y(?P<year>[0-9]{2})", "example": "Y24", "date": {"year": "year"}},
                ],
            },
        ],
        "components": [{"id": "bulb", "name": "Bulb"}, {"id": "switch", "name": "Switch"}],
        "support": {"released": "2019-06-30"},
    }
)  # fmt: skip
"""What the demo site has not: month ends, promises by model, for business buyers, with windows and a registration."""

_WORDS = {"name": "N", "summary": "S", "covers": "C", "guarantor": {"role": "seller", "name": "G"}}
_REPAIR = [{"kind": "repair", "text": "R"}]


def _promise(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, **_WORDS, "kind": "statutory", "countries": ["PL"], "remedies": _REPAIR, **fields}


_REJECT = [
    {"kind": "rejection", "text": "B", "within": "P30D"},
    {"kind": "refund", "text": "D", "within": "P0D"},
    *_REPAIR,
]
ODD_WARRANTY = Warranty.model_validate(
    {
        "promises": [
            _promise("month", duration="P1M", presumption="P2W"),
            _promise("old", kind="commercial", countries=["PL", "TW"], duration="P1Y6M", bought_through="2024-02-29"),
            _promise("new", duration="P2Y", bought_from="2024-03-01", extension_after_repair="P12M", countries=["GB"]),
            _promise("firms", kind="commercial", countries=["GB", "TW"], buyers=["business"], duration="P900D"),
            _promise("bulb", kind="durability", components=["bulb"], duration="P5Y", start="purchase", remedies=_REJECT),
            _promise("no-bulb", kind="commercial", countries=["TW"], excluded_components=["bulb"], duration="P3Y"),
            _promise("model-a", kind="commercial", countries=["GB", "TW"], models=["a"], duration="P4Y", start="purchase"),
            _promise("registered", kind="durability", countries=["PL", "TW"], duration="P10Y", start="registration"),
            _promise("law", countries=["TW"], duration="P5Y", conditional="It depends."),
            _promise("plus", kind="extended", countries=["PL", "GB"], duration="P60M", conditional="Within six months."),
        ]
    }
)  # fmt: skip


def coverage_cases(
    product: Product, warranty: Warranty, countries: tuple[str, ...], count: int, seed: int
) -> Iterator[Case]:
    """Cases of one product; in two of three the day of the question lies beside the end of a promise."""
    chance = random.Random(seed)
    for _ in range(count):
        yield _case(chance, product, warranty, countries)


def _case(chance: random.Random, product: Product, warranty: Warranty, countries: tuple[str, ...]) -> Case:
    promise = chance.choice(warranty.promises)
    country = chance.choice(promise.countries) if chance.random() < 0.8 else chance.choice(countries)
    bought: date | None = _some_day(chance, date(2019, 1, 1), date(2027, 6, 30))
    if promise.bought_from and chance.random() < 0.3:
        bought = promise.bought_from + chance.choice(AROUND) * DAY
    assert bought is not None
    delivered = bought + chance.randrange(40) * DAY if chance.random() < 0.5 else None
    registered = bought + chance.randrange(90) * DAY if chance.random() < 0.4 else None
    repaired = _repairs(chance, promise, delivered or bought)
    on = _asked_on(chance, promise, bought, delivered, registered, repaired)
    serial = _serial(chance, product) if chance.random() < 0.25 else None
    if serial and chance.random() < 0.3:
        bought = delivered = registered = None
        repaired = ()
    case = Case(
        country,
        on,
        bought,
        delivered,
        registered,
        chance.choice([one.id for one in product.models]) if product.models and chance.random() < 0.3 else None,
        serial,
        chance.choice([one.id for one in product.components]) if product.components and chance.random() < 0.6 else None,
        "business" if chance.random() < 0.15 else "private",
        chance.choice([None, True, False, False]),
        repaired,
    )  # fmt: skip
    return _broken(chance, case) if chance.random() < BROKEN else case


def _some_day(chance: random.Random, first: date, last: date) -> date:
    """Often one at the end of a month."""
    day = first + chance.randrange((last - first).days) * DAY
    if chance.random() < 0.3:
        day = (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    return day


def _repairs(chance: random.Random, promise: Promise, start: date) -> tuple[date, ...]:
    if not promise.extension_after_repair or chance.random() < 0.5:
        return ()
    end = last_day(start, promise.duration)
    return (chance.choice([start, end - DAY, end, end + DAY, start + 100 * DAY]),)


def _asked_on(
    chance: random.Random,
    promise: Promise,
    bought: date,
    delivered: date | None,
    registered: date | None,
    repaired: tuple[date, ...],
) -> date:
    latest = max(day for day in (bought, delivered, registered, *repaired) if day)
    if chance.random() < 0.3:
        return latest + chance.randrange(2500) * DAY
    start = {"delivery": delivered or bought, "purchase": bought, "registration": registered or bought}[
        promise.start
    ]
    end = last_day(start, promise.duration)
    boundaries = [end, *(last_day(start, one.within) for one in promise.remedies if one.within)]
    if promise.extension_after_repair:
        boundaries.append(last_day(end, promise.extension_after_repair))
    day = chance.choice(boundaries)
    while day < latest:
        day = max(boundaries) if day != max(boundaries) else latest
    return day + chance.choice(AROUND) * DAY


def _serial(chance: random.Random, product: Product) -> str:
    """An example, or one with other digits; sometimes as customers type it."""
    examples = [one.example for model in product.models for one in model.serials] or ["X"]
    text = chance.choice(examples)
    if chance.random() < 0.7:
        text = "".join(
            chance.choice("0123456789") if c.isdigit() and chance.random() < 0.3 else c for c in text
        )
    if chance.random() < 0.3:
        text = f" {text[:3]} {text[3:6].lower()}-{text[6:]}"
    return text


def _broken(chance: random.Random, case: Case) -> Case:
    wrong: dict[str, Any] = chance.choice(
        [
            {"country": "XX"}, {"model": "?"}, {"component": "?"}, {"serial": "0"}, {"bought": None, "delivered": None},
            {"on": date(2018, 1, 1)}, {"delivered": date(2000, 2, 29)}, {"bought": date(1999, 12, 31)},
            {"repaired": (date(1999, 12, 31), date(2099, 1, 1))}, {"registered": date(2000, 1, 31)},
        ]
    )  # fmt: skip
    return Case(**{**case.__dict__, **wrong})


def return_cases(policies: tuple[ReturnPolicy, ...], count: int) -> Iterator[tuple[ReturnRule, date]]:
    """Rules with days of delivery, those that end beside a holiday or a weekend among them."""
    chance = random.Random(3)
    rules = [rule for policy in policies for rule in policy.rules]
    for number in range(count):
        rule = rules[number % len(rules)]
        yield rule, _some_day(chance, date(2025, 10, 1), date(2028, 3, 1))


def moments(count: int) -> Iterator[datetime]:
    """Moments of thirteen months, whole hours and the minutes beside them often, and the nights when clocks change."""
    chance = random.Random(4)
    changes = (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 3, 14, 7, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC),
               datetime(2027, 11, 7, 6, tzinfo=UTC))  # fmt: skip
    for number in range(count):
        if number % 5 == 0:
            base = chance.choice(changes) + timedelta(hours=chance.randrange(-4, 5))
        else:
            base = datetime(2026, 11, 25, tzinfo=UTC) + timedelta(hours=chance.randrange(395 * 24))
        yield base + timedelta(minutes=chance.choice((0, 0, 29, 30, 59, 1)), seconds=chance.choice((0, 59)))


def asks(
    record: Channels, countries: tuple[str, ...], products: tuple[str, ...], count: int
) -> Iterator[Ask]:
    """Every topic in every country and language, at some moment."""
    chance = random.Random(5)
    topics = [topic.id for topic in record.topics] + ["unknown"]
    for at in moments(count):
        product = chance.choice((None, *products))
        yield Ask(
            chance.choice(topics),
            chance.choice(countries),
            chance.choice(("en", "pl", "zh-Hant", "de")),
            at,
            product,
        )
