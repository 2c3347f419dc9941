"""Keeps the words of each released revision of each tree, so that an older handoff code can still be read.

``products/_shared/released/KB-2007/7K2M.pl.json`` holds what a customer read in Polish on revision 7K2M of the tree KB-2007.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kb_builder.aftersales.handoff import revision_name, revision_number
from kb_builder.aftersales.walk import Walk, as_data, from_data
from kb_builder.content.catalogue import Entry
from kb_builder.content.layout import PRODUCTS, RELEASED, SHARED
from kb_builder.content.model import Tree
from kb_builder.site.local import LocalSite
from kb_builder.site.walks import local_walk, source_walk

FOLDER = f"{PRODUCTS}/{SHARED}/{RELEASED}"


@dataclass(frozen=True)
class Kept:
    """A revision of a tree as one locale read it."""

    tree: str
    revision: str
    locale: str
    released: date
    title: str
    walk: Walk


@dataclass(frozen=True)
class TreeRelease:
    """What a release did for a tree."""

    tree: str
    revision: str
    is_new: bool
    """Whether this revision was kept for the first time."""
    files: tuple[str, ...]
    """What was written, relative to the root of the site."""


def release_trees(root: Path, sites: Mapping[str, LocalSite], day: date) -> tuple[TreeRelease, ...]:
    """Keep the present revision of every published tree in every locale. Files that say it already are not touched.

    ``sites`` are those of the public audience.
    """
    first = next(iter(sites.values()))
    return tuple(
        _release(root, sites, entry, day)
        for entry in first.plan.catalogue.trees
        if entry.record.state == "published"
    )


def _release(root: Path, sites: Mapping[str, LocalSite], entry: Entry[Tree], day: date) -> TreeRelease:
    catalogue = next(iter(sites.values())).plan.catalogue
    revision = revision_name(revision_number(source_walk(catalogue, entry)))
    tree = entry.record.id
    before = kept_of(root, tree, revision)
    released = min((one.released for one in before.values()), default=day)
    written = []
    for locale, site in sites.items():
        kept = Kept(tree, revision, locale, released, str(site.record(entry).title), local_walk(site, entry))
        if before.get(locale) != kept:
            path = root / FOLDER / file_name(tree, revision, locale)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_json(kept), encoding="utf-8")
            written.append(path.relative_to(root).as_posix())
    return TreeRelease(tree, revision, not before, tuple(written))


def file_name(tree: str, revision: str, locale: str) -> str:
    """Where a kept revision stands below :data:`FOLDER`."""
    return f"{tree}/{revision}.{locale}.json"


def kept_of(root: Path, tree: str, revision: str) -> Mapping[str, Kept]:
    """A kept revision by locale; nothing when it was never released.

    :raises ValueError: when a file is damaged; the message names it.
    """
    found = {}
    for path in sorted((root / FOLDER / tree).glob(f"{revision}.*.json")):
        locale = path.name.removeprefix(f"{revision}.").removesuffix(".json")
        found[locale] = _read(path, tree, revision, locale)
    return found


def revisions_of(root: Path, tree: str) -> tuple[str, ...]:
    """The kept revisions of a tree, the latest first."""
    days: dict[str, date] = {}
    for path in sorted((root / FOLDER / tree).glob("*.json")):
        revision, _, locale = path.name.removesuffix(".json").partition(".")
        days[revision] = _read(path, tree, revision, locale).released
    return tuple(sorted(days, key=lambda one: (days[one], one), reverse=True))


def in_locale(kept: Mapping[str, Kept], locales: Iterable[str]) -> Kept:
    """A kept revision in the first of the locales that it has, else in any."""
    return next((kept[locale] for locale in locales if locale in kept), next(iter(kept.values())))


def as_json(kept: Kept) -> str:
    """A kept revision as its file holds it: the same bytes for the same words."""
    data: dict[str, Any] = {
        "revision": kept.revision,
        "released": kept.released.isoformat(),
        "title": kept.title,
        **as_data(kept.walk),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _read(path: Path, tree: str, revision: str, locale: str) -> Kept:
    try:
        data = json.loads(path.read_text("utf-8"))
        walk = from_data(data)
        if (walk.tree, data.get("revision")) != (tree, revision):
            raise ValueError("it belongs to another revision")
        return Kept(
            tree, revision, locale, date.fromisoformat(str(data["released"])), str(data["title"]), walk
        )
    except (ValueError, KeyError, OSError, RecursionError) as error:
        raise ValueError(f"{path}: this is no kept revision: {error}") from error
