"""Quotes and boxes → callouts, where they are meant as such."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_builder.importers.body.callouts import (
    class_kind_of,
    emoji_kind,
    github_marker,
    kind_of,
    label_kind,
    own_title,
)
from kb_builder.importers.body.phrases import is_visible
from kb_builder.importers.body.tree import Element, Flow, find, plain, text_of


def class_kind(element: Element) -> str:
    """The callout that the classes of a box ask for; empty when they ask for none."""
    names = (
        name for name in sorted(element.classes) if element.tag == "blockquote" or not name.endswith("-title")
    )
    return next((kind for name in names if (kind := class_kind_of(name))), "")


def label(text: str) -> Element:
    """A line in bold."""
    return Element("p", {}, (Element("strong", {}, (text,)),))


def callout_of(name: str, title: str, content: tuple[Element, ...]) -> Element:
    """A callout; its title stands in it as a line in bold."""
    own = own_title(name, re.sub(r"[*_`]+", "", title))
    head = (label(own),) if own else ()
    return Element("aside", {"kind": kind_of(name) or "note"}, (*head, *content))


def quote(element: Element, content: tuple[Element, ...]) -> Iterator[Element]:
    """A quote with these blocks, or the callout that its first words make it."""
    first = content[0] if content else Element("p")
    head = first.children[0] if first.tag == "p" and first.children else ""
    if isinstance(head, str):
        marker = github_marker(_raw_start(element)) if head.lstrip().startswith(("[!", "![")) else None
        if marker:
            yield from _marked_callout(marker[0], marker[1], content, _raw_start(element))
            return
        if kind := emoji_kind(head):
            yield Element("aside", {"kind": kind}, content)
            return
    elif head.tag == "strong":
        kind, is_all = label_kind(plain(head))
        blocks = _behind_label(content) if is_all else content
        if kind and blocks:
            yield Element("aside", {"kind": kind}, blocks)
            return
    if len(content) == 1 and first.tag == "aside":
        yield first
    elif content:
        yield Element("blockquote", {}, content)


def _behind_label(content: tuple[Element, ...]) -> tuple[Element, ...]:
    rest = _without_colon(content[0].children[1:])
    return (Element("p", {}, rest), *content[1:]) if is_visible(rest) else content[1:]


def _raw_start(element: Element) -> str:
    """The first text of the quote with its line ends, which part the marker from the text."""
    for child in find((element,), "p"):
        first = next((node for node in child.children if isinstance(node, str)), "")
        return first.lstrip() + ("\n" if "\n" in text_of(*child.children).strip() else "")
    return next((node for node in element.children if isinstance(node, str) and node.strip()), "").lstrip()


def _marked_callout(name: str, title: str, content: tuple[Element, ...], raw: str) -> Iterator[Element]:
    """Cut ``[!NOTE] Title`` off the first paragraph."""
    head, *others = content[0].children
    if title and others and "\n" not in raw:
        words = (str(head).partition("]")[2].lstrip("+-").lstrip(), *others)
        bold = Element("p", {}, (Element("strong", {}, words),))
        yield Element("aside", {"kind": kind_of(name) or "note"}, (bold, *content[1:]))
        return
    after = str(head).partition("]")[2].lstrip("+-")
    rest = after.lstrip()[len(title) :] if title else after
    line: Flow = (rest, *others)
    yield callout_of(name, title, (Element("p", {}, line), *content[1:]) if is_visible(line) else content[1:])


def _without_colon(line: Flow) -> Flow:
    if line and isinstance(line[0], str):
        return (re.sub(r"^[\s:.\u2013\u2014-]+", "", line[0]), *line[1:])
    return line
