"""A built page → what a search knows of it. Only what stands in the page can be found, so nothing internal can leak."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

DATA = "kb-data-page"
"""The block of JSON in which a page says what it is; pages without one are not found."""
_ARTICLE = ".md-content__inner"
_LEFT_OUT = "script, style, svg, [data-search-exclude], .headerlink, .kb-help, .kb-banners, .kb-worked, .kb-costs, #kb-did-it-work"
_SOLVES = ".kb-solves"
_PLACES = frozenset(("h2", "h3", "h4", "li", "section", "dt", "tr", "div"))
"""Elements whose id is a place of its own within the page."""
_BLOCKS = frozenset(
    ("p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "div", "section",
     "tr", "br", "summary", "aside", "blockquote")
)  # fmt: skip
_HEADINGS = frozenset(("h2", "h3", "h4"))


@dataclass(frozen=True)
class Section:
    """A step, a node or a part of a page that can be linked to."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True)
class Document:
    """One page as the search sees it."""

    address: str
    """Relative to the root of its locale."""
    title: str
    kind: str
    id: str = ""
    aliases: tuple[str, ...] = ()
    product: str = ""
    product_name: str = ""
    product_words: str = ""
    """Other words for the product."""
    group: str = ""
    time: str = ""
    summary: str = ""
    symptoms: str = ""
    """What customers say, with the error codes."""
    codes: tuple[tuple[str, str], ...] = ()
    """Error codes and the addresses that they go straight to."""
    sections: tuple[Section, ...] = field(default=())

    @property
    def headings(self) -> str:
        """The headings of all parts."""
        return "\n".join(section.heading for section in self.sections)

    @property
    def body(self) -> str:
        """The text of all parts."""
        return "\n".join(section.text for section in self.sections)


def read_documents(site: Path, names: Iterable[str], prefix: str) -> Iterator[Document]:
    """The documents of one locale, in the order of their addresses; ``names`` are HTML files below ``site``."""
    for name in sorted(names):
        if name.startswith(prefix):
            found = read_document(
                (site / name).read_bytes(), name.removeprefix(prefix).removesuffix("index.html")
            )
            if found is not None:
                yield found


def read_document(html: bytes, address: str) -> Document | None:
    """What a page says of itself; None where a search should not find it."""
    if f'id="{DATA}"'.encode() not in html:
        return None
    tree = LexborHTMLParser(html)
    block, article = tree.css_first(f"#{DATA}"), tree.css_first(_ARTICLE)
    if block is None or article is None:
        return None
    data: dict[str, Any] = json.loads(block.text(deep=True))
    if not data.get("found", True):
        return None
    for left_out in article.css(_LEFT_OUT):
        left_out.decompose()
    title = _taken(article, "h1")
    summary = _taken(article, ".kb-lead")
    time = _text(article.css_first(".kb-facts__time dd"))
    symptoms = " | ".join(_taken_all(article, f"{_SOLVES} li"))
    for solved in article.css(_SOLVES):
        solved.decompose()
    return Document(
        address=address,
        title=title or str(data.get("title", "")),
        kind=str(data.get("kind", "")),
        id=str(data.get("id", "")),
        aliases=tuple(data.get("aliases", ())),
        product=str(data.get("product", "")),
        product_name=str(data.get("productName", "")),
        product_words=" | ".join(data.get("productWords", ())),
        group=str(data.get("group", "")),
        time=time,
        summary=summary,
        symptoms=" | ".join(filter(None, (symptoms, *data.get("symptoms", ())))),
        codes=tuple((str(code), str(to)) for code, to in data.get("codes", ())),
        sections=tuple(_sections(article)),
    )


def _sections(article: LexborNode) -> Iterator[Section]:
    """The page cut at every place that has an anchor."""
    anchor, heading, part, texts = "", "", "", list[str]()
    for node in article.traverse(include_text=True):
        if node.tag == "-text":
            texts.append(node.text_content or "")
            continue
        if node.tag in _BLOCKS:
            texts.append("\n")
        found = node.attributes.get("id") if node.tag in _PLACES else None
        top = node.parent is not None and node.parent.mem_id == article.mem_id
        if not found and top and anchor != part:
            found = part  # what follows the last step does not belong to it
        if found is not None:
            if heading or _squeezed(texts):
                yield Section(anchor, heading, _squeezed(texts))
            anchor, texts = found, []
            part = anchor if top else part
            heading = _squeezed([node.text(deep=True)]) if node.tag in _HEADINGS else ""
    if heading or _squeezed(texts):
        yield Section(anchor, heading, _squeezed(texts))


def _taken(article: LexborNode, selector: str) -> str:
    return next(iter(_taken_all(article, selector)), "")


def _taken_all(article: LexborNode, selector: str) -> list[str]:
    """The texts of elements, which are then taken out of the page."""
    found = article.css(selector)
    texts = [_text(node) for node in found]
    for node in found:
        node.decompose()
    return texts


def _text(node: LexborNode | None) -> str:
    return "" if node is None else _squeezed([node.text(deep=True)])


def _squeezed(texts: Iterable[str]) -> str:
    return re.sub(r"\s+", " ", "".join(texts)).strip()
