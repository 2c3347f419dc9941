"""Is it still covered? Each promise judged by itself, then one verdict.

The browser judges by the same rules (``js/aftersales/coverage.js``); a test holds both to the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kb_builder.aftersales.periods import last_day
from kb_builder.aftersales.prices import price_on
from kb_builder.aftersales.serials import SerialReading, read_serial
from kb_builder.content.model import Price, PriceBook, PriceItem, Product, Promise, Warranty
from kb_builder.content.model.promises import Buyer, Remedy

Verdict = Literal["covered", "not_covered", "depends"]
Reason = Literal[
    "in_period",  # covered
    "counted_from_manufacture",  # covered: even counted from the day on which it was made
    "expired",  # not covered
    "buyer",  # not covered: it protects other buyers
    "component",  # not covered: not this part
    "not_bought",  # not covered: the extended warranty was not bought
    "conditional",  # depends: for the reason that the promise names
    "component_needed",  # depends on what failed
    "model_needed",  # depends on the model
    "registration_needed",  # depends on the day of registration
    "extension_needed",  # depends on whether the extended warranty was bought
    "purchase_date_needed",  # depends on when it was bought
]


@dataclass(frozen=True)
class Case:
    """What a customer says about one product."""

    country: str
    on: date
    bought: date | None = None
    delivered: date | None = None
    registered: date | None = None
    model: str | None = None
    serial: str | None = None
    component: str | None = None
    """What failed."""
    buyer: Buyer = "private"
    extended: bool | None = None
    """Whether an extended warranty was bought; None when nobody has said."""
    repaired: tuple[date, ...] = ()
    """Days of earlier repairs under warranty."""


@dataclass(frozen=True)
class Mistake:
    """Something that can't be as it was said: no verdict is given."""

    code: str
    """``unknown_country``, ``unknown_model``, ``unknown_component``, ``unknown_serial``, ``serial_of_other_model``, ``no_date``,
    ``in_future``, ``before_purchase``, ``before_release``, ``before_made``."""
    about: str
    """The field of :class:`Case`."""
    day: date | None = None
    """The day with which the given one does not agree."""


@dataclass(frozen=True)
class PromiseAnswer:
    """One promise that applies, judged."""

    promise: Promise
    until: date | None
    """The last day; None while the day from which it counts is unknown."""
    verdict: Verdict
    reason: Reason
    remedies: tuple[tuple[Remedy, date | None], ...]
    """What it gives on the day, with the last day of those that end earlier."""
    presumed_until: date | None
    """Up to this day a fault counts as there from the start."""
    extended_by_repair: bool


@dataclass(frozen=True)
class Answer:
    """The verdict, and what it rests on."""

    verdict: Verdict
    promises: tuple[PromiseAnswer, ...]
    """Those of the law first."""
    prices: tuple[tuple[PriceItem, Price], ...]
    """What a repair costs where it is not covered for certain."""
    reading: SerialReading | None


def judge(case: Case, slug: str, product: Product, warranty: Warranty, book: PriceBook) -> Answer:
    """The answer for a case without :func:`mistakes`."""
    reading = read_serial(case.serial, product.models) if case.serial else None
    known = _Known(case, product, reading)
    fitting = [one for one in warranty.promises if applies(one, slug, product) and known.concerns(one)]
    fitting.sort(key=lambda one: one.kind != "statutory")
    promises = tuple(known.judged(one) for one in fitting)
    verdicts = {one.verdict for one in promises}
    verdict: Verdict = (
        "covered" if "covered" in verdicts else "depends" if "depends" in verdicts else "not_covered"
    )
    prices = () if verdict == "covered" else tuple(repair_prices(book, slug, case))
    return Answer(verdict, promises, prices, reading)


def applies(promise: Promise, slug: str, product: Product) -> bool:
    """Whether a promise is made for a product. The law's are, even where the product's own list leaves them out."""
    if promise.products and slug not in promise.products:
        return False
    return promise.kind == "statutory" or not product.warranty or promise.id in product.warranty


def mistakes(case: Case, product: Product, countries: Iterable[str]) -> Iterator[Mistake]:
    """What can't be as it was said; ``countries`` are those of the markets."""
    if case.country not in set(countries):
        yield Mistake("unknown_country", "country")
    if case.model is not None and case.model not in {model.id for model in product.models}:
        yield Mistake("unknown_model", "model")
    if case.component is not None and case.component not in {one.id for one in product.components}:
        yield Mistake("unknown_component", "component")
    reading = read_serial(case.serial, product.models) if case.serial else None
    if case.serial and reading is None:
        yield Mistake("unknown_serial", "serial")
    elif reading and case.model is not None and reading.model != case.model:
        yield Mistake("serial_of_other_model", "serial")
    yield from _wrong_days(case, product, reading)


def _wrong_days(case: Case, product: Product, reading: SerialReading | None) -> Iterator[Mistake]:
    made = reading.made_from if reading else None
    first = case.bought or case.delivered
    if first is None and made is None:
        yield Mistake("no_date", "bought")
    days = (
        ("bought", case.bought), ("delivered", case.delivered), ("registered", case.registered),
        *(("repaired", day) for day in case.repaired),
    )  # fmt: skip
    for about, day in days:
        if day is not None and day > case.on:
            yield Mistake("in_future", about, case.on)
        elif day is not None and case.bought is not None and day < case.bought:
            yield Mistake("before_purchase", about, case.bought)
    about = "bought" if case.bought else "delivered"
    released = _released(product, reading.model if reading else case.model)
    if first is not None and released is not None and first < released:
        yield Mistake("before_release", about, released)
    elif first is not None and made is not None and first < made:
        yield Mistake("before_made", about, made)


def _released(product: Product, model: str | None) -> date | None:
    own = next((one.released for one in product.models if one.id == model), None)
    return own or product.support.released


@dataclass(frozen=True)
class _Known:
    """A case with what its serial number adds."""

    case: Case
    product: Product
    reading: SerialReading | None

    @property
    def model(self) -> str | None:
        if self.reading is not None:
            return self.reading.model
        only = self.product.models[0].id if len(self.product.models) == 1 else None
        return self.case.model or only

    @property
    def bought(self) -> date | None:
        return self.case.bought or self.case.delivered

    @property
    def made(self) -> date | None:
        return self.reading.made_from if self.reading else None

    def concerns(self, promise: Promise) -> bool:
        """Whether a promise of the product holds in the country, for the model and for what was bought on that day."""
        if self.case.country not in promise.countries:
            return False
        if promise.models and self.model is not None and self.model not in promise.models:
            return False
        earliest, latest = self.bought or self.made, self.bought or self.case.on
        assert earliest is not None
        begins, ends = promise.bought_from or date.min, promise.bought_through or date.max
        return begins <= latest and earliest <= ends

    def judged(self, promise: Promise) -> PromiseAnswer:
        start = self._start(promise)
        until, extended = self._until(promise, start) if start else (None, False)
        verdict, reason = self._verdict(promise, until)
        presumed = last_day(start, promise.presumption) if start and promise.presumption else None
        remedies = tuple(self._remedies(promise, start)) if verdict != "not_covered" else ()
        return PromiseAnswer(promise, until, verdict, reason, remedies, presumed, extended)

    def _start(self, promise: Promise) -> date | None:
        """The day from which it counts; without a date of purchase the first day on which it can have been made."""
        if promise.start == "registration":
            return self.case.registered
        first = self.bought or self.made
        return (self.case.delivered or first) if promise.start == "delivery" else first

    def _until(self, promise: Promise, start: date) -> tuple[date, bool]:
        until = last_day(start, promise.duration)
        if promise.extension_after_repair and any(start <= day <= until for day in self.case.repaired):
            return last_day(until, promise.extension_after_repair), True
        return until, False

    def _verdict(self, promise: Promise, until: date | None) -> tuple[Verdict, Reason]:
        case = self.case
        if case.buyer not in promise.buyers:
            return "not_covered", "buyer"
        if case.component is not None and not _covers(promise, case.component):
            return "not_covered", "component"
        if promise.kind == "extended" and case.extended is False:
            return "not_covered", "not_bought"
        if until is None:
            return "depends", "registration_needed"
        if case.on > until:
            return ("depends", "purchase_date_needed") if self.bought is None else ("not_covered", "expired")
        if promise.components and case.component is None:
            return "depends", "component_needed"
        return self._condition(promise)

    def _condition(self, promise: Promise) -> tuple[Verdict, Reason]:
        """What is left of a promise that covers the part and has not ended."""
        if promise.models and self.model is None and _other_models(promise, self.product):
            return "depends", "model_needed"
        if promise.kind == "extended" and self.case.extended is None:
            return "depends", "extension_needed"
        if promise.conditional and not (promise.kind == "extended" and self.case.extended):
            return "depends", "conditional"
        if self.bought is not None:
            return "covered", "in_period"
        begins, ends = promise.bought_from or date.min, promise.bought_through or date.max
        assert self.made is not None
        if self.made < begins or ends < self.case.on:
            return "depends", "purchase_date_needed"
        return "covered", "counted_from_manufacture"

    def _remedies(self, promise: Promise, start: date | None) -> Iterator[tuple[Remedy, date | None]]:
        for remedy in promise.remedies:
            ends = last_day(start, remedy.within) if remedy.within and start else None
            if ends is None or self.case.on <= ends:
                yield remedy, ends


def _covers(promise: Promise, component: str) -> bool:
    if component in promise.excluded_components:
        return False
    return not promise.components or component in promise.components


def _other_models(promise: Promise, product: Product) -> bool:
    return any(model.id not in promise.models for model in product.models)


def repair_prices(book: PriceBook, slug: str, case: Case) -> Iterator[tuple[PriceItem, Price]]:
    """The repairs of a product that have a price in the country on the day; those of the failed component first."""
    found = [
        item
        for item in book.items
        if item.kind == "repair"
        and (not item.products or slug in item.products)
        and (case.component is None or not item.components or case.component in item.components)
    ]
    found.sort(key=lambda item: case.component is None or case.component not in item.components)
    for item in found:
        price = price_on(item, case.country, case.on)
        if price is not None:
            yield item, price
