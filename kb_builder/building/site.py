"""Finished pages and files of all locales → one folder, and what is known about each page of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FunctionLoader

from kb_builder import addresses
from kb_builder.building.engine import STATICS
from kb_builder.building.pages import LocalePages, is_asset
from kb_builder.building.store import Store
from kb_builder.publishing.facts import Facts, facts_of
from kb_builder.site.files import Content
from kb_builder.site.plan import Plan
from kb_builder.site.stage import Staged, catalogue_files, is_taken, kept_trees


@dataclass(frozen=True)
class Kept:
    """A file among the contents."""

    name: str


_MOST_UNSAVED = 500
SiteFile = Kept | bytes | Path
"""A file of the site: kept, made just now, or to be copied."""


def staged(locale: LocalePages, plan: Plan, store: Store, root: Path) -> Staged:
    """The whole project of a locale, for those who run the engine themselves."""
    path = store.blobs.path
    return Staged(
        configuration=locale.configuration,
        theme=locale.theme,
        navs={slug: path(name) for slug, name in locale.navs.items()},
        pages={page.address: path(store.rows[locale.locale, page.address].source) for page in plan.pages},
        files=catalogue_files(locale.files & plan.catalogue.files, root),
        redirects=locale.redirects(),
        others={
            **{name: path(kept) for name, kept in locale.others().items()},
            **locale.of_trees(),
            **dict(kept_trees(locale.site, root)),
        },
    )


def site_files(locale: LocalePages, plan: Plan, store: Store, root: Path) -> dict[str, SiteFile]:
    """Every file of one locale's site, by its path there. Pages, then pictures, then whatever leads to them."""
    place = locale.locale
    files: dict[str, SiteFile] = {name: Kept(blob) for name, blob in statics(locale, store)["files"].items()}
    files |= theme_assets(locale)
    files |= {
        addresses.html_file(page.address): Kept(store.rows[place, page.address].output) for page in plan.pages
    }
    files |= catalogue_files(locale.files & plan.catalogue.files, root)
    redirects: dict[str, Content] = dict.fromkeys(files, "")
    for name, text in locale.redirects().items():
        if not is_taken(name, redirects):
            files[name] = text.encode()
    files |= {name: Kept(kept) for name, kept in locale.others().items()}
    files |= {name: text.encode() for name, text in locale.of_trees().items()}
    files |= kept_trees(locale.site, root)
    files["sitemap.xml"] = _sitemap(locale, plan, store)
    return files


def statics(locale: LocalePages, store: Store) -> dict[str, Any]:
    """The engine's own files; none when they have to be made again."""
    row = store.rows.get((locale.locale, STATICS))
    if row is None or row.shared != locale.statics_digest:
        return {"files": {}}
    store.keep(locale.locale, STATICS, row)
    data: dict[str, Any] = json.loads(row.meta)
    return data if all(map(store.blobs.has, data["files"].values())) else {"files": {}}


def theme_assets(locale: LocalePages) -> dict[str, SiteFile]:
    """The styles, scripts and pictures of the theme."""
    return {
        name: content.encode() if isinstance(content, str) else content
        for name, content in locale.theme.items()
        if is_asset(name)
    }


def _sitemap(locale: LocalePages, plan: Plan, store: Store) -> bytes:
    """The theme's own template, filled as the engine fills it."""
    templates = Environment(loader=FunctionLoader(locale.template))
    pages = []
    for page in plan.pages:
        meta = {
            "kind": page.kind,
            "changed": json.loads(store.rows[locale.locale, page.address].meta)["changed"],
            "canonical": page.canonical,
        }
        pages.append({"url": page.address, "meta": meta})
    pages.sort(key=lambda page: str(page["url"]))
    config = yaml.load(locale.configuration, Loader=yaml.CSafeLoader)
    return templates.get_template("sitemap.xml").render(config=config, pages=pages).encode()


def joined(parts: Mapping[str, dict[str, SiteFile]]) -> dict[str, SiteFile]:
    """The sites of all locales, by their prefix (``""``, ``pl/``), as one."""
    return {
        f"{prefix}{name}": content
        for prefix, files in sorted(parts.items(), key=lambda part: len(part[0]))
        for name, content in files.items()
    }


def write(files: Mapping[str, SiteFile], folder: Path, store: Store) -> None:
    """Make a folder that holds the files and nothing else."""
    for parent in sorted({(folder / name).parent for name in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        target = folder / name
        if isinstance(content, Kept):
            store.blobs.link(content.name, target)
        else:
            target.write_bytes(content.read_bytes() if isinstance(content, Path) else content)


def page_facts(files: Mapping[str, SiteFile], store: Store, root: str) -> Iterator[tuple[str, Facts]]:
    """Every HTML page with its facts, from the cache where they are known."""
    new: dict[tuple[str, str], Any] = {}
    for name in sorted(filter(_is_page, files)):
        content = files[name]
        if not isinstance(content, Kept):
            yield name, facts_of(name, content if isinstance(content, bytes) else content.read_bytes(), root)
            continue
        key = (f"{root}|{name}", content.name)
        data = store.index.fact(*key)
        if data is None:
            facts = facts_of(name, store.blobs.get(content.name) or b"", root)
            new[key] = facts.as_data()
            yield name, facts
        else:
            yield name, Facts.from_data(data)
        if len(new) >= _MOST_UNSAVED:
            store.index.save_facts(new)
            new = {}
    store.index.save_facts(new)


def _is_page(name: str) -> bool:
    return name.endswith(".html")


def prefix_of(locale: LocalePages) -> str:
    """Where the locale's site stands."""
    return addresses.locale_prefix(locale.locale, locale.site.brand.default_locale)


def search_index(locale: LocalePages, plan: Plan, store: Store) -> bytes | None:
    """The index of the engine's own search, put together page by page; None when the engine makes none."""
    settings = statics(locale, store).get("search")
    if not settings:
        return None
    docs: list[Any] = []
    for page in plan.pages:
        docs.extend(store.index.fact("search", store.rows[locale.locale, page.address].output) or [])
    return json.dumps({**settings, "docs": docs}, sort_keys=True, separators=(",", ":")).encode()
