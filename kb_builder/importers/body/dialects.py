"""Shortcodes, components and other notations of single systems → Markdown with HTML, before it is parsed.

Only text outside code is changed. What can't be told is left as it is and named in the report.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from kb_builder.importers.body.callouts import GENERIC, kind_of
from kb_builder.importers.body.fenced_blocks import plain_blocks
from kb_builder.importers.body.parameters import parameters

# Every repetition has a bound, so that no text makes a search take more than a moment.
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.{1,5000}?)(?<!`)\1(?!`)", re.DOTALL)
_CODE_SHORTCODE = re.compile(
    r"\{\{([<%])\s{0,9}(highlight|code-toggle|code|snippet)((?:\s[^{}\n]{0,300})?)\s{0,9}[>%]\}\}\n?(.{0,20000}?)\n?[ \t]{0,40}"
    r"\{\{[<%]\s{0,9}/\s{0,9}\2\s{0,9}[>%]\}\}",
    re.DOTALL,
)
_LOGIC = re.compile(
    r"^[ \t]{0,40}(?:\{%-?\s{0,9}(?:LOGIC)\b[^%{}\n]{0,300}-?%\}[ \t]{0,40})+(?:\n|\Z)|\{%-?\s{0,9}(?:LOGIC)\b[^%{}\n]{0,300}-?%\}".replace(
        "LOGIC",
        "if|ifversion|elsif|elif|else|endif|endifversion|unless|endunless|case|when|endcase|for|endfor|assign|capture|endcapture|break"
        "|continue|cycle|set|extends|rowheaders|endrowheaders|tablerow|endtablerow",
    ),
    re.MULTILINE,
)
"""Liquid that decides what is shown; all of it is shown now."""
_HIGHLIGHT = re.compile(
    r"\{%-?\s{0,9}highlight\s{1,9}([\w+#-]{1,40})[^%\n]{0,200}%\}\n?(.{0,20000}?)\n?[ \t]{0,40}\{%-?\s{0,9}endhighlight\s{0,9}-?%\}",
    re.DOTALL,
)
_DROPPED = re.compile(
    r"\{%-?\s{0,9}comment\s{0,9}-?%\}.{0,5000}?\{%-?\s{0,9}endcomment\s{0,9}-?%\}"
    r"|\{%-?\s{0,9}(?:end)?raw\s{0,9}-?%\}|\{/\*.{0,5000}?\*/\}"
    r"|\{::options\b[^{}\n]{0,300}/\}|\{::comment\}.{0,5000}?\{:/(?:comment)?\}|\{:{0,2}/?(?:nomarkdown|options)\s?/?\}",
    re.DOTALL,
)
_WIKI_COMMENT = re.compile(r"(?<!\S)%%(?!%)(.{1,5000}?)%%(?![%\w])", re.DOTALL)
"""Obsidian's notes to oneself. A single word, such as ``%%NAME%%``, may be a variable of another system."""
_CONTENTS = re.compile(
    r"^[ \t]{0,40}(?:\[TOC\]|\[\[_?TOC_?\]\]|[*-][ \t]{1,9}TOC\n\{:toc\}|\{:toc\})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_MODULES = re.compile(
    r"^import[ \t]+(?:[\w*{}\s,]{1,400}from[ \t]+)?['\"][^'\"\n]{1,400}['\"];?[ \t]*$"
    r"|^export[ \t]+(?:const|default|function|let)\b(?:[^\n]+\n){0,60}?[^\n]*(?:\n(?=\n)|\Z)",
    re.MULTILINE,
)
_REF = re.compile(
    r"\{\{[<%]\s{0,9}(?:rel)?ref\s{1,9}(?:path=)?(?:\"([^\"\n]{1,400})\"|([^\s<>{}]{1,400}))\s{0,9}[>%]\}\}"
    r"|\{%-?\s{0,9}(?:link\s{1,9}([^\s%{}]{1,400})|post_url\s{1,9}([^\s%{}]{1,400}))\s{0,9}-?%\}"
)
_BASE = re.compile(
    r"\{\{-?\s{0,9}(?:site|page|config|env)\.\w{1,60}(?:\s{0,9}\|[^{}]{0,200})?\s{0,9}-?\}\}(?=[/)\"'])"
    r"|\{\{\s{0,9}\"?(/[^{}\"|\s]{0,400})\"?\s{0,9}\|\s{0,9}\w{1,60}_url\s{0,9}\}\}"
)
_SHORTCODE = re.compile(
    r"^([ \t]*)"
    r"|(\{\{[<%]\s{0,9}(/?)\s{0,9}([\w./-]{1,80})((?:\s[^\n{}]{0,600}?)?)\s{0,9}(/?)\s{0,9}[>%]\}\}"
    r"|\{%-?\s{0,9}(/|end)?([\w./-]{1,80})((?:\s[^\n{}]{0,600}?)?)\s{0,9}-?%\})",
    re.MULTILINE,
)
_WIKI = re.compile(r"(!?)\[\[(?=\S)([^\[\]\n|]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?!\()")
_SPACED = re.compile(
    r"(\]\()([^()<>\"'\n]{1,300}\.(?:mdx?|markdown|html?|png|jpe?g|gif|svg|webp)(?:#[^()<>\s]{0,200})?)(\))",
    re.IGNORECASE,
)
_ATTRIBUTE_LINE = re.compile(r"([ \t]*)\{:[ \t]*([^{}\n]{0,200})\}[ \t]*$")
_ATTRIBUTES = re.compile(r"(?<=[)\]*_`])\{:[ \t]{0,9}(?=[.#\w])")
_MARKDOWN_DIV = re.compile(
    r"^(<\w{1,20}[^<>\n]{0,400}\smarkdown(?:=\"?[\w-]{0,20}\"?)?[^<>\n]{0,400}>)[ \t]*$", re.MULTILINE
)
_JSX_STRING = re.compile(
    r"=\{\s{0,9}(?:require\(|useBaseUrl\()?\s{0,9}(['\"`])([^'\"`{}]{0,400})\1\s{0,9}\)?(?:\.default)?\s{0,9}\}"
)
_JSX_OTHER = re.compile(r"\s[\w-]{1,60}=\{\{?[^{}]{0,400}\}\}?")
_COMPONENT = re.compile(r"^([ \t]*)|(<(/?)([A-Z][\w.]{0,60})((?:\s[^<>]{0,800}?)?)(/?)>)", re.MULTILINE)

_OPENS = re.compile(r"<(?:section|aside|details|li)\b[^>]*>(?:<summary>.*</summary>)?$")
_CLOSES = re.compile(r"</(?:section|aside|details|li)>$")
_ASIDE = re.compile("\ue000(\\d+)\ue001")
_WRAPPERS = frozenset({"tabs", "tabpane", "tabbed", "codegroup", "steps", "stepper", "cardgroup", "cards", "columns", "accordiongroup",
                       "contents", "content-tabs", "code", "code-toggle", "fragment", "block", "column", "updates", "update", "grid", "cardgrid", "frame"})  # fmt: skip
_TABS = frozenset({"tab", "tabitem", "content-tab"})
_ICONS = frozenset({"octicon", "icon", "fa", "fas", "fontawesome", "emoji"})
_FOLDS = frozenset({"details", "expand", "accordion", "collapse", "spoiler", "toggle"})
_FIGURES = frozenset({"figure", "img", "image", "thumbnail", "zoom"})
_BOX_COMPONENTS = frozenset(
    {"note", "tip", "info", "warning", "caution", "danger", "important", "hint", "check", "alert"}
)
"""Components of these names are callouts; others may be anything."""
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}


@dataclass
class Notes:
    """What could not be told: names of shortcodes and components, for the report."""

    kept: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def to_markdown(
    text: str, code_lines: Callable[[str], Iterable[tuple[int, int]]], components: bool
) -> tuple[str, Notes]:
    """The text in Markdown with HTML. ``code_lines`` finds code blocks (first line, line after the last)."""
    notes = Notes()
    text = plain_blocks(_CODE_SHORTCODE.sub(_fenced_shortcode, _HIGHLIGHT.sub(_fenced, text)))
    components = components or "@theme/" in text
    pairs = frozenset(
        match[1] or match[2]
        for match in re.finditer(r"\{\{[<%]\s*/\s*([\w./-]+)|\{%-?\s*end([\w./-]+)", text)
    )

    def change(prose: str) -> str:
        return _change(prose, notes, pairs, components)

    changed = _outside_code(text, code_lines(text), change)
    return (_dedented(changed) if components else changed), notes


def _fenced(match: re.Match[str]) -> str:
    """Jekyll's block of code, on lines of its own."""
    begins_line = match.start() == 0 or match.string[match.start() - 1] == "\n"
    return f"{'' if begins_line else chr(10) * 2}```{match[1]}\n{match[2]}\n```"


def _fenced_shortcode(match: re.Match[str]) -> str:
    """Hugo's blocks of code, unless what they hold is fenced already."""
    if re.search(r"^[ \t]*(?:```|~~~)", match[4], re.MULTILINE):
        return match[0]
    values = parameters(match[3])
    language = values.get("0", "") if match[2] == "highlight" else values.get("lang", "")
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", match[4])), default=0))
    return f"\n{ticks}{language}\n{match[4]}\n{ticks}\n"


def _dedented(text: str) -> str:
    """Components are often written with their content indented, which in Markdown would mean code or no list."""
    done: list[str] = []
    open_blocks: list[tuple[str, list[str]]] = []
    for line in text.split("\n"):
        bare = line.strip()
        if _OPENS.match(bare):
            open_blocks.append((line, []))
        elif open_blocks and _CLOSES.match(bare):
            opening, inside = open_blocks.pop()
            indent = opening[: len(opening) - len(opening.lstrip())]
            block = [opening, *textwrap.indent(textwrap.dedent("\n".join(inside)), indent).split("\n"), line]
            (open_blocks[-1][1] if open_blocks else done).extend(block)
        else:
            (open_blocks[-1][1] if open_blocks else done).append(line)
    for opening, inside in open_blocks:
        done += [opening, *inside]
    return "\n".join(done)


def _outside_code(text: str, blocks: Iterable[tuple[int, int]], change: Callable[[str], str]) -> str:
    lines = text.split("\n")
    pieces: list[str] = []
    done = 0
    for first, end in sorted(blocks):
        if first >= done:
            pieces += [_outside_spans("\n".join(lines[done:first]), change)] if first > done else []
            pieces.append("\n".join(lines[first:end]))
            done = end
    if done < len(lines):
        pieces.append(_outside_spans("\n".join(lines[done:]), change))
    return "\n".join(pieces)


def _outside_spans(prose: str, change: Callable[[str], str]) -> str:
    """Code spans are put aside while the text around them changes."""
    spans: list[str] = []

    def aside(match: re.Match[str]) -> str:
        spans.append(match[0])
        return f"\ue000{len(spans) - 1}\ue001"

    def back(match: re.Match[str]) -> str:
        return spans[int(match[1])]

    def back_in_row(match: re.Match[str]) -> str:
        # In a table, a bar in code would end the cell, and what stands behind it could get lost.
        return re.sub(r"(?<!\\)\|", r"\\|", back(match))

    lines = change(_CODE_SPAN.sub(aside, prose)).split("\n")
    return "\n".join(_ASIDE.sub(back_in_row if "|" in line else back, line) for line in lines)


def _change(prose: str, notes: Notes, pairs: frozenset[str], components: bool) -> str:
    prose = _CONTENTS.sub("", _DROPPED.sub("", prose))
    prose = _WIKI_COMMENT.sub(lambda match: "" if len(match[1].split()) > 1 else match[0], prose)
    prose = _REF.sub(lambda match: match[1] or match[2] or match[3] or f"/_posts/{match[4]}", prose)
    prose = prose.replace("[AUTOTITLE](", "[](")
    prose = _BASE.sub(lambda match: match[1] or "", prose)
    if "{{" in prose or "{%" in prose:
        prose = _LOGIC.sub("", prose)
        prose = _tags(prose, _SHORTCODE, lambda indent, match: _shortcode(indent, match, notes, pairs))
    if components:
        prose = _MODULES.sub("", prose)
        prose = _JSX_OTHER.sub("", _JSX_STRING.sub(r'="\2"', prose))
        prose = _tags(prose, _COMPONENT, lambda indent, match: _component(indent, match, notes))
    prose = _attribute_lines(prose)
    prose = _MARKDOWN_DIV.sub(r"\1\n", _ATTRIBUTES.sub("{", prose))
    prose = _SPACED.sub(_bracketed, prose)
    return _WIKI.sub(_wiki, prose)


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
    if known is not None:
        return known
    if name in pairs:
        notes.dropped.append(name)
        return ""
    if name == "include":
        return _include(indent, values, notes, match[2])
    notes.kept.append(name)
    return f"`{match[2]}`"


def _include(indent: str, values: dict[str, str], notes: Notes, source: str) -> str:
    """Jekyll's ``{% include note.html content="…" %}``."""
    name = values.get("0", "").rsplit("/", 1)[-1].removesuffix(".html").removesuffix(".md")
    content = values.get("content") or values.get("text") or values.get("message") or ""
    if content and (kind_of(name) or name in GENERIC):
        kind = values.get("type") or (name if kind_of(name) else "note")
        opened = _block(indent, _aside(kind, values.get("title", "")))
        return f"{opened}{content}{_block(indent, '</aside>')}"
    if name in _FIGURES:
        return _figure(values)
    notes.kept.append(f"include {name}".strip())
    return f"`{source}`"


def _component(indent: str, match: re.Match[str], notes: Notes) -> str:
    values = parameters(match[5])
    name = match[4].lower()
    is_other = bool(kind_of(name)) and name not in _BOX_COMPONENTS
    known = None if is_other else _known(indent, name, values, bool(match[3]), not match[6])
    if known is not None:
        return known
    if not match[3]:
        notes.dropped.append(match[4])
    text = values.get("title", "")
    if text and values.get("href"):
        return f"[{text}]({values['href']}) "
    return f"**{text}** " if text else ""


def _known(indent: str, name: str, values: dict[str, str], closing: bool, paired: bool) -> str | None:
    """The HTML for a shortcode or component whose meaning is known; None for all others."""
    if name in _WRAPPERS:
        return _block(indent, "")
    if name == "step":
        title = values.get("title", "")
        opened = f"<li data-step>{_block(indent, f'**{title}**')}" if title else "<li data-step>"
        return _block(indent, "</li>" if closing else opened)
    if name in _ICONS and not paired:
        return values.get("aria-label", "")
    if name in _TABS:
        label = (
            values.get("label")
            or values.get("title")
            or values.get("name")
            or values.get("header")
            or values.get("value")
        )
        return _block(
            indent,
            "</section>" if closing else f'<section data-tab="{escape(label or values.get("0", ""))}">',
        )
    if name in _FOLDS:
        label = values.get("title") or values.get("summary") or values.get("0", "")
        return _block(indent, "</details>" if closing else f"<details><summary>{escape(label)}</summary>")
    if (kind_of(name) or name in GENERIC) and (paired or closing):
        return _block(indent, "</aside>" if closing else _aside_of(name, values))
    if name in _FIGURES and values.get("src"):
        return _figure(values)
    if name in _VIDEOS and (code := values.get("id") or values.get("0")):
        return f"[{name.replace('youtube', 'YouTube').capitalize() if name == 'vimeo' else 'YouTube'}]({_VIDEOS[name]}{quote(code)})"
    if name in ("embed", "content-ref") and values.get("url"):
        return f"[{values['url']}](<{values['url']}>)"
    return "" if name == "content-ref" and closing else None


def _aside_of(name: str, values: dict[str, str]) -> str:
    """The kind stands in an attribute, in the first bare word, or is the name itself."""
    asked = (
        values.get("type")
        or values.get("style")
        or values.get("kind")
        or values.get("color")
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


def _figure(values: dict[str, str]) -> str:
    alt = values.get("alt") or ""
    caption = values.get("caption") or values.get("title") or values.get("attr") or ""
    source = values.get("src") or values.get("file") or values.get("url") or values.get("0", "")
    inner = f'<img src="{escape(source)}" alt="{escape(alt)}">'
    return f"<figure>{inner}<figcaption>{escape(caption)}</figcaption></figure>" if caption else inner


def _attribute_lines(prose: str) -> str:
    """``{: .note }`` before a block becomes a line that the parser knows; after a block it only names a style."""
    lines = prose.split("\n")
    for number, line in enumerate(lines):
        match = _ATTRIBUTE_LINE.match(line) if "{:" in line else None
        if match:
            before = number > 0 and lines[number - 1].strip()
            lines[number] = "" if before else f"{match[1]}{{{match[2]}}}"
    return "\n".join(lines)


def _bracketed(match: re.Match[str]) -> str:
    """A link to a file with spaces in its name."""
    name = match[2].strip()
    return f"{match[1]}<{name}>{match[3]}" if " " in name else match[0]


def _wiki(match: re.Match[str]) -> str:
    """``[[Page|text]]`` as a link that is looked up by name later; the other order is tried there, too."""
    first, second = match[2].strip(), (match[3] or "").strip()
    if match[1]:
        alt = "" if second.isdigit() else second
        return f"![{alt}](<wiki:{quote(first, safe='/#')}>)"
    text = second or first.replace("#", " > ")
    return f"[{text}](<wiki:{quote(first, safe='/#')}?text={quote(second, safe='')}>)"
