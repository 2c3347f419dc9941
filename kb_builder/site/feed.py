"""What has changed, newest first, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kb_builder import addresses
from kb_builder.content.catalogue import Entry
from kb_builder.site.local import LocalSite, plain

ENTRIES = 50


def feed(site: LocalSite) -> str:
    """The feed of one locale; its dates are those of the articles, so the same content gives the same bytes."""
    brand = site.brand
    base = brand.site_url.rstrip("/") + "/"
    here = base + addresses.locale_prefix(site.locale, brand.default_locale)
    articles: list[Entry[Any]] = [
        entry for entry in site.plan.catalogue.articles if entry.record.state != "archived"
    ]
    newest = sorted(articles, key=lambda entry: (entry.record.changed, entry.record.id), reverse=True)[
        :ENTRIES
    ]
    updated = newest[0].record.changed if newest else site.plan.day
    entries = "".join(_entry(site, entry, here) for entry in newest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.locale}">\n'
        f"<title>{escape(plain(brand.site_name))}</title>\n<id>{escape(here)}</id>\n"
        f"<updated>{updated}T00:00:00Z</updated>\n<author><name>{escape(brand.name)}</name></author>\n"
        f'<link rel="self" href={quoteattr(here + "feed.xml")}/>\n<link href={quoteattr(here)}/>\n{entries}</feed>\n'
    )


def _entry(site: LocalSite, entry: Entry[Any], here: str) -> str:
    page = site.plan.article_page(entry.record.id)
    if page is None:
        return ""
    record = site.record(entry)
    return (
        f"<entry>\n<title>{escape(plain(record.title))}</title>\n"
        f"<id>{escape(here + addresses.short_link(record.id))}</id>\n"
        f"<updated>{record.changed}T00:00:00Z</updated>\n<link href={quoteattr(here + page.address)}/>\n"
        f"<summary>{escape(plain(record.summary))}</summary>\n</entry>\n"
    )
