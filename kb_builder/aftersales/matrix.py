"""Who is reached for what, and what is promised for which product in which market, with the gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb_builder.aftersales.coverage import applies
from kb_builder.aftersales.routes import chosen_route, ways_of
from kb_builder.content.model import Channels, Market, Product, Warranty


@dataclass(frozen=True)
class ReachRow:
    """A topic in a country and a language, for one product or for all others."""

    topic: str
    product: str
    """Empty for every product without a route of its own."""
    country: str
    locale: str
    channels: tuple[str, ...]
    next_level: tuple[str, ...]
    gap: str
    """What is missing, in the writer's words; empty where nothing is."""


@dataclass(frozen=True)
class PromiseRow:
    """A product in a market."""

    product: str
    country: str
    statutory: tuple[str, ...]
    others: tuple[str, ...]
    gap: str


def markets_of(product: Product, markets: Iterable[Market]) -> tuple[Market, ...]:
    """The markets in which a product is sold."""
    return tuple(one for one in markets if not product.markets or one.country in product.markets)


def reach_rows(record: Channels, markets: Iterable[Market]) -> Iterator[ReachRow]:
    """Every topic in every country and language of the markets."""
    for topic in record.topics:
        special = dict.fromkeys(
            slug for one in record.routes if one.topic == topic.id for slug in one.products
        )
        for market in markets:
            for product in (None, *special):
                route = chosen_route(record, topic.id, market.country, product)
                if product is not None and not (route and product in route.products):
                    continue
                for locale in market.locales:
                    yield _reach_row(record, topic.id, product, market.country, locale)


def _reach_row(record: Channels, topic: str, product: str | None, country: str, locale: str) -> ReachRow:
    route = chosen_route(record, topic, country, product)
    first = [one for one in ways_of(record, topic, country, product) if locale in one.locales]
    names = route.escalate_to if route else ()
    following = [
        one
        for one in record.channels
        if one.id in names and country in one.countries and locale in one.locales
    ]
    return ReachRow(
        topic,
        product or "",
        country,
        locale,
        tuple(one.id for one in first),
        tuple(one.id for one in following),
        "" if any(one.human for one in (*first, *following)) else "no person",
    )


def promise_rows(
    products: Mapping[str, Product], warranty: Warranty, markets: Iterable[Market], day: date
) -> Iterator[PromiseRow]:
    """Every product in every market in which it is sold, with what is promised for a purchase on a day."""
    every = tuple(markets)
    for slug, product in products.items():
        for market in markets_of(product, every):
            found = [
                one
                for one in warranty.promises
                if applies(one, slug, product)
                and market.country in one.countries
                and (one.bought_from or date.min) <= day <= (one.bought_through or date.max)
            ]
            law = tuple(one.id for one in found if one.kind == "statutory")
            others = tuple(one.id for one in found if one.kind != "statutory")
            yield PromiseRow(slug, market.country, law, others, "" if law else "no statutory warranty")
