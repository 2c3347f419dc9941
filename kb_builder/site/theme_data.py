"""What the theme's templates need on every page: menus, languages, words."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from kb_builder import addresses
from kb_builder.site import formats
from kb_builder.site.local import LocalSite, html_text

MOST_IN_MENU = 12


def theme_data(site: LocalSite) -> dict[str, Any]:
    """``extra.kb`` of the configuration; every text is escaped."""
    brand = site.brand
    default = brand.default_locale
    up = "../" * addresses.locale_prefix(site.locale, default).count("/")
    path = urlsplit(brand.site_url).path.rstrip("/") + "/"
    return {
        "locale": site.locale,
        "brand": html_text(brand.name),
        "legal_name": html_text(brand.legal_name or brand.name),
        "base": brand.site_url.rstrip("/") + "/",
        "default_locale": default,
        "open_graph_locale": formats.language_and_country(site.locale),
        "locales": [
            {
                "lang": tag,
                "name": html_text(formats.own_name(tag)),
                "prefix": addresses.locale_prefix(tag, default),
                "relative": up + addresses.locale_prefix(tag, default),
                "path": path + addresses.locale_prefix(tag, default),
            }
            for tag in brand.locales
        ],
        "products": _products(site),
        "company": _company(site),
        "footer": [*_company(site), *_written(site)],
        "outside": _outside(site),
        "search_texts": html_text(json.dumps(_search_texts(site), ensure_ascii=False)),
        "text": {name: html_text(text) for name, text in _texts(site).items()},
    }


def _products(site: LocalSite) -> list[dict[str, str]]:
    """What people ask most about, for the menu of pages that belong to no product."""
    home = site.brand.home
    slugs = list(
        dict.fromkeys((*home.products, *home.topics, *(e.slug for e in site.plan.catalogue.products)))
    )
    found = ((slug, site.product(slug)) for slug in slugs)
    shown = [
        {"title": html_text(product.name), "url": addresses.product(slug)}
        for slug, product in found
        if product
    ]
    return shown[:MOST_IN_MENU]


def _company(site: LocalSite) -> list[dict[str, str]]:
    """The company's own pages."""
    _ = site.messages.gettext
    links = [("contact", _("Contact")), ("warranty", _("Warranty")), ("returns", _("Returns")),
             ("complaints", _("Complaints")), ("prices", _("Prices")), ("centres", _("Service centres"))]  # fmt: skip
    return [{"title": html_text(title), "url": addresses.COMPANY_PAGES[name]} for name, title in links]


def _written(site: LocalSite) -> list[dict[str, str]]:
    written = map(site.written_page, site.plan.catalogue.pages)
    return [{"title": html_text(page.title), "url": addresses.site_page(page.slug)} for page in written]


def _outside(site: LocalSite) -> list[dict[str, str]]:
    """The company's other sites."""
    _ = site.messages.gettext
    links = site.brand.links
    found = [(site.brand.name, site.brand.company_url), (_("Shop"), links.shop), (_("Track an order"), links.track_order),
             (_("Track a repair"), links.track_repair), (_("Register a product"), links.register_product),
             (_("Privacy"), links.privacy), (_("Legal notice"), links.imprint)]  # fmt: skip
    return [{"title": html_text(title), "url": html_text(url)} for title, url in found if url]


def _texts(site: LocalSite) -> dict[str, str]:
    """Words of the theme that stand outside the pages' own text."""
    _ = site.messages.gettext
    return {
        "language": _("Language"), "search": _("Search"), "home": _("Home"), "products": _("Products"),
        "help": _("Help and service"), "company": _("Other services"), "changes": _("What has changed"),
        "contact": _("Talk to us"), "not_found": _("This page does not exist"),
        "not_found_why": _("The address may be mistyped, or the page has moved. Search for it, or start from one of these:"),
    }  # fmt: skip


def _search_texts(site: LocalSite) -> dict[str, str]:
    """What the search box and its results say."""
    _ = site.messages.gettext
    return {
        "label": _("Describe the problem or type the error code"), "close": _("Close the search"),
        "results": _("Results"), "all": _("All results"), "none": _("Nothing found for “%(query)s”"),
        "count": _("Results: %(count)s"),
        "failed": _("The search can't be loaded. Check the connection and try again."),
        "corrected": _("Showing results for %(query)s"), "instead": _("Search for %(query)s instead"),
        "try": _("Try other words, or choose your product."), "product": _("Product"), "kind": _("Kind"), "any": _("All"),
        "no_code": _("If this is a code, a character is wrong. Check it group by group."),
        "no_tree": _("No page of this site gave this code."),
        "straight": _("Go straight to it"), "general": _("Help and service"),
        "best": _("Best matches"), "guide": _("Guide"), "tree": _("Find the cause"), "article": _("Article"), "notice": _("Notice"),
        "error_codes": _("Error codes"), "page": _("Page"), "talk": _("Talk to us"),
    }  # fmt: skip
