"""What a builder hands to a template, and the parts that many pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kb_builder import addresses
from kb_builder.site.local import Here, Link, plain
from kb_builder.site.plan import Page


@dataclass(frozen=True)
class Content:
    """Title, description and template variables of a page."""

    title: str
    description: str
    context: Mapping[str, Any] = field(default_factory=dict)
    template: str = ""
    """Another template than the one named after the page's kind."""
    changed: str = ""
    """ISO date of the last change, for the sitemap."""
    hide: tuple[str, ...] = ()
    """Parts of the theme to leave out: ``navigation``, ``toc``."""
    jsonld: tuple[Mapping[str, Any], ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    """What scripts of the page read: name of the part → plain data (``dataOf`` in ``page.js``)."""


def breadcrumbs(here: Here) -> tuple[Link, ...]:
    """Home, category, product; the page itself is not a link and stands last in the template."""
    _ = here.site.messages.gettext
    links = [here.link(_("Home"), addresses.HOME)]
    product = here.site.product(here.page.product) if here.page.product else None
    if product is not None and product.category:
        links.extend(
            here.link(category.name, addresses.category(category.id))
            for category in here.site.brand.categories
            if category.id == product.category
        )
    if (
        product is not None
        and here.page.product
        and here.page.address != addresses.product(here.page.product)
    ):
        links.append(here.link(product.name, addresses.product(here.page.product)))
    return tuple(links)


def neighbours(here: Here) -> tuple[Link | None, Link | None]:
    """The pages before and after this one in the same part of the product."""
    if not here.page.product:
        return None, None
    group = [page for page in here.site.plan.articles_of(here.page.product) if page.group == here.page.group]
    place = next((n for n, page in enumerate(group) if page.address == here.page.address), None)
    if place is None:
        return None, None
    before = group[place - 1] if place > 0 else None
    after = group[place + 1] if place + 1 < len(group) else None
    return _page_link(here, before), _page_link(here, after)


def _page_link(here: Here, page: Page | None) -> Link | None:
    if page is None or page.entry is None:
        return None
    return here.link(here.site.record(page.entry).title, page.address)


def article_links(here: Here, ids: tuple[str, ...]) -> tuple[Link, ...]:
    """Links to the articles that readers can see."""
    return tuple(link for link in (here.article(article_id) for article_id in ids) if link is not None)


def jsonld_breadcrumbs(here: Here, title: str) -> Mapping[str, Any]:
    """schema.org BreadcrumbList of the page."""
    base = site_base(here)
    items = [(plain(link.title), base + link.address) for link in breadcrumbs(here)]
    items.append((plain(title), base + here.page.address))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": url}
            for n, (name, url) in enumerate(items, 1)
        ],
    }


def site_base(here: Here) -> str:
    """The absolute address of this locale's site, with a slash at the end."""
    brand = here.site.brand
    return brand.site_url.rstrip("/") + "/" + addresses.locale_prefix(here.site.locale, brand.default_locale)
