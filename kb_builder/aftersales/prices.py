"""What a part or a service costs in a country on a day."""

from __future__ import annotations

from datetime import date

from kb_builder.content.model import Price, PriceBook, PriceItem


def price_on(item: PriceItem, country: str, day: date) -> Price | None:
    """The price that is valid on a day, both ends included; of several the one that began last."""
    valid = [price for price in item.prices if price.country == country and is_valid(price, day)]
    return max(valid, key=lambda price: price.valid_from, default=None)


def is_valid(price: Price, day: date) -> bool:
    """Whether a price may be named on a day."""
    return price.valid_from <= day and (price.valid_through is None or day <= price.valid_through)


def is_offered(item: PriceItem, country: str) -> bool:
    """Whether the price book has ever named a price in the country."""
    return any(price.country == country for price in item.prices)


def item_by_id(book: PriceBook, item_id: str) -> PriceItem | None:
    """The entry of the price book with this id."""
    return next((item for item in book.items if item.id == item_id), None)


def item_of_part(book: PriceBook, product: str, part: str) -> PriceItem | None:
    """The entry that prices a part of a product."""
    return next((item for item in book.items if item.part == part and product in item.products), None)
