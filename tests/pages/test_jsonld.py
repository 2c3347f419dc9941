"""The data for search engines on every page of the catalogue.

For each type of schema.org that we write: what search engines ask for at least, and what else we write. A misspelt
property is dropped silently by them, so anything else fails here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from kb_builder.content.model import Promise
from kb_builder.site.jsonld import contact_point, days_of, quantity_of, warranty_promise
from kb_builder.site.render import render
from tests.pages.test_pages import sites

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name", "item"),
    "HowTo": ("name", "step", "description", "inLanguage", "url"),
    "HowToSection": ("name", "itemListElement"),
    "HowToStep": ("text", "url"),
    "HowToTool": ("name",),
    "HowToSupply": ("name",),
    "Product": ("name", "description", "brand", "url"),
    "ProductModel": ("name",),
    "Brand": ("name",),
    "Organization": ("name", "url", "contactPoint"),
    "ContactPoint": ("contactType", "areaServed", "availableLanguage"),
    "LocalBusiness": ("name", "address"),
    "PostalAddress": ("addressLocality", "addressCountry"),
    "GeoCoordinates": ("latitude", "longitude"),
    "MerchantReturnPolicy": ("applicableCountry", "returnPolicyCategory", "merchantReturnDays", "returnMethod", "returnFees"),
    "WarrantyPromise": ("durationOfWarranty",),
    "QuantitativeValue": ("value", "unitCode"),
}  # fmt: skip
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "HowTo": ("totalTime", "tool", "supply", "image", "dateModified"),
    "HowToStep": ("image", "name"),
    "Product": ("image", "category", "releaseDate", "model"),
    "ProductModel": ("gtin", "releaseDate"),
    "Organization": ("legalName",),
    "ContactPoint": ("name", "telephone", "email", "url"),
    "LocalBusiness": ("geo", "telephone", "email", "url"),
    "PostalAddress": ("name", "streetAddress", "postalCode", "addressRegion"),
    "MerchantReturnPolicy": (
        "name",
        "description",
        "returnPolicyCountry",
        "refundType",
        "merchantReturnLink",
    ),
    "WarrantyPromise": ("name", "description", "url"),
}
KIND_HAS = {
    "guide": "HowTo",
    "product": "Product",
    "contact": "ContactPoint",
    "centres": "LocalBusiness",
    "warranty": "WarrantyPromise",
    "returns": "MerchantReturnPolicy",
}
NO_CRUMBS = ("home", "search", "archived")


def things(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every typed object, at any depth."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


def graph(html: str) -> list[Mapping[str, Any]]:
    """The data of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    return list(things(json.loads(found[1]))) if found else []


PAGES = [(locale, page) for locale, site in sites().items() for page in site.plan.pages]


@pytest.mark.parametrize(("locale", "page"), PAGES, ids=lambda one: getattr(one, "address", one) or "home")
def test_data_of_page(locale: str, page: Any) -> None:
    """Each object has what its type needs, nothing empty and nothing unknown; addresses are absolute."""
    found = graph(render(page, sites()[locale]))
    types = {thing["@type"] for thing in found}
    assert KIND_HAS.get(page.kind, "BreadcrumbList") in types or page.kind in NO_CRUMBS
    for thing in found:
        kind = thing["@type"]
        assert set(REQUIRED[kind]) <= set(thing), kind
        assert set(thing) <= {"@type", *REQUIRED[kind], *OPTIONAL.get(kind, ())}, kind
        assert all(value not in (None, "", []) for value in thing.values()), thing
        for name in ("url", "item", "image", "merchantReturnLink"):
            assert str(thing.get(name, "https:")).startswith("https:")


def test_a_contact_point_can_be_reached() -> None:
    """Each one names a number or an address; letters are left out."""
    site = sites()["en"]
    for channel in site.record(site.plan.catalogue.channels).channels:
        data = contact_point(channel)
        assert bool(data) == bool(channel.phone or channel.email or channel.url)


@pytest.mark.parametrize(
    ("period", "quantity", "days"),
    [
        ("P24M", (24, "MON"), 730),
        ("P6Y", (72, "MON"), 2192),
        ("P14D", (14, "DAY"), 14),
        ("P2W", (14, "DAY"), 14),
        ("P1M15D", (45, "DAY"), 45),
    ],
)
def test_periods(period: str, quantity: tuple[int, str], days: int) -> None:
    """Months stay months, since they have no fixed length; anything else is counted in days."""
    assert quantity_of(period) == quantity
    assert days_of(period) == days


def test_a_warranty_says_how_long() -> None:
    """The length in UN/CEFACT units."""
    record = Promise.model_validate(
        {
            "id": "law", "kind": "statutory", "name": "Law", "summary": "S", "countries": ["PL"], "duration": "P2Y",
            "guarantor": {"role": "seller", "name": "The shop"}, "covers": "All.",
            "remedies": [{"kind": "repair", "text": "Repair."}],
        }
    )  # fmt: skip
    data = warranty_promise(record, "https://help.example/warranty/")
    assert data["durationOfWarranty"] == {"@type": "QuantitativeValue", "value": 24, "unitCode": "MON"}
