"""The building blocks of every record: strict frozen models, and the marks that say what a text field is.

A mark is data in an annotation (``Annotated[str, Reference("part")]``). Rules, extraction of texts and
the JSON Schemas read the marks through :mod:`kb_builder.content.model.fields`, so that a new field needs no new rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

REFERENCE = "x-kb-reference"
"""The keyword of a JSON Schema that says what a text refers to."""


class Record(BaseModel):
    """A frozen record; an unknown key is an error, and the text under a field describes it in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


@dataclass(frozen=True, slots=True)
class Translatable:
    """A text that readers see: one message of a PO file, or one a block when it is Markdown."""

    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The key of another record: ``article``, ``guide``, ``tree``, ``product``, ``model``, ``component``, ``part``,
    ``price``, ``channel``, ``topic``, ``warranty``, ``centre``, ``holidays``, ``category``, ``market``."""

    to: str

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The mark goes into the schema, where ``kb schema --catalogue`` finds it."""
        return handler(schema) | {REFERENCE: self.to}


@dataclass(frozen=True, slots=True)
class Format:
    """A string of a fixed form that a library checks: ``phone``, ``email``, ``url``, ``duration``, ``country``, …"""

    name: str


@dataclass(frozen=True, slots=True)
class PathIn:
    """A file inside a folder of the product, e.g. ``PathIn("images")``."""

    folder: str


@dataclass(frozen=True, slots=True)
class Internal:
    """For agents only: dropped before public pages are planned."""


def _iso_date(value: Any) -> Any:
    """Only ``YYYY-MM-DD`` is a date; pydantic alone would take numbers as seconds since 1970."""
    if isinstance(value, date):
        return value
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value)):
        raise PydanticCustomError("iso_date", "write the date as YYYY-MM-DD, for example 2026-10-02")
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=1000), Translatable()]
"""One line of plain text in the product's source language."""
Markdown = Annotated[str, StringConstraints(min_length=1), Translatable(markdown=True)]
"""Text with Markdown: paragraphs, lists, tables, links to ids such as ``[text](KB-1014#drain)``."""
Date = Annotated[
    date,
    BeforeValidator(_iso_date),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-10-02"]}),
]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
"""A name inside a file: lower-case letters, digits and hyphens."""
ArticleId = Annotated[
    str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*-[0-9A-Z][0-9A-Za-z-]*$", max_length=60)
]
"""Permanent and unique in the whole catalogue, for example ``KB-1014``."""
Flag = StrictBool

Duration = Annotated[str, Format("duration"), Field(examples=["PT15M", "P24M", "P14D"])]
Country = Annotated[str, Format("country"), Field(examples=["PL"])]
Currency = Annotated[str, Format("currency"), Field(examples=["PLN"])]
LocaleTag = Annotated[str, Format("locale"), Field(examples=["en", "pl", "zh-Hant"])]
TimeZone = Annotated[str, Format("time_zone"), Field(examples=["Europe/Warsaw"])]
Phone = Annotated[str, Format("phone"), Field(examples=["+48221234567"])]
Email = Annotated[str, Format("email"), Field(examples=["help@example.com"])]
Url = Annotated[str, Format("url"), Field(examples=["https://example.com/"])]
OpeningHours = Annotated[str, Format("opening_hours"), Field(examples=["Mo-Fr 08:00-18:00; PH off"])]
Regex = Annotated[str, Format("regex"), Field(examples=["^WM7[0-9]{8}$"])]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z][0-9A-Za-z.+_-]*$", max_length=40)]

MarketRef = Annotated[str, Reference("market"), Field(examples=["PL"])]
AnyArticleRef = Annotated[str, Reference("article"), Field(examples=["KB-1014"])]
GuideRef = Annotated[str, Reference("guide"), Field(examples=["KB-1014"])]
TreeRef = Annotated[str, Reference("tree"), Field(examples=["KB-2007"])]
ProductRef = Annotated[str, Reference("product"), Field(examples=["wm700"])]
ModelRef = Annotated[str, Reference("model")]
ComponentRef = Annotated[str, Reference("component")]
PartRef = Annotated[str, Reference("part")]
PriceRef = Annotated[str, Reference("price")]
ChannelRef = Annotated[str, Reference("channel")]
TopicRef = Annotated[str, Reference("topic")]

Audience = Literal["public", "agent"]
State = Literal["draft", "validated", "published", "archived"]
AgentNote = Annotated[str, StringConstraints(min_length=1), Internal()]
"""Markdown that only agents see; never part of the public site."""


class Picture(Record):
    """A picture with the words for who can't see it."""

    file: Annotated[str, PathIn("images")]
    """File name below the product's ``images/`` folder."""
    alt: Annotated[str, StringConstraints(max_length=1000), Translatable()]
    """What the picture shows, in one sentence."""
    caption: Text | None = None


class Address(Record):
    """A postal address as it is written on an envelope."""

    name: str
    lines: tuple[str, ...] = ()
    postcode: str | None = None
    city: str
    region: str | None = None
    country: Country


class Source(Record):
    """Where a legal or price fact comes from, and until when it is trusted."""

    title: Text
    url: Url | None = None
    reviewed: Date
    review_by: Date


class Validated(Record):
    """Who last checked the article against the product."""

    on: Date
    by: Annotated[str, StringConstraints(min_length=1), Internal()]
