"""HTML inside texts: what runs is an error, what the site would drop or mend is a warning.

The site cleans every text anyway (nh3); these rules tell the writer before readers miss something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb_builder.checks.links import scheme_of, without_code
from kb_builder.content.markup import KEPT_SCHEMES, KEPT_TAGS

DANGEROUS_TAGS = frozenset(
    [
        "applet",
        "audio",
        "base",
        "body",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "head",
        "html",
        "iframe",
        "input",
        "link",
        "math",
        "meta",
        "noscript",
        "object",
        "option",
        "portal",
        "script",
        "select",
        "slot",
        "source",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "track",
        "video",
    ]
)
SAFE_SCHEMES = KEPT_SCHEMES | {""}
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_PARENTS = {
    "li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"table", "thead", "tbody", "tfoot"}, "td": {"tr"}, "th": {"tr"},
    "summary": {"details"},
}  # fmt: skip
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[\s/][^<>]{0,2000})?)>")
_LIKE_A_TAG = re.compile(r"<[/]?[A-Za-z!?]")
_AUTOLINK = re.compile(
    r"<(?:https?://|mailto:)[^<>\s]{1,2000}>|<[^<>\s@]{1,100}@[^<>\s@]{1,200}>", re.IGNORECASE
)
_DECLARATION = re.compile(r"<!\[|<\?|<!--")
_RUNNING_ATTRIBUTE = re.compile(r"\b(on[a-z]{2,30}|style)\s{0,20}=", re.IGNORECASE)
_URL_ATTRIBUTES = frozenset(
    {"href", "src", "action", "formaction", "data", "xlink:href", "srcset", "poster", "background"}
)


class Flaw(NamedTuple):
    """Something in the HTML of a text."""

    message: str
    hint: str
    offset: int


def unsafe(text: str, markdown: bool) -> Iterator[Flaw]:
    """Tags and attributes that could run something or load from elsewhere."""
    text = _html_of(text, markdown)
    if markdown and "{" in text:
        yield from _in_attribute_lists(text)
    if _LIKE_A_TAG.search(text) is None:
        return
    from selectolax.lexbor import LexborHTMLParser

    seen: set[str] = set()
    root = LexborHTMLParser(text).root
    for node in root.traverse(include_text=False) if root is not None else ():
        tag = (node.tag or "").lower()
        if tag in DANGEROUS_TAGS and tag not in seen and f"<{tag}" in text.lower():
            seen.add(tag)
            hint = "Remove it: readers would not see it. In code, put it between backticks."
            yield Flaw(f"the tag <{tag}> is not allowed", hint, _find(text, f"<{tag}"))
        for name, value in node.attributes.items():
            if name.startswith("on") and name not in seen:
                seen.add(name)
                yield Flaw(f"the attribute '{name}' is not allowed", "Remove it.", _find(text, name))
            elif (
                name in _URL_ATTRIBUTES
                and scheme_of(value or "") not in SAFE_SCHEMES
                and tag not in ("a", "img")
            ):
                yield Flaw(
                    f"'{scheme_of(value or '')}:' is not allowed in an address",
                    "Remove it.",
                    _find(text, f"<{tag}"),
                )


def declarations(text: str, markdown: bool) -> Iterator[Flaw]:
    """``<![``, ``<?`` and comments that never end: parsers of HTML stumble over them."""
    match = _DECLARATION.search(_html_of(text, markdown))
    if match is not None:
        what = (
            "the comment is never closed"
            if match[0] == "<!--"
            else f"'{match[0]}' begins no tag that a page can hold"
        )
        yield Flaw(what, "Remove it, or put it between backticks.", match.start())


def dropped(text: str) -> Iterator[Flaw]:
    """Tags that the site does not know, often a word in angle brackets, and attributes that it removes."""
    seen: set[str] = set()
    for match in _TAG.finditer(_html_of(text, True)):
        tag = match[2].lower()
        if tag not in KEPT_TAGS and tag not in DANGEROUS_TAGS and tag not in seen:
            seen.add(tag)
            hint = f"Write '&lt;{match[2][:40]}>' to show it as it is."
            yield Flaw(f"the site knows no tag <{match[2][:40]}> and drops it", hint, match.start())
        if "style" not in seen and re.search(r"\bstyle\s*=", match[3], re.IGNORECASE):
            seen.add("style")
            yield Flaw("the attribute 'style' is dropped", "Remove it.", match.start())


def unbalanced(text: str) -> Iterator[Flaw]:
    """The first tag that is not closed, closed without being open, or stands outside its parent."""
    opened: list[tuple[str, int]] = []
    for match in _TAG.finditer(_html_of(text, True)):
        tag, at = match[2].lower(), match.start()
        if tag in _VOID or tag not in KEPT_TAGS:
            continue
        if match[1]:
            if not opened or opened[-1][0] != tag:
                yield Flaw(f"</{tag}> closes no open <{tag}>", "Open and close tags in pairs.", at)
                return
            opened.pop()
            continue
        if tag in _PARENTS and (not opened or opened[-1][0] not in _PARENTS[tag]):
            parents = " or ".join(f"<{parent}>" for parent in sorted(_PARENTS[tag]))
            yield Flaw(f"<{tag}> stands outside {parents}", f"Put it inside {parents}, or use Markdown.", at)
            return
        opened.append((tag, at))
    if opened:
        tag, at = opened[-1]
        yield Flaw(f"<{tag}> is never closed", f"Add </{tag}>.", at)


def _html_of(text: str, markdown: bool) -> str:
    """The text without code, comments and addresses in angle brackets; every place stays."""
    if markdown:
        text = without_code(text)
    text = _AUTOLINK.sub(lambda match: " " * len(match[0]), text)
    return _without_comments(text) if "<!--" in text else text


def _without_comments(text: str) -> str:
    start = text.find("<!--")
    pieces, last = [], 0
    while start >= 0 and (end := text.find("-->", start)) >= 0:
        pieces += [text[last:start], re.sub(r"[^\n]", " ", text[start : end + 3])]
        last = end + 3
        start = text.find("<!--", last)
    return "".join([*pieces, text[last:]])


def _in_attribute_lists(text: str) -> Iterator[Flaw]:
    """``{: onclick=… }``: Markdown's own way to give attributes."""
    for match in _RUNNING_ATTRIBUTE.finditer(text):
        opened = text.rfind("{", max(0, match.start() - 500), match.start())
        if opened >= 0 and not {"}", "\n"} & set(text[opened : match.start()]):
            hint = "Remove it; the site's style sheet decides how things look."
            yield Flaw(f"the attribute '{match[1]}' is not allowed", hint, match.start(1))
            return


def _find(text: str, words: str) -> int:
    return max(text.lower().find(words), 0)
