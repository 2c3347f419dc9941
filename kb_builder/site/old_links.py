"""Links to this site in old texts, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from kb_builder import addresses
from kb_builder.content.model import Guide
from kb_builder.site.local import LocalSite
from kb_builder.site.redirects import old_addresses

_URL = re.compile(r"https?://[^\s<>\"'()\[\]{}|\\^`]+")
_AFTER = ".,;:!?*_~…。，；：！？、」）"


@dataclass(frozen=True)
class OldLink:
    """One link and its fate."""

    line: int
    url: str
    fate: Literal["good", "moved", "archived", "place-gone", "dead"]
    now: str = ""
    """Where it leads instead, as a full address."""


def old_links(text: str, site: LocalSite) -> Iterator[OldLink]:
    """Every link to the site; ``site`` is the one of the default locale."""
    base = urlsplit(site.brand.site_url)
    root = base.path.rstrip("/") + "/"
    for number, line in enumerate(text.splitlines(), 1):
        for found in _URL.findall(line):
            url = found.rstrip(_AFTER)
            try:
                parts = urlsplit(url)
                host = parts.hostname
            except ValueError:
                continue
            if host == base.hostname and (parts.path + "/").startswith(root):
                yield _fate(number, url, unquote(parts.path[len(root) :]), unquote(parts.fragment), site)


def _fate(line: int, url: str, path: str, anchor: str, site: LocalSite) -> OldLink:
    base = site.brand.site_url.rstrip("/") + "/"
    prefix, address = _without_locale(path, site)
    moved = old_addresses(site).get(address)
    if address.startswith("k/"):
        name = address.removeprefix("k/").strip("/")
        page = site.plan.article_page(name)
        target = addresses.short_link(page.entry.record.id) if page and page.entry else None
    else:
        page = site.plan.by_address.get(address)
        target = page.address if page else None
    if target is None:
        if moved is None:
            return OldLink(line, url, "dead")
        return OldLink(line, url, "moved", moved if moved.startswith("https:") else base + prefix + moved)
    now = base + prefix + target
    if page is not None and page.kind == "archived":
        return OldLink(line, url, "archived", now)
    if target != address:
        return OldLink(line, url, "moved", now)
    if anchor and page is not None and page.entry is not None and not _has(page.entry.record, anchor):
        return OldLink(line, url, "place-gone", now)
    return OldLink(line, url, "good")


def _has(record: object, anchor: str) -> bool:
    """Whether an article still has a place; only steps and nodes are known without the built page."""
    nodes = getattr(record, "nodes", None)
    if isinstance(record, Guide):
        steps = {step.id for step in record.steps} | {name for step in record.steps for name in step.anchors}
        sections = {step.section.id for step in record.steps if step.section and step.section.id}
        return (
            anchor in steps | sections
            or anchor.startswith("kb-")
            or any(s.section and not s.section.id for s in record.steps)
        )
    return anchor in nodes or anchor.startswith("kb-") if nodes else True


def _without_locale(path: str, site: LocalSite) -> tuple[str, str]:
    """The prefix of the locale, and the address below it."""
    brand = site.brand
    address = path if path.endswith("/") or not path or "." in path.rpartition("/")[2] else path + "/"
    address = address.removesuffix("index.html")
    for locale in brand.locales:
        prefix = addresses.locale_prefix(locale, brand.default_locale)
        if prefix and address.lower().startswith(prefix):
            return prefix, address[len(prefix) :]
    return "", address
