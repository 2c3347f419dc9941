"""A small frozen tree of HTML elements, the form in which an article is looked at and changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser

MAX_DEPTH = 150
_NEVER_SHOWN = frozenset({"script", "style", "template", "svg", "math", "head", "title", "link", "meta"})
_RAW_TEXT = frozenset({"iframe", "textarea", "noembed", "noframes"})
"""Elements whose content a browser doesn't show as part of the text."""
BREAKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "h1", "h2", "h3", "h4", "h5",
     "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "thead", "tbody", "tfoot", "tr", "td",
     "th", "caption", "hr", "br", "figure", "figcaption", "details", "summary", "form", "fieldset", "address",
     "center", "footnote"}
)  # fmt: skip
"""Elements that part words: text on both sides of their borders belongs to different words."""


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class TooDeepError(ValueError):
    """The elements are nested beyond reason."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes and children; ``attrs`` is never changed in place."""

    tag: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    children: tuple[Node, ...] = ()

    def get(self, name: str) -> str:
        """The attribute, or an empty string."""
        return self.attrs.get(name, "")

    @property
    def classes(self) -> frozenset[str]:
        """The words of the attribute ``class``."""
        return frozenset(self.get("class").split())

    def with_children(self, children: tuple[Node, ...]) -> Element:
        """The same element around other children."""
        return replace(self, children=children)

    def with_attrs(self, **attrs: str) -> Element:
        """The same element with some attributes set anew."""
        return replace(self, attrs={**self.attrs, **attrs})


Node = Element | str
Flow = tuple[Node, ...]


def parse_html(html: str) -> Element:
    """What a browser would make of the HTML, without what it would never show; raises :class:`TooDeepError`."""
    body = LexborHTMLParser(html).body
    return Element("body", {}, _children(body, 0) if body is not None else ())


def _children(node: Any, depth: int) -> Flow:
    if depth > MAX_DEPTH:
        raise TooDeepError(f"the elements are nested more than {MAX_DEPTH} deep")
    found: list[Node] = []
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            found.append(child.text_content or "")
        elif tag[:1] not in ("-", "_", "!") and tag not in _NEVER_SHOWN:
            attrs = {name: value or "" for name, value in child.attributes.items()}
            children = () if tag in _RAW_TEXT else _children(child, depth + 1)
            found.append(Element(tag, attrs, children))
    return tuple(found)


def tag_level(block: Element) -> int:
    """2 for ``h2``; 0 for what is no heading."""
    return int(block.tag[1]) if block.tag in HEADINGS else 0


def walk(node: Node) -> Iterator[Element]:
    """The element itself and every element in it, in the order of the text."""
    if isinstance(node, Element):
        yield node
        for child in node.children:
            yield from walk(child)


def find(flow: Flow, *tags: str) -> Iterator[Element]:
    """Every element of these names in the flow, at any depth."""
    for node in flow:
        for element in walk(node):
            if element.tag in tags:
                yield element


def text_of(*nodes: Node) -> str:
    """The visible text, with a space where a border between blocks parts words."""
    return "".join(_pieces(nodes))


def plain(*nodes: Node) -> str:
    """The visible text on one line."""
    return " ".join(text_of(*nodes).split())


def _pieces(nodes: Flow) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
            continue
        gap = " " if node.tag in BREAKS else ""
        yield gap
        yield from _pieces(node.children)
        yield gap


def rewrite(flow: Flow, change: Callable[[Element], Flow]) -> Flow:
    """The flow with every element replaced by what ``change`` makes of it, children first."""
    found: list[Node] = []
    for node in flow:
        if isinstance(node, str):
            found.append(node)
        else:
            found.extend(change(node.with_children(rewrite(node.children, change))))
    return tuple(found)
