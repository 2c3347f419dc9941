"""Every internal link and anchor of the built site is checked on the HTML that readers get."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kb_builder.publishing.links import dead_links
from kb_builder.publishing.swap import files_of

PAGES = {
    "index.html": "<h1 id='top'>Home</h1>",
    "wm700/index.html": "<section id='parts'><a name='old-name'>Parts</a></section>",
    "wm700/clean/index.html": "<p id='清潔'>Clean</p>",
    "wm700/images/filter cap.svg": "<svg/>",
    "assets/kb.css": "",
    "404.html": "",
}

GOOD = {
    "a page above": "../",
    "the home page": "../../",
    "the page itself": "./",
    "an empty anchor": "#",
    "an anchor here": "#清潔",
    "an anchor here, encoded": "#%E6%B8%85%E6%BD%94",
    "an anchor elsewhere": "../#parts",
    "an old-style anchor": "../#old-name",
    "the theme's own anchor": "#__codelineno-1",
    "a folder without its slash": "../../wm700",
    "a page named in full": "../index.html#parts",
    "with a query": "../?h=filter#parts",
    "a file with a space": "../images/filter%20cap.svg",
    "a file's fragment": "../images/filter%20cap.svg#layer",
    "another site": "https://elsewhere.example/not-there/",
    "another site, scheme left out": "//elsewhere.example/",
    "mail": "mailto:help@example.com",
    "phone": "tel:+48221234567",
}
DEAD = {
    "a missing page": ("../clena/", "there is no such page or file"),
    "a missing file": ("../images/filter-cap.svg", "there is no such page or file"),
    "a name in other case": ("../../WM700/", "there is no such page or file"),
    "a folder without a page": ("../images/", "there is no such page or file"),
    "a missing anchor here": ("#filter", "the page has no place named 'filter'"),
    "a missing anchor elsewhere": ("../#part", "the page has no place named 'part'"),
    "beyond the site": ("../../../other-site/", "it leaves the site"),
}


def site_with(folder: Path, page: str, html: str) -> Path:
    """The small site with one more page, or one replaced."""
    for name, text in {**PAGES, page: PAGES.get(page, "") + html}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, root: str = "/") -> Mapping[str, str]:
    """Dead links of a folder: address → reason."""
    return {dead.href: dead.reason for dead in dead_links(folder, files_of(folder), root)}


@pytest.mark.parametrize("href", GOOD.values(), ids=GOOD)
def test_a_link_that_leads_somewhere(tmp_path: Path, href: str) -> None:
    """Pages, files, anchors and what lies outside the site pass."""
    assert not found(site_with(tmp_path, "wm700/clean/index.html", f'<a href="{href}">x</a>'))


@pytest.mark.parametrize(("href", "reason"), DEAD.values(), ids=DEAD)
def test_a_link_that_leads_nowhere(tmp_path: Path, href: str, reason: str) -> None:
    """The page that holds the link, the address as written and the reason are told."""
    site = site_with(tmp_path, "wm700/clean/index.html", f'<a href="{href}">x</a>')
    (dead,) = dead_links(site, files_of(site))
    assert (dead.page, dead.href, dead.reason) == ("wm700/clean/index.html", href, reason)


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="{}" alt="">',
        '<script src="{}"></script>',
        '<link rel="stylesheet" href="{}">',
        '<link rel="icon" href="{}">',
        '<picture><source src="{}"></picture>',
        '<map name="m"><area href="{}"></map>',
    ],
)
def test_what_a_page_loads(tmp_path: Path, tag: str) -> None:
    """Pictures, scripts and style sheets are links, too."""
    site = site_with(tmp_path, "index.html", tag.format("assets/kb.css") + tag.format("assets/gone.css"))
    assert list(found(site)) == ["assets/gone.css"]


@pytest.mark.parametrize("rel", ["canonical", "alternate", "prev", "next"])
def test_addresses_of_pages_are_no_links(tmp_path: Path, rel: str) -> None:
    """The theme's own notes about a page in its head lead readers nowhere."""
    assert not found(site_with(tmp_path, "index.html", f'<link rel="{rel}" href="not/there/">'))


@pytest.mark.parametrize("page", ["404.html", "pl/404.html"])
@pytest.mark.parametrize(
    ("root", "href", "dead"),
    [
        ("/", "/assets/kb.css", False),
        ("/", "/assets/gone.css", True),
        ("/help/", "/help/assets/kb.css", False),
        ("/help/", "/help/assets/gone.css", True),
        ("/help/", "/assets/kb.css", True),
    ],
)
def test_links_from_the_root_of_the_host(tmp_path: Path, page: str, root: str, href: str, dead: bool) -> None:
    """The page for unknown addresses can't know how deep it is: its links begin at the host's root, and at the sub-path."""
    site = site_with(tmp_path, page, f'<link rel="stylesheet" href="{href}">')
    assert bool(found(site, root)) is dead
