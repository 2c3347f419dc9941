"""What the company and the law promise: warranty, returns, complaints, prices."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from kb_builder.content.model.base import (
    Address,
    ChannelRef,
    ComponentRef,
    Currency,
    Date,
    Duration,
    Flag,
    Internal,
    Key,
    Markdown,
    MarketRef,
    ModelRef,
    PriceRef,
    ProductRef,
    Record,
    Reference,
    Source,
    Text,
    TopicRef,
    Url,
)

Buyer = Literal["private", "business"]
RemedyKind = Literal["repair", "replacement", "price_reduction", "refund", "rejection", "rescission"]


class Remedy(Record):
    """What the customer gets; the list's order is the order of claiming."""

    kind: RemedyKind
    text: Text
    within: Duration | None = None
    """Only within this period from the start, e.g. the right to reject."""


class Guarantor(Record):
    """Who stands behind a promise."""

    role: Literal["seller", "manufacturer", "insurer"]
    name: Text
    address: Address | None = None


class Promise(Record):
    """One warranty (schema.org WarrantyPromise): statutory, commercial, durability or extended."""

    id: Key
    kind: Literal["statutory", "commercial", "durability", "extended"]
    name: Text
    summary: Text
    guarantor: Guarantor
    countries: Annotated[tuple[MarketRef, ...], Field(min_length=1)]
    buyers: tuple[Buyer, ...] = ("private",)
    products: tuple[ProductRef, ...] = ()
    """Empty means every product."""
    models: tuple[ModelRef, ...] = ()
    components: tuple[ComponentRef, ...] = ()
    """Covered components; empty means all but the excluded ones."""
    excluded_components: tuple[ComponentRef, ...] = ()
    duration: Duration
    start: Literal["delivery", "purchase", "registration"] = "delivery"
    notice_within: Duration | None = None
    """How long after finding the fault it must be reported."""
    presumption: Duration | None = None
    """How long a fault is taken to have been there from the start."""
    extension_after_repair: Duration | None = None
    """Added once after a repair (EU Directive 2024/1799)."""
    bought_from: Date | None = None
    bought_through: Date | None = None
    covers: Markdown
    exclusions: tuple[Text, ...] = ()
    remedies: Annotated[tuple[Remedy, ...], Field(min_length=1)]
    proof: tuple[Text, ...] = ()
    claim: tuple[Text, ...] = ()
    """How to claim, one action an entry."""
    topic: TopicRef | None = None
    price: PriceRef | None = None
    """For an extended warranty: what it costs."""
    conditional: Text | None = None
    """Why the verdict can only be "depends", e.g. state law."""
    sources: tuple[Source, ...] = ()


class Warranty(Record):
    """``warranty.yml``: every promise."""

    intro: Markdown | None = None
    promises: tuple[Promise, ...] = ()


class ReturnFee(Record):
    """Who pays the way back."""

    paid_by: Literal["customer", "company", "company_if_faulty"]
    price: PriceRef | None = None
    text: Text | None = None


class Refund(Record):
    """When and how the money comes back."""

    within: Duration
    counted_from: Literal["withdrawal", "receipt_of_goods"] = "withdrawal"
    form: Text


class ReturnRule(Record):
    """One right to give a product back (schema.org MerchantReturnPolicy)."""

    kind: Literal["withdrawal", "voluntary", "exchange"]
    name: Text
    period: Duration
    start: Literal["delivery", "purchase"] = "delivery"
    extends: Literal["never", "weekend_or_holiday", "holiday"] = "never"
    """Whether a last day that is no working day moves the deadline."""
    holidays: Annotated[str, Reference("holidays")] | None = None
    sold: Literal["distance", "shop", "any"] = "distance"
    condition: Text
    fee: ReturnFee
    refund: Refund
    exceptions: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()


class ReturnPolicy(Record):
    """Returns of one country."""

    country: MarketRef
    summary: Text
    rules: tuple[ReturnRule, ...]
    """Empty where no general right exists and none is granted: the summary then says so."""
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    address: Address | None = None
    topic: TopicRef | None = None
    form: Annotated[str, Reference("article")] | None = None
    """The article with the withdrawal form."""
    sources: tuple[Source, ...] = ()


class Returns(Record):
    """``returns.yml``: one policy a country."""

    intro: Markdown | None = None
    policies: tuple[ReturnPolicy, ...] = ()


class AppealBody(Record):
    """Who decides when the company and the customer do not agree."""

    name: Text
    url: Url | None = None
    text: Text | None = None


class ComplaintPolicy(Record):
    """How complaints are handled in one country (ISO 10002)."""

    country: MarketRef
    summary: Text
    channels: Annotated[tuple[ChannelRef, ...], Field(min_length=1)]
    include: Annotated[tuple[Text, ...], Field(min_length=1)]
    """What to put into the complaint."""
    acknowledged_within: Duration
    answered_within: Duration
    if_not: Text
    """What follows when nobody answers in time."""
    appeal: tuple[AppealBody, ...] = ()
    sources: tuple[Source, ...] = ()


class Complaints(Record):
    """``complaints.yml``: one policy a country."""

    intro: Markdown | None = None
    policies: tuple[ComplaintPolicy, ...] = ()


class Price(Record):
    """A dated price in one country."""

    country: MarketRef
    amount: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=4)]
    currency: Currency
    tax_included: Flag
    tax_rate: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    """In per cent."""
    valid_from: Date
    valid_through: Date | None = None
    cost: Annotated[Decimal | None, Internal()] = None
    """What it costs the company; agents only."""


class PriceItem(Record):
    """A part or a paid service."""

    id: Key
    kind: Literal["part", "repair", "installation", "maintenance", "delivery", "extended_warranty", "other"]
    name: Text
    summary: Text | None = None
    includes: tuple[Text, ...] = ()
    products: tuple[ProductRef, ...] = ()
    part: Annotated[str, Reference("part")] | None = None
    """The part of the product (``products`` names it) that this is the price of."""
    components: tuple[ComponentRef, ...] = ()
    """For a repair: the components that it puts right; empty means any."""
    unit: Literal["piece", "visit", "hour", "parcel", "year"] = "piece"
    is_from: Flag = False
    """The amount is the least that it costs; the final price is told before the work starts."""
    prices: Annotated[tuple[Price, ...], Field(min_length=1)]


class PriceBook(Record):
    """``prices.yml``: everything that costs the customer money."""

    intro: Markdown | None = None
    quote_holds: Duration | None = None
    """How long a quoted price holds."""
    items: tuple[PriceItem, ...] = ()
    sources: tuple[Source, ...] = ()
