"""What rules ask about a catalogue, gathered in one walk over all records.

The marks of the fields (:mod:`kb_builder.content.model.base`) decide what is gathered, so that a new field needs no
new rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar, cast, get_origin
from urllib.parse import unquote

from kb_builder.checks.anchors import given_anchors, heading_anchors
from kb_builder.checks.links import Link, article_target, links_in
from kb_builder.checks.near import Names
from kb_builder.content.catalogue import Broken, Catalogue, Entry, SitePage, shown_in
from kb_builder.content.layout import SHARED
from kb_builder.content.model import Article, Product, Record
from kb_builder.content.model.base import Format, Internal, PathIn, Reference, Translatable
from kb_builder.content.model.fields import Mark, field_marks
from kb_builder.content.problem import FieldPath

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Owner = Entry[Any] | SitePage

_PLAIN = Translatable()
_MARKDOWN = Translatable(markdown=True)
_AGENT_TEXT = "agent_note"
"""The one kind of field that is Markdown for agents only; other internal fields are names and numbers."""


class Value(NamedTuple):
    """One marked string and where it stands."""

    owner: Owner
    path: FieldPath
    value: str
    mark: Any
    internal: bool
    """Only agents see it."""

    @property
    def file(self) -> str:
        """The file that it stands in."""
        return self.owner.file


class Spot(NamedTuple):
    """One record inside a file and where it stands."""

    owner: Entry[Any]
    path: FieldPath
    record: Any

    @property
    def file(self) -> str:
        """The file that it stands in."""
        return self.owner.file


@dataclass(frozen=True)
class Facts:
    """A catalogue, the day of the check, and what the walk gathered."""

    catalogue: Catalogue
    day: date
    marked: Mapping[type, tuple[Value, ...]]
    records: Mapping[type, tuple[Spot, ...]]
    _known_places: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, repr=False)
    _found: dict[Any, Any] = field(default_factory=dict, repr=False)

    def once(self, find: Callable[[Facts], T]) -> T:
        """What ``find`` makes of these facts, made once however many rules ask for it."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast("T", self._found[find])

    @property
    def texts(self) -> tuple[Value, ...]:
        """What readers and agents see; the mark tells plain text from Markdown."""
        return self.marked.get(Translatable, ())

    @property
    def references(self) -> tuple[Value, ...]:
        """Names of other records."""
        return self.marked.get(Reference, ())

    @property
    def paths(self) -> tuple[Value, ...]:
        """Names of pictures and documents."""
        return self.marked.get(PathIn, ())

    @cached_property
    def formats(self) -> Mapping[str, tuple[Value, ...]]:
        """Strings of a fixed form, by the name of the form."""
        found: dict[str, list[Value]] = defaultdict(list)
        for value in self.marked.get(Format, ()):
            found[value.mark.name].append(value)
        return {name: tuple(values) for name, values in found.items()}

    def of(self, model: type[R]) -> Iterator[tuple[Spot, R]]:
        """Every record of a type, at any depth, with its place."""
        for spot in self.records.get(model, ()):
            yield spot, cast("R", spot.record)

    @cached_property
    def broken_kinds(self) -> frozenset[str]:
        """Kinds of the company's files that could not be read: what refers to them is not judged."""
        return frozenset(item.kind for item in self.catalogue.broken if item.product == SHARED)

    @cached_property
    def broken_products(self) -> frozenset[str]:
        """Products whose ``product.yml`` could not be read."""
        return frozenset(item.product for item in self.catalogue.broken if item.kind == "product")

    @cached_property
    def broken_ids(self) -> Mapping[str, Broken]:
        """Ids of articles that could not be read."""
        return {item.id: item for item in self.catalogue.broken if item.id is not None}

    @cached_property
    def links(self) -> tuple[tuple[Value, Link], ...]:
        """Every link and picture of every Markdown text."""
        texts = (value for value in self.texts if value.mark.markdown)
        return tuple((value, link) for value in texts for link in links_in(value.value))

    @cached_property
    def article_links(self) -> tuple[tuple[Value, Link, str, str], ...]:
        """Links to articles: the text, the link, the id and the anchor."""
        found = []
        for value, link in self.links:
            target = "" if link.picture else article_target(link.target)
            if target:
                name, _, anchor = target.partition("#")
                found.append((value, link, unquote(name), unquote(anchor)))
        return tuple(found)

    def has_anchor(self, entry: Entry[Any], anchor: str) -> bool:
        """Whether a link can point to a place of an article; headings are looked for only when nothing else fits."""
        return anchor in self.anchors_of(entry) or anchor in self._places(entry, heading_anchors)

    def anchors_of(self, entry: Entry[Any]) -> frozenset[str]:
        """The places of an article that a writer has named."""
        return self._places(entry, given_anchors)

    def _places(self, entry: Entry[Any], find: Callable[[Article], frozenset[str]]) -> frozenset[str]:
        key = (entry.file, find.__name__)
        if key not in self._known_places:
            self._known_places[key] = find(entry.record)
        return self._known_places[key]

    @cached_property
    def article_names(self) -> Names:
        """Ids and aliases of every article, also of those that could not be read."""
        return Names({**self.catalogue.article_by_id, **self.broken_ids})

    @cached_property
    def company_names(self) -> Mapping[str, frozenset[str]]:
        """What the company's own files define, by the kind of reference."""
        it = self.catalogue
        return {
            "market": frozenset(market.country for market in it.brand.record.markets),
            "category": frozenset(category.id for category in it.brand.record.categories),
            "channel": frozenset(channel.id for channel in it.channels.record.channels),
            "topic": frozenset(topic.id for topic in it.channels.record.topics),
            "price": frozenset(item.id for item in it.prices.record.items),
            "warranty": frozenset(promise.id for promise in it.warranty.record.promises),
            "centre": frozenset(centre.id for centre in it.centres.record.centres),
            "holidays": frozenset(calendar.id for calendar in it.holidays.record.calendars),
        }

    @property
    def has_brand(self) -> bool:
        """Whether markets and languages are known; without ``brand.yml`` they are placeholders."""
        return self.catalogue.brand.record.name != "?"

    def products_of(self, owner: Owner, path: FieldPath = ()) -> tuple[Entry[Product], ...] | None:
        """The products that a text or reference is about; None when one of them could not be read."""
        slugs = self._slugs_of(owner, path)
        if any(slug in self.broken_products for slug in slugs):
            return None
        if not slugs:
            return None if self.broken_products else self.catalogue.products
        known = self.catalogue.product_by_slug
        return tuple(known[slug] for slug in slugs if slug in known)

    def _slugs_of(self, owner: Owner, path: FieldPath) -> tuple[str, ...]:
        if isinstance(owner, SitePage):
            return ()
        if owner.kind == "product":
            return (owner.slug,)
        if owner.kind in ("warranty", "prices"):
            listed = getattr(owner.record, str(path[0]))[path[1]] if len(path) > 1 else None
            return tuple(getattr(listed, "products", ()))
        return shown_in(owner) if hasattr(owner.record, "products") else ()


def gather(catalogue: Catalogue, day: date) -> Facts:
    """Walk over every record once."""
    marked: dict[type, list[Value]] = defaultdict(list)
    records: dict[type, list[Spot]] = defaultdict(list)
    for entry in catalogue.entries:
        walk = _Walk(entry, marked, records)
        walk.record(entry.record, (), False)
    for page in catalogue.pages:
        marked[Translatable].append(Value(page, ("body",), page.body, _MARKDOWN, False))
    return Facts(
        catalogue,
        day,
        {mark: tuple(values) for mark, values in marked.items()},
        {model: tuple(spots) for model, spots in records.items()},
    )


class _Field(NamedTuple):
    """How to walk one field of a record type."""

    name: str
    alias: str
    marks: tuple[Mark, ...]
    key_marks: tuple[Mark, ...]
    """For a group with free names: the marks of the names."""
    internal: bool


@cache
def _plan(model: type[Record]) -> tuple[_Field, ...]:
    fields = []
    for name, alias, marks in field_marks(model):
        annotation = model.model_fields[name].annotation
        internal = any(isinstance(mark, Internal) for mark in marks)
        wanted = tuple(mark for mark in marks if not isinstance(mark, Internal))
        if get_origin(annotation) is dict:
            # The marks of a group are those of its names: its values are records or plain words.
            fields.append(_Field(name, alias, (), wanted, internal))
        else:
            fields.append(_Field(name, alias, (_MARKDOWN,) if name == _AGENT_TEXT else wanted, (), internal))
    return tuple(fields)


class _Walk:
    """The walk over one entry. It is the hot loop of a check: no generators, no objects for what has no mark."""

    def __init__(
        self, entry: Entry[Any], marked: dict[type, list[Value]], records: dict[type, list[Spot]]
    ) -> None:
        self.entry = entry
        self.marked = marked
        self.records = records

    def record(self, record: Record, path: FieldPath, internal: bool) -> None:
        model = type(record)
        self.records[model].append(Spot(self.entry, path, record))
        values = record.__dict__
        for one in _plan(model):
            value = values[one.name]
            if value or value == "":
                self.value(value, (*path, one.alias), one, internal or one.internal)

    def value(self, value: Any, path: FieldPath, field: _Field, internal: bool) -> None:
        kind = value.__class__
        if kind is str:
            for mark in field.marks:
                self.marked[mark.__class__].append(Value(self.entry, path, value, mark, internal))
            if not field.marks and "<" in value:
                self.marked[Translatable].append(Value(self.entry, path, value, _PLAIN, internal))
        elif kind is tuple:
            for index, item in enumerate(value):
                self.value(item, (*path, index), field, internal)
        elif kind is dict:
            for key, item in value.items():
                for mark in field.key_marks:
                    self.marked[mark.__class__].append(Value(self.entry, (*path, key), key, mark, internal))
                self.value(item, (*path, key), field, internal)
        elif isinstance(value, Record):
            self.record(value, path, internal)
