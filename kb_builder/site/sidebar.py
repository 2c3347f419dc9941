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


def group_titles(site: LocalSite) -> Mapping[str, str]:
    """What the parts of a product are called."""
    _ = site.messages.gettext
    return {
        "problems": _("Problems"), "install": _("Install"), "set-up": _("Set up"), "use": _("Use"),
        "maintain": _("Clean and maintain"), "repair": _("Repair"), "replace": _("Replace parts"),
        "update": _("Update"), "dispose": _("Dispose"), "articles": _("Good to know"), "notices": _("Notices"),
    }  # fmt: skip


def _sidebar(site: LocalSite, slug: str) -> str:
    product = site.product(slug)
    pages = site.plan.articles_of(slug)
    lines = [_item(plain(product.name) if product else slug, addresses.product(slug), "kb-nav__product")]
    if addresses.error_codes(slug) in site.plan.by_address:
        lines.append(_item(site.messages.gettext("Error codes"), addresses.error_codes(slug), "kb-nav__item"))
    for group, members in groupby(pages, key=lambda page: page.group):
        lines.extend(_part(site, slug, group, list(members), spread=len(pages) <= SPREAD_OUT))
    return "\n".join(lines) + "\n"


def _part(site: LocalSite, slug: str, group: str, pages: list[Page], spread: bool) -> Iterator[str]:
    title = escape(group_titles(site)[group])
    yield f'<li class="kb-nav__part"><a class="kb-nav__heading" href="{_url(addresses.product(slug))}#{group}">{_static(title)}</a>'
    condition = "" if spread else "{% if page and page.meta and page.meta.group == '" + group + "' %}"
    yield f"{condition}<ul>"
    for page in pages[:MOST_IN_PART]:
        assert page.entry is not None
        yield _item(plain(site.record(page.entry).title), page.address, "kb-nav__item")
    yield "</ul>" + ("{% endif %}" if condition else "") + "</li>"


def _item(title: str, address: str, css: str) -> str:
    current = "{% if page and page.url == '" + address + '\' %} aria-current="page"{% endif %}'
    return f'<li><a class="{css}" href="{_url(address)}"{current}>{_static(escape(title))}</a></li>'


def _url(address: str) -> str:
    return "{{ '" + address + "' | url }}"


def _static(html: Markup | str) -> str:
    """Text that no template engine takes for its own."""
    return str(html).replace("{", "&#123;").replace("}", "&#125;")
