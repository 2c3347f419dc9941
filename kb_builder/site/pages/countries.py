"""The company's pages by country: the reader's own first, the others folded below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kb_builder import addresses
from kb_builder.content.model import Market, Source
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.reach import home_markets, markets_by_nearness


@dataclass(frozen=True)
class Country:
    """What a page says about one country."""

    code: str
    anchor: str
    own: bool
    """One of the countries whose first language is the reader's."""
    content: Any


def by_country(here: Here, make: Callable[[Market], Any]) -> tuple[Country, ...]:
    """A part of the page for each market, the reader's own first."""
    own = home_markets(here.site)
    return tuple(
        Country(market.country, anchor_of(market.country), market in own, make(market))
        for market in markets_by_nearness(here.site)
    )


def anchor_of(country: str) -> str:
    """The place of a country on a page."""
    return f"country-{country.lower()}"


def product_links(here: Here, slugs: Iterable[str]) -> tuple[Link, ...]:
    """Links to the products that readers can see."""
    return tuple(link for link in map(here.product_link, slugs) if link is not None)


def sources(*groups: Iterable[Source]) -> tuple[Source, ...]:
    """Sources in their order, each once."""
    found = {(str(one.title), one.url): one for group in groups for one in group}
    return tuple(found.values())


def company_crumbs(here: Here) -> tuple[Link, ...]:
    """Home; the page itself stands last in the template."""
    return (here.link(here.site.messages.gettext("Home"), addresses.HOME),)
