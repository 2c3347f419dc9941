"""Channels as pages show them: one large way in, hours, languages, cost, what happens next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kb_builder.content.model import Channel, Holidays
from kb_builder.content.model.company import Holiday
from kb_builder.site import formats
from kb_builder.site.formats import HoursRow
from kb_builder.site.local import Here

SOON = timedelta(days=60)
"""So far ahead the days are named on which a channel is closed."""


@dataclass(frozen=True)
class ChannelView:
    """A channel in one country."""

    channel: Channel
    country: str
    anchor: str
    href: str
    """``tel:``, ``mailto:`` or an address on the net; empty for letters and places."""
    hours: tuple[HoursRow, ...]
    closed: tuple[Holiday, ...]
    """Public holidays soon on which nobody is there."""
    speaks: bool
    """It has the reader's language."""
    languages: tuple[str, ...]
    """Their names."""
    topics: tuple[str, ...]
    """Names of the only topics that it takes; empty when it takes all."""


def channel_view(here: Here, channel: Channel, country: str) -> ChannelView:
    """What a page says about a channel."""
    record = here.site.record(here.site.plan.catalogue.channels)
    names = {topic.id: topic.name for topic in record.topics}
    day = here.site.plan.day
    return ChannelView(
        channel,
        country,
        f"{country.lower()}-{channel.id}",
        way_in(channel),
        formats.hours(channel.hours, here.site.locale, day) if channel.hours else (),
        closed_soon(here, channel.hours, channel.holidays),
        here.site.locale in channel.locales,
        tuple(formats.language(tag, here.site.locale) for tag in channel.locales),
        tuple(names[topic] for topic in channel.topics if topic in names),
    )


def channel_views(here: Here, channels: Iterable[Channel], country: str) -> tuple[ChannelView, ...]:
    """The same for several."""
    return tuple(channel_view(here, channel, country) for channel in channels)


def way_in(channel: Channel) -> str:
    """The link that opens a channel; a phone number only where it is the way itself."""
    if channel.kind == "phone" and channel.phone:
        return f"tel:{channel.phone}"
    if channel.kind == "email" and channel.email:
        return f"mailto:{channel.email}"
    if channel.url:
        return channel.url
    if channel.phone:
        return f"tel:{channel.phone}"
    return f"mailto:{channel.email}" if channel.email else ""


def closed_soon(here: Here, hours: str | None, calendar: str | None) -> tuple[Holiday, ...]:
    """The next public holidays of a calendar, when the hours say that holidays are days off."""
    if not hours or ("PH off" not in hours and "PH closed" not in hours):
        return ()
    day = here.site.plan.day
    record: Holidays = here.site.record(here.site.plan.catalogue.holidays)
    days = next((one.days for one in record.calendars if one.id == calendar), ())
    return tuple(one for one in days if day <= one.date <= day + SOON)
