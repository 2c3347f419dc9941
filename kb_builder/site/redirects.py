"""Pages that only lead on: the short link of each article and the old addresses of ``redirects.yml``.

They are plain HTML files, so that they work on any static host.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from kb_builder import addresses
from kb_builder.site import formats
from kb_builder.site.local import LocalSite, plain


def short_link_pages(site: LocalSite, folder: str) -> dict[str, str]:
    """File below ``docs/`` → HTML, for the articles of one folder."""
    return {
        f"{address}index.html": _page(site, address, target, title, _languages(site, address, target))
        for address, target, title in _short_links(site, folder)
    }


def old_address_pages(site: LocalSite) -> dict[str, str]:
    """The same for the old addresses; they stand in the site of the default locale only."""
    if site.locale != site.brand.default_locale:
        return {}
    found = old_addresses(site).items()
    return {
        _file_of(address): _page(site, address, target, site.brand.site_name) for address, target in found
    }


def old_addresses(site: LocalSite) -> dict[str, str]:
    """Old address (relative to the site's root) → where it leads: an address of the site, or a full address."""
    found = {}
    for redirect in site.plan.catalogue.redirects.record.redirects:
        target = target_of(site, redirect.to)
        address = addresses.old_address(redirect.from_)
        if target is not None and address and address not in site.plan.by_address:
            found[address] = target
    return found


def target_of(site: LocalSite, to: str) -> str | None:
    """The address that the ``to`` of a redirect stands for; None when there is no such page."""
    if to.startswith("https:"):
        return to
    name, _, anchor = to.partition("#")
    suffix = f"#{anchor}" if anchor else ""
    if name.startswith("product:"):
        address: str | None = addresses.product(name.removeprefix("product:"))
    elif name.startswith("page:"):
        address = addresses.COMPANY_PAGES.get(name.removeprefix("page:"))
    elif name.startswith("/"):
        address = name.lstrip("/")
    else:
        page = site.plan.article_page(name)
        address = page.address if page else None
    return address + suffix if address is not None and address in site.plan.by_address else None


def _short_links(site: LocalSite, folder: str) -> Iterator[tuple[str, str, str]]:
    for entry in site.plan.articles_in(folder):
        page = site.plan.article_page(entry.record.id)
        if page is None:
            continue
        title = plain(site.record(entry).title)
        for name in (entry.record.id, *entry.record.aliases):
            if "/" not in name and name not in (".", ".."):
                yield addresses.short_link(name), page.address, title


def _file_of(address: str) -> str:
    return f"{address}index.html" if address.endswith("/") else address


def _languages(site: LocalSite, address: str, target: str) -> str:
    """What takes a reader to the page in their own language: links to all of them, and the script that follows one. Below
    another locale than the default one the link has named the language."""
    default = site.brand.default_locale
    tags = site.brand.locales if site.locale == default else (site.locale,)
    items = []
    for tag in sorted(tags, key=lambda one: one != default):
        prefix = addresses.locale_prefix(tag, default) if site.locale == default else ""
        href, name = addresses.relative(address, prefix + target), formats.own_name(tag)
        items.append(f'<li><a href="{escape(href)}" hreflang="{tag}" lang="{tag}">{escape(name)}</a></li>\n')
    script = addresses.relative(address, "assets/kb/js/short.js")
    return f'<ul>\n{"".join(items)}</ul>\n<script type="module" src="{script}"></script>\n'


def _page(site: LocalSite, address: str, target: str, title: str, languages: str = "") -> str:
    href = target if target.startswith("https:") else addresses.relative(_folder(address), target)
    text = site.messages.gettext("This page has moved. Go on to:")
    refresh = f'<meta http-equiv="refresh" content="0; url={escape(href)}">'
    if languages:
        refresh = f"<noscript>{refresh}</noscript>"
    return (
        f'<!doctype html>\n<html lang="{site.locale}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        f'<link rel="icon" href="data:,">\n'
        f"{refresh}\n<title>{escape(plain(title))}</title>\n"
        f'</head>\n<body>\n<p>{escape(text)} <a href="{escape(href)}">{escape(plain(title))}</a></p>\n{languages}</body>\n</html>\n'
    )


def _folder(address: str) -> str:
    """The folder that relative links of a redirect page start from."""
    return address[: address.rfind("/") + 1]
