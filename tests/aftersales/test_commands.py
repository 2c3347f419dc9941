"""The commands that agents and other programs ask: coverage, route, matrix."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kb_builder.cli import main
from tests.demo import CHECKOUT

ON = ("--on", "2026-11-23")


def run(*arguments: str) -> Result:
    """A command on the demo site."""
    return CliRunner().invoke(main, [*arguments, "-C", str(CHECKOUT)], prog_name="kb")


def data(*arguments: str) -> Any:
    """What it prints as JSON."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_coverage_as_data() -> None:
    """The shape that other programs rely on."""
    found = data(
        "coverage",
        "--product",
        "wm700",
        "--country",
        "PL",
        "--bought",
        "2025-01-10",
        "--component",
        "pump",
        *ON,
    )
    assert found["verdict"] == "covered"
    first = found["promises"][0]
    assert (first["id"], first["kind"], first["until"]) == ("statutory-pl", "statutory", "2027-01-10")
    assert (first["verdict"], first["reason"]) == ("covered", "in_period")
    assert first["guarantor"] == {"role": "seller", "name": "The shop that sold you the product"}
    assert [one["kind"] for one in first["remedies"]] == [
        "repair",
        "replacement",
        "price_reduction",
        "refund",
    ]
    assert found["prices"] == []


def test_coverage_that_has_ended() -> None:
    """The prices of a repair, with tax and how long they hold."""
    found = data(
        "coverage",
        "--product",
        "wm700",
        "--country",
        "pl",
        "--bought",
        "2023-05-01",
        "--no-extended",
        "--component",
        "pump",
        *ON,
    )
    assert found["verdict"] == "not_covered"
    price = next(one for one in found["prices"] if one["id"] == "pump-repair")
    assert (price["amount"], price["currency"], price["tax_included"], price["tax_rate"]) == (
        389.0,
        "PLN",
        True,
        23.0,
    )
    assert price["valid_through"] == "2026-12-31"


def test_coverage_for_people() -> None:
    """The answer first, then each promise."""
    result = run("coverage", "--product", "rt50", "--country", "TW", "--bought", "2026-03-01", *ON)
    assert result.stdout.splitlines()[0] == "Covered until 2028-03-01."
    assert "It only" not in result.stdout
    assert "After a report, your rights end six months later" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--product wm70 --country PL --bought 2025-01-10", "there is no product 'wm70'\n  = Did you mean 'wm700'?"),
        ("--product wm700 --country FR --bought 2025-01-10", "there is no market 'FR'\n  = The markets of brand.yml are: DE, GB, PL, TW, US."),
        ("--product wm700 --country PL --bought 2025-02-29", "'2025-02-29' is no day; write it as YYYY-MM-DD"),
        ("--product wm700 --country PL --bought 2026-11-24", "the day of purchase is after 2026-11-23"),
        ("--product wm700 --country PL --bought 2026-11-23 --delivered 2026-11-22", "the day of delivery is before the day of purchase (2026-11-23)"),
        ("--product wm700 --country PL --bought 2019-01-10", "the day of purchase is before the product came out (2023-03-06)"),
        ("--product wm700 --country PL --bought 2025-01-10 --component pomp", "there is no component 'pomp'\n  = Did you mean 'pump'?"),
        ("--product wm700 --country PL --bought 2025-01-10 --serial 123", "'123' is no serial number of this product\n  = They look like this: WM78253700012, WM79261100345."),
        ("--product wm700 --country PL", "the day of purchase is missing"),
    ],
)  # fmt: skip
def test_coverage_refuses(arguments: str, message: str) -> None:
    """What can't be answered ends with 2 and says what to do."""
    result = run("coverage", *arguments.split(), *ON)
    assert result.exit_code == 2
    assert message in result.stderr


def test_route_as_data() -> None:
    """On Constitution Day nobody answers the phone in Taiwan; what takes messages comes first."""
    found = data(
        "route",
        "--topic",
        "repair",
        "--country",
        "TW",
        "--locale",
        "zh-Hant",
        "--at",
        "2026-12-25T10:00+08:00",
    )
    ways = {one["id"]: one for one in found["channels"]}
    assert found["channels"][0]["id"] == "form"
    phone = ways["phone-tw"]
    assert (phone["kind"], phone["open"], phone["closes_at"]) == ("phone", False, None)
    assert phone["opens_at"] == "2026-12-28T09:00:00+08:00"
    assert ways["form"]["reply_within"] == "P2D"
    assert [one["id"] for one in found["next_level"]] == ["complaints-desk"]
    assert found["escalate_after"] == "P5D"


def test_route_of_a_product_with_a_partner() -> None:
    """Where the matter is not ours, the partner is named; a moment without a zone is that of the country."""
    given = (
        "--topic",
        "installation",
        "--country",
        "US",
        "--locale",
        "en",
        "--product",
        "wm700",
        "--at",
        "2026-12-01T19:59:00",
    )
    found = data("route", *given)
    assert found["partner"]["id"] == "newark-partner"
    assert found["channels"][0]["closes_at"] == "2026-12-01T20:00:00-05:00"
    assert "Partner: Garden State Appliance Service" in run("route", *given).stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("--topic reapir --country TW --locale en", "there is no topic 'reapir'\n  = Did you mean 'repair'?"),
        ("--topic repair --country XX --locale en", "there is no market 'XX'"),
        ("--topic repair --country TW --locale de", "there is no language 'de'\n  = The languages of brand.yml are: en, pl, zh-Hant."),
        ("--topic repair --country TW --locale en --product lamp", "there is no product 'lamp'"),
        ("--topic repair --country TW --locale en --at soon", "'soon' is no moment\n  = Write day and time with the zone"),
    ],
)  # fmt: skip
def test_route_refuses(arguments: str, message: str) -> None:
    """What can't be answered ends with 2 and says what to do."""
    result = run("route", *arguments.split())
    assert result.exit_code == 2
    assert message in result.stderr


def test_the_matrix_has_every_topic_and_product() -> None:
    """Each topic in each language of each market, each product in each market, and no gaps in the demo."""
    text = run("matrix", *ON).stdout
    assert text.count("No gaps") == 2
    first, second = run("matrix", *ON, "--format", "csv").stdout_bytes.decode().split("\r\n\r\n")
    reached = list(csv.DictReader(io.StringIO(first)))
    assert {(one["topic"], one["country"], one["language"]) for one in reached} >= {
        ("recall", "PL", "pl"),
        ("recall", "TW", "en"),
    }
    promised = list(csv.DictReader(io.StringIO(second.lstrip())))
    row = next(one for one in promised if (one["product"], one["country"]) == ("wm700", "US"))
    assert (row["by law"], row["on top"], row["gap"]) == ("statutory-us", "manufacturer-us", "")
    page = run("matrix", *ON, "--format", "html").stdout
    assert page.count("<table>") == 2
    assert 'class="gap"' not in page
