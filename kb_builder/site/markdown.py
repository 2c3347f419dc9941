"""A writer's Markdown → clean HTML.

Texts are converted here and not by the engine, because only here can they be cleaned: whatever a text holds, nothing
is executed and no tag stays open. What links mean is asked of a resolver, so that this module knows no page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from selectolax.lexbor import LexborHTMLParser

from kb_builder.content.markup import KEPT_SCHEMES, KEPT_TAGS, MARKDOWN_EXTENSIONS

Resolver = Callable[[str, str, str], str | None]
"""Tag, attribute and written address → the address in the page; None removes the attribute."""
Measure = Callable[[str], tuple[int, int] | None]
"""A picture's address in the page → its width and height in pixels, where they are known."""

CALLOUTS: Mapping[str, str] = {
    "NOTE": "note", "TIP": "tip", "IMPORTANT": "info", "WARNING": "warning", "CAUTION": "danger",
}  # fmt: skip

MOST_BRACKETS = 3000
"""Python-Markdown's time grows with the square of open brackets; no honest text has that many."""

_CALLOUT = re.compile(r"\s*\[!([A-Z]+)\]\s*")
_ID = re.compile(r"[^\W\d_][\w.:-]*\Z")
_BLANK_LINES = re.compile(r"\n\s*\n")
_BLOCK_END = re.compile(
    r"</(?:p|li|h[1-6]|t[dhr]|caption|d[dtl]|div|pre|blockquote|figcaption|summary)>|<(?:br|hr|img)\b"
)
_MAY_NEED_MENDING = re.compile(r"<(?:li|d[dt]|img)\b")
_LISTS = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",)}
_EARLY_SIGN = re.compile(r"^([ \t]*)([`~]|-(?=-+8<))", re.MULTILINE)
"""Of fences and snippets, which the engine and its extensions look for before they know what is HTML."""
_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "details": {"open"},
    "abbr": {"title"},
}
_CLASSES = {
    "div": {"admonition", "footnote", *CALLOUTS.values()},
    "p": {"admonition-title"},
    "sup": {"footnote-ref"},
}


class _Callouts(Treeprocessor):
    """``> [!NOTE]`` → a callout with its label in the reader's language."""

    def run(self, root: Element) -> None:
        for quote in root.iter("blockquote"):
            first = next(iter(quote), None)
            match = _CALLOUT.match(first.text or "") if first is not None and first.tag == "p" else None
            if first is None or match is None or match[1] not in CALLOUTS:
                continue
            first.text = (first.text or "")[match.end() :]
            quote.tag = "div"
            quote.set("class", f"admonition {CALLOUTS[match[1]]}")
            title = Element("p", {"class": "admonition-title"})
            title.text = self.md.callout_labels.get(match[1], match[1].title())  # type: ignore[attr-defined]
            quote.insert(0, title)
            if not (first.text or "").strip() and not len(first):
                quote.remove(first)


class _CalloutExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_Callouts(md), "callouts", 15)


@cache
def _converter() -> Markdown:
    # Columns say how they are aligned by an attribute: the policy of the site lets no style pass.
    return Markdown(
        extensions=[*MARKDOWN_EXTENSIONS, _CalloutExtension()],
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )


def _unknown_size(_address: str) -> None:
    return None


def to_html(
    text: str,
    resolve: Resolver,
    callout_labels: Mapping[str, str] | None = None,
    measure: Measure = _unknown_size,
) -> str:
    """HTML of a Markdown text: cleaned, every tag closed, no empty line inside (it stays one block of a page)."""
    if text.count("[") > MOST_BRACKETS:
        return "<p>" + nh3.clean_text(text) + "</p>"
    converter = _converter()
    converter.callout_labels = callout_labels or {}  # type: ignore[attr-defined]
    try:
        html = converter.reset().convert(text)
    except (RecursionError, ValueError, IndexError, AttributeError, KeyError, TypeError):
        # Python-Markdown can fail on hostile nesting; the words still reach the reader.
        html = "<p>" + nh3.clean_text(text) + "</p>"
    return clean(html, resolve, measure)


def clean(html: str, resolve: Resolver, measure: Measure = _unknown_size) -> str:
    """Only harmless tags and attributes, links as the resolver says, list items only in lists, pictures with their sizes."""

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            return resolve(tag, name, value)
        if name == "id":
            return value if _ID.match(value) else None
        return value

    cleaned = nh3.clean(
        html,
        tags=set(KEPT_TAGS),
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        attribute_filter=attribute,
        url_schemes=set(KEPT_SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    if _MAY_NEED_MENDING.search(cleaned):
        cleaned = _mended(cleaned, measure)
    return one_block(cleaned)


def _mended(html: str, measure: Measure) -> str:
    """Loose list items lose their tag: Material's search fails on them, and a browser ends the list around the text with
    them. Pictures without an address go; the others say how large they are, so that the page keeps their place.
    """
    tree = LexborHTMLParser(html)
    changed = False
    for item in tree.css("li, dt, dd"):
        parent = item.parent
        if parent is None or parent.tag not in _LISTS[str(item.tag)]:
            item.unwrap()
            changed = True
    for picture in tree.css("img"):
        src = picture.attributes.get("src")
        size = measure(src) if src and not {"width", "height"} & picture.attributes.keys() else None
        if src is None:
            picture.decompose()
        elif size is not None:
            picture.attrs["width"], picture.attrs["height"] = map(str, size)
        changed = changed or src is None or size is not None
    if not changed or tree.body is None:
        return html
    return tree.body.inner_html or ""


def one_block(html: str) -> str:
    """What the engine takes as one block of HTML and leaves alone: no empty line outside ``<pre>``, and no fence of
    code, which it looks for in HTML, too.
    """
    html = html.strip().replace("\r", "\n")
    if "\n\n" in html or _BLANK_LINES.search(html):
        parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL)
        html = "".join(
            part.replace("\n\n", "\n&#10;") if n % 2 else _BLANK_LINES.sub("\n", part)
            for n, part in enumerate(parts)
        )
    return _EARLY_SIGN.sub(lambda found: f"{found[1]}&#{ord(found[2])};", html)


def plain_text(html: str) -> str:
    """The words of a piece of HTML, for descriptions."""
    return " ".join(LexborHTMLParser(_BLOCK_END.sub(r" \g<0>", html)).text(separator="").split())


def heading_text(text: str) -> str:
    """Plain text as the content of a Markdown heading: no sign of it is taken as markup."""
    return re.sub(r"[^\w\s]|_", lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
