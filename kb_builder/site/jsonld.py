"""Records → schema.org data for search engines. Pure: addresses come in absolute, texts in the page's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from isodate import Duration, parse_duration

from kb_builder.content.model import Brand, Centre, Channel, Guide, Product, Promise, ReturnPolicy, Step
from kb_builder.content.model.base import Address
from kb_builder.content.model.promises import ReturnRule

Data = Mapping[str, Any]
Plain = Callable[[str], str]
"""Markdown → the bare words."""
PictureUrl = Callable[[str], str]
"""Name of a picture → its absolute address."""

SCHEMA = "https://schema.org/"
_DAYS_IN_MONTH = 30.4375
_RETURN_FEES = {
    "customer": "ReturnFeesCustomerResponsibility",
    "company": "FreeReturn",
    "company_if_faulty": "ReturnFeesCustomerResponsibility",
}


def breadcrumb_list(items: Iterable[tuple[str, str]]) -> Data:
    """Titles and addresses from the home page to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(items, 1)
        ],
    }


def how_to(
    guide: Guide, url: str, language: str, parts: Iterable[str], plain: Plain, picture: PictureUrl
) -> Data:
    """A guide; ``parts`` are the names of the parts that it uses up."""
    steps: list[dict[str, Any]] = []
    for step in guide.steps:
        if step.section is not None:
            name = str(step.section.title)
            steps.append({"@type": "HowToSection", "name": name, "itemListElement": []})
        target = steps[-1]["itemListElement"] if steps and "itemListElement" in steps[-1] else steps
        target.append(_how_to_step(step, url, plain, picture))
    data = {
        "@type": "HowTo",
        "name": guide.title,
        "description": guide.summary,
        "url": url,
        "inLanguage": language,
        "dateModified": guide.changed.isoformat(),
        "image": picture(guide.picture.file) if guide.picture else None,
        "totalTime": guide.time,
        "tool": [{"@type": "HowToTool", "name": tool.name} for tool in guide.tools],
        "supply": [{"@type": "HowToSupply", "name": name} for name in parts],
        "step": steps,
    }
    return _filled(data)


def _how_to_step(step: Step, url: str, plain: Plain, picture: PictureUrl) -> dict[str, Any]:
    hazards = [f"{item.text} {item.avoid}" for item in step.hazards]
    data = {
        "@type": "HowToStep",
        "url": f"{url}#{step.id}",
        "text": " ".join([*hazards, plain(step.text)]),
        "image": picture(step.images[0].file) if step.images else None,
    }
    return _filled(data)


def product(record: Product, url: str, brand: str, category: str, picture: PictureUrl) -> Data:
    """What was sold, with its models. It carries no offer: the site sells nothing."""
    models = [
        _filled(
            {
                "@type": "ProductModel",
                "name": model.name,
                "gtin": model.gtin,
                "releaseDate": model.released.isoformat() if model.released else None,
            }
        )
        for model in record.models
    ]
    data = {
        "@type": "Product",
        "name": record.name,
        "description": record.summary,
        "url": url,
        "image": picture(record.picture.file) if record.picture else None,
        "brand": {"@type": "Brand", "name": brand},
        "category": category,
        "releaseDate": record.support.released.isoformat() if record.support.released else None,
        "model": models,
    }
    return _filled(data)


def organization(brand: Brand, channels: Iterable[Channel]) -> Data:
    """The company with its ways to reach it."""
    points = [contact_point(channel) for channel in channels]
    data = {
        "@type": "Organization",
        "name": brand.name,
        "legalName": brand.legal_name,
        "url": brand.company_url or brand.site_url,
        "contactPoint": [point for point in points if point],
    }
    return _filled(data)


def contact_point(channel: Channel) -> Data:
    """A channel that has a number or an address on the net; empty for letters and visits without one."""
    reach = {"telephone": channel.phone, "email": channel.email, "url": channel.url}
    if not any(reach.values()):
        return {}
    data = {
        "@type": "ContactPoint",
        "contactType": "customer service",
        "name": channel.name,
        **reach,
        "areaServed": list(channel.countries),
        "availableLanguage": list(channel.locales),
    }
    return _filled(data)


def local_business(centre: Centre) -> Data:
    """A service centre, partner or collection point."""
    geo = None
    if centre.latitude is not None and centre.longitude is not None:
        geo = {"@type": "GeoCoordinates", "latitude": centre.latitude, "longitude": centre.longitude}
    data = {
        "@type": "LocalBusiness",
        "name": centre.name,
        "address": postal_address(centre.address),
        "geo": geo,
        "telephone": centre.phone,
        "email": centre.email,
        "url": centre.url,
    }
    return _filled(data)


def postal_address(address: Address) -> Data:
    """An address as written on an envelope."""
    data = {
        "@type": "PostalAddress",
        "name": address.name,
        "streetAddress": ", ".join(address.lines),
        "postalCode": address.postcode,
        "addressLocality": address.city,
        "addressRegion": address.region,
        "addressCountry": address.country,
    }
    return _filled(data)


def merchant_return_policy(policy: ReturnPolicy, rule: ReturnRule, url: str) -> Data:
    """One right to give a product back in one country."""
    data = {
        "@type": "MerchantReturnPolicy",
        "name": rule.name,
        "description": rule.condition,
        "applicableCountry": policy.country,
        "returnPolicyCountry": policy.address.country if policy.address else policy.country,
        "returnPolicyCategory": f"{SCHEMA}MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": days_of(rule.period),
        "returnMethod": f"{SCHEMA}ReturnByMail",
        "returnFees": SCHEMA + _RETURN_FEES[rule.fee.paid_by],
        "refundType": SCHEMA + ("ExchangeRefund" if rule.kind == "exchange" else "FullRefund"),
        "merchantReturnLink": url,
    }
    return _filled(data)


def warranty_promise(promise: Promise, url: str) -> Data:
    """One promise, its length in months or days."""
    value, unit = quantity_of(promise.duration)
    return {
        "@type": "WarrantyPromise",
        "name": promise.name,
        "description": promise.summary,
        "url": url,
        "durationOfWarranty": {"@type": "QuantitativeValue", "value": value, "unitCode": unit},
    }


def quantity_of(period: str) -> tuple[int, str]:
    """An ISO 8601 period as a number and its unit by UN/CEFACT: months (``MON``) or days (``DAY``)."""
    found = parse_duration(period, as_timedelta_if_possible=False)
    months, days = int(found.years * 12 + found.months), found.tdelta.days
    return (months, "MON") if months and not days else (_days(found), "DAY")


def days_of(period: str) -> int:
    """An ISO 8601 period in days; months count as long as they are on average."""
    return _days(parse_duration(period, as_timedelta_if_possible=False))


def _days(found: Duration) -> int:
    return round(float(found.years * 12 + found.months) * _DAYS_IN_MONTH) + int(found.tdelta.days)


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
