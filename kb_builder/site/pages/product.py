"""A product or a topic: everything that after-sales service knows about it, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from kb_builder import addresses
from kb_builder.content.model import Product
from kb_builder.site.jsonld import product as product_data
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.article import absolute_picture, page_url
from kb_builder.site.pages.asking import coverage_form
from kb_builder.site.pages.codes import error_codes
from kb_builder.site.pages.content import Content, breadcrumbs, jsonld_breadcrumbs
from kb_builder.site.pages.facts import (
    discontinued,
    documents,
    maintenance,
    models,
    only_in,
    parts,
    releases,
    support_dates,
    warranty_in_short,
)
from kb_builder.site.pages.lists import Row, banners, row, rows_of
from kb_builder.site.pages.reach import reach
from kb_builder.site.sidebar import group_titles


def build_product(here: Here) -> Content:
    """The page of a product."""
    product, context = _common(here)
    return Content(
        title=product.name,
        description=product.summary,
        context={
            **context,
            "labels": labels(here.site.locale),
            "models": models(here, product),
            "only_in": only_in(here, product),
            "discontinued": discontinued(here, product),
            "warranty": warranty_in_short(here, product),
            "maintenance": maintenance(here, product),
            "parts": parts(here, product),
            "documents": documents(here, product),
            "releases": releases(here, product),
            "support": support_dates(here, product),
        },
        changed=product.changed.isoformat() if product.changed else "",
        data=coverage_form(here, (here.page.product or "",)),
        jsonld=(jsonld_breadcrumbs(here, product.name), _jsonld(here, product)),
    )


def _jsonld(here: Here, product: Product) -> Mapping[str, Any]:
    category = next((one.name for one in here.site.brand.categories if one.id == product.category), "")
    return product_data(
        product, page_url(here), here.site.brand.name, category, lambda name: absolute_picture(here, name)
    )


def build_topic(here: Here) -> Content:
    """The page of a topic: help that belongs to no product."""
    product, context = _common(here)
    return Content(
        title=product.name,
        description=product.summary,
        context=context,
        changed=product.changed.isoformat() if product.changed else "",
        jsonld=(jsonld_breadcrumbs(here, product.name),),
    )


def _common(here: Here) -> tuple[Product, Mapping[str, Any]]:
    assert here.page.entry is not None
    product: Product = here.site.record(here.page.entry)
    slug = here.page.product or ""
    groups = _groups(here, slug)
    symptoms = tuple(_symptoms(here, product))
    linked = {link.href for link in symptoms}
    return product, {
        "product": product,
        "crumbs": breadcrumbs(here),
        "notices": banners(here, here.site.plan.notices_for(slug)),
        "symptoms": symptoms,
        "problems": tuple(one for one in groups.get("problems", ()) if one.href not in linked),
        "has_problems": bool(symptoms or groups.get("problems")),
        "codes": error_codes(here, slug),
        "codes_url": here.url(addresses.error_codes(slug)),
        "first_steps": rows_of(here, product.first_steps),
        "groups": tuple(
            (group, title, groups[group])
            for group, title in group_titles(here.site, product.kind).items()
            if group in groups and group != "problems"
        ),
        "reach": reach(here),
    }


def _symptoms(here: Here, product: Product) -> list[Link]:
    """What customers see, in their words, each with the article that helps."""
    found = ((symptom.text, here.article(symptom.article)) for symptom in product.symptoms)
    return [Link(text, link.href, link.address) for text, link in found if link is not None]


def _groups(here: Here, slug: str) -> Mapping[str, tuple[Row, ...]]:
    """The articles of a product by their part of the page."""
    pages = here.site.plan.articles_of(slug)
    return {
        group: tuple(row(here, page) for page in members)
        for group, members in groupby(pages, key=lambda page: page.group)
    }
