"""A product: what was sold, and the facts about it that after-sales service needs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb_builder.content.model.article import ErrorCode
from kb_builder.content.model.base import (
    AgentNote,
    AnyArticleRef,
    Audience,
    ComponentRef,
    Date,
    Duration,
    GuideRef,
    Internal,
    Key,
    LocaleTag,
    Markdown,
    MarketRef,
    ModelRef,
    PathIn,
    Picture,
    Record,
    Reference,
    Regex,
    State,
    Text,
    Url,
    Version,
)


class SerialDate(Record):
    """Where a serial number carries the date of manufacture: named groups of the pattern."""

    year: str
    """Name of the group with the year (two or four digits)."""
    week: str | None = None
    month: str | None = None


class SerialPattern(Record):
    """How a model's serial numbers look."""

    pattern: Regex
    example: str
    where: Text | None = None
    """Where the customer finds it on the product."""
    date: SerialDate | None = None


class Model(Record):
    """A variant of the product with its own name on the rating plate."""

    id: Key
    name: Annotated[str, StringConstraints(min_length=1)]
    note: Text | None = None
    serials: tuple[SerialPattern, ...] = ()
    gtin: Annotated[str, StringConstraints(pattern=r"^\d{8,14}$")] | None = None
    released: Date | None = None
    sold_until: Date | None = None
    markets: tuple[MarketRef, ...] = ()


class Component(Record):
    """A part of the whole that can fail, as customers name it."""

    id: Key
    name: Text


class Part(Record):
    """A spare part or accessory."""

    id: Key
    name: Text
    number: Annotated[str, StringConstraints(min_length=1)]
    component: ComponentRef | None = None
    models: tuple[ModelRef, ...] = ()
    image: Picture | None = None
    orderable_by: Literal["customer", "technician"] = "customer"
    available_until: Date | None = None
    guide: GuideRef | None = None
    """The guide that fits it."""


class Support(Record):
    """Until when the company stands behind the product."""

    released: Date | None = None
    sold_until: Date | None = None
    """The product is discontinued after this day."""
    parts_until: Date | None = None
    service_until: Date | None = None
    software_until: Date | None = None
    note: Text | None = None


class Maintenance(Record):
    """Something to do again and again."""

    id: Key
    task: Text
    every: Duration
    after_uses: Annotated[int, Field(ge=1, strict=True)] | None = None
    guide: GuideRef | None = None
    models: tuple[ModelRef, ...] = ()


class Document(Record):
    """A manual, data sheet, declaration or drawing to download."""

    id: Key
    title: Text
    kind: Literal["manual", "quick_start", "data_sheet", "energy_label", "declaration", "drawing", "licence"]
    languages: Annotated[tuple[LocaleTag, ...], Field(min_length=1)]
    file: Annotated[str, PathIn("documents")] | None = None
    url: Url | None = None
    version: Version | None = None
    date: Date | None = None
    models: tuple[ModelRef, ...] = ()


class SoftwareRelease(Record):
    """A version of the firmware or of an app."""

    id: Key
    name: Text
    version: Version
    date: Date
    kind: Literal["security", "feature", "fix"] = "fix"
    notes: Markdown
    models: tuple[ModelRef, ...] = ()
    guide: GuideRef | None = None
    file: Annotated[str, PathIn("documents")] | None = None
    url: Url | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    fixes: tuple[ErrorCode, ...] = ()


class ProductErrorCode(Record):
    """A code on the display, what it means and where it leads."""

    code: ErrorCode
    meaning: Text
    article: AnyArticleRef | None = None
    models: tuple[ModelRef, ...] = ()


class Symptom(Record):
    """What the customer sees, and where it leads."""

    text: Text
    article: AnyArticleRef


class Product(Record):
    """What was sold (schema.org Product), or a topic: help that belongs to no product."""

    kind: Literal["product", "topic"] = "product"
    name: Text
    summary: Text
    category: Annotated[str, Reference("category")] | None = None
    language: LocaleTag | None = None
    """The language that the texts are written in; otherwise the site's default."""
    picture: Picture | None = None
    keywords: tuple[Text, ...] = ()
    """Other words that customers use for it."""
    markets: tuple[MarketRef, ...] = ()
    """Countries where it is sold; empty means all."""
    models: tuple[Model, ...] = ()
    components: tuple[Component, ...] = ()
    parts: tuple[Part, ...] = ()
    support: Support = Support()
    symptoms: tuple[Symptom, ...] = ()
    error_codes: tuple[ProductErrorCode, ...] = ()
    featured: tuple[AnyArticleRef, ...] = ()
    """The problems most asked about."""
    first_steps: tuple[GuideRef, ...] = ()
    """Guides for the first day, in order."""
    maintenance: tuple[Maintenance, ...] = ()
    documents: tuple[Document, ...] = ()
    software: tuple[SoftwareRelease, ...] = ()
    warranty: tuple[Annotated[str, Reference("warranty")], ...] = ()
    """Promises that apply; empty means those of the warranty file that name no product."""
    intro: Markdown | None = None
    agent_note: AgentNote | None = None
    owner: Annotated[str, StringConstraints(min_length=1), Internal()] | None = None
    changed: Date | None = None
    review_by: Date | None = None
    state: State
    audience: Audience = "public"
