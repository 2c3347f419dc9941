"""Every address of the site, and the only place that makes one.

An address is relative to the root of one locale's site, without a leading slash and with a trailing one:
``wm700/clean-drain-filter/``; the home page is the empty string. A reader in another locale finds the same address
below that locale's prefix (``pl/``, ``zh-hant/``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

HOME = ""
COMPANY_PAGES: Mapping[str, str] = {
    "home": HOME,
    "search": "search/",
    "contact": "contact/",
    "centres": "centres/",
    "warranty": "warranty/",
    "returns": "returns/",
    "complaints": "complaints/",
    "prices": "prices/",
}
"""The pages that a text can link to as ``page:<name>``."""
TREES = "assets/trees/index.json"
"""Where scripts look up the pages of a tree by the number in its codes."""
RULES = "assets/kb/rules/"
"""Where scripts find the rules of a product, ``<slug>.json``."""
OWN_FILES = frozenset(
    {
        "404.html",
        "_headers",
        "_nginx.map",
        "_redirects",
        "assets",
        "feed.xml",
        "robots.txt",
        "sitemap.xml",
        "sitemap.xml.gz",
    }
)
"""Files and folders at the root of the site that are no pages."""


def locale_prefix(locale: str, default: str) -> str:
    """Empty for the default locale, else ``pl/`` or ``zh-hant/``."""
    return "" if locale == default else f"{locale.lower()}/"


def product(slug: str) -> str:
    """The page of a product."""
    return f"{slug}/"


def article(product_slug: str, slug: str) -> str:
    """The page of an article within a product."""
    return f"{product_slug}/{slug}/"


def error_codes(product_slug: str) -> str:
    """The list of a product's error codes."""
    return f"{product_slug}/error-codes/"


def code_anchor(code: str) -> str:
    """The place of an error code on that page: the code itself where it can be one."""
    return code if re.fullmatch(r"[A-Za-z][\w.-]*", code, re.ASCII) else "code-" + re.sub(r"\W+", "-", code)


def category(key: str) -> str:
    """The page of a category."""
    return f"c/{key}/"


def short_link(article_id: str) -> str:
    """The address that never changes, whatever happens to the article's name and place."""
    return f"k/{article_id}/"


def kept_tree(tree_id: str, revision: str) -> str:
    """The words of a released revision of a tree, for the codes that were given on it."""
    return f"assets/trees/{tree_id}/{revision}.json"


def tree_picture(tree_id: str) -> str:
    """The drawing of a tree, for agents."""
    return f"assets/trees/{tree_id}.svg"


def tree_sheet(tree_id: str, number: int) -> str:
    """A sheet of the drawing of a tree, for paper."""
    return f"assets/trees/{tree_id}/sheet-{number}.svg"


def site_page(slug: str) -> str:
    """A hand-written page of ``docs/``."""
    return f"{slug}/"


def handbook(name: str = "index") -> str:
    """A page of the agents' handbook."""
    return "handbook/" if name == "index" else f"handbook/{name}/"


def file(product_folder: str, folder: str, name: str) -> str:
    """A picture or document: ``wm700/images/filter.svg``."""
    return quote(f"{product_folder.lstrip('_')}/{folder}/{name}")


def site_picture(name: str) -> str:
    """A picture of the hand-written pages, from ``docs/images/``."""
    return quote(f"images/{name}")


def old_address(path: str) -> str | None:
    """A path of an earlier site as an address of ours: decoded, without query and anchor, a folder unless it names an HTML
    file. None where this site can't answer: at its own files, and at names that no folder can have.
    """
    address = unquote(path.partition("?")[0].partition("#")[0]).removeprefix("/")
    if address == "index.html" or address.endswith("/index.html"):
        address = address.removesuffix("index.html")
    if address and not address.endswith(("/", ".html", ".htm")):
        address += "/"
    parts = address.rstrip("/").split("/") if address else []
    possible = address.isprintable() and "\\" not in address and not address.endswith("//")
    possible = possible and all(part not in ("", ".", "..") and len(part.encode()) <= 200 for part in parts)
    return address if possible and not (parts and parts[0] in OWN_FILES) else None


def relative(here: str, there: str) -> str:
    """The link from one address to another: ``../clean-drain-filter/``, ``./`` for the page itself.

    Both may carry an anchor or name a file; only the path is compared.
    """
    depth = here.count("/")
    common = 0
    from_parts, to_parts = here.split("/")[:depth], there.split("/")
    while common < min(len(from_parts), len(to_parts) - 1) and from_parts[common] == to_parts[common]:
        common += 1
    link = "../" * (depth - common) + "/".join(to_parts[common:])
    return link if link and not link.startswith("#") else f"./{link}"


def html_file(address: str) -> str:
    """The file that a host serves for a page."""
    return f"{address}index.html"


def markdown_file(address: str) -> str:
    """The file of the emitted project that becomes the page at an address."""
    return f"{address}index.md"
