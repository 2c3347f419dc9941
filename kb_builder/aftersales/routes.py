"""Whom a customer reaches about a topic in a country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb_builder.content.model import Channel, Channels, Route

LAST_RESORTS = ("post", "on_site", "service_centre")
"""Kinds that take the customer's time or a journey: they come after all others where no route says otherwise."""


def channels_in(record: Channels, country: str) -> tuple[Channel, ...]:
    """The channels of a country, as in the file but letters and visits last."""
    found = [channel for channel in record.channels if country in channel.countries]
    return tuple(sorted(found, key=lambda channel: channel.kind in LAST_RESORTS))


def route_of(record: Channels, topic: str, country: str) -> Route | None:
    """The route of a topic for every product: one that names the country wins over one for all countries."""
    fitting = [route for route in _routes(record, topic, country) if not route.products]
    return max(fitting, key=lambda route: bool(route.countries), default=None)


def chosen_route(record: Channels, topic: str, country: str, product: str | None = None) -> Route | None:
    """The one route for a customer: one that names the product wins, then one that names the country, then the first."""
    fitting = [one for one in _routes(record, topic, country) if not one.products or product in one.products]
    return max(fitting, key=lambda one: (bool(one.products), bool(one.countries)), default=None)


def ways_of(record: Channels, topic: str, country: str, product: str | None = None) -> tuple[Channel, ...]:
    """The channels of a country in the route's order; without a route all that take the topic, letters and visits last."""
    route = chosen_route(record, topic, country, product)
    if route is None:
        return tuple(one for one in channels_in(record, country) if not one.topics or topic in one.topics)
    by_id = {channel.id: channel for channel in record.channels}
    return tuple(by_id[one] for one in route.channels if one in by_id and country in by_id[one].countries)


def product_routes(record: Channels, topic: str, country: str) -> tuple[Route, ...]:
    """The routes of a topic that hold for some products only."""
    return tuple(route for route in _routes(record, topic, country) if route.products)


def _routes(record: Channels, topic: str, country: str) -> Iterator[Route]:
    for route in record.routes:
        if route.topic == topic and (not route.countries or country in route.countries):
            yield route


def reached(record: Channels, ids: Iterable[str], country: str, locale: str) -> tuple[Channel, ...]:
    """The channels of a list that serve the country, in its order; those that speak the customer's language first."""
    by_id = {channel.id: channel for channel in record.channels}
    found = [by_id[one] for one in ids if one in by_id and country in by_id[one].countries]
    return tuple(sorted(found, key=lambda channel: locale not in channel.locales))


def channels_for(record: Channels, topic: str, country: str, locale: str) -> tuple[Channel, ...]:
    """The channels of a topic: those of its route, otherwise all that take the topic."""
    route = route_of(record, topic, country)
    if route is not None:
        return reached(record, route.channels, country, locale)
    open_to = [one.id for one in channels_in(record, country) if not one.topics or topic in one.topics]
    return reached(record, open_to, country, locale)
