"""The sidebar of a product: its own pages and nothing else of the catalogue.

One template part a product, staged into the theme and included by its pages: the work for a page does not grow with
the catalogue. In a large product only the part at hand is spread out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from markupsafe import Markup, escape

from kb_builder import addresses
from kb_builder.site.local import LocalSite, plain
from kb_builder.site.plan import Page

SPREAD_OUT = 60
"""Up to so many articles the sidebar shows all of a product's parts."""
MOST_IN_PART = 80
"""No part of a sidebar is longer; the rest is on the product's page."""


def sidebars(site: LocalSite) -> Mapping[str, str]:
    """Product → template part with its sidebar."""
    return {entry.slug: _sidebar(site, entry.slug) for entry in site.plan.catalogue.products}


def group_titles(site: LocalSite, kind: str = "product") -> Mapping[str, str]:
    """What the parts of a product (or a topic) are called, in their order."""
    _ = site.messages.gettext
    return {
        "problems": _("Problems"), "install": _("Install"), "set-up": _("Set up"), "use": _("Use"),
        "maintain": _("Clean and maintain"), "repair": _("Repair"), "replace": _("Replace parts"),
        "update": _("Update"), "dispose": _("Dispose"), "articles": _("Answers") if kind == "topic" else _("Good to know"),
        "notices": _("Notices"),
    }  # fmt: skip


def _sidebar(site: LocalSite, slug: str) -> str:
    product = site.product(slug)
    assert product is not None
    titles = group_titles(site, product.kind)
    pages = site.plan.articles_of(slug)
    lines = [_item(plain(product.name), addresses.product(slug), "kb-nav__product")]
    if addresses.error_codes(slug) in site.plan.by_address:
        lines.append(_item(site.messages.gettext("Error codes"), addresses.error_codes(slug)))
    for group, members in groupby(pages, key=lambda page: page.group):
        heading = _heading(slug, group, titles[group])
        lines.extend(_part(site, group, heading, list(members), spread=len(pages) <= SPREAD_OUT))
    return "\n".join(lines) + "\n"


def _part(site: LocalSite, group: str, heading: str, pages: list[Page], spread: bool) -> Iterator[str]:
    yield f'<li class="kb-nav__part">{heading}'
    condition = "" if spread else "{% if page and page.meta and page.meta.group == '" + group + "' %}"
    yield f'{condition}<ul class="kb-nav__list">'
    for page in pages[:MOST_IN_PART]:
        assert page.entry is not None
        yield _item(plain(site.record(page.entry).title), page.address)
    yield "</ul>" + ("{% endif %}" if condition else "") + "</li>"


def _heading(slug: str, group: str, title: str) -> str:
    return f'<a class="kb-nav__heading" href="{_url(addresses.product(slug))}#{group}">{_static(escape(title))}</a>'


def _item(title: str, address: str, css: str = "kb-nav__link") -> str:
    current = "{% if page and page.url == '" + address + '\' %} aria-current="page"{% endif %}'
    return f'<li><a class="{css}" href="{_url(address)}"{current}>{_static(escape(title))}</a></li>'


def _url(address: str) -> str:
    return "{{ '" + address + "' | url }}"


def _static(html: Markup | str) -> str:
    """Text that no template engine takes for its own."""
    return str(html).replace("{", "&#123;").replace("}", "&#125;")
