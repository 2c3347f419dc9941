"""Places inside an article that links lead to: headings and anchors, found under any name that a system gave them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from kb_builder.importers.body.tree import HEADINGS, Element, Flow, Node, find, plain
from kb_builder.importers.naming import slug

_BAD = re.compile(r"[^\w.:-]+")
_PAGE_IDS = frozenset({"steps", "related", "contents", "search", "main", "content"})
"""Names that pages of the site may use themselves."""


@dataclass(frozen=True)
class Places:
    """The places of one article; headings count from 0 in the order of the text, at any depth."""

    explicit: frozenset[str]
    """Ids that the source gave by hand."""
    implied: Mapping[str, int]
    """Names that systems make from a heading → the heading."""

    @cached_property
    def by_letters(self) -> Mapping[str, Found]:
        """Every place by the letters and digits of its names; what was given by hand comes first."""
        found: dict[str, Found] = {}
        for name in sorted(self.explicit):
            found.setdefault(_bare(name), Found(anchor_name(name)))
        for name, number in self.implied.items():
            found.setdefault(_bare(name), Found(anchor_name(name), number))
        for name, number in self.implied.items():
            found.setdefault(_bare(slug(name)), Found(anchor_name(name), number))
        found.pop("", None)
        return found


@dataclass(frozen=True, slots=True)
class Found:
    """An anchor that exists, or will exist when the heading gets it."""

    anchor: str
    heading: int | None = None


def places(flow: Flow) -> Places:
    """Every place of the article."""
    explicit = [anchor.get("id") for anchor in find(flow, "anchor")]
    implied: dict[str, int] = {}
    seen: dict[str, int] = {}
    for number, heading in enumerate(find(flow, *HEADINGS)):
        explicit += heading.get("anchors").split()
        for name in _implied_names(plain(heading)):
            count = seen.get(name, 0)
            seen[name] = count + 1
            implied.setdefault(name if count == 0 else f"{name}-{count}", number)
            if count:
                implied.setdefault(f"{name}_{count}", number)
    return Places(frozenset(explicit), implied)


def _implied_names(text: str) -> tuple[str, ...]:
    """What GitHub, Python-Markdown, Kramdown, Docusaurus and our own naming make of a heading."""
    low = text.lower().strip()
    github = re.sub(r"[^\w\- ]", "", low).replace(" ", "-")
    plain_ascii = unicodedata.normalize("NFKD", low).encode("ascii", "ignore").decode()
    python = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain_ascii).strip())
    kramdown = re.sub(r"[^\w-]", "", re.sub(r"^[^a-z]+", "", low).replace(" ", "-"))
    return tuple(dict.fromkeys(name for name in (github, python, kramdown, slug(text), low) if name))


def find_place(places_of_article: Places, fragment: str) -> Found | None:
    """The place that a link's fragment means; letters, digits and case decide when nothing fits exactly."""
    name = unquote(fragment).strip()
    if name in places_of_article.explicit:
        return Found(anchor_name(name))
    heading = places_of_article.implied.get(name, places_of_article.implied.get(name.lower()))
    if heading is not None:
        return Found(anchor_name(name), heading)
    by_letters = places_of_article.by_letters
    return by_letters.get(_bare(name)) or by_letters.get(_bare(slug(name)))


def same_words(one: str, other: str) -> bool:
    """Whether a fragment and a title are the same but for signs and case."""
    return _bare(unquote(one)) == _bare(other) or (slug(unquote(one)) == slug(other) != "")


def _bare(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def anchor_name(name: str) -> str:
    """The name as an id of the site: a letter first, then only what may stand in an address."""
    clean = _BAD.sub("-", name).strip("-") or slug(name) or "here"
    return clean if clean[0].isalpha() and clean.lower() not in _PAGE_IDS else f"at-{clean.lstrip('_.:-')}"


def settled(flow: Flow, wanted: Mapping[int, tuple[str, ...]], linked: frozenset[str]) -> Flow:
    """Headings get the anchors that links want; weak anchors that nobody wants go, and no name stands twice."""
    return tuple(_settle(flow, _Settling(wanted, linked)))


class _Settling:
    """Counts headings and remembers names while one article is walked."""

    def __init__(self, wanted: Mapping[int, tuple[str, ...]], linked: frozenset[str]) -> None:
        self.wanted = wanted
        self.linked = linked
        self.used: set[str] = set()
        self.heading = -1

    def names(self, names: list[str]) -> list[str]:
        """The names that are still free, in the form that may stand in an address."""
        free = [
            name
            for name in dict.fromkeys(anchor_name(name) for name in names if name)
            if name not in self.used
        ]
        self.used.update(free)
        return free


def _settle(nodes: Flow, state: _Settling) -> Iterator[Node]:
    waiting: list[str] = []
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == "anchor":
            if not node.get("weak") or anchor_name(node.get("id")) in state.linked:
                yield from (node.with_attrs(id=name) for name in state.names([node.get("id")]))
        elif _is_anchors_only(node):
            waiting += [
                anchor.get("id") for anchor in _settle(node.children, state) if isinstance(anchor, Element)
            ]
        elif node.tag in HEADINGS:
            state.heading += 1
            own = state.names([*node.get("anchors").split(), *state.wanted.get(state.heading, ())])
            yield node.with_attrs(anchors=" ".join([*own, *waiting]))
            waiting = []
        else:
            yield from _loose(waiting)
            waiting = []
            children = tuple(_settle(node.children, state))
            if children or not node.children:
                yield node.with_children(children)
    yield from _loose(waiting)


def _loose(names: list[str]) -> Iterator[Element]:
    if names:
        yield Element("p", {}, tuple(Element("anchor", {"id": name}) for name in names))


def _is_anchors_only(element: Element) -> bool:
    shown = [node for node in element.children if not isinstance(node, str) or node.strip()]
    return (
        element.tag == "p"
        and bool(shown)
        and all(isinstance(node, Element) and node.tag == "anchor" for node in shown)
    )
