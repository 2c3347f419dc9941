"""Text and inline elements of any help centre → the few that our Markdown can say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_builder.importers.body.tree import Element, Flow, Node, find, plain, text_of
from kb_builder.importers.report import Finding

Findings = list[Finding]

BLOCK_TAGS = frozenset(
    {"div", "section", "article", "header", "footer", "main", "nav", "form", "fieldset", "address", "center", "li",
     "hgroup", "dialog", "search", "tbody", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "menu",
     "dir", "p", "dl", "blockquote", "aside", "details", "summary", "figure", "figcaption", "pre", "table", "hr",
     "footnote"}
)  # fmt: skip
"""Elements that stand as blocks of their own."""
_SAME = frozenset({"strong", "em", "kbd", "sub", "sup", "del", "ins", "mark"})
_RENAMED = {"b": "strong", "i": "em", "cite": "em", "dfn": "em", "s": "del", "strike": "del", "u": "ins"}
_CODE = frozenset({"code", "tt", "samp"})
_MEDIA = frozenset({"iframe", "video", "audio", "object", "embed"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ONLY_DARK = ("#only-dark", "#gh-dark-mode-only")
"""The second of two pictures, for dark screens."""
_SPACE = re.compile(r"[ \t\n\f\v]+")
_EAST_ASIAN_BREAK = re.compile(
    r"(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])[ \t]*\n[ \t]*(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef])"
)


def is_visible(flow: Flow) -> bool:
    """Whether anything of it is seen or pointed at."""
    if text_of(*flow).strip():
        return True
    seen = find(flow, "img", "anchor", "fnref", "a")
    return any(element.tag != "a" or "data-own-title" in element.attrs for element in seen)


def is_inline(element: Element) -> bool:
    """Whether the element stands in a line, with all that is in it."""
    return element.tag not in BLOCK_TAGS and not any(find(element.children, *BLOCK_TAGS))


def note_hidden(element: Element, findings: Findings) -> None:
    """Report text that the source hides."""
    if (_HIDDEN.search(element.get("style")) or "hidden" in element.attrs) and plain(element):
        findings.append(Finding("hidden-text", plain(element)[:120]))


def with_full_links(children: Flow) -> Flow:
    """Cards put an empty link over a whole box: the text behind (else before) it becomes the link's text."""
    empty = [index for index, node in enumerate(children) if _is_empty_link(node)]
    if not empty:
        return children
    nodes: list[Node | None] = list(children)
    for index in empty:
        link = children[index]
        others = [*range(index + 1, len(nodes)), *range(index - 1, -1, -1)]
        text = next((other for other in others if _may_be_linked(nodes[other])), None)
        if text is not None and isinstance(link, Element):
            nodes[index], nodes[text] = None, link.with_children((nodes[text] or "",))
    return tuple(node for node in nodes if node is not None)


def _is_empty_link(node: Node) -> bool:
    return (
        isinstance(node, Element)
        and node.tag == "a"
        and bool(node.get("href"))
        and "data-own-title" not in node.attrs
        and not is_visible(node.children)
    )


def _may_be_linked(node: Node | None) -> bool:
    if node is None or not plain(node):
        return False
    return isinstance(node, str) or (is_inline(node) and next(find((node,), "a"), None) is None)


def inline(nodes: Flow, findings: Findings) -> Flow:
    """Text and inline elements; blocks among them are parted by line breaks."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(_SPACE.sub(" ", _EAST_ASIAN_BREAK.sub("", node)))
        else:
            found.extend(_inline_element(node, findings))
    return tuple(found)


def _inline_element(element: Element, findings: Findings) -> Iterator[Node]:
    note_hidden(element, findings)
    tag = _RENAMED.get(element.tag, element.tag)
    name = element.get("id") or (element.get("name") if tag == "a" else "")
    if name and tag != "img":
        weak = {} if tag == "a" and not element.get("href") else {"weak": "1"}
        yield Element("anchor", {"id": name, **weak})
    if tag in _CODE:
        text = _SPACE.sub(" ", text_of(*element.children))
        bare = text.strip()
        before, after = text[:1] == " ", text[-1:] == " "
        yield from (" " * before, Element("code", {}, (bare,)), " " * after) if bare else (text,)
    elif tag == "a" and element.get("href").startswith("#") and not is_visible(element.children):
        return
    elif tag == "a" and element.get("href"):
        own = {"data-own-title": ""} if "data-own-title" in element.attrs else {}
        yield Element("a", {"href": element.get("href").strip(), **own}, inline(element.children, findings))
    elif tag == "img":
        if not element.get("src").endswith(_ONLY_DARK):
            yield _picture(element)
    elif tag in _MEDIA:
        yield from _media(element, findings)
    elif tag == "fnref":
        yield Element("fnref", {"label": element.get("data-label")})
    elif tag in ("br", "hr"):
        yield Element("br")
    elif tag == "abbr" and element.get("title"):
        yield Element(
            "abbr", {"title": " ".join(element.get("title").split())}, inline(element.children, findings)
        )
    elif tag in _SAME:
        content = inline(element.children, findings)
        yield from (Element(tag, {}, content),) if is_visible(content) else content
    else:
        yield from _other_inline(element, findings)


def _other_inline(element: Element, findings: Findings) -> Iterator[Node]:
    if element.tag == "input":
        if element.get("type") == "checkbox":
            yield "\u2611" if "checked" in element.attrs else "\u2610"
    elif element.tag == "q":
        yield from ("\u201c", *inline(element.children, findings), "\u201d")
    elif element.tag == "rt":
        yield from ("(", *inline(element.children, findings), ")")
    elif element.tag in BLOCK_TAGS or element.tag in ("option", "legend"):
        yield from (Element("br"), *inline(element.children, findings), Element("br"))
    elif element.tag != "wbr":
        yield from inline(with_full_links(element.children), findings)


def _picture(element: Element) -> Element:
    source = element.get("src") or element.get("data-src")
    alt = " ".join(element.get("alt").split())
    return Element(
        "img", {"src": source.strip(), "alt": alt, "title": " ".join(element.get("title").split())}
    )


def _media(element: Element, findings: Findings) -> Iterator[Node]:
    """A player or an embedded page as a link, after the text that the source shows in its place."""
    inner = next((child.get("src") for child in find(element.children, "source") if child.get("src")), "")
    address = element.get("src") or element.get("data") or element.get("data-src") or inner
    yield from inline(
        tuple(
            child
            for child in element.children
            if isinstance(child, str) or child.tag not in ("source", "track")
        ),
        findings,
    )
    if address:
        is_video = element.tag == "video" or re.search(r"youtu|vimeo|\.mp4|\.webm", address)
        word = element.get("title") or (
            "Video" if is_video else "Audio" if element.tag == "audio" else "Embedded page"
        )
        findings.append(Finding("media-remote", address))
        yield from (" ", Element("a", {"href": address.strip(), "media": "1"}, (word,)))


def is_picture_only(node: Node) -> bool:
    """A paragraph of pictures and nothing else."""
    if not isinstance(node, Element) or node.tag != "p":
        return False
    shown = [child for child in node.children if not isinstance(child, str) or child.strip()]
    return (
        bool(shown)
        and all(isinstance(child, Element) and child.tag in ("img", "br") for child in shown)
        and not plain(node)
    )


def is_visible_link(content: Flow) -> bool:
    """Whether a link with this content can be seen."""
    return bool(plain(*content)) or any(find(content, "img"))
