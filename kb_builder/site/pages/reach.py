"""The quickest ways to a person, for pages that end with "Talk to us"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb_builder.aftersales.routes import channels_for
from kb_builder.content.model import Channel, Market
from kb_builder.site.local import Here, LocalSite

TOPIC = "technical-help"
"""What most people call about; where no such topic exists, the first one of the file."""
MOST_COUNTRIES = 3
MOST_WAYS = 2


@dataclass(frozen=True)
class Reach:
    """A country and its quickest channels, answered by people within hours or a time that the company promises."""

    country: str
    channels: tuple[Channel, ...]


def home_markets(site: LocalSite) -> tuple[Market, ...]:
    """The markets whose first language is the reader's; otherwise those that have it at all; otherwise every one."""
    return _near(site, site.brand.markets) or site.brand.markets


def _near(site: LocalSite, markets: tuple[Market, ...]) -> tuple[Market, ...]:
    first = tuple(market for market in markets if market.locales[0] == site.locale)
    return first or tuple(market for market in markets if site.locale in market.locales)


def markets_by_nearness(site: LocalSite) -> tuple[Market, ...]:
    """Every market, the reader's own first."""
    near = home_markets(site)
    return (*near, *(market for market in site.brand.markets if market not in near))


def reach(here: Here) -> tuple[Reach, ...]:
    """For the reader's markets: at most two channels each, of different kinds."""
    found = (
        Reach(market.country, tuple(_quickest(here.site, market.country)))
        for market in _markets(here)[:MOST_COUNTRIES]
    )
    return tuple(one for one in found if one.channels)


def _markets(here: Here) -> tuple[Market, ...]:
    """The reader's markets in which the page's product is sold; all of the reader's where none of them sells it."""
    product = here.site.product(here.page.product) if here.page.product else None
    sold_in = product.markets if product else ()
    sold = tuple(market for market in here.site.brand.markets if market.country in sold_in)
    return _near(here.site, sold) or home_markets(here.site)


def _quickest(site: LocalSite, country: str) -> Iterator[Channel]:
    record = site.record(site.plan.catalogue.channels)
    topics = [topic.id for topic in record.topics]
    if not topics:
        return
    topic = TOPIC if TOPIC in topics else topics[0]
    kinds: set[str] = set()
    channels = channels_for(record, topic, country, site.locale)
    for channel in sorted(channels, key=lambda one: one.hours is None):
        promised = channel.hours or channel.reply_within
        if channel.human and promised and channel.kind not in kinds and len(kinds) < MOST_WAYS:
            kinds.add(channel.kind)
            yield channel
