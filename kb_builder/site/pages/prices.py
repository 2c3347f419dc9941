"""The price book by country: parts and paid services with the prices of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kb_builder import addresses
from kb_builder.aftersales.prices import is_offered, price_on
from kb_builder.content.model import Market, Part, Price, PriceBook, PriceItem
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.countries import by_country, company_crumbs, product_links


@dataclass(frozen=True)
class PriceRow:
    """A part or a service in one country."""

    item: PriceItem
    price: Price | None
    """None when no price is valid today: the reader has to ask."""
    products: tuple[Link, ...]
    part: Part | None


@dataclass(frozen=True)
class PriceTable:
    """The rows of one kind; those of parts are a table a product."""

    kind: str
    title: str
    rows: tuple[PriceRow, ...]
    product: Link | None = None
    """For parts of one product; the page folds them."""

    @property
    def until(self) -> date | None:
        """The last day of most prices of the table; a row with another one says it. None when there is no such day."""
        ends = Counter(row.price.valid_through for row in self.rows if row.price)
        day, times = next(iter(ends.most_common(1)), (None, 0))
        return day if 2 * times > ends.total() else None

    @property
    def is_mixed(self) -> bool:
        """Whether some row ends on another day than the table says."""
        return any(row.price and row.price.valid_through != self.until for row in self.rows)


@dataclass(frozen=True)
class Tariff:
    """All prices of a country."""

    tables: tuple[PriceTable, ...]
    tax: tuple[bool, Decimal | None] | None
    """Whether tax is included, and its rate, where this is the same for every price; otherwise each row says it."""


def build_prices(here: Here) -> Content:
    """The price page."""
    record: PriceBook = here.site.record(here.site.plan.catalogue.prices)
    _ = here.site.messages.gettext
    title = _("Prices")
    return Content(
        title=title,
        description=_("What spare parts, repairs, installation and delivery cost in your country."),
        context={
            "crumbs": company_crumbs(here),
            "record": record,
            "countries": by_country(here, lambda market: _tariff(here, record, market)),
            "contact_url": here.url(addresses.COMPANY_PAGES["contact"]),
            "warranty_url": here.url(addresses.COMPANY_PAGES["warranty"]),
        },
        jsonld=(jsonld_breadcrumbs(here, title),),
    )


def _tariff(here: Here, record: PriceBook, market: Market) -> Tariff:
    names = labels(here.site.locale).price_kind
    rows = [_row(here, item, market.country) for item in record.items if is_offered(item, market.country)]
    tables = (
        table
        for kind, title in names.items()
        for table in _tables(kind, title, [row for row in rows if row.item.kind == kind])
    )
    prices = [row.price for row in rows if row.price]
    taxes = {(price.tax_included, price.tax_rate) for price in prices}
    return Tariff(
        tuple(table for table in tables if table.rows),
        next(iter(taxes)) if len(taxes) == 1 else None,
    )


def _tables(kind: str, title: str, rows: list[PriceRow]) -> Iterator[PriceTable]:
    """One table, or for parts one a product and then one for those of several products."""
    of_one = [row for row in rows if kind == "part" and len(row.products) == 1]
    for product in dict.fromkeys(row.products[0] for row in of_one):
        yield PriceTable(kind, title, tuple(row for row in of_one if row.products[0] == product), product)
    yield PriceTable(kind, title, tuple(row for row in rows if row not in of_one))


def _row(here: Here, item: PriceItem, country: str) -> PriceRow:
    price = price_on(item, country, here.site.plan.day)
    return PriceRow(item, price, product_links(here, item.products), next(_parts(here, item), None))


def _parts(here: Here, item: PriceItem) -> Iterator[Part]:
    for slug in item.products if item.part else ():
        product = here.site.product(slug)
        yield from (part for part in (product.parts if product else ()) if part.id == item.part)
