"""What something costs, market by market, on the day of the build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kb_builder import addresses
from kb_builder.aftersales.prices import is_offered, item_by_id, item_of_part, price_on
from kb_builder.content.model import Market, Part, Price, PriceItem
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.reach import markets_by_nearness


@dataclass(frozen=True)
class PriceLine:
    """The price in one country."""

    country: str
    price: Price | None
    """None when no price is valid today: the reader has to ask."""


@dataclass(frozen=True)
class PricedItem:
    """An entry of the price book with its prices, the reader's own countries first."""

    item: PriceItem
    lines: tuple[PriceLine, ...]

    @property
    def until(self) -> date | None:
        """The last day of every price, where they all have the same one."""
        ends = {line.price.valid_through for line in self.lines if line.price}
        return next(iter(ends)) if len(ends) == 1 else None


@dataclass(frozen=True)
class PricedPart:
    """A spare part: what it costs, who may order it, how to fit it."""

    part: Part
    product: str
    href: str
    """Its place on the product's page."""
    priced: PricedItem | None
    guide: Link | None
    to_order: bool
    """A customer can order it today."""


def markets_of(here: Here, countries: Iterable[str] = ()) -> tuple[Market, ...]:
    """The markets that matter on a page, the reader's own first: those named, else those of its product, else all."""
    product = here.site.product(here.page.product) if here.page.product else None
    chosen = set(countries) or set(product.markets if product else ())
    return tuple(one for one in markets_by_nearness(here.site) if not chosen or one.country in chosen)


def priced(here: Here, item: PriceItem, countries: Iterable[str] = ()) -> PricedItem:
    """An entry of the price book with a line for each market in which it is offered."""
    day = here.site.plan.day
    return PricedItem(
        item,
        tuple(
            PriceLine(market.country, price_on(item, market.country, day))
            for market in markets_of(here, countries)
            if is_offered(item, market.country)
        ),
    )


def priced_by_id(here: Here, item_id: str | None, countries: Iterable[str] = ()) -> PricedItem | None:
    """The same for the id of an entry."""
    book = here.site.record(here.site.plan.catalogue.prices)
    item = item_by_id(book, item_id) if item_id else None
    return priced(here, item, countries) if item else None


def priced_part(here: Here, part_id: str | None, countries: Iterable[str] = ()) -> PricedPart | None:
    """A part of the page's product by its id."""
    slug = here.page.product or ""
    product = here.site.product(slug)
    part = next((one for one in product.parts if one.id == part_id), None) if product else None
    if part is None:
        return None
    book = here.site.record(here.site.plan.catalogue.prices)
    item = item_of_part(book, slug, part.id)
    gone = part.available_until is not None and part.available_until < here.site.plan.day
    return PricedPart(
        part,
        slug,
        here.url(addresses.product(slug)) + f"#part-{part.id}",
        priced(here, item, countries) if item else None,
        here.article(part.guide) if part.guide else None,
        part.orderable_by == "customer" and not gone,
    )
