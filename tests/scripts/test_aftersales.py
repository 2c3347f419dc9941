"""Python and the browser give the same answers: coverage, returns, hours and routes on generated cases, in three time zones."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from kb_builder.aftersales.coverage import Case, judge, mistakes
from kb_builder.aftersales.coverage_data import answer_data, coverage_rules, mistakes_data
from kb_builder.aftersales.hours import HoursState, HoursTable, hours_table, state_at, table_data
from kb_builder.aftersales.returns import calendar_data, deadline, rule_data
from kb_builder.aftersales.routing import Reached, Way, reach, routing_rules, tables_of
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.load import load
from kb_builder.content.model import Product, Warranty
from tests.demo import CHECKOUT
from tests.scripts.aftersales_cases import (
    ODD_PRODUCT,
    ODD_WARRANTY,
    TODAY,
    asks,
    coverage_cases,
    moments,
    return_cases,
)
from tests.scripts.conftest import Scripts

pytestmark = pytest.mark.browser
ZONES = ("America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati")
COUNTRIES = ("PL", "DE", "GB", "TW", "US")
CASES = {"wm700": 3500, "rt50": 1500, "odd": 5000}

JUDGE = """async ([url, rules, cases]) => {
  const {mistakes, judge} = await import(url);
  const short = (key, value) => (key === "text" || key === "guarantor" ? undefined : value);
  return cases.map((given, n) => {
    const wrong = mistakes(given, rules);
    const answer = wrong.length ? null : judge(given, rules);
    return JSON.stringify([wrong, answer], n % 20 ? short : undefined);
  });
}"""
EACH = """async ([url, name, shared, cases]) => {
  const found = (await import(url))[name];
  return cases.map((given) => found(...shared, ...given));
}"""


@cache
def demo() -> Catalogue:
    """The demo site's content."""
    return load(CHECKOUT).catalogue


def product_of(name: str) -> tuple[Product, Warranty]:
    """A product of the demo site, or the odd one."""
    if name == "odd":
        return ODD_PRODUCT, ODD_WARRANTY
    return demo().product_by_slug[name].record, demo().warranty.record


def cases_of(name: str) -> list[Case]:
    """The cases of one product."""
    product, warranty = product_of(name)
    return list(coverage_cases(product, warranty, COUNTRIES, CASES[name], len(name)))


def answer_of(case: Case, name: str) -> list[Any]:
    """What Python says about a case."""
    product, warranty = product_of(name)
    wrong = list(mistakes(case, product, COUNTRIES))
    answer = None if wrong else answer_data(judge(case, name, product, warranty, demo().prices.record))
    return [mistakes_data(wrong), answer]


@cache
def answers(name: str) -> tuple[list[Any], ...]:
    """What Python says about each case of a product."""
    return tuple(answer_of(case, name) for case in cases_of(name))


def plain(value: Any) -> Any:
    """A case as JSON."""
    return json.loads(json.dumps(value, default=str))


def without_texts(value: Any) -> Any:
    """What most answers are compared by."""
    if isinstance(value, dict):
        return {key: without_texts(one) for key, one in value.items() if key not in ("text", "guarantor")}
    return [without_texts(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", CASES)
def test_coverage_is_the_same(scripts: Scripts, name: str, zone: str) -> None:
    """Mistakes, verdict, every promise with its end and reason, and the prices of 10,000 cases."""
    product, warranty = product_of(name)
    rules = coverage_rules(name, product, warranty, demo().prices.record, COUNTRIES)
    cases = cases_of(name)
    given = [plain(case.__dict__) for case in cases]
    found = scripts.page(zone).evaluate(JUDGE, [scripts.base + "aftersales/coverage.js", rules, given])
    for number, (case, mine, theirs) in enumerate(zip(cases, answers(name), found, strict=True)):
        expected = without_texts(mine) if number % 20 else mine
        assert json.loads(theirs) == expected, case


def test_the_cases_say_something() -> None:
    """Each verdict makes a tenth of the cases at least, each reason and mistake occurs, and so do the days around ends."""
    found = [
        (case, answer) for name in CASES for case, answer in zip(cases_of(name), answers(name), strict=True)
    ]
    assert len(found) == 10_000
    verdicts = Counter(answer["verdict"] for _, (_, answer) in found if answer)
    assert min(verdicts[name] for name in ("covered", "not_covered", "depends")) >= 1_000, verdicts
    promises = [(case, one) for case, (_, answer) in found if answer for one in answer["promises"]]
    assert {one["reason"] for _, one in promises} == {
        "in_period", "counted_from_manufacture", "expired", "buyer", "component", "not_bought", "conditional",
        "component_needed", "model_needed", "registration_needed", "extension_needed", "purchase_date_needed",
    }  # fmt: skip
    assert {wrong["code"] for _, (mistaken, _) in found for wrong in mistaken} == {
        "unknown_country", "unknown_model", "unknown_component", "unknown_serial", "serial_of_other_model", "no_date", "in_future",
        "before_purchase", "before_release", "before_made",
    }  # fmt: skip
    around = Counter(
        (case.on - date.fromisoformat(one["until"])).days for case, one in promises if one["until"]
    )
    assert min(around[-1], around[0], around[1]) > 500, around


@pytest.mark.parametrize("zone", ZONES)
def test_return_deadlines_are_the_same(scripts: Scripts, zone: str) -> None:
    """The last day, what it was before a weekend or holiday moved it, and whether holidays are known."""
    calendars = {one.id: one for one in demo().holidays.record.calendars}
    cases = list(return_cases(demo().returns.record.policies, 3_000))
    given = [
        [rule_data(rule), str(day), calendar_data(calendars[rule.holidays]) if rule.holidays else None]
        for rule, day in cases
    ]
    found = scripts.page(zone).evaluate(EACH, [scripts.base + "aftersales/returns.js", "deadline", [], given])
    mine = [deadline(rule, day, calendars.get(rule.holidays or "")) for rule, day in cases]
    assert found == [plain(one.__dict__) for one in mine]
    assert sum(one.until != one.counted for one in mine) > 300
    assert any(one.holidays_unknown for one in mine)


HOURS = (
    "Mo-Fr 08:00-18:00; PH off",
    "Mo-Fr,PH 08:00-12:00,13:00-17:30; Sa 10:00-14:00",
    "Mo-Su 22:00-06:00",
    "Th-Sa 18:00-02:30; PH off",
    "24/7",
    "off",
    "Su 00:00-03:00; Mo-Sa 01:30-02:30",
    "Mar-Oct Mo-Fr 09:00-19:00; Nov-Feb Mo-Fr 10:00-16:00; Dec 24 10:00-12:00",
    "Mo[1] 09:00-10:00; Fr 10:00-12:00 \"PH by phone\"; PH,Su 11:00-12:00",
)  # fmt: skip
HOUR_ZONES = ("Europe/Warsaw", "America/New_York", "Asia/Taipei", "Australia/Lord_Howe")


def state_data(state: HoursState) -> dict[str, Any]:
    """A state with moments as the browser counts them."""
    return {
        "open": state.open,
        "opens_at": state.opens_at.timestamp() * 1000 if state.opens_at else None,
        "closes_at": state.closes_at.timestamp() * 1000 if state.closes_at else None,
        "holidays_unknown": state.holidays_unknown,
    }


def tables() -> Iterator[HoursTable]:
    """Tables of every expression in every zone, with the holidays of Poland."""
    poland = next(one for one in demo().holidays.record.calendars if one.id == "pl")
    for expression in HOURS:
        for zone in HOUR_ZONES:
            yield hours_table(expression, zone, poland, TODAY)


@pytest.mark.parametrize("zone", ZONES)
def test_hours_are_the_same(scripts: Scripts, zone: str) -> None:
    """Open or not, when it opens and closes: at thousands of moments, the nights when clocks change among them."""
    every = list(moments(250))
    for table in tables():
        given = [[at.timestamp() * 1000] for at in every]
        found = scripts.page(zone).evaluate(
            EACH, [scripts.base + "aftersales/hours.js", "stateAt", [plain(table_data(table))], given]
        )
        for at, theirs in zip(every, found, strict=True):
            assert theirs == state_data(state_at(table, at)), (table.zone, table.week, at)


def way_data(way: Way) -> dict[str, Any]:
    """A way as the browser says it."""
    one = way.channel
    return {"id": one.id, "kind": one.kind, "reply_within": one.reply_within, **state_data(way.state)}


def reached_data(found: Reached) -> dict[str, Any]:
    """What the browser says, without the route itself."""
    return {name: [way_data(one) for one in getattr(found, name)] for name in ("channels", "next_level")}


@pytest.mark.parametrize("zone", ZONES)
def test_routes_are_the_same(scripts: Scripts, zone: str) -> None:
    """The channels in their order, and the next level."""
    record = demo().channels.record
    hours = tables_of(record, demo().holidays.record, TODAY)
    cases = list(asks(record, (*COUNTRIES, "XX"), ("wm700", "rt50"), 1_000))
    given = [[{**ask.__dict__, "at": ask.at.timestamp() * 1000}] for ask in cases]
    found = scripts.page(zone).evaluate(
        EACH, [scripts.base + "aftersales/routes.js", "reach", [plain(routing_rules(record, hours))], given]
    )
    for ask, theirs in zip(cases, found, strict=True):
        mine = reach(ask, record, hours)
        del theirs["route"]
        assert theirs == reached_data(mine), ask
