"""Whom a customer reaches."""

from __future__ import annotations

from kb_builder.aftersales.routes import channels_for, channels_in, product_routes, route_of
from kb_builder.content.model import Channels

RECORD = Channels.model_validate(
    {
        "topics": [{"id": "repair", "name": "Repair"}, {"id": "order", "name": "Order"}],
        "channels": [
            {"id": "post", "kind": "post", "name": "Post", "countries": ["PL", "GB"], "locales": ["en", "pl"]},
            {"id": "phone-pl", "kind": "phone", "name": "Phone", "countries": ["PL"], "locales": ["pl"]},
            {
                "id": "mail", "kind": "email", "name": "Mail", "countries": ["PL", "GB"], "locales": ["en"],
                "topics": ["repair"],
            },
        ],
        "routes": [
            {"topic": "repair", "channels": ["phone-pl", "mail", "post"]},
            {"topic": "repair", "countries": ["GB"], "channels": ["mail"]},
            {"topic": "repair", "products": ["kettle"], "channels": ["post"]},
        ],
    }
)  # fmt: skip


def ids(*arguments: str) -> list[str]:
    """The channels of a topic, country and language."""
    return [channel.id for channel in channels_for(RECORD, *arguments)]


def test_letters_come_last() -> None:
    """The plain list of a country begins with what is quick."""
    assert [channel.id for channel in channels_in(RECORD, "PL")] == ["phone-pl", "mail", "post"]


def test_the_route_of_the_country_wins() -> None:
    """A route that names the country replaces the one for all; one for a product never stands for all."""
    assert ids("repair", "GB", "en") == ["mail"]
    route = route_of(RECORD, "repair", "PL")
    assert route is not None
    assert not route.countries
    assert [route.products for route in product_routes(RECORD, "repair", "GB")] == [("kettle",)]


def test_the_language_comes_first() -> None:
    """Channels that speak the customer's language stand first, others after them in the route's order."""
    assert ids("repair", "PL", "pl") == ["phone-pl", "post", "mail"]
    assert ids("repair", "PL", "en") == ["mail", "post", "phone-pl"]


def test_a_topic_without_a_route_reaches_every_open_channel() -> None:
    """Nobody is left alone because a route is missing."""
    assert ids("order", "PL", "en") == ["post", "phone-pl"]
