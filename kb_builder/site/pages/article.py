"""What guides, trees, prose and notices have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb_builder import addresses
from kb_builder.content.model import Article
from kb_builder.site import formats
from kb_builder.site.local import Here, Link, plain
from kb_builder.site.markdown import plain_text
from kb_builder.site.pages.content import article_links, breadcrumbs, neighbours, site_base
from kb_builder.site.pages.feedback import feedback_form, report_link
from kb_builder.site.pages.lists import Banner, banners
from kb_builder.site.pages.reach import reach

GRAVE = ("recall", "safety")
"""Kinds of notices that stand on every page of the products that they concern."""


def article_context(here: Here, article: Article) -> Mapping[str, Any]:
    """The variables of ``article.md``."""
    before, after = neighbours(here)
    return {
        "article": article,
        "crumbs": breadcrumbs(here),
        "before": before,
        "after": after,
        "notices": grave_notices(here),
        "models": model_names(here, article.models),
        "only_in": tuple(formats.country(code, here.site.locale) for code in article.markets),
        "codes": _codes(here, article),
        "related": article_links(here, article.related),
        "reach": reach(here),
        "feedback": feedback_form(here, article),
        "report_url": report_link(here, article) if here.site.audience == "agent" else "",
        "contact_url": here.url(addresses.COMPANY_PAGES["contact"]),
    }


def grave_notices(here: Here) -> tuple[Banner, ...]:
    """Recalls and safety notices in force that concern the page's product, but for the one that the page is about."""
    if not here.page.product:
        return ()
    concerning = here.site.plan.notices_for(here.page.product)
    own = here.page.entry.file if here.page.entry else ""
    return banners(here, (one for one in concerning if one.record.kind in GRAVE and one.file != own))


def model_names(here: Here, ids: tuple[str, ...]) -> tuple[str, ...]:
    """Names of the models that an article is for; empty when it is for all of them."""
    product = here.site.product(here.page.product) if here.page.product else None
    if product is None or not ids or set(ids) >= {model.id for model in product.models}:
        return ()
    return tuple(model.name for model in product.models if model.id in ids)


def topic_link(here: Here, topic: str | None) -> Link:
    """The place on the contact page for a topic, otherwise its beginning."""
    record = here.site.record(here.site.plan.catalogue.channels)
    found = next((one for one in record.topics if one.id == topic), None)
    contact = addresses.COMPANY_PAGES["contact"]
    if found is None:
        return here.link(here.site.messages.gettext("Contact"), contact)
    return Link(found.name, here.url(contact) + f"#topic-{found.id}", contact)


def words(here: Here, text: str | None) -> str:
    """The bare words of a Markdown text."""
    return plain_text(here.md(text))


def page_url(here: Here) -> str:
    """The absolute address of the page."""
    return site_base(here) + here.page.address


def absolute_picture(here: Here, name: str) -> str:
    """The absolute address of a picture of the page's folder."""
    return site_base(here) + addresses.file(here.folder, "images", plain(name))


def _codes(here: Here, article: Article) -> tuple[Link, ...]:
    """The error codes that the article solves, each a link to its place in the product's list."""
    if not here.page.product:
        return ()
    listed = addresses.error_codes(here.page.product)
    return tuple(
        Link(code, here.url(listed) + f"#{addresses.code_anchor(code)}", listed)
        for code in article.error_codes
    )
