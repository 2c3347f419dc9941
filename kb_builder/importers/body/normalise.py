"""A tree as any help centre may write it → the few elements that our Markdown can say.

Blocks: ``p``, ``h1``–``h6`` (attribute ``anchors``), ``ul``, ``ol`` (``start``), ``li``, ``blockquote``, ``aside`` (``kind``),
``pre`` (``lang``), ``table`` of ``tr`` of ``th``/``td`` (``align``), ``hr``, ``footnote`` (``label``). A paragraph with the
attribute ``caption`` says what the picture before it shows. In a line: ``strong``, ``em``, ``code``, ``a``, ``img``, ``br``,
``kbd``, ``sub``, ``sup``, ``del``, ``ins``, ``mark``, ``abbr`` (``title``), ``fnref`` (``label``), ``anchor`` (``id``; ``weak`` when it is
worth keeping only for a link that leads to it).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from kb_builder.importers.body.bare_links import with_bare_links
from kb_builder.importers.body.callouts import emoji_kind, kind_of
from kb_builder.importers.body.numbered import without_headings
from kb_builder.importers.body.phrases import (
    Findings,
    inline,
    is_inline,
    is_visible,
    note_hidden,
    with_full_links,
)
from kb_builder.importers.body.quotes import callout_of, class_kind, label, quote
from kb_builder.importers.body.tables import canonical_table
from kb_builder.importers.body.tree import HEADINGS, Element, Flow, Node, find, plain, rewrite, tag_level
from kb_builder.importers.naming import slug
from kb_builder.importers.report import Finding

_ICON = "notion.so/icons/"
"""Where Notion keeps the signs in front of its boxes."""
_ATTRIBUTE = r"(?:(?:[#.][^\s{}#.=]{1,200}){1,20}|[\w-]{1,40}=[^\s{}]{1,200})"
_HEADING_ATTRIBUTES = re.compile(
    rf"(?<!\s)\s*(?:#+\s*)?\{{:?\s*({_ATTRIBUTE}(?:\s+{_ATTRIBUTE}){{0,20}})\s*\}}\s*$"
)


def normalise(body: Element) -> tuple[Flow, tuple[Finding, ...]]:
    """The blocks of the article, and what was found on the way."""
    findings: Findings = []
    return with_bare_links(tuple(_flow(body.children, findings))), tuple(findings)


def _flow(nodes: Flow, findings: Findings) -> Iterator[Element]:
    """Blocks; text and inline elements between them become paragraphs."""
    run: list[Node] = []
    for node in _with_lists(nodes):
        if isinstance(node, str) or is_inline(node):
            run.append(node)
            continue
        yield from _paragraph(run, findings)
        run = []
        yield from _block(node, findings)
    yield from _paragraph(run, findings)


def _with_lists(nodes: Flow) -> Flow:
    """``<li>`` without a list gets one, together with its neighbours."""
    found: list[Node] = []
    for node in nodes:
        last = found[-1] if found else None
        if isinstance(last, Element) and last.get("lonely") and isinstance(node, str) and not node.strip():
            continue
        if not isinstance(node, Element) or node.tag != "li":
            found.append(node)
        elif isinstance(last, Element) and last.get("lonely"):
            found[-1] = last.with_children((*last.children, node))
        else:
            kind = "ol" if "data-step" in node.attrs else "ul"
            found.append(Element(kind, {"lonely": "1"}, (node,)))
    return tuple(found)


def _paragraph(run: list[Node], findings: Findings) -> Iterator[Element]:
    line = inline(tuple(run), findings)
    if is_visible(line):
        yield Element("p", {}, line)


def _block(element: Element, findings: Findings) -> Iterator[Element]:
    note_hidden(element, findings)
    if element.get("id") and element.tag not in HEADINGS:
        yield Element("p", {}, (Element("anchor", {"id": element.get("id"), "weak": "1"}),))
    kind = class_kind(element)
    if kind and element.tag in ("div", "p", "blockquote", "section"):
        yield from _callout(kind, "", element, findings)
        return
    convert = _BLOCKS.get(element.tag, _container)
    yield from convert(element, findings)


def _container(element: Element, findings: Findings) -> Iterator[Element]:
    """Its border says nothing; a title in ``data-tab`` is a label of what follows."""
    if element.tag == "a":
        yield from _paragraph([element], findings)
        return
    if element.get("data-tab"):
        yield label(element.get("data-tab"))
    yield from _flow(with_full_links(element.children), findings)


def _plain_paragraph(element: Element, findings: Findings) -> Iterator[Element]:
    yield from _flow(with_full_links(element.children), findings)


def _heading(element: Element, findings: Findings) -> Iterator[Element]:
    line = list(inline(element.children, findings))
    anchors = [node.get("id") for node in find(tuple(line), "anchor")]
    line = [node for node in line if not (isinstance(node, Element) and node.tag == "anchor")]
    if element.get("id"):
        anchors.append(element.get("id"))
    if line and isinstance(line[-1], str) and (match := _HEADING_ATTRIBUTES.search(line[-1])):
        line[-1] = line[-1][: match.start()]
        anchors += re.findall(r"#([^\s{}#.]+)", match[1])
    content = tuple(line)
    if next(find(content, "img"), None) is not None and not plain(*content):
        yield Element("p", {}, content)
    elif is_visible(content):
        yield Element(element.tag, {"anchors": " ".join(dict.fromkeys(anchors))}, content)


def without_attributes(text: str) -> str:
    """The text of a heading without the ``{#name .class}`` behind it."""
    return _HEADING_ATTRIBUTES.sub("", text)


def _list(element: Element, findings: Findings) -> Iterator[Element]:
    items: list[Element] = []
    for child in element.children:
        blocks = _flow((child,) if isinstance(child, str) or child.tag != "li" else child.children, findings)
        content = tuple(blocks)
        is_step = isinstance(child, Element) and "data-step" in child.attrs
        if is_step or (content and tag_level(content[0])):
            content = tuple(_without_headings(content))
        if not any(is_visible((block,)) or block.tag in ("pre", "table") for block in content):
            continue
        if isinstance(child, Element) and child.tag in ("ul", "ol") and items:
            items[-1] = items[-1].with_children((*items[-1].children, *content))
        else:
            items.append(Element("li", {}, content))
    if items:
        start = element.get("start")
        attrs = {"start": start if start.isdigit() else "1"} if element.tag == "ol" else {}
        yield Element("ol" if element.tag == "ol" else "ul", attrs, tuple(items))


def _without_headings(blocks: tuple[Element, ...]) -> Iterator[Element]:
    """Headings that are steps or items, in bold; links may still lead to them by the names that systems make of them."""
    for block in blocks:
        text = without_headings((block,))
        if tag_level(block) and (name := slug(plain(block))):
            yield Element("p", {}, (Element("anchor", {"id": name, "weak": "1"}),))
        yield from (node for node in text if isinstance(node, Element))


def _quote(element: Element, findings: Findings) -> Iterator[Element]:
    yield from quote(element, tuple(_flow(element.children, findings)))


def _definitions(element: Element, findings: Findings) -> Iterator[Element]:
    items: list[Element] = []
    for child in find(element.children, "dt", "dd"):
        if child.tag == "dt":
            items.append(
                Element(
                    "li", {}, (Element("p", {}, (Element("strong", {}, inline(child.children, findings)),)),)
                )
            )
        elif items:
            items[-1] = items[-1].with_children((*items[-1].children, *_flow(child.children, findings)))
        else:
            items.append(Element("li", {}, tuple(_flow(child.children, findings))))
    if items:
        yield Element("ul", {}, tuple(items))


def _callout(name: str, title: str, element: Element, findings: Findings) -> Iterator[Element]:
    content = tuple(_flow(element.children, findings))
    yield callout_of(name, title, content) if content else label(title or name.capitalize())


def _aside(element: Element, findings: Findings) -> Iterator[Element]:
    name = element.get("data-callout")
    if name:
        yield from _callout(name, element.get("data-title"), element, findings)
    elif icon := next((img for img in find(element.children, "img") if _ICON in img.get("src")), None):
        name = icon.get("src").rpartition("/")[2].partition("_")[0]
        inner = rewrite(element.children, lambda found: () if _ICON in found.get("src") else (found,))
        yield from _callout(kind_of(name) or "note", "", Element("aside", {}, inner), findings)
    elif kind := emoji_kind(plain(element)):
        yield from _callout(kind, "", element, findings)
    else:
        yield from _container(element, findings)


def _details(element: Element, findings: Findings) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element) and child.tag == "summary":
            line = inline(child.children, findings)
            if is_visible(line):
                bare = rewrite(line, lambda inner: inner.children if inner.tag == "strong" else (inner,))
                yield Element("p", {}, (Element("strong", {}, bare),))
    rest = tuple(
        child for child in element.children if not (isinstance(child, Element) and child.tag == "summary")
    )
    yield from _flow(rest, findings)


def _figure(element: Element, findings: Findings) -> Iterator[Element]:
    captions = [
        child for child in element.children if isinstance(child, Element) and child.tag == "figcaption"
    ]
    yield from _flow(tuple(child for child in element.children if child not in captions), findings)
    for caption in captions:
        yield from _caption(caption, findings)


def _caption(element: Element, findings: Findings) -> Iterator[Element]:
    for block in _flow(element.children, findings):
        if block.tag == "p":
            inner = block.children if _is_emphasis(block.children) else (Element("em", {}, block.children),)
            yield Element("p", {"caption": "1"}, inner)
        else:
            yield block


def _is_emphasis(line: Flow) -> bool:
    shown = [node for node in line if not isinstance(node, str) or node.strip()]
    return len(shown) == 1 and isinstance(shown[0], Element) and shown[0].tag in ("em", "strong")


def _code_block(element: Element, _findings: Findings) -> Iterator[Element]:
    code = next(find(element.children, "code"), element)
    languages = [
        name.removeprefix("language-")
        for name in (*code.classes, *element.classes)
        if name.startswith("language-")
    ]
    text = "".join(_raw_text(element)).removeprefix("\n").expandtabs(4)
    lines = [line.rstrip() for line in text.rstrip("\n ").split("\n")]
    if any(lines):
        yield Element("pre", {"lang": languages[0] if languages else ""}, ("\n".join(lines),))


def _raw_text(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif node.tag == "br":
        yield "\n"
    else:
        for child in node.children:
            yield from _raw_text(child)


def _table(element: Element, findings: Findings) -> Iterator[Element]:
    for caption in element.children:
        if isinstance(caption, Element) and caption.tag == "caption":
            yield from _caption(caption, findings)
    yield from canonical_table(element, lambda nodes: tuple(_flow(nodes, findings)))


def _rule(_element: Element, _findings: Findings) -> Iterator[Element]:
    yield Element("hr")


def _footnote(element: Element, findings: Findings) -> Iterator[Element]:
    yield Element("footnote", {"label": element.get("data-label")}, tuple(_flow(element.children, findings)))


_BLOCKS: Mapping[str, Callable[[Element, Findings], Iterator[Element]]] = {
    **dict.fromkeys(("div", "section", "article", "header", "footer", "main", "nav", "form", "fieldset", "address", "center",
                     "li", "hgroup", "dialog", "search", "tbody", "tr", "td", "th"), _container),
    **dict.fromkeys(HEADINGS, _heading), **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    "p": _plain_paragraph, "dl": _definitions, "blockquote": _quote, "aside": _aside,
    "details": _details, "summary": _plain_paragraph, "figure": _figure, "figcaption": _caption, "pre": _code_block,
    "table": _table, "hr": _rule, "footnote": _footnote,
}  # fmt: skip
