"""Walks of a catalogue's trees: in the language that they were written in, and in each reader's."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kb_builder.aftersales.handoff import product_number, tree_number
from kb_builder.aftersales.walk import Finder, Walk, walk_of
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
    """The pages of each tree, as JSON: number of the tree → number of the product and address of the page, in the order of the
    products.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    for page in site.plan.pages:
        if page.kind == "tree" and page.entry is not None:
            place = (product_number(page.product or ""), page.address)
            for name in (page.entry.record.id, *page.entry.record.aliases):
                found.setdefault(tree_number(name), []).append(place)
    return json.dumps(found, separators=(",", ":"))


def _trees(catalogue: Catalogue, record: Callable[[Entry[Tree]], Tree]) -> Finder:
    """Trees by id and alias, translated when they are first asked for; archived ones have no walk."""

    def find(name: str) -> Tree | None:
        entry: Any = catalogue.article_by_id.get(name)
        if entry is None or not isinstance(entry.record, Tree) or entry.record.state == "archived":
            return None
        return record(entry)

    return find
