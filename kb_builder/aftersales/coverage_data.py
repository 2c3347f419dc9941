"""Coverage as plain data: the rules that the browser judges by, and an answer as ``kb coverage --json`` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kb_builder.aftersales.coverage import Answer, Mistake, PromiseAnswer, applies
from kb_builder.aftersales.serials import in_browsers
from kb_builder.content.model import Model, Price, PriceBook, PriceItem, Product, Promise, Warranty

Data = dict[str, Any]


def coverage_rules(
    slug: str, product: Product, warranty: Warranty, book: PriceBook, countries: Iterable[str]
) -> Data:
    """Everything that ``js/aftersales/coverage.js`` needs to judge cases of one product."""
    repairs = [
        item for item in book.items if item.kind == "repair" and (not item.products or slug in item.products)
    ]
    promises = [one for one in warranty.promises if applies(one, slug, product)]
    promises.sort(key=lambda one: one.kind != "statutory")
    return {
        "countries": list(countries),
        "released": _iso(product.support.released),
        "models": [model_rules(model) for model in product.models],
        "components": [one.id for one in product.components],
        "promises": [_promise_rules(one) for one in promises],
        "repairs": [
            {"components": list(item.components), "prices": [_price(item, price) for price in item.prices]}
            for item in repairs
        ],
    }


def model_rules(model: Model) -> Data:
    """A model with its serial numbers."""
    return {
        "id": model.id,
        "name": str(model.name),
        "released": _iso(model.released),
        "serials": [
            {
                "pattern": in_browsers(one.pattern),
                "date": one.date.model_dump(exclude_none=True) if one.date else None,
            }
            for one in model.serials
        ],
    }


def _promise_rules(promise: Promise) -> Data:
    return {
        "id": promise.id,
        "kind": promise.kind,
        "guarantor": _guarantor(promise),
        "countries": list(promise.countries),
        "buyers": list(promise.buyers),
        "models": list(promise.models),
        "components": list(promise.components),
        "excluded_components": list(promise.excluded_components),
        "duration": promise.duration,
        "start": promise.start,
        "presumption": promise.presumption,
        "extension_after_repair": promise.extension_after_repair,
        "bought_from": _iso(promise.bought_from),
        "bought_through": _iso(promise.bought_through),
        "conditional": promise.conditional is not None,
        "remedies": [
            {"kind": one.kind, "text": str(one.text), "within": one.within} for one in promise.remedies
        ],
    }


def _guarantor(promise: Promise) -> Data:
    return {"role": promise.guarantor.role, "name": str(promise.guarantor.name)}


def _price(item: PriceItem, price: Price) -> Data:
    """A price as it is named; twelve digits stay exact as a number of JSON."""
    return {
        "id": item.id,
        "name": str(item.name),
        "country": price.country,
        "amount": float(price.amount),
        "currency": price.currency,
        "tax_included": price.tax_included,
        "tax_rate": float(price.tax_rate) if price.tax_rate is not None else None,
        "valid_from": price.valid_from.isoformat(),
        "valid_through": _iso(price.valid_through),
        "is_from": item.is_from,
        "unit": item.unit,
    }


def answer_data(answer: Answer) -> Data:
    """An answer as data."""
    reading = answer.reading
    return {
        "verdict": answer.verdict,
        "model": reading.model if reading else None,
        "made_from": _iso(reading.made_from) if reading else None,
        "made_through": _iso(reading.made_through) if reading else None,
        "promises": [_judged(one) for one in answer.promises],
        "prices": [_price(item, price) for item, price in answer.prices],
    }


def _judged(one: PromiseAnswer) -> Data:
    return {
        "id": one.promise.id,
        "kind": one.promise.kind,
        "guarantor": _guarantor(one.promise),
        "until": _iso(one.until),
        "verdict": one.verdict,
        "reason": one.reason,
        "remedies": [
            {"kind": remedy.kind, "text": str(remedy.text), "until": _iso(until)}
            for remedy, until in one.remedies
        ],
        "presumed_until": _iso(one.presumed_until),
        "extended_by_repair": one.extended_by_repair,
    }


def mistakes_data(found: Iterable[Mistake]) -> list[Mapping[str, str | None]]:
    """Mistakes as data."""
    return [{"code": one.code, "about": one.about, "day": _iso(one.day)} for one in found]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
