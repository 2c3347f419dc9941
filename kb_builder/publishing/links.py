"""Checks every internal link and anchor of the built site, on the HTML that readers get."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb_builder.publishing.facts import Facts, Link, facts_of


@dataclass(frozen=True)
class DeadLink:
    """A link that leads nowhere."""

    page: str
    """The HTML file that holds it, relative to the site."""
    href: str
    reason: str


Read = Callable[[], Iterable[tuple[str, Facts]]]
"""Gives every HTML page with its facts; called twice, so that not all of them have to be in memory at once."""


def dead_links(site: Path, files: Iterable[str], root: str = "/") -> Iterator[DeadLink]:
    """Every link of every HTML page of a folder whose file or anchor does not exist.

    ``root`` is the path at which the host shows the site, for links that begin with a slash.
    """
    present = frozenset(files)
    pages = [
        (name, facts_of(name, (site / name).read_bytes(), root))
        for name in sorted(present)
        if name.endswith(".html")
    ]
    return dead_links_of(lambda: pages, present)


def dead_links_of(read: Read, present: Collection[str]) -> Iterator[DeadLink]:
    """The same for pages whose facts are known; ``present`` are all files of the site."""
    anchors = {name: frozenset(facts.anchors) for name, facts in read()}
    for name, facts in read():
        for link in facts.links:
            reason = _why_dead(link, present, anchors)
            if reason:
                yield DeadLink(name, link.href, reason)


def _why_dead(link: Link, present: Collection[str], anchors: dict[str, frozenset[str]]) -> str:
    target = link.target
    if not target:
        return "it leaves the site"
    if target not in present:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in present:
        return "there is no such page or file"
    known = anchors.get(target)
    if link.anchor and known is not None and link.anchor not in known and not link.anchor.startswith("__"):
        return f"the page has no place named '{link.anchor}'"
    return ""
