"""Every way to reach the company: by topic, best first, and by country with all that one has to know."""

from __future__ import annotations

from dataclasses import dataclass

from kb_builder import addresses
from kb_builder.aftersales.routes import channels_for, channels_in, product_routes, reached, route_of
from kb_builder.content.model import Centre, Channel, Channels, Market, Route, Topic
from kb_builder.site.jsonld import organization
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.asking import contact_form
from kb_builder.site.pages.channels import ChannelView, channel_views
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.countries import Country, by_country, company_crumbs, product_links


@dataclass(frozen=True)
class Ways:
    """Whom one reaches about a topic in a country, best first, and who comes next when that does not help."""

    channels: tuple[ChannelView, ...]
    """Empty for a product whose ways are those of all products: only its note is its own."""
    next_level: tuple[ChannelView, ...]
    escalate_after: str
    """ISO 8601 period; empty when the route names none."""
    note: str
    partner: Centre | None
    products: tuple[Link, ...]
    """The products that this way is for; empty for all."""


@dataclass(frozen=True)
class TopicView:
    """A topic with its ways in each country."""

    topic: Topic
    countries: tuple[Country, ...]
    """The content of each is a tuple of :class:`Ways`: the general ones first, then those for some products."""


def build_contact(here: Here) -> Content:
    """The contact page."""
    record: Channels = here.site.record(here.site.plan.catalogue.channels)
    _ = here.site.messages.gettext
    title = _("Contact")
    return Content(
        title=title,
        description=_(
            "Phone, chat, e-mail and letters by country and topic, with hours, languages and cost."
        ),
        context={
            "crumbs": company_crumbs(here),
            "record": record,
            "topics": tuple(_topic(here, record, topic) for topic in record.topics),
            "countries": by_country(here, lambda market: _channels(here, record, market)),
            "centres_url": here.url(addresses.COMPANY_PAGES["centres"]),
            "complaints_url": here.url(addresses.COMPANY_PAGES["complaints"]),
            "has_centres": bool(here.site.plan.catalogue.centres.record.centres),
        },
        data=contact_form(here),
        jsonld=(jsonld_breadcrumbs(here, title), organization(here.site.brand, record.channels)),
    )


def _channels(here: Here, record: Channels, market: Market) -> tuple[ChannelView, ...]:
    return channel_views(here, channels_in(record, market.country), market.country)


def _topic(here: Here, record: Channels, topic: Topic) -> TopicView:
    return TopicView(topic, by_country(here, lambda market: _ways(here, record, topic.id, market.country)))


def _ways(here: Here, record: Channels, topic: str, country: str) -> tuple[Ways, ...]:
    general = channels_for(record, topic, country, here.site.locale)
    route = route_of(record, topic, country)
    found = [_one(here, record, general, route, country)] if general else []
    for one in product_routes(record, topic, country):
        channels = reached(record, one.channels, country, here.site.locale)
        if channels != general:
            found.append(_one(here, record, channels, one, country))
        elif one.note:
            found.append(Ways((), (), "", one.note, None, product_links(here, one.products)))
    return tuple(found)


def _one(
    here: Here, record: Channels, channels: tuple[Channel, ...], route: Route | None, country: str
) -> Ways:
    views = channel_views(here, channels, country)
    if route is None:
        return Ways(views, (), "", "", None, ())
    centres = here.site.record(here.site.plan.catalogue.centres).centres
    return Ways(
        views,
        channel_views(here, reached(record, route.escalate_to, country, here.site.locale), country),
        route.escalate_after or "",
        route.note or "",
        next((one for one in centres if one.id == route.partner), None),
        product_links(here, route.products),
    )
