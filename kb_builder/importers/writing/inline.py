"""Inline elements → Markdown for Python-Markdown, escaped so that text stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.entities import html5
from urllib.parse import quote

from kb_builder.importers.body.tree import Element, Flow, find, plain

_ESCAPED = re.compile(r"([\\`*\[{])")
_ATTRIBUTES = re.compile(r"\{(?=[^{}\n]{0,400}?\b(?:style|on\w{1,40})\s{0,9}=)", re.IGNORECASE)
"""What would be a list of attributes if a parser did not see the sign before it."""
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_OLD_ENTITIES = "|".join(sorted(name for name in html5 if not name.endswith(";")))
_ENTITY = re.compile(rf"&(?=#|\w+;|{_OLD_ENTITIES})")
"""Browsers know some names without ``;``, such as ``&copy``."""
_OPENING = re.compile(r"<(?! )")
_DOUBLED = re.compile(r"(~~|==|\^\^|\+\+)(?=\S)")
_CLOSING = re.compile(r"\](:?)")
"""With a colon behind it, a bracket would end the label of a definition."""
_EMOJI = re.compile(r"(?<![\w:]):(?=[\w+-]+:)")
_LINE_START = re.compile(r"(#{1,6}(?=\s|$|[^\s#])|>|[-+](?=\s|-|\+|$)|=(?=\s*=*\s*$)|!!!|:(?=\s)|\|)")
_NUMBER_START = re.compile(r"(\d+)([.)])(?=\s|$)")
_MARKS = {"strong": "**", "em": "*"}
_AS_HTML = frozenset({"kbd", "sub", "sup", "del", "ins", "mark", "strong", "em"})
_SAFE = "/:?#@!$&'*+,;=%~-._"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: some signs mean something only in a table, in a link, or in bold text."""

    table: bool = False
    link: bool = False
    bold: bool = False


def line(flow: Flow, place: Place = Place()) -> str:
    """The inline elements as Markdown, without space around them; line breaks stay in the line as ``<br>``."""
    text = _joined(flow, place)
    text = re.sub(r"[ ]*<br>[ ]*", "<br>", text)
    text = re.sub(r"^(?:<br>|\s)+|(?:<br>|\s)+$", "", re.sub(r"(?:<br>){3,}", "<br><br>", text))
    return re.sub(r" {2,}", " ", text)


def paragraph(flow: Flow) -> str:
    """A line that stands as a block: signs at its beginning that would make it another block are escaped."""
    return "<br>\n".join(escape_start(part) for part in line(flow).split("<br>"))


def escape_start(text: str) -> str:
    """Text that begins like a heading, a quote, a list or a rule stays text."""
    number = _NUMBER_START.match(text)
    if number:
        return (
            f"{number[1]}\\{number[2]}{text[number.end() :]}"
            if number[2] == "."
            else f"{number[1]}&#41;{text[number.end() :]}"
        )
    match = _LINE_START.match(text)
    if match is None:
        return text
    sign = text[0]
    return (f"&#{ord(sign)};" if sign in "=:|" else f"\\{sign}") + text[1:]


def escape(text: str, place: Place = Place()) -> str:
    """Plain text as Markdown text."""
    text = _ENTITY.sub("&amp;", text)
    text = _ATTRIBUTES.sub("\ue002", text)
    text = _ESCAPED.sub(r"\\\1", text)
    text = _UNDERSCORE.sub(r"\\_", text)
    text = _OPENING.sub("&lt;", text)
    text = _DOUBLED.sub(lambda match: f"&#{ord(match[1][0])};" * 2, text)
    text = _EMOJI.sub("&#58;", text).replace("\ue002", "&#123;")
    if place.link:
        text = _CLOSING.sub(lambda match: "\\]&#58;" if match[1] else "\\]", text)
    else:
        text = text.replace("](", "\\](")
    return text.replace("|", "&#124;") if place.table else text


def _joined(flow: Flow, place: Place) -> str:
    text = ""
    for node in flow:
        if isinstance(node, Element) and not text.endswith("*") and not place.bold and (inner := _both(node)):
            before, words, after = _trimmed(_joined(inner, place))
            text += f"{before}***{words}***{after}" if words else before
            continue
        if isinstance(node, str):
            text += escape(node, place)
        elif node.tag == "code" and text.endswith(("`", "\\")):
            text += _html_code(plain(node), place)
        elif node.tag in _MARKS and (text.endswith("*") or _needs_html(node, place)):
            text += _html(node, place)
        else:
            piece = _element(node, place)
            # A sign before a link would make it a picture.
            text = f"{text[:-1]}\\!{piece}" if text.endswith("!") and piece.startswith("[") else text + piece
    return text


def _both(element: Element) -> Flow | None:
    """The words that are bold and italic at once, with no other emphasis among them."""
    inner = element.children[0] if len(element.children) == 1 else ""
    if not isinstance(inner, Element) or {element.tag, inner.tag} != set(_MARKS):
        return None
    return None if any(find(inner.children, *_MARKS)) else inner.children


def _needs_html(element: Element, place: Place) -> bool:
    """Emphasis inside emphasis is written as HTML, which no parser takes for something else."""
    return place.bold or next(find(element.children, "strong", "em"), None) is not None


def _html(element: Element, place: Place) -> str:
    before, inner, after = _trimmed(_joined(element.children, Place(place.table, place.link, True)))
    return f"{before}<{element.tag}>{inner}</{element.tag}>{after}" if inner else before


def _trimmed(text: str) -> tuple[str, str, str]:
    inner = text.strip()
    start = len(text) - len(text.lstrip())
    return text[:start], inner, text[start + len(inner) :]


def _element(element: Element, place: Place) -> str:
    tag = element.tag
    if tag in _MARKS:
        before, inner, after = _trimmed(_joined(element.children, place))
        return f"{before}{_MARKS[tag]}{inner}{_MARKS[tag]}{after}" if inner else before
    if tag in _AS_HTML:
        return _html(element, place)
    if tag == "code":
        return _code(plain(element), place)
    if tag == "a":
        return _link(element, place)
    if tag == "img":
        return f"![{_alt(element.get('alt'), place)}]({_address(element.get('src'))})"
    if tag == "br":
        return "<br>"
    if tag == "abbr":
        return f'<abbr title="{_meaning(element.get("title"))}">{_joined(element.children, place)}</abbr>'
    if tag == "fnref":
        return f"[^{element.get('label')}]"
    if tag == "anchor":
        return f'<a id="{_attribute(element.get("id"))}"></a>'
    return _joined(element.children, place)


def _alt(text: str, place: Place) -> str:
    """The words of a picture; not every reader of Markdown knows an escaped bracket among them."""
    parts = re.split(r"([\[\]])", text)
    return "".join(f"&#{ord(part)};" if part in ("[", "]") else escape(part, place) for part in parts)


def _code(text: str, place: Place) -> str:
    if place.table and "|" in text:
        return _html_code(text, place)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    return (
        f"{fence} {text} {fence}" if text.startswith("`") or text.endswith("`") else f"{fence}{text}{fence}"
    )


def _html_code(text: str, place: Place) -> str:
    return f"<code>{escape(text, place).replace('>', '&gt;')}</code>"


def _link(element: Element, place: Place) -> str:
    before, inner, after = _trimmed(_joined(element.children, Place(place.table, True, place.bold)))
    href = element.get("href")
    if not inner:
        return before
    if plain(element) == href and re.match(r"https?://[^\s<>]+\Z", href) and not place.link:
        return f"{before}<{href.replace('|', '%7C') if place.table else href}>{after}"
    words = f"&#94;{inner[1:]}" if inner.startswith("^") else inner
    return f"{before}[{words}]({_address(href)}){after}"


def _address(href: str) -> str:
    """An address without signs that end a Markdown link."""
    return quote(href, safe=_SAFE + "[]") if href.isascii() else _quoted_signs(href)


def _quoted_signs(href: str) -> str:
    return re.sub(r"[\s()<>\"|\\`]", lambda match: quote(match[0], safe=""), href)


def _meaning(text: str) -> str:
    """The words of an attribute, without any sign that a reader of Markdown could take for its own."""
    return re.sub(r"[^\w\s.,:;/()-]", lambda match: f"&#{ord(match[0])};", text)


def _attribute(value: str) -> str:
    return re.sub(r"[^\w.:-]", "", value)
