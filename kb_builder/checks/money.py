"""Prices: in the money of their market, one at a time, and in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from kb_builder.checks.facts import Facts
from kb_builder.checks.formats import wrong_form
from kb_builder.checks.proof import offers
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.model import Price, PriceItem


def wrong_currency(facts: Facts) -> Iterator[Finding]:
    """A price in another money than the one of its market."""
    markets = facts.catalogue.brand.record.markets
    currencies = {
        one.country: one.currency for one in markets if wrong_form("currency", one.currency) is None
    }
    for spot, price in facts.of(Price):
        expected = currencies.get(price.country)
        if expected is not None and price.currency != expected and facts.has_brand:
            message = f"the price is in {price.currency}, and the market {price.country} pays in {expected}"
            yield Finding(spot.file, message, f"Write the price in {expected}.", (*spot.path, "currency"))


def overlapping_prices(facts: Facts) -> Iterator[Finding]:
    """Two prices of one thing in one country on the same day."""
    for spot, item in facts.of(PriceItem):
        by_country: dict[str, list[tuple[date, date, int]]] = defaultdict(list)
        for number, price in enumerate(item.prices):
            by_country[price.country].append((price.valid_from, price.valid_through or date.max, number))
        for country, periods in by_country.items():
            periods.sort()
            for (start, end, _), (following, _, number) in pairwise(periods):
                if following <= end:
                    until = "" if end == date.max else f" through {end}"
                    message = f"'{item.id}' has another price in {country} from {start}{until}"
                    hint = "End that one with valid_through on the day before this one begins."
                    yield Finding(spot.file, message, hint, (*spot.path, "prices", number, "valid_from"))


def no_price_in_force(facts: Facts) -> Iterator[Finding]:
    """A country that had a price and has none today; what a page offers is an error of its own (``offer-without-price``)."""
    offered = {(one.item.id, country) for one in facts.once(offers) if one.item for country in one.countries}
    for spot, item in facts.of(PriceItem):
        last = {price.country: (price.valid_through, n) for n, price in enumerate(item.prices)}
        in_force = {
            price.country
            for price in item.prices
            if price.valid_through is None or price.valid_through >= facts.day
        }
        for country, (end, number) in last.items():
            if country not in in_force and (item.id, country) not in offered:
                message = f"the price of '{item.id}' in {country} ended on {end}"
                hint = "Add the price that is valid now, or remove the country."
                yield Finding(spot.file, message, hint, (*spot.path, "prices", number, "valid_through"))


def tax_rate_missing(facts: Facts) -> Iterator[Finding]:
    """A price that says that tax is in it, and not how much."""
    for spot, price in facts.of(Price):
        if price.tax_included and price.tax_rate is None:
            message = "the price includes tax, and 'tax_rate' does not say how much"
            yield Finding(
                spot.file, message, "Add the rate in per cent: tax_rate: 23.", (*spot.path, "tax_included")
            )


def part_price_without_part(facts: Facts) -> Iterator[Finding]:
    """The price of a part that names no part, or names one without its product."""
    for spot, item in facts.of(PriceItem):
        if item.kind == "part" and item.part is None:
            message = f"'{item.id}' is the price of a part, and does not say which"
            yield Finding(spot.file, message, "Add 'part' and 'products'.", (*spot.path, "kind"))
        elif item.part is not None and not item.products:
            message = f"'{item.id}' names the part '{item.part}' without its product"
            yield Finding(
                spot.file, message, "Add 'products' with the folder of the product.", (*spot.path, "part")
            )


def too_precise_price(facts: Facts) -> Iterator[Finding]:
    """Parts of a cent: ``1.999``, which was to say one thousand nine hundred and ninety-nine."""
    for spot, price in facts.of(Price):
        exponent = price.amount.normalize().as_tuple().exponent
        if not isinstance(exponent, int) or exponent > -3 or wrong_form("currency", price.currency):
            continue
        message = f"{price.amount} {price.currency} is an amount with parts of a cent"
        whole = str(price.amount).replace(".", "")
        hint = f"The point is the decimal one, and nothing parts thousands: write {whole} if that is meant."
        yield Finding(spot.file, message, hint, (*spot.path, "amount"))


RULES = (
    Rule("wrong-currency", "error", wrong_currency),
    Rule("too-precise-price", "warning", too_precise_price),
    Rule("overlapping-prices", "error", overlapping_prices),
    Rule("no-price-in-force", "warning", no_price_in_force),
    Rule("tax-rate-missing", "warning", tax_rate_missing),
    Rule("part-price-without-part", "error", part_price_without_part),
)
