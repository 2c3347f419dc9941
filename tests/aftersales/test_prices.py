"""Which price may be named on a day."""

from __future__ import annotations

from datetime import date

import pytest

from kb_builder.aftersales.prices import is_offered, item_of_part, price_on
from kb_builder.content.model import PriceBook, PriceItem

ITEM = PriceItem.model_validate(
    {
        "id": "seal",
        "kind": "part",
        "name": "Lid seal",
        "products": ["kettle"],
        "part": "seal",
        "prices": [
            {
                "country": "PL", "amount": "19.90", "currency": "PLN", "tax_included": True,
                "valid_from": "2026-01-01", "valid_through": "2026-12-31",
            },
            {"country": "PL", "amount": "21.90", "currency": "PLN", "tax_included": True, "valid_from": "2027-03-01"},
            {"country": "GB", "amount": "4.50", "currency": "GBP", "tax_included": True, "valid_from": "2026-01-01"},
            {"country": "GB", "amount": "5.00", "currency": "GBP", "tax_included": True, "valid_from": "2026-06-01"},
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("country", "day", "amount"),
    [
        ("PL", date(2025, 12, 31), None),
        ("PL", date(2026, 1, 1), "19.90"),
        ("PL", date(2026, 12, 31), "19.90"),
        ("PL", date(2027, 1, 1), None),
        ("PL", date(2027, 3, 1), "21.90"),
        ("GB", date(2026, 5, 31), "4.50"),
        ("GB", date(2026, 6, 1), "5.00"),
        ("TW", date(2026, 6, 1), None),
    ],
)
def test_only_a_valid_price_is_named(country: str, day: date, amount: str | None) -> None:
    """The first and the last day count; between two periods there is no price; the later of two wins."""
    price = price_on(ITEM, country, day)
    assert (str(price.amount) if price else None) == amount


def test_an_expired_price_shows_that_it_was_offered() -> None:
    """A country that has ever had a price is told to ask; another one is not named at all."""
    assert is_offered(ITEM, "PL")
    assert not is_offered(ITEM, "TW")


def test_a_part_finds_its_price() -> None:
    """Parts of different products may have the same name."""
    book = PriceBook(items=(ITEM,))
    assert item_of_part(book, "kettle", "seal") is ITEM
    assert item_of_part(book, "lamp", "seal") is None
