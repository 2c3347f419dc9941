"""What `markets.yml` does not show: mistakes, serial numbers, prices, what a product's own list means."""

from __future__ import annotations

from datetime import date

import pytest

from kb_builder.aftersales.coverage import Case, applies, judge, mistakes
from kb_builder.aftersales.periods import last_day
from kb_builder.aftersales.serials import read_serial
from kb_builder.content.model import PriceBook
from tests.scripts.aftersales_cases import ODD_PRODUCT, ODD_WARRANTY

ON = date(2026, 11, 25)
BOOK = PriceBook.model_validate(
    {
        "items": [
            {
                "id": name, "kind": kind, "name": name, "products": products, "components": components,
                "prices": [{"country": "PL", "amount": 100, "currency": "PLN", "tax_included": False, "valid_from": "2026-01-01",
                            "valid_through": "2026-11-25"}],
            }
            for name, kind, products, components in (
                ("any", "repair", ["lamp"], []), ("switch", "repair", [], ["switch"]), ("bulb", "repair", ["lamp"], ["bulb"]),
                ("other", "repair", ["kettle"], []), ("visit", "installation", ["lamp"], []),
            )
        ]
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2028-01-31", "P1M", "2028-02-29"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2026-03-03", "P14D", "2026-03-17"),
        ("2026-12-24", "P2W", "2027-01-07"),
        ("2026-08-31", "P1M1D", "2026-10-01"),
        ("2026-03-28", "PT36H", "2026-03-29"),
        ("9999-06-01", "P2Y", "9999-12-31"),
    ],
)
def test_periods(start: str, period: str, end: str) -> None:
    """Months end where they end, and parts of a day are dropped."""
    assert last_day(date.fromisoformat(start), period) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("serial", "model", "made"),
    [
        ("A26021", "a", "2026-02-01 2026-02-28"),
        ("a2602-1", "a", "2026-02-01 2026-02-28"),
        ("A26131", "a", "None None"),
        ("B2026W53", "b", "2026-12-28 2027-01-03"),
        ("B2025W53", "b", "None None"),
        ("b-123", "b", "None None"),
        ("Y24", "b", "2024-01-01 2024-12-31"),
        ("XA26021", None, ""),
        ("A26021" * 20, None, ""),
    ],
)
def test_serial_numbers(serial: str, model: str | None, made: str) -> None:
    """The whole number has to match; a month or week that does not exist says no date."""
    found = read_serial(serial, ODD_PRODUCT.models)
    assert (found.model if found else None) == model
    assert (f"{found.made_from} {found.made_through}" if found else "") == made


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"bought": date(2026, 11, 26)}, "in_future bought 2026-11-25"),
        ({"bought": ON, "delivered": date(2026, 11, 24)}, "before_purchase delivered 2026-11-25"),
        ({"bought": date(2019, 6, 29)}, "before_release bought 2019-06-30"),
        ({"bought": date(2020, 2, 28), "model": "a"}, "before_release bought 2020-02-29"),
        ({"bought": date(2025, 12, 31), "serial": "A26011"}, "before_made bought 2026-01-01"),
        ({"bought": ON, "serial": "A26011", "model": "b"}, "serial_of_other_model serial None"),
        ({"bought": ON, "serial": "?"}, "unknown_serial serial None"),
        ({"serial": "B-123"}, "no_date bought None"),
        ({}, "no_date bought None"),
    ],
)
def test_mistakes(given: dict[str, object], expected: str) -> None:
    """What can't be is said, with the day that contradicts it."""
    found = list(mistakes(Case("PL", ON, **given), ODD_PRODUCT, ["PL"]))  # type: ignore[arg-type]
    assert [f"{one.code} {one.about} {one.day}" for one in found] == [expected]


def test_prices_are_named_before_a_paid_repair() -> None:
    """The failed component's first; none that is not valid on the day, and none where everything is covered."""
    case = Case("PL", ON, date(2020, 3, 1), component="bulb", extended=False)
    answer = judge(case, "lamp", ODD_PRODUCT, ODD_WARRANTY, BOOK)
    assert (answer.verdict, [item.id for item, _ in answer.prices]) == ("depends", ["bulb", "any"])
    later = judge(
        Case("PL", date(2026, 11, 26), date(2020, 3, 1), extended=False),
        "lamp",
        ODD_PRODUCT,
        ODD_WARRANTY,
        BOOK,
    )
    assert later.prices == ()
    covered = judge(Case("PL", ON, ON, component="bulb"), "lamp", ODD_PRODUCT, ODD_WARRANTY, BOOK)
    assert (covered.verdict, covered.prices) == ("covered", ())


def test_the_law_is_never_hidden() -> None:
    """A product's own list leaves out promises of the company, never those of the law; those of other products it can't add."""
    listed = ODD_PRODUCT.model_copy(update={"warranty": ("bulb",)})
    names = [one.id for one in ODD_WARRANTY.promises if applies(one, "lamp", listed)]
    assert names == ["month", "new", "bulb", "law"]
    of_others = ODD_WARRANTY.promises[0].model_copy(update={"products": ("kettle",)})
    assert not applies(of_others, "lamp", listed)


def test_a_serial_number_stands_for_a_lost_receipt() -> None:
    """It can't have been bought before it was made: what is covered from that day on is covered for certain."""
    case = Case("TW", date(2027, 1, 31), serial="A26011", component="switch")
    answer = judge(case, "lamp", ODD_PRODUCT, ODD_WARRANTY, BOOK)
    found = {one.promise.id: (one.verdict, one.reason) for one in answer.promises}
    assert found["model-a"] == ("covered", "counted_from_manufacture")
    late = judge(
        Case("TW", date(2030, 1, 2), serial="A26011", component="switch"),
        "lamp",
        ODD_PRODUCT,
        ODD_WARRANTY,
        BOOK,
    )
    assert {one.promise.id: one.reason for one in late.promises}["model-a"] == "purchase_date_needed"
