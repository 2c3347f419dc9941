"""What abbreviations stand for (``*[HTML]: …``): said at the first place of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kb_builder.importers.body.tree import Element, Flow, Node

_LEFT_ALONE = frozenset({"code", "pre", "kbd", "abbr", "h1", "h2", "h3", "h4", "h5", "h6"})


def with_abbreviations(body: Element, meanings: Mapping[str, str]) -> Element:
    """The tree with the meaning of each abbreviation at its first place outside headings and code."""
    known = {name: meaning for name, meaning in meanings.items() if meaning}
    if not known:
        return body
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return _Explained(known, re.compile(rf"(?<!\w)(?:{names})(?!\w)")).element(body)


class _Explained:
    """One article while its abbreviations are explained; each is told once."""

    def __init__(self, meanings: Mapping[str, str], pattern: re.Pattern[str]) -> None:
        self.open = dict(meanings)
        self.pattern = pattern

    def element(self, element: Element) -> Element:
        return element.with_children(tuple(node for child in element.children for node in self._node(child)))

    def _node(self, node: Node) -> Flow:
        if isinstance(node, str):
            return tuple(self._text(node))
        return (node,) if node.tag in _LEFT_ALONE else (self.element(node),)

    def _text(self, text: str) -> Iterator[Node]:
        done = 0
        for match in self.pattern.finditer(text):
            meaning = self.open.pop(match[0], "")
            if meaning:
                yield text[done : match.start()]
                yield Element("abbr", {"title": meaning}, (match[0],))
                done = match.end()
        yield text[done:]
