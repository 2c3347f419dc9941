"""The company's own files of a generated catalogue; only the price book grows with the products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.bench.words import CATEGORIES

MARKETS: Mapping[str, Mapping[str, Any]] = {
    "en": {"country": "GB", "currency": "GBP", "time_zone": "Europe/London"},
    "pl": {"country": "PL", "currency": "PLN", "time_zone": "Europe/Warsaw", "eu": True},
    "zh-Hant": {"country": "TW", "currency": "TWD", "time_zone": "Asia/Taipei"},
}
_TAX_RATES = {"GB": 20, "PL": 23, "TW": 5}
_REVIEWED = {"reviewed": date(2026, 10, 1), "review_by": date(2027, 10, 1)}
_SOURCE = {"title": "Service promise of the company (invented)", **_REVIEWED}
_TOPICS = ("technical-help", "repair", "parts", "return", "warranty", "complaint")


def company_files(locales: tuple[str, ...], problems: list[str], prices: list[Any]) -> dict[str, Any]:
    """File in ``_shared/`` → its data. ``problems`` are ids for the home page, ``prices`` the items of the price book."""
    countries = [MARKETS[locale]["country"] for locale in locales]
    return {
        "brand.yml": _brand(locales, problems),
        "channels.yml": _channels(locales, countries),
        "warranty.yml": {"promises": [_promise(country) for country in countries]},
        "returns.yml": {"policies": [_return_policy(country) for country in countries]},
        "complaints.yml": {"policies": [_complaint_policy(country) for country in countries]},
        "prices.yml": {
            "intro": "You hear the price before any work starts.",
            "quote_holds": "P30D",
            "items": [_repair_item(countries), *prices],
            "sources": [_SOURCE],
        },
    }


def prices_in(countries: Iterable[str], amount: int) -> list[dict[str, Any]]:
    """One dated price a country."""
    by_country = {market["country"]: market for market in MARKETS.values()}
    return [
        {
            "country": country,
            "amount": amount,
            "currency": by_country[country]["currency"],
            "tax_included": True,
            "tax_rate": _TAX_RATES[country],
            "valid_from": date(2026, 1, 1),
            "valid_through": date(2027, 12, 31),
        }
        for country in countries
    ]


def _brand(locales: tuple[str, ...], problems: list[str]) -> dict[str, Any]:
    return {
        "name": "Norvika",
        "site_name": "Norvika Help",
        "description": "Guides, troubleshooting, warranty and people to talk to for every Norvika product.",
        "site_url": "https://help.norvika.example/",
        "default_locale": locales[0],
        "locales": list(locales),
        "markets": [{**MARKETS[locale], "locales": [locale]} for locale in locales],
        "categories": [{"id": key, "name": name} for key, name in CATEGORIES.items()],
        "home": {
            "title": "How can we help?",
            "lead": "Describe the problem or type the error code.",
            "examples": ["does not start", "E12", "lid seal"],
            "problems": problems,
        },
        "emergency": "If you see smoke, switch off the circuit breaker and call the emergency number.",
    }


def _channels(locales: tuple[str, ...], countries: list[str]) -> dict[str, Any]:
    reach = {"countries": countries, "locales": list(locales)}
    phone = {
        "id": "phone", "kind": "phone", "name": "Phone", "phone": "+442079460018", **reach,
        "hours": "Mo-Fr 08:00-18:00", "time_zone": "Europe/London", "cost": "The price of a normal call.",
        "next_steps": "We find the cause with you and book a visit when one is needed.",
    }  # fmt: skip
    mail = {
        "id": "mail", "kind": "email", "name": "E-mail", "email": "help@norvika.example.com", **reach,
        "reply_within": "P2D", "next_steps": "A person reads your message and answers it.",
    }  # fmt: skip
    return {
        "topics": [
            {"id": topic, "name": topic.replace("-", " ").capitalize(), "have_ready": ["Serial number"]}
            for topic in _TOPICS
        ],
        "channels": [phone, mail],
        "routes": [{"topic": topic, "channels": ["phone", "mail"]} for topic in _TOPICS],
    }


def _promise(country: str) -> dict[str, Any]:
    return {
        "id": f"statutory-{country.lower()}",
        "kind": "statutory",
        "name": f"Rights by law ({country})",
        "summary": "The seller answers for faults that show within two years of delivery.",
        "guarantor": {"role": "seller", "name": "The shop that sold you the product"},
        "countries": [country],
        "duration": "P24M",
        "covers": "Every fault that was there on delivery.",
        "exclusions": ["Normal wear"],
        "remedies": [{"kind": "repair", "text": "Repair at no cost to you."}],
        "proof": ["Receipt or invoice"],
        "claim": ["Tell the seller in writing what is wrong.", "Let the seller have the product."],
        "topic": "warranty",
        "sources": [_SOURCE],
    }


def _return_policy(country: str) -> dict[str, Any]:
    rule = {
        "kind": "withdrawal", "name": "Withdrawal", "period": "P14D",
        "condition": "You may try the product as you would in a shop.",
        "fee": {"paid_by": "customer", "text": "You pay the way back."},
        "refund": {"within": "P14D", "form": "The way you paid."},
        "sources": [_SOURCE],
    }  # fmt: skip
    return {
        "country": country,
        "summary": "You may send products back within 14 days of delivery.",
        "rules": [rule],
        "steps": ["Tell us that you withdraw.", "Pack the product.", "Send it within 14 days."],
        "topic": "return",
        "sources": [_SOURCE],
    }


def _complaint_policy(country: str) -> dict[str, Any]:
    return {
        "country": country,
        "summary": "We answer within 14 days.",
        "channels": ["mail", "phone"],
        "include": ["Order or case number", "What happened and when"],
        "acknowledged_within": "P1D",
        "answered_within": "P14D",
        "if_not": "Write again with the word overdue. The head of customer care answers within two days.",
        "sources": [_SOURCE],
    }


def _repair_item(countries: list[str]) -> dict[str, Any]:
    return {
        "id": "repair-visit", "kind": "repair", "name": "Repair by a technician", "unit": "visit",
        "is_from": True, "prices": prices_in(countries, 89),
    }  # fmt: skip
