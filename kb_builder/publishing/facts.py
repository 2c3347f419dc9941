"""What the checks need to know of an HTML page: read once, kept as plain data for as long as the page stays the same."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_SELECTOR = "a[href], img[src], script[src], link[href], source[src], area[href]"
_OWN_ADDRESS = frozenset({"canonical", "alternate", "preconnect", "prev", "next"})
_DATA_TYPES = ("application/ld+json", "application/json")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page to the site itself."""

    href: str
    target: str
    """The file or folder that it means, relative to the site; empty when it leads out of the site."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The anchors and links of a page, and the hashes of its inline scripts that run."""

    anchors: tuple[str, ...]
    links: tuple[Link, ...]
    scripts: tuple[str, ...]
    """``'sha256-…'``, as the Content-Security-Policy wants them."""

    def as_data(self) -> dict[str, Any]:
        """Plain lists, for JSON."""
        links = [[one.href, one.target, one.anchor] for one in self.links]
        return {"anchors": list(self.anchors), "links": links, "scripts": list(self.scripts)}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Facts:
        """What :meth:`as_data` gave."""
        links = tuple(Link(*one) for one in data["links"])
        return cls(tuple(data["anchors"]), links, tuple(data["scripts"]))


def facts_of(page: str, html: bytes, root: str = "/") -> Facts:
    """The facts of the HTML file ``page`` (relative to the site).

    ``root`` is the path at which the host shows the site, for links that begin with a slash.
    """
    tree = LexborHTMLParser(html)
    anchors = {node.attributes.get("id") or "" for node in tree.css("[id]")}
    anchors |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
    return Facts(tuple(sorted(anchors)), tuple(_links(tree, page, root)), tuple(_scripts(tree, html)))


def _links(tree: LexborHTMLParser, page: str, root: str) -> list[Link]:
    found: dict[str, Link] = {}
    for node in tree.css(_SELECTOR):
        if node.tag == "link" and (node.attributes.get("rel") or "") in _OWN_ADDRESS:
            continue
        href = node.attributes.get("href" if node.tag in ("a", "link", "area") else "src")
        if not href or href in found:
            continue
        parts = urlsplit(href)
        if not (parts.scheme or parts.netloc):
            found[href] = Link(href, _target(page, unquote(parts.path), root), unquote(parts.fragment))
    return list(found.values())


def _target(page: str, path: str, root: str) -> str:
    if not path:
        return page
    if not path.startswith("/"):
        path = posixpath.join(posixpath.dirname(page), path)
    elif (path + "/").startswith(root):
        path = path[len(root) :]
    else:
        return ""
    target = posixpath.normpath(path)
    return "" if target.split("/")[0] == ".." else target


def _scripts(tree: LexborHTMLParser, html: bytes) -> list[str]:
    if b"<script>" not in html and b"<script " not in html:
        return []
    found = set()
    for script in tree.css("script:not([src])"):
        text = script.text(deep=True)
        if text and (script.attributes.get("type") or "") not in _DATA_TYPES:
            found.add(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    return sorted(found)
