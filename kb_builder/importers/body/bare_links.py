"""Addresses that stand in the text as they are → links, as GitHub and most help centres show them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_builder.importers.body.tree import Element, Flow, Node

_ADDRESS = re.compile(
    r"(?<![\w/])(?:https?://|www\.(?=[\w-]{1,60}\.\w))[^\s<>\"\u2018-\u201f\u3000-\u303f\uff00-\uffef]{3,2000}",
    re.IGNORECASE,
)
_NEVER_LAST = ".,:;!?*_~'"
_NO_LINKS_INSIDE = frozenset({"a", "code", "pre"})


def with_bare_links(flow: Flow) -> Flow:
    """The flow with a link for each address that is not in a link or in code."""
    found: list[Node] = []
    for node in flow:
        if isinstance(node, str):
            found.extend(_linked(node) if "://" in node or "www." in node else (node,))
        elif node.tag in _NO_LINKS_INSIDE:
            found.append(node)
        else:
            found.append(node.with_children(with_bare_links(node.children)))
    return tuple(found)


def _linked(text: str) -> Iterator[Node]:
    done = 0
    for match in _ADDRESS.finditer(text):
        address = _without_sentence_end(match[0])
        yield text[done : match.start()]
        yield Element("a", {"href": address if "://" in address else f"https://{address}"}, (address,))
        done = match.start() + len(address)
    yield text[done:]


def _without_sentence_end(address: str) -> str:
    """Signs at the end belong to the sentence, and so does a bracket that the address does not open."""
    while True:
        bare = address.rstrip(_NEVER_LAST)
        if bare.endswith(")") and bare.count(")") > bare.count("("):
            bare = bare[:-1]
        if bare == address:
            return address
        address = bare
