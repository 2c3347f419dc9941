"""The words that readers see, before and after: an import proves that it loses none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import nh3
from markdown import Markdown

from kb_builder.importers.body.normalise import without_attributes
from kb_builder.importers.body.tree import HEADINGS, Element, Flow, Node, parse_html, plain, text_of

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_EXTENSIONS = ("tables", "fenced_code", "sane_lists", "attr_list", "footnotes", "def_list", "abbr")
"""Those of the site's own conversion."""
_MOST_BRACKETS = 3000
"""With more, the site shows the text as it is written."""
_MOST_SIGNS = 20_000
"""The converter's time grows with the square of signs in one paragraph; the words are those of the text as it is."""
Words = Counter[str]


def words_of(text: str) -> Words:
    """Each word in lower case; a Chinese character or Japanese sign counts as one."""
    return Counter(_WORD.findall(text.casefold()))


def source_words(title: str, body: Element) -> Words:
    """The words of the source's article: its title and the text that a browser would show."""
    seen: set[str] = set()
    return words_of(f"{title} {text_of(*_shown(body.children, seen))}")


def _shown(flow: Flow, seen: set[str]) -> Iterator[Node]:
    for node in flow:
        if isinstance(node, str):
            yield node
        elif node.tag in HEADINGS:
            yield node.with_children((without_attributes(text_of(*node.children)),))
        elif node.tag == "footnote" and (text := node.get("data-label") + plain(node)) in seen:
            continue
        elif node.tag == "fnref":
            yield " "
        else:
            if node.tag == "footnote":
                seen.add(text)
            yield node.with_children(tuple(_shown(node.children, seen)))


def written_words(title: str, markdowns: Iterable[str], plain_texts: Iterable[str]) -> Words:
    """The words of what was written, rendered as the site does it."""
    html = "\n".join(nh3.clean(_render(text)) for text in markdowns)
    shown = _without_references(parse_html(html).children)
    return words_of(" ".join([title, text_of(*shown), *plain_texts]))


def _render(text: str) -> str:
    if text.count("[") > _MOST_BRACKETS or sum(map(text.count, "\\*`&<")) > _MOST_SIGNS:
        return nh3.clean_text(text)
    return Markdown(extensions=list(_EXTENSIONS)).convert(text)


def _without_references(flow: Flow) -> Flow:
    """Numbers of footnotes and arrows back are no words of the text, but part the words beside them."""
    kept: list[Node] = []
    for node in flow:
        if isinstance(node, str):
            kept.append(node)
        elif node.tag == "a" and node.get("href").startswith(("#fn:", "#fnref")):
            kept.append(" ")
        else:
            kept.append(node.with_children(_without_references(node.children)))
    return tuple(kept)


def kept(before: Words, after: Words) -> int:
    """How many of the words before stand in the text after, each as often as it stood there."""
    return sum((before & after).values())
