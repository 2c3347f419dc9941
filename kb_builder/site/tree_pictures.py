"""The drawing of a tree in a reader's language."""

from __future__ import annotations

from kb_builder import addresses
from kb_builder.aftersales.tree_drawing import Drawing, draw
from kb_builder.aftersales.tree_sheets import sheets
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import Tree
from kb_builder.site.labels import labels
from kb_builder.site.local import LocalSite
from kb_builder.site.plan import Plan
from kb_builder.site.walks import local_walk

MOST_PLACES = 400
"""A larger tree would fill more than fifty sheets; `kb tree show` draws it all the same."""


def drawn_trees(plan: Plan) -> tuple[Entry[Tree], ...]:
    """The trees that have a page, each once, however many products show it."""
    found = {page.entry.record.id: page.entry for page in plan.pages if page.kind == "tree" and page.entry}
    return tuple(found.values())


def tree_drawing(site: LocalSite, entry: Entry[Tree]) -> Drawing:
    """The tree as a picture.

    :raises LoopError: when answers lead back.
    """
    _ = site.messages.gettext
    names = {
        **labels(site.locale).outcome,
        "question": _("Question"),
        "step": _("Step"),
        "tree": _("Another tree"),
        "go_on": _("Go on"),
    }
    return draw(local_walk(site, entry), str(site.record(entry).title), names)


def picture_files(site: LocalSite, entry: Entry[Tree]) -> dict[str, str]:
    """The files that the tree's page shows: for agents the whole picture, and the sheets that are printed. None of a tree that is too
    large to be looked at.
    """
    if len(local_walk(site, entry).order()) > MOST_PLACES:
        return {}
    drawing = tree_drawing(site, entry)
    tree = entry.record.id
    whole = {addresses.tree_picture(tree): drawing.svg()} if site.audience == "agent" else {}
    return whole | {
        addresses.tree_sheet(tree, number): sheet for number, sheet in enumerate(sheets(drawing), 1)
    }
