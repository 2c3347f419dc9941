"""The route of a topic, product, country, language and moment: whom a customer reaches now, and who comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kb_builder.aftersales.hours import HoursState, HoursTable, hours_table, state_at, table_data
from kb_builder.aftersales.routes import LAST_RESORTS, chosen_route, ways_of
from kb_builder.content.model import Channel, Channels, Holidays, Route

ANY_TIME = HoursState(True, None, None, False)
"""A channel without hours takes messages at any time."""
Tables = Mapping[str, HoursTable]
"""Channel → its hours; channels without hours are missing."""


@dataclass(frozen=True)
class Ask:
    """Who wants to reach the company, about what, and when."""

    topic: str
    country: str
    locale: str
    at: datetime
    """With a time zone."""
    product: str | None = None


@dataclass(frozen=True)
class Way:
    """A channel at the moment."""

    channel: Channel
    state: HoursState


@dataclass(frozen=True)
class Reached:
    """The channels, best first, and where it goes on."""

    channels: tuple[Way, ...]
    next_level: tuple[Way, ...]
    route: Route | None


def tables_of(record: Channels, holidays: Holidays, first: date) -> Tables:
    """The hours of every channel from a day on."""
    calendars = {one.id: one for one in holidays.calendars}
    return {
        one.id: hours_table(one.hours, one.time_zone or "UTC", calendars.get(one.holidays or ""), first)
        for one in record.channels
        if one.hours
    }


def reach(ask: Ask, record: Channels, tables: Tables) -> Reached:
    """Those that speak the customer's language; of them those that are open now before the others, else in the route's order.

    Where no person speaks it, the others follow: better a person in another language than nobody.
    """
    route = chosen_route(record, ask.topic, ask.country, ask.product)
    by_id = {one.id: one for one in record.channels}
    names = route.escalate_to if route else ()
    following = [by_id[name] for name in names if name in by_id and ask.country in by_id[name].countries]
    first = ways_of(record, ask.topic, ask.country, ask.product)
    return Reached(_ways(first, ask, tables), _ways(following, ask, tables), route)


def _ways(found: Iterable[Channel], ask: Ask, tables: Tables) -> tuple[Way, ...]:
    every = tuple(found)
    speaking = [one for one in every if ask.locale in one.locales]
    others = [] if any(one.human for one in speaking) else [one for one in every if one not in speaking]
    return tuple(way for group in (speaking, others) for way in _now(group, ask, tables))


def _now(channels: Iterable[Channel], ask: Ask, tables: Tables) -> list[Way]:
    ways = [Way(one, state_at(tables[one.id], ask.at) if one.id in tables else ANY_TIME) for one in channels]
    return sorted(ways, key=lambda way: not way.state.open)


def routing_rules(record: Channels, tables: Tables) -> dict[str, Any]:
    """Everything that ``js/aftersales/routes.js`` needs: equal tables stand once."""
    distinct = list(dict.fromkeys(tables.values()))
    order = sorted(record.channels, key=lambda one: one.kind in LAST_RESORTS)
    return {
        "tables": [table_data(table) for table in distinct],
        "channels": [
            {
                "id": one.id,
                "kind": one.kind,
                "countries": list(one.countries),
                "locales": list(one.locales),
                "topics": list(one.topics),
                "human": one.human,
                "hours": distinct.index(tables[one.id]) if one.id in tables else None,
                "reply_within": one.reply_within,
            }
            for one in order
        ],
        "routes": [
            {
                "topic": one.topic,
                "countries": list(one.countries),
                "products": list(one.products),
                "channels": list(one.channels),
                "escalate_after": one.escalate_after,
                "escalate_to": list(one.escalate_to),
                "partner": one.partner,
            }
            for one in record.routes
        ],
    }
