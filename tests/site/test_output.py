"""What the built site promises to browsers, search engines and feed readers."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from kb_builder import addresses
from tests.demo import Built, demo_locales, demo_plan
from tests.site.html import pages, parsed

BRAND = demo_plan().catalogue.brand.record
BASE = BRAND.site_url.rstrip("/") + "/"
PREFIXES = {locale: addresses.locale_prefix(locale, BRAND.default_locale) for locale in BRAND.locales}
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LOADING_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "manifest",
    "apple-touch-icon",
}
PROMISED = {
    "guide": "HowTo",
    "product": "Product",
    "contact": "ContactPoint",
    "returns": "MerchantReturnPolicy",
    "warranty": "WarrantyPromise",
}
"""Kind of page → the type of schema.org that it has to carry."""


NOT_TO_BE_FOUND = {"search", "archived"}
"""Kinds that search engines shall not show."""


def file_at(site: Path, address: str) -> Path:
    """The file that a host shows for a full address of the site."""
    assert address.startswith(BASE), address
    name = unquote(urlsplit(address).path.removeprefix(urlsplit(BASE).path))
    return site / (name + "index.html" if name.endswith("/") or not name else name)


def loaded(page: Any) -> Iterator[str]:
    """Addresses that a browser fetches by itself to show the page."""
    for node in page.css("[src], [srcset], [poster], object[data], link[href], use[href]"):
        if node.tag == "link" and not LOADING_RELATIONS & set((node.attributes.get("rel") or "").split()):
            continue
        for name in ("src", "srcset", "poster", "data", "href"):
            if node.attributes.get(name):
                yield from re.split(r"\s+[\d.]+[wx],?\s*", node.attributes[name])
    for node in page.css("style"):
        yield from css_addresses(node.text())


def css_addresses(css: str) -> Iterator[str]:
    """What a style sheet loads."""
    for match in re.finditer(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", css):
        yield match[1] or match[2]


def is_elsewhere(address: str) -> bool:
    """Whether another host is asked."""
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def test_nothing_is_loaded_from_another_host(demo: Built) -> None:
    """Neither by a page nor by a style sheet or a picture."""
    found = [(name, url) for name, page in pages(demo.site) for url in loaded(page) if is_elsewhere(url)]
    for path in sorted([*demo.site.rglob("*.css"), *demo.site.rglob("*.svg")]):
        text = path.read_text(encoding="utf-8")
        urls = [*css_addresses(text), *re.findall(r"""\b(?:xlink:)?href=["']([^"']+)""", text)]
        found += [(path.name, url) for url in urls if is_elsewhere(url)]
    assert found == []


def test_no_inline_code_of_ours(demo: Built) -> None:
    """No style, no handler; the only inline scripts are those that Material brings, and the policy knows them all."""
    policy = (demo.site / "_headers").read_text(encoding="utf-8")
    scripts, wrong = set(), []
    for name, page in pages(demo.site):
        wrong += [(name, "style") for _ in page.css("[style], style")]
        for node in page.css("*"):
            wrong += [(name, key) for key in node.attributes if key.startswith("on")]
            address = node.attributes.get("href") or node.attributes.get("src") or ""
            wrong += (
                [(name, address)] if re.match(r"\s*(javascript|vbscript|data:text)", address, re.I) else []
            )
        raw = (demo.site / name).read_text(encoding="utf-8")
        scripts |= set(re.findall(r"<script>(.*?)</script>", raw, re.DOTALL))
        wrong += [
            (name, kind) for kind in re.findall(r"<script (?![^>]*src=)([^>]*)>", raw) if "json" not in kind
        ]
    assert wrong == []
    assert all(re.search("__md_|__tabbed_", script) for script in scripts)
    assert len(scripts) <= 3
    hashes = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes


def sitemap(site: Path, prefix: str) -> dict[str, dict[str, str]]:
    """Address → its addresses by language."""
    root = ET.parse(site / prefix / "sitemap.xml").getroot()
    found = {}
    for url in root.findall("s:url", SITEMAP):
        links = {
            link.attrib["hreflang"]: link.attrib["href"]
            for link in url.findall("x:link", SITEMAP)
            if link.attrib["rel"] == "alternate"
        }
        found[url.findtext("s:loc", "", SITEMAP)] = links
    return found


@pytest.mark.parametrize("locale", demo_locales())
def test_the_site_map_is_complete(demo: Built, locale: str) -> None:
    """It lists each page that stands for itself and is worth finding, no other, and every address shows a page."""
    found = sitemap(demo.site, PREFIXES[locale])
    expected = {
        BASE + PREFIXES[locale] + page.address
        for page in demo_plan().pages
        if not page.canonical and page.kind not in NOT_TO_BE_FOUND
    }
    assert found.keys() == expected
    assert [url for url in found if not file_at(demo.site, url).is_file()] == []


def test_languages_name_each_other(demo: Built) -> None:
    """In the site maps every page knows itself and all its translations, and they agree."""
    maps = {locale: sitemap(demo.site, prefix) for locale, prefix in PREFIXES.items()}
    for locale, found in maps.items():
        for url, links in found.items():
            languages = {tag: href for tag, href in links.items() if tag != "x-default"}
            assert languages.keys() == set(BRAND.locales), url
            assert languages[locale] == url
            for tag, href in languages.items():
                assert maps[tag][href] == links


@pytest.mark.parametrize("locale", demo_locales())
def test_the_feed(demo: Built, locale: str) -> None:
    """An Atom feed (RFC 4287): who, what and when are there, newest first, and its links lead to pages."""
    root = ET.parse(demo.site / PREFIXES[locale] / "feed.xml").getroot()
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = root.findall("a:entry", ATOM)
    assert entries
    assert root.findtext("a:author/a:name", namespaces=ATOM)
    for node in (root, *entries):
        assert (node.findtext("a:title", namespaces=ATOM) or "").strip()
        assert urlsplit(node.findtext("a:id", "", ATOM)).scheme
        assert datetime.fromisoformat(node.findtext("a:updated", "", ATOM)).tzinfo
        links = {
            link.attrib.get("rel", "alternate"): link.attrib["href"] for link in node.findall("a:link", ATOM)
        }
        assert file_at(demo.site, links["alternate"]).is_file()
    ids = [entry.findtext("a:id", "", ATOM) for entry in entries]
    assert len(set(ids)) == len(ids)
    dates = [entry.findtext("a:updated", "", ATOM) for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert root.findtext("a:updated", "", ATOM) == dates[0]
    self_link = root.find("a:link[@rel='self']", ATOM)
    assert self_link is not None
    assert self_link.attrib["href"] == BASE + PREFIXES[locale] + "feed.xml"


def things(data: Any) -> Iterator[dict[str, Any]]:
    """Every object within JSON-LD."""
    if isinstance(data, dict):
        yield data
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from things(value)


def test_data_for_search_engines(demo: Built) -> None:
    """JSON-LD parses, every object says what it is, and addresses of this site in it exist."""
    for name, page in pages(demo.site):
        for node in page.css('script[type="application/ld+json"]'):
            data = json.loads(node.text())
            assert data["@context"] == "https://schema.org"
            for thing in things(data.get("@graph", data)):
                assert thing.keys() == {"@id"} or thing.get("@type"), (name, thing)
                for value in thing.values():
                    if isinstance(value, str) and value.startswith(BASE):
                        assert file_at(demo.site, value).is_file(), (name, value)


@pytest.mark.parametrize("locale", demo_locales())
def test_promised_data_for_search_engines(demo: Built, locale: str) -> None:
    """Each kind of page carries its own type, and all but the home page their breadcrumbs."""
    missing = []
    for page in demo_plan().pages:
        path = demo.site / PREFIXES[locale] / page.address / "index.html"
        scripts = parsed(path).css('script[type="application/ld+json"]')
        types = {thing.get("@type") for node in scripts for thing in things(json.loads(node.text()))}
        wanted = {PROMISED[page.kind]} if page.kind in PROMISED else set()
        if parsed(path).css_first(".kb-breadcrumbs"):
            wanted.add("BreadcrumbList")
        missing += [(page.address, wanted - types)] if wanted - types else []
    assert missing == []


def test_robots_find_the_site_maps(demo: Built) -> None:
    """``robots.txt`` lets everybody in and names the site map of each language."""
    lines = (demo.site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    named = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert named == [BASE + prefix + "sitemap.xml" for prefix in PREFIXES.values()]
    assert all(file_at(demo.site, url).is_file() for url in named)


@pytest.mark.parametrize("locale", demo_locales())
def test_short_links(demo: Built, locale: str) -> None:
    """Each id and alias of each article leads to its page, and shared pages say which one is the original."""
    prefix, count = PREFIXES[locale], 0
    for entry in demo_plan().catalogue.articles:
        target = demo_plan().article_page(entry.record.id)
        assert target is not None
        for name in (entry.record.id, *entry.record.aliases):
            page = parsed(demo.site / prefix / "k" / name / "index.html")
            refresh = page.css_first('meta[http-equiv="refresh"]')
            link = page.css_first("a[href]")
            assert refresh is not None
            assert link is not None
            assert refresh.attributes["content"] == f"0; url={link.attributes['href']}"
            path = (demo.site / prefix / "k" / name / link.attributes["href"]).resolve()
            assert path == (demo.site / prefix / target.address).resolve()
            assert (path / "index.html").is_file()
            count += 1
    assert count == len(list((demo.site / prefix / "k").iterdir()))


@pytest.mark.parametrize("locale", demo_locales())
def test_every_article_says_its_id(demo: Built, locale: str) -> None:
    """Support can ask for it, and the short link can be copied."""
    missing = []
    for page in demo_plan().pages:
        if page.entry and page.kind in ("guide", "tree", "prose", "notice"):
            html = (demo.site / PREFIXES[locale] / page.address / "index.html").read_text(encoding="utf-8")
            missing += [] if page.entry.record.id in html else [page.address]
    assert missing == []


@pytest.mark.parametrize("locale", demo_locales())
def test_every_page_names_itself(demo: Built, locale: str) -> None:
    """Language, a title of its own, a description where there is one, and one canonical address that exists."""
    titles: dict[str, str] = {}
    for page in demo_plan().pages:
        tree = parsed(demo.site / PREFIXES[locale] / page.address / "index.html")
        assert tree.css_first("html").attributes["lang"] == locale
        (canonical,) = tree.css("link[rel=canonical]")
        assert canonical.attributes["href"] == BASE + PREFIXES[locale] + (page.canonical or page.address)
        title = tree.css_first("title").text()
        assert title.strip()
        titles[page.address] = title
    own = [
        titles[page.address] for page in demo_plan().pages if not page.canonical and page.kind != "archived"
    ]
    assert len(own) > 20


def test_redirects_lead_to_pages(demo: Built) -> None:
    """Every rule for the host is a path, a place that exists, and 301."""
    for line in (demo.site / "_redirects").read_text(encoding="utf-8").splitlines():
        old, new, status = line.split(" ")
        assert status == "301"
        assert old.startswith("/")
        if new.startswith("/"):
            assert file_at(demo.site, BASE.rstrip("/") + new.partition("#")[0]).is_file(), line
