"""The sidebar of a product: its own pages and nothing else of the catalogue.

One template part a product, staged into the theme and included by its pages: the work for a page does not grow with
the catalogue. In a large product only the part at hand is spread out. The links of a part are a list that the template
goes through: written out one by one they take the engine four times as long to compile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    return {entry.slug: sidebar(site, entry.slug) for entry in site.plan.catalogue.products}


def group_titles(site: LocalSite, kind: str = "product") -> Mapping[str, str]:
    """What the parts of a product (or a topic) are called, in their order."""
    _ = site.messages.gettext
    return {
        "problems": _("Problems"), "install": _("Install"), "set-up": _("Set up"), "use": _("Use"),
        "maintain": _("Clean and maintain"), "repair": _("Repair"), "replace": _("Replace parts"),
        "update": _("Update"), "dispose": _("Dispose"), "articles": _("Answers") if kind == "topic" else _("Good to know"),
        "notices": _("Notices"),
    }  # fmt: skip


def sidebar(site: LocalSite, slug: str) -> str:
    """The template part of one product."""
    product = site.product(slug)
    assert product is not None
    titles = group_titles(site, product.kind)
    pages = site.plan.articles_of(slug)
    lines = [_items([(addresses.product(slug), plain(product.name))], "kb-nav__product")]
    if addresses.error_codes(slug) in site.plan.by_address:
        lines.append(_items([(addresses.error_codes(slug), site.messages.gettext("Error codes"))]))
    for group, members in groupby(pages, key=lambda page: page.group):
        heading = _heading(slug, group, titles[group])
        lines.extend(_part(site, group, heading, list(members), spread=len(pages) <= SPREAD_OUT))
    return "\n".join(lines) + "\n"


def _part(site: LocalSite, group: str, heading: str, pages: list[Page], spread: bool) -> Iterator[str]:
    yield f'<li class="kb-nav__part">{heading}'
    condition = "" if spread else "{% if page and page.meta and page.meta.group == '" + group + "' %}"
    yield f'{condition}<ul class="kb-nav__list">'
    shown = [(page.address, page.entry) for page in pages[:MOST_IN_PART]]
    yield _items([(address, plain(site.record(entry).title)) for address, entry in shown if entry])
    yield "</ul>" + ("{% endif %}" if condition else "") + "</li>"


def _heading(slug: str, group: str, title: str) -> str:
    return f'<a class="kb-nav__heading" href="{_url(addresses.product(slug))}#{group}">{_static(escape(title))}</a>'


def _items(links: Iterable[tuple[str, str]], css: str = "kb-nav__link") -> str:
    """Addresses and titles as links; the page at hand is marked."""
    listed = ", ".join(f'["{address}", "{_quoted(title)}"]' for address, title in links)
    current = '{% if page and page.url == address %} aria-current="page"{% endif %}'
    link = f'<a class="{css}" href="{{{{ address | url }}}}"{current}>{{{{ title }}}}</a>'
    return f"{{% for address, title in [{listed}] -%}}\n<li>{link}</li>\n{{% endfor %}}"


def _quoted(title: str) -> str:
    """A title as HTML within a string of a template: quotes come escaped already."""
    return _static(escape(title)).replace("\\", "&#92;")


def _url(address: str) -> str:
    return "{{ '" + address + "' | url }}"


def _static(html: Markup | str) -> str:
    """Text that no template engine takes for its own."""
    return str(html).replace("{", "&#123;").replace("}", "&#125;")
