"""The company: brand and markets, ways to reach it, service centres, holidays."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb_builder.content.model.base import (
    Address,
    AgentNote,
    AnyArticleRef,
    ChannelRef,
    Country,
    Currency,
    Date,
    Duration,
    Email,
    Flag,
    Key,
    LocaleTag,
    Markdown,
    MarketRef,
    OpeningHours,
    PathIn,
    Phone,
    ProductRef,
    Record,
    Reference,
    Text,
    TimeZone,
    TopicRef,
    Url,
)


class Market(Record):
    """A country that the company serves."""

    country: Country
    locales: Annotated[tuple[LocaleTag, ...], Field(min_length=1)]
    currency: Currency
    time_zone: TimeZone
    eu: Flag = False
    """The EU's consumer rules apply."""


class Category(Record):
    """A group of products on the home page."""

    id: Key
    name: Text
    summary: Text | None = None
    picture: Annotated[str, PathIn("images")] | None = None


class Home(Record):
    """What the home page offers before anybody has searched."""

    title: Text
    lead: Text
    examples: tuple[Text, ...] = ()
    """Real searches, shown as links below the search field."""
    products: tuple[ProductRef, ...] = ()
    """Most asked first; the others follow by name."""
    problems: tuple[AnyArticleRef, ...] = ()
    """The most common problems across products."""
    topics: tuple[ProductRef, ...] = ()


class Feedback(Record):
    """Where "Did this help?" goes."""

    kind: Literal["none", "post", "mail", "issue"] = "none"
    url: Url | None = None
    """For an issue, ``{title}`` and ``{body}`` may stand for its text; otherwise both are added to the query."""
    email: Email | None = None


class Links(Record):
    """Addresses of the company's other services."""

    shop: Url | None = None
    track_order: Url | None = None
    track_repair: Url | None = None
    register_product: Url | None = None
    book_visit: Url | None = None
    privacy: Url | None = None
    imprint: Url | None = None


class Brand(Record):
    """Who speaks, to which countries, in which languages."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    legal_name: str | None = None
    site_name: Text
    description: Text
    site_url: Url
    """Where the site will live, with the sub-path if there is one."""
    company_url: Url | None = None
    id_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,9}$")] = "KB"
    default_locale: LocaleTag = "en"
    locales: Annotated[tuple[LocaleTag, ...], Field(min_length=1)]
    markets: Annotated[tuple[Market, ...], Field(min_length=1)]
    categories: tuple[Category, ...] = ()
    home: Home
    links: Links = Links()
    feedback: Feedback = Feedback()
    edit_url: Url | None = None
    """Where a file can be edited; ``{path}`` stands for its path."""
    emergency: Text | None = None
    """What to do in danger, shown on the contact page."""


class Topic(Record):
    """What somebody wants to reach the company about."""

    id: Key
    name: Text
    summary: Text | None = None
    have_ready: tuple[Text, ...] = ()


class Channel(Record):
    """A way to reach the company (schema.org ContactPoint, ServiceChannel)."""

    id: Key
    kind: Literal["phone", "email", "chat", "form", "messenger", "post", "on_site", "service_centre"]
    name: Text
    phone: Phone | None = None
    email: Email | None = None
    url: Url | None = None
    address: Address | None = None
    countries: Annotated[tuple[MarketRef, ...], Field(min_length=1)]
    locales: Annotated[tuple[LocaleTag, ...], Field(min_length=1)]
    topics: tuple[TopicRef, ...] = ()
    """Empty means every topic."""
    hours: OpeningHours | None = None
    """None for channels that take messages at any time."""
    time_zone: TimeZone | None = None
    holidays: Annotated[str, Reference("holidays")] | None = None
    reply_within: Duration | None = None
    cost: Text | None = None
    """What the contact costs the customer, for example the price of a call."""
    human: Flag = True
    """Somebody answers, not only a machine."""
    accessibility: Text | None = None
    next_steps: Text | None = None
    """What happens after the first contact."""
    have_ready: tuple[Text, ...] = ()
    agent_note: AgentNote | None = None


class Route(Record):
    """The ordered channels for a topic, best first, and where it goes on when they do not help."""

    topic: TopicRef
    countries: tuple[MarketRef, ...] = ()
    products: tuple[ProductRef, ...] = ()
    channels: Annotated[tuple[ChannelRef, ...], Field(min_length=1)]
    escalate_after: Duration | None = None
    escalate_to: tuple[ChannelRef, ...] = ()
    note: Text | None = None
    partner: Annotated[str, Reference("centre")] | None = None
    """Where the matter is not ours."""


class Channels(Record):
    """``channels.yml``: topics, channels and routes."""

    topics: tuple[Topic, ...] = ()
    channels: tuple[Channel, ...] = ()
    routes: tuple[Route, ...] = ()
    intro: Markdown | None = None


class Centre(Record):
    """A service centre, authorised partner or collection point."""

    id: Key
    kind: Literal["service_centre", "authorised_partner", "collection_point"] = "service_centre"
    name: Text
    address: Address
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    phone: Phone | None = None
    email: Email | None = None
    url: Url | None = None
    hours: OpeningHours | None = None
    time_zone: TimeZone | None = None
    holidays: Annotated[str, Reference("holidays")] | None = None
    products: tuple[ProductRef, ...] = ()
    services: tuple[
        Literal["repair", "installation", "maintenance", "collection", "parts", "advice"], ...
    ] = ()
    locales: tuple[LocaleTag, ...] = ()
    accessibility: Text | None = None
    note: Text | None = None


class Centres(Record):
    """``centres.yml``: places to go to."""

    centres: tuple[Centre, ...] = ()


class Holiday(Record):
    """A day on which a calendar is closed."""

    date: Date
    name: Text


class HolidayCalendar(Record):
    """The public holidays of a country or a region."""

    id: Key
    country: Country
    name: Text | None = None
    known_through: Date
    """Up to this day the list is complete."""
    source: Url | None = None
    days: tuple[Holiday, ...]


class Holidays(Record):
    """``holidays.yml``: calendars that channels and centres refer to."""

    calendars: tuple[HolidayCalendar, ...] = ()
