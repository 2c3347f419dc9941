"""Shortcodes and components: what those that many systems have in common mean, in HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from kb_builder.importers.body.callouts import GENERIC, kind_of
from kb_builder.importers.body.html_names import HTML_NAMES
from kb_builder.importers.body.parameters import parameters

_SHORTCODE = re.compile(
    r"^([ \t]*)"
    r"|(\{\{[<%]\s{0,9}(/?)\s{0,9}([\w./-]{1,80})((?:\s[^\n{}]{0,600}?)?)\s{0,9}(/?)\s{0,9}[>%]\}\}"
    r"|\{%-?\s{0,9}(/|end)?([\w./-]{1,80})((?:\s[^\n{}]{0,600}?)?)\s{0,9}-?%\})",
    re.MULTILINE,
)
_COMPONENT = re.compile(r"^([ \t]*)|(<(/?)([A-Z][\w.]{0,60})((?:\s[^<>]{0,800}?)?)(/?)>)", re.MULTILINE)
_WRAPPERS = frozenset({"tabs", "tabpane", "tabbed", "codegroup", "steps", "stepper", "cardgroup", "cards", "columns", "accordiongroup",
                       "contents", "content-tabs", "code", "code-toggle", "fragment", "block", "column", "updates", "update", "grid", "cardgrid", "frame"})  # fmt: skip
_TABS = frozenset({"tab", "tabitem", "content-tab"})
_ICONS = frozenset({"octicon", "icon", "fa", "fas", "fontawesome", "emoji"})
_FOLDS = frozenset({"details", "expandable", "expand", "accordion", "collapse", "spoiler", "toggle"})
_FIGURES = frozenset({"figure", "img", "image", "thumbnail", "zoom"})
_BOX_COMPONENTS = frozenset(
    {"note", "tip", "info", "warning", "caution", "danger", "important", "hint", "check", "alert"}
)
"""Components of these names are callouts; others may be anything."""
_LINKS = frozenset({"link", "navlink", "button", "btn", "linkbutton", "buttonlink", "docslink", "a"})
_CARDS = frozenset({"card", "linkcard", "cardlink", "link-card"})
_SIGNS = frozenset(
    {"badge", "label", "pill", "chip", "kbd", "key", "term", "glossary", "abbr", "dfn", "heading"}
)
"""What shows its first word, or the attribute ``text``."""
_ADDRESSES = ("href", "to", "link", "url", "relref", "ref")
_SHOWN = ("text", "title", "label", "caption", "description", "summary", "alt")
_QUOTED = re.compile(r"\{\{([<%])/\*([^\n{}]{0,600}?)\*/([>%])\}\}")
"""A shortcode that is only talked about (Hugo)."""
_ICON_AGAIN = re.compile("\ue004([^\ue004\ue005]{1,200})\ue005[ ]?(\\*\\*\\1\\*\\*)")
_ICON_ALONE = re.compile("[ ]?\\(\ue004\ue005\\)")
_PICTURE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)\Z", re.IGNORECASE)
_VIDEOS = {
    "youtube": ("YouTube", "https://www.youtube.com/watch?v="),
    "vimeo": ("Vimeo", "https://vimeo.com/"),
}


@dataclass
class Notes:
    """What is said once for a whole text, and names of shortcodes and components that could not be told, for the report."""

    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    variables: list[str] = field(default_factory=list)
    """Variables whose value is not known."""
    in_line: list[str] = field(default_factory=list)
    """Footnotes that stood in the line (``^[…]``), in their order."""
    meanings: dict[str, str] = field(default_factory=dict)
    """What abbreviations stand for."""
    closed: frozenset[str] = frozenset()
    """Names of components that the text closes."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Labels of tabs that stand apart from them, by their value."""


def with_shortcodes(prose: str, notes: Notes, pairs: frozenset[str]) -> str:
    """The text with HTML or Markdown for each shortcode; ``pairs`` are the names of those that are closed somewhere."""
    prose = _tags(prose, _SHORTCODE, lambda indent, match: _shortcode(indent, match, notes, pairs))
    prose = _without_icons(prose)
    return _QUOTED.sub(lambda match: f"`{{{{{match[1]} {match[2].strip()} {match[3]}}}}}`", prose)


def with_components(prose: str, notes: Notes, everywhere: bool) -> str:
    """The same for components. Outside MDX a name in angle brackets may be a word of the text that nobody escaped."""

    def one(indent: str, match: re.Match[str]) -> str:
        is_sure = everywhere or match[6] or "=" in match[5] or match[4] in notes.closed
        if not everywhere and match[4].lower() in HTML_NAMES:
            return match[2]
        return _component(indent, match, notes) if is_sure else match[2]

    return _without_icons(_tags(prose, _COMPONENT, one)) if "<" in prose else prose


def _without_icons(prose: str) -> str:
    """What an icon says, unless the same words stand behind it or nothing else stands in its brackets."""
    if "\ue004" not in prose:
        return prose
    prose = _ICON_AGAIN.sub(r"\2", _ICON_ALONE.sub("", prose))
    return prose.replace("\ue004", "").replace("\ue005", "")


def _tags(prose: str, pattern: re.Pattern[str], replace: Callable[[str, re.Match[str]], str]) -> str:
    """Replace every tag, knowing how far its line is indented, so that it stays in its list item."""
    indent = ""

    def one(match: re.Match[str]) -> str:
        nonlocal indent
        if match[2] is None:
            indent = match[1]
            return match[1]
        return replace(indent, match)

    return pattern.sub(one, prose)


def _shortcode(indent: str, match: re.Match[str], notes: Notes, pairs: frozenset[str]) -> str:
    name = match[4] or match[8]
    closing = bool(match[3] or match[7])
    values = parameters(match[5] or match[9] or "")
    known = _known(indent, name, values, closing, name in pairs)
    if known is not None and match[6]:
        return known + (_known(indent, name, {}, True, True) or "")
    if known is not None:
        return known
    if name.startswith("glossary") and not values.get("text"):
        values["text"] = values.get("term_id") or values.get("term") or values.get("0", "")
    if name in pairs or not values or any(values.get(key) for key in _SHOWN[:4]):
        notes.dropped.append(name)
        return "" if closing else _said(values).rstrip()
    if name == "include":
        return _include(indent, values, notes)
    notes.kept.append(name)
    return f"`{match[2]}`"


def _include(indent: str, values: dict[str, str], notes: Notes) -> str:
    """Jekyll's ``{% include note.html content="…" %}``; of others only what they say."""
    name = values.get("0", "").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md")
    content = values.get("content") or values.get("text") or values.get("message") or ""
    if content and (kind_of(name) or name in GENERIC):
        kind = values.get("type") or (name if kind_of(name) else "note")
        opened = _block(indent, _aside(kind, values.get("title", "")))
        return f"{opened}{content}{_block(indent, '</aside>')}"
    if name in _FIGURES or name in _VIDEOS:
        return _figure(values) if name in _FIGURES else _known(indent, name, values, False, False) or ""
    notes.dropped.append(f"include {name}".strip())
    return _said(values)


def _component(indent: str, match: re.Match[str], notes: Notes) -> str:
    values = parameters(match[5])
    name = match[4].lower()
    if name in _TABS and not _tab_label(values, bare=False):
        values["label"] = notes.labels.get(values.get("value", ""), "")
    is_other = bool(kind_of(name)) and name not in _BOX_COMPONENTS
    known = None if is_other else _known(indent, name, values, bool(match[3]), not match[6])
    if known is not None and match[6] and name in (*_TABS, *_FOLDS):
        return known + (_known(indent, name, {}, True, True) or "")
    if known is not None:
        return known
    if not match[3]:
        notes.dropped.append(match[4])
    if name.endswith("field") and not match[3]:
        return _field(values)
    return f"**{values['title']}** " if values.get("title") and not _address(values) else _said(values)


def _field(values: dict[str, str]) -> str:
    """A parameter of an interface (Mintlify): its name, its type, and whether it is needed."""
    name = next((values[key] for key in ("path", "query", "body", "header", "name") if values.get(key)), "")
    needed = [word for word in ("required", "deprecated") if word in values or word in values.values()]
    return " ".join([f"`{name}`" if name else "", values.get("type", ""), *needed]).strip() + "\n\n"


def _known(indent: str, name: str, values: dict[str, str], closing: bool, paired: bool) -> str | None:
    """The HTML for a shortcode or component whose meaning is known; None for all others."""
    if name in _WRAPPERS:
        title = values.get("title") or values.get("caption") or values.get("date", "")
        return _block(indent, f"**{title}**" if title else "")
    if name in _LINKS and paired and (closing or _address(values)):
        return "</a>" if closing else f'<a href="{escape(_address(values))}">'
    if name in _CARDS:
        return _block(indent, "" if closing else _said(values, bold=True))
    if name in _SIGNS and not paired:
        text = values.get("text") or values.get("1") or values.get("0", "")
        return f"<kbd>{escape(text)}</kbd>" if name in ("kbd", "key") and text else text
    if name == "step":
        title = values.get("title", "")
        opened = f"<li data-step>{_block(indent, f'**{title}**')}" if title else "<li data-step>"
        return _block(indent, "</li>" if closing else opened)
    if name in _ICONS and not paired:
        return f"\ue004{values.get('aria-label', '')}\ue005"
    if name in _TABS:
        return _block(
            indent,
            "</section>" if closing else f'<section data-tab="{escape(_tab_label(values))}">',
        )
    if name in _FOLDS:
        label = values.get("title") or values.get("summary") or values.get("0", "")
        return _block(indent, "</details>" if closing else f"<details><summary>{escape(label)}</summary>")
    if (kind_of(name) or name in GENERIC) and (paired or closing):
        return _block(indent, "</aside>" if closing else _aside_of(name, values))
    return _linked(name, values, closing)


def _linked(name: str, values: dict[str, str], closing: bool) -> str | None:
    """Pictures, videos, files and pages."""
    if name in (*_FIGURES, "picture") and values.get("src"):
        return _figure(values)
    if name in (*_FIGURES, "picture") and _PICTURE_NAME.search(values.get("0", "")):
        words = " ".join(values[key] for key in sorted(values, key=_order) if key.isdigit() and key != "0")
        return _figure({"caption": words, **values})
    if name == "gist" and values.get("1"):
        return f"[Gist](https://gist.github.com/{quote(values['0'])}/{quote(values['1'])})"
    if name in _VIDEOS and (code := values.get("id") or values.get("0")):
        label, player = _VIDEOS[name]
        return f"[{label}]({player}{quote(code)})"
    if name == "file" and values.get("src"):
        return f"[{values['src'].rsplit('/', 1)[-1]}](<{values['src']}>)\n"
    if name in ("embed", "content-ref") and (address := values.get("url") or values.get("src")):
        return f"[{address}](<{address}>)"
    return "" if name in ("content-ref", "file", "embed") and closing else None


def _order(key: str) -> int:
    return int(key) if key.isdigit() else 0


def _tab_label(values: dict[str, str], bare: bool = True) -> str:
    names = ("label", "title", "name", "header", *(("value", "0") if bare else ()))
    return next((values[name] for name in names if values.get(name)), "")


def _address(values: dict[str, str]) -> str:
    return next((values[name] for name in _ADDRESSES if values.get(name)), "")


def _said(values: dict[str, str], bold: bool = False) -> str:
    """The words among the attributes, and the link that goes with them."""
    texts = [values[name] for name in (*_SHOWN, "subtitle") if values.get(name)]
    if not texts:
        return ""
    first, *others = dict.fromkeys(texts)
    address = _address(values)
    head = f"[{first}](<{address}>)" if address else f"**{first}**" if bold else first
    return " ".join([head, *others]) + " "


def _aside_of(name: str, values: dict[str, str]) -> str:
    """The kind stands in an attribute, in the first bare word, or is the name itself."""
    asked = (
        values.get("type")
        or values.get("style")
        or values.get("kind")
        or values.get("color")
        or values.get("context")
        or values.get("intent")
        or values.get("variant")
        or values.get("0", "")
    )
    kind = asked if kind_of(asked) else (name if kind_of(name) else "note")
    title = (
        values.get("title")
        or values.get("heading")
        or ("" if kind_of(asked) or "0" not in values else values["0"])
    )
    return _aside(kind, title)


def _aside(kind: str, title: str) -> str:
    return f'<aside data-callout="{escape(kind)}" data-title="{escape(title)}">'


def _block(indent: str, html: str) -> str:
    """HTML on lines of its own, with blank lines around it, so that what is inside is still Markdown."""
    return f"\n\n{indent}{html}\n\n{indent}"


def _words(text: str) -> str:
    """A caption in Markdown, of which only emphasis and code are usual."""
    text = re.sub(r"\*\*([^*\n]{1,300})\*\*", r"<strong>\1</strong>", escape(text))
    text = re.sub(r"(?<![*\w])[*_]([^*_\n]{1,300})[*_](?![*\w])", r"<em>\1</em>", text)
    return re.sub(r"`([^`\n]{1,300})`", r"<code>\1</code>", text)


def _figure(values: dict[str, str]) -> str:
    alt = values.get("alt") or ""
    caption = (
        values.get("caption") or values.get("title") or values.get("description") or values.get("attr") or ""
    )
    source = values.get("src") or values.get("file") or values.get("url") or values.get("0", "")
    inner = f'<img src="{escape(source)}" alt="{escape(alt)}">'
    return f"<figure>{inner}<figcaption>{_words(caption)}</figcaption></figure>" if caption else inner
