"""The drawing of a tree in a reader's language."""

from __future__ import annotations

from kb_builder.aftersales.tree_drawing import draw
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import Tree
from kb_builder.site.labels import labels
from kb_builder.site.local import LocalSite
from kb_builder.site.walks import local_walk


def tree_picture(site: LocalSite, entry: Entry[Tree]) -> str:
    """The tree as SVG.

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
