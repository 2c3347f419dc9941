"""Walks of a catalogue's trees: in the language that they were written in, and in each reader's."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kb_builder import addresses
from kb_builder.aftersales.handoff import product_number, revision_name, revision_number, tree_number
from kb_builder.aftersales.walk import Finder, Walk, as_data, walk_of
from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.model import Tree
from kb_builder.site.local import LocalSite


def source_walk(catalogue: Catalogue, entry: Entry[Tree]) -> Walk:
    """The walk as it was written: what a revision is made of."""
    known = catalogue.article_by_id

    def title_of(name: str) -> str:
        return known[name].record.title if name in known else ""

    return walk_of(entry.record, _trees(catalogue, lambda one: one.record), title_of)


def local_walk(site: LocalSite, entry: Entry[Tree]) -> Walk:
    """The walk in the language of a site; the same places and ways."""
    known = site.plan.catalogue.article_by_id

    def title_of(name: str) -> str:
        return site.record(known[name]).title if name in known else ""

    return walk_of(site.record(entry), _trees(site.plan.catalogue, site.record), title_of)


def tree_index(site: LocalSite) -> str:
    """The pages of each tree, as JSON: number of the tree → number of the product, address of the page, id of the tree and its present
    revision, in the order of the products.
    """
    found: dict[int, list[tuple[int, str, str, str]]] = {}
    for page in site.plan.pages:
        if page.kind == "tree" and page.entry is not None:
            record = page.entry.record
            place = (product_number(page.product or ""), page.address, record.id, _revision(site, page.entry))
            for name in (record.id, *record.aliases):
                found.setdefault(tree_number(name), []).append(place)
    return json.dumps(found, separators=(",", ":"))


def words_file(site: LocalSite, entry: Entry[Tree]) -> dict[str, str]:
    """The words of a tree as it is now, in the form in which `kb release` keeps them: what other pages decode codes with."""
    revision = _revision(site, entry)
    data = {"revision": revision, "title": str(site.record(entry).title), **as_data(local_walk(site, entry))}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return {addresses.kept_tree(entry.record.id, revision): text}


def _revision(site: LocalSite, entry: Entry[Tree]) -> str:
    return revision_name(revision_number(source_walk(site.plan.catalogue, entry)))


def _trees(catalogue: Catalogue, record: Callable[[Entry[Tree]], Tree]) -> Finder:
    """Trees by id and alias, translated when they are first asked for; archived ones have no walk."""

    def find(name: str) -> Tree | None:
        entry: Any = catalogue.article_by_id.get(name)
        if entry is None or not isinstance(entry.record, Tree) or entry.record.state == "archived":
            return None
        return record(entry)

    return find
