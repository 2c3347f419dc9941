"""What a handoff code says: the path, question by question, and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb_builder.aftersales.handoff import (
    Handoff,
    product_number,
    revision_name,
    revision_number,
    tree_number,
    unpack,
)
from kb_builder.aftersales.tree_diff import Difference, difference
from kb_builder.aftersales.tree_paths import follow
from kb_builder.aftersales.walk import Place, Walk
from kb_builder.content.catalogue import Catalogue, Entry, shown_in
from kb_builder.content.model import Tree
from kb_builder.releasing.trees import FOLDER, in_locale, kept_of
from kb_builder.site.labels import labels
from kb_builder.site.local import LocalSite
from kb_builder.site.walks import local_walk, source_walk


@dataclass(frozen=True)
class Asked:
    """A place on the path and what the customer did there."""

    place: str
    kind: str
    title: str
    question: str
    answer: str
    """Empty where nothing is asked."""


@dataclass(frozen=True)
class Reading:
    """A code in an agent's language."""

    tree: str
    title: str
    products: tuple[str, ...]
    """Names of the product's folder; several when the code fits more than one, none when the product is gone."""
    revision: str
    status: str
    """``current``, ``older`` or ``unknown``."""
    released: str
    """The day on which an older revision was kept, as ISO date."""
    path: tuple[Asked, ...]
    now: Asked | None
    """Where the customer is; None when the revision is unknown."""
    outcome: str
    """The kind of the end, when the customer reached one."""
    since: Difference | None
    """For an older revision: what has changed, None when the tree is gone."""


class UnknownTreeError(ValueError):
    """A code of a tree that is neither in the catalogue nor kept."""


def read_code(root: Path, site: LocalSite, handoff: Handoff) -> Reading:
    """What a code says in the language of ``site``, which shows what agents may see.

    :raises UnknownTreeError: when no tree has the number.
    :raises CodeError: when the answers don't fit the revision.
    :raises ValueError: when a kept file is damaged.
    """
    catalogue = site.plan.catalogue
    entry = _tree(catalogue, handoff.tree)
    names = [*((entry.record.id, *entry.record.aliases) if entry else ()), *_kept_trees(root)]
    fitting = [name for name in dict.fromkeys(names) if tree_number(name) == handoff.tree]
    if entry is None and not fitting:
        raise UnknownTreeError("no tree has this number; it may be a code of another site")
    revision = revision_name(handoff.revision)
    products = _products(catalogue, entry, handoff.product)
    if entry is not None and revision_number(source_walk(catalogue, entry)) == handoff.revision:
        local = local_walk(site, entry)
        path, now, outcome = _path(local, unpack(local, handoff.answers), site.locale)
        title = str(site.record(entry).title)
        return Reading(entry.record.id, title, products, revision, "current", "", path, now, outcome, None)
    tree_id = entry.record.id if entry else fitting[0]
    title = str(site.record(entry).title) if entry else ""
    for name in dict.fromkeys((*fitting, tree_id)):
        kept = kept_of(root, name, revision)
        if kept:
            default = catalogue.brand.record.default_locale
            one = in_locale(kept, (site.locale, default))
            path, now, outcome = _path(one.walk, unpack(one.walk, handoff.answers), site.locale)
            since = difference(one.walk, local_walk(site, entry)) if entry else None
            day = one.released.isoformat()
            return Reading(tree_id, one.title, products, revision, "older", day, path, now, outcome, since)
    return Reading(tree_id, title, products, revision, "unknown", "", (), None, "", None)


def _tree(catalogue: Catalogue, number: int) -> Entry[Tree] | None:
    trees = [entry for entry in catalogue.trees if entry.record.state != "archived"]
    by_alias = {tree_number(name): entry for entry in trees for name in entry.record.aliases}
    return {**by_alias, **{tree_number(entry.record.id): entry for entry in trees}}.get(number)


def _kept_trees(root: Path) -> tuple[str, ...]:
    folder = root / FOLDER
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def _products(catalogue: Catalogue, entry: Entry[Tree] | None, number: int) -> tuple[str, ...]:
    """The products of the number: of those that show the tree, otherwise of all."""
    shown = shown_in(entry) if entry else ()  # type: ignore[arg-type]
    fitting = tuple(slug for slug in shown if product_number(slug) == number)
    every = (product.slug for product in catalogue.products)
    return fitting or tuple(slug for slug in every if product_number(slug) == number)


def _path(walk: Walk, answers: tuple[int, ...], locale: str) -> tuple[tuple[Asked, ...], Asked, str]:
    path, _ = follow(walk, answers)
    names: Mapping[str, str] = labels(locale).outcome
    asked = tuple(
        _asked(step.place, walk.places[step.place], walk.places[step.place].choices[step.answer].label, names)
        for step in path.steps
    )
    end = walk.places[path.end]
    return asked, _asked(path.end, end, "", names), end.outcome


def _asked(name: str, place: Place, answer: str, outcomes: Mapping[str, str]) -> Asked:
    title = place.title or outcomes.get(place.outcome, "") or place.text
    return Asked(name, place.kind, title, place.question, answer)
