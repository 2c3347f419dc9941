"""Cleaned HTML of a writer's text → Markdown for the engine: headings as its own, all between them as closed blocks.

The engine lists headings in the table of contents only when they are Markdown. Nothing else of the text may be taken
as Markdown, so every run between two headings is one block of HTML, and every sign of a heading is a character
reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from markupsafe import Markup
from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb_builder.site.markdown import one_block

HIGHEST = 2
"""The level of the first heading of a text: the page's title is the only one above it."""

LONGEST_SLUG = 60

_HEADING = re.compile(r"h[1-6]\Z")
_HEADING_TAG = re.compile(r"<(/?)h([1-6])(?=[\s>])")
_ID = re.compile(r'\sid="([^"]+)"')
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_HREF = re.compile(r'\shref="([^"]*)"')
_LANG = re.compile(r'\slang="([\w-]+)"')
_IN_HEADINGS = frozenset({"a", "b", "code", "em", "i", "kbd", "span", "strong", "sub", "sup", "var"})


@dataclass
class _Run:
    """HTML between two headings."""

    lang: str
    parts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Heading:
    level: int
    html: str
    lang: str
    anchor: str
    pictures: tuple[str, ...]


def below_title(html: str) -> str:
    """The page has one first-level heading, its title: a text that has one of its own is moved down as a whole."""
    if "<h1" not in html:
        return html
    return _HEADING_TAG.sub(lambda tag: f"<{tag[1]}h{min(int(tag[2]) + 1, 6)}", html)


def outlined(html: str) -> Markup:
    """The Markdown of a cleaned text. Headings are moved so that the highest becomes a second-level one, and each gets
    an id: its own, or one made of its words.
    """
    found = list(_pieces(html))
    levels = [piece.level for piece in found if isinstance(piece, _Heading)]
    shift = HIGHEST - min(levels, default=HIGHEST)
    taken = set(_ID.findall(html)) - {piece.anchor for piece in found if isinstance(piece, _Heading)}
    lines = [
        _heading(piece, shift, taken) if isinstance(piece, _Heading) else _block(piece) for piece in found
    ]
    return Markup("\n\n".join(line for line in lines if line))


def _pieces(html: str) -> Iterator[_Run | _Heading]:
    run = _Run("")
    for node, lang in _top_level(html):
        if not _is_heading(node):
            if lang != run.lang:
                yield run
                run = _Run(lang)
            run.parts.append(node.html or "")
            continue
        yield run
        heading = _as_heading(node, lang)
        yield heading
        run = _Run(lang, list(heading.pictures))
    yield run


def _is_heading(node: LexborNode) -> bool:
    """A heading that holds a list or a table, by a tag that was left open, stays as it is."""
    if not _HEADING.match(str(node.tag)):
        return False
    names = {name for _, name in _NAME.findall(node.inner_html or "")}
    return names <= _IN_HEADINGS | {"br", "img"}


def _top_level(html: str) -> Iterator[tuple[LexborNode, str]]:
    """The nodes of the text; one that only says the language of its content is looked into."""
    body = LexborHTMLParser(html).body
    for node in body.iter(include_text=True) if body else ():
        lang = (node.attributes.get("lang") or "") if node.tag == "div" else ""
        if lang and set(node.attributes) == {"lang"}:
            yield from ((child, lang) for child in node.iter(include_text=True))
        else:
            yield node, ""


def _as_heading(node: LexborNode, lang: str) -> _Heading:
    pictures = tuple(picture.html or "" for picture in node.css("img"))
    inner = node.inner_html or ""
    return _Heading(int(str(node.tag)[1]), inner, lang, node.attributes.get("id") or "", pictures)


def _heading(heading: _Heading, shift: int, taken: set[str]) -> str:
    text = _inline(heading.html)
    if not unescape(_TAG.sub("", text)).strip():
        return ""
    anchor = anchor_for(unescape(_TAG.sub("", heading.html)), heading.anchor, taken)
    lang = f" lang={heading.lang}" if heading.lang else ""
    return f"{'#' * min(6, heading.level + shift)} {text} {{: #{anchor}{lang} }}"


def _inline(html: str) -> str:
    """What stands in a heading: only simple tags, and every sign as a character reference."""
    parts = _TAG.split(html)
    made = (_tag(part) if number % 2 else _references(unescape(part)) for number, part in enumerate(parts))
    return " ".join("".join(made).split())


def _tag(tag: str) -> str:
    name = _NAME.match(tag)
    if name is None or name[2] not in _IN_HEADINGS:
        return " " if name and name[2] == "br" else ""
    href, lang = _HREF.search(tag), _LANG.search(tag)
    attributes = f' href="{_references(unescape(href[1]))}"' if href else ""
    attributes += f' lang="{lang[1]}"' if lang else ""
    return f"<{name[1]}{name[2]}{attributes}>"


def _references(text: str) -> str:
    return re.sub(r"[^\w\s]|_", lambda sign: f"&#{ord(sign[0])};", text)


def anchor_for(title: str, wanted: str, taken: set[str]) -> str:
    """The id of a heading: the ``wanted`` one, else its words joined by hyphens, in any script. It is added to ``taken``."""
    anchor = wanted or _slug(title)
    name, number = anchor, 2
    while name in taken:
        name, number = f"{anchor}-{number}", number + 1
    taken.add(name)
    return name


def _slug(title: str) -> str:
    words = re.findall(r"\w+", title.lower().replace("_", " "))
    slug = re.sub(r"\A[\d-]+", "", "-".join(words))
    if len(slug) > LONGEST_SLUG:
        slug = slug[:LONGEST_SLUG].rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug or "section"


def _block(run: _Run) -> str:
    html = one_block("".join(run.parts))
    if not html:
        return ""
    lang = f' lang="{run.lang}"' if run.lang else ""
    return f'<div class="kb-text"{lang}>\n{html}\n</div>'
