"""Cases of every market that were computed by hand: ``markets.yml`` is the table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb_builder.aftersales.coverage import Case, judge, mistakes
from kb_builder.aftersales.returns import deadline
from tests.demo import demo_plan

TABLE = yaml.safe_load(Path(__file__).with_name("markets.yml").read_text(encoding="utf-8"))
MARKETS = tuple(market.country for market in demo_plan().catalogue.brand.record.markets)


def named(row: Mapping[str, Any]) -> str:
    """What a row is about."""
    return f"{row['country']} {row.get('why') or row['right']}"


def test_every_market_has_rows() -> None:
    """A new market needs a lawyer's cases, too."""
    for rows in TABLE.values():
        assert {row["country"] for row in rows} == set(MARKETS)


@pytest.mark.parametrize("row", TABLE["coverage"], ids=named)
def test_coverage(row: Mapping[str, Any]) -> None:
    """Verdict, and of each promise verdict, last day and reason."""
    it = demo_plan().catalogue
    product = it.product_by_slug[row["product"]].record
    given = {key: row[key] for key in ("bought", "delivered", "component", "buyer", "extended") if key in row}
    case = Case(row["country"], row["asked"], repaired=tuple(row.get("repaired", ())), **given)
    assert list(mistakes(case, product, MARKETS)) == []
    answer = judge(case, row["product"], product, it.warranty.record, it.prices.record)
    found = {one.promise.id: [one.verdict, one.until, one.reason] for one in answer.promises}
    assert (answer.verdict, found) == (row["verdict"], row["promises"])
    remedies = {one.promise.id: [remedy.kind for remedy, _ in one.remedies] for one in answer.promises}
    assert {name: remedies[name] for name in row.get("remedies", {})} == row.get("remedies", {})


@pytest.mark.parametrize("row", TABLE["returns"], ids=named)
def test_returns(row: Mapping[str, Any]) -> None:
    """The last day of a right."""
    it = demo_plan().catalogue
    policy = next(one for one in it.returns.record.policies if one.country == row["country"])
    rule = next(one for one in policy.rules if one.kind == row["right"])
    calendar = next((one for one in it.holidays.record.calendars if one.id == rule.holidays), None)
    start: date = row["delivered"]
    found = deadline(rule, start, calendar)
    assert (found.until, found.holidays_unknown) == (row["last"], False)
