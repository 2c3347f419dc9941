"""Checks every internal link and anchor of the built site, on the HTML that readers get."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_SELECTOR = "a[href], img[src], script[src], link[href], source[src], area[href]"
_OWN_ADDRESS = frozenset({"canonical", "alternate", "preconnect", "prev", "next"})


@dataclass(frozen=True)
class DeadLink:
    """A link that leads nowhere."""

    page: str
    """The HTML file that holds it, relative to the site."""
    href: str
    reason: str


@dataclass(frozen=True)
class _PageLinks:
    anchors: frozenset[str]
    links: tuple[str, ...]


def dead_links(site: Path, files: Iterable[str], root: str = "/") -> Iterator[DeadLink]:
    """Every link of every HTML page whose file or anchor does not exist.

    ``root`` is the path at which the host shows the site, for links that begin with a slash.
    """
    present = frozenset(files)
    pages = {name: _read(site / name) for name in sorted(present) if name.endswith(".html")}
    for name, page in pages.items():
        for href in page.links:
            reason = _why_dead(name, href, present, pages, root)
            if reason:
                yield DeadLink(name, href, reason)


def _read(path: Path) -> _PageLinks:
    tree = LexborHTMLParser(path.read_bytes())
    anchors = {node.attributes.get("id") or "" for node in tree.css("[id]")}
    anchors |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
    links = {}
    for node in tree.css(_SELECTOR):
        if node.tag == "link" and (node.attributes.get("rel") or "") in _OWN_ADDRESS:
            continue
        href = (
            node.attributes.get("href") if node.tag in ("a", "link", "area") else node.attributes.get("src")
        )
        if href:
            links[href] = True
    return _PageLinks(frozenset(anchors), tuple(links))


def _why_dead(page: str, href: str, present: frozenset[str], pages: dict[str, _PageLinks], root: str) -> str:
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return ""
    target = _target(page, unquote(parts.path), root)
    if target is None:
        return "it leaves the site"
    if target not in present:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in present:
        return "there is no such page or file"
    anchor = unquote(parts.fragment)
    if anchor and target in pages and anchor not in pages[target].anchors and not anchor.startswith("__"):
        return f"the page has no place named '{anchor}'"
    return ""


def _target(page: str, path: str, root: str) -> str | None:
    """The file or folder that a path means on a page, relative to the site; None outside it."""
    if not path:
        return page
    if not path.startswith("/"):
        path = posixpath.join(posixpath.dirname(page), path)
    elif (path + "/").startswith(root):
        path = path[len(root) :]
    else:
        return None
    target = posixpath.normpath(path)
    return None if target.split("/")[0] == ".." else target
