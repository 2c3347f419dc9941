"""Markdown of most flavours → a tree of HTML elements as a browser would show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from kb_builder.importers.body.abbreviations import with_abbreviations
from kb_builder.importers.body.callouts import GENERIC, kind_of
from kb_builder.importers.body.components import Notes
from kb_builder.importers.body.dialects import to_markdown
from kb_builder.importers.body.html_names import HTML_NAMES
from kb_builder.importers.body.parameters import parameters
from kb_builder.importers.body.tree import Element, TooDeepError, parse_html

_TAB = re.compile(r'===[!+]*[ \t]+"(.*)"[ \t]*$')
_DIRECTIVE = re.compile(r"\{([\w-]+)\}[ \t]*(.*)$|(ad-[\w-]+)[ \t]*(.*)$")
_CONTAINER = re.compile(r"\{?\.?([\w-]+)(?:\[(.*)\])?(.*?)\}?$")
_FENCE_TITLE = re.compile(
    r"\b(?:title|filename|file)=(?:\"([^\"]{1,200})\"|'([^']{1,200})'|([^\s\"'{}]{1,200}))|(?<=\s)\[([^\[\]]{1,200})\](?=\s|\Z)"
    r"|(?<=\w\s)([\w./-]{1,100}\.[A-Za-z]\w{0,5})\Z"
)
"""What systems show above a block of code."""
_TITLE_ATTRIBUTES = re.compile(r"[ \t]*\{[#.][^{}]{0,200}\}?$")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)([^<>]*)>")
_MAX_NESTING = 100
"""Levels of tokens, of which a list takes two; the parser drops what lies deeper without a word."""
_MOST_BRACKETS = 10_000
"""The parser's time grows with the square of open brackets."""
_FOLDS = frozenset({"details", "collapse", "expand", "spoiler"})
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_MARKUP = re.compile(r"<!\[")
"""A browser would take all up to the next ``>`` for a comment."""


def read_markdown(body: str, components: bool = False) -> tuple[Element, Notes]:
    """The tree of a body without front matter; ``components`` for MDX. Raises ``TooDeepError`` for endless nesting."""
    parser = _parser(components)
    text, notes = to_markdown(body, lambda source: _code_blocks(source, components), components)
    if text.count("[") > _MOST_BRACKETS:
        raise TooDeepError(f"the text has more than {_MOST_BRACKETS:,} opening brackets")
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    if any(token.level >= _MAX_NESTING - 3 for token in tokens):
        raise TooDeepError(f"lists or quotes are nested more than {_MAX_NESTING // 2} deep")
    tree = parse_html(parser.renderer.render(tokens, parser.options, env))
    return with_abbreviations(tree, notes.meanings), notes


def _code_blocks(text: str, components: bool) -> Iterator[tuple[int, int]]:
    """First line, and line after the last, of each block of code."""
    for token in _block_parser(components).parse(text):
        if token.type in ("fence", "code_block") and token.map:
            yield token.map[0], token.map[1]


@cache
def _block_parser(components: bool) -> MarkdownIt:
    """Finds blocks only, in a fraction of the time."""
    parser = _new_parser(components)
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


@cache
def _parser(components: bool) -> MarkdownIt:
    return _new_parser(components)


def _new_parser(components: bool) -> MarkdownIt:
    """The parser; MDX has no code by indentation, so that text inside components may be indented."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"])
    if components:
        parser.disable("code")
    parser.validateLink = _any_link  # type: ignore[method-assign]
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(deflist_plugin).use(tasklists_plugin)
    parser.use(admon_plugin, render=_admonition)
    parser.use(container_plugin, "any", validate=lambda info, _marker: bool(info.strip()), render=_container)
    parser.use(attrs_plugin).use(attrs_block_plugin)
    parser.block.ruler.before("fence", "tab", _tab, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    for kind, render in _RENDERERS.items():
        parser.add_render_rule(kind, render)
    return parser


def _any_link(url: str) -> bool:  # noqa: ARG001 - the library's name
    """Unsafe links are parsed, too, so that the report can name them."""
    return True


def _admonition(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    if token.type == "admonition_open":
        title = token.content if '"' in token.info else ""
        return _callout(str(token.meta["tag"]), title)
    return "</aside>\n" if token.type == "admonition_close" else _hidden(token)


def _hidden(token: Token) -> str:
    """The title stands in the callout's attribute already; what the parser makes of it is not shown twice."""
    return "<template>" if token.nesting == 1 else "</template>"


def _callout(name: str, title: str) -> str:
    return f'<aside data-callout="{escape(name)}" data-title="{escape(title)}">\n'


def _container(_self: Any, tokens: Sequence[Token], index: int, _options: Any, env: dict[str, Any]) -> str:
    opened: list[str] = env.setdefault("containers", [])
    if tokens[index].nesting == -1:
        return f"</{opened.pop()}>\n" if opened else ""
    match = _CONTAINER.match(tokens[index].info.strip())
    name, title = (match[1].lower(), (match[2] or match[3]).strip()) if match else ("", "")
    title = _TITLE_ATTRIBUTES.sub("", title)
    if "=" in title:
        values = parameters(title)
        title = values.get("title") or values.get("heading") or ""
    if name in _FOLDS:
        opened.append("details")
        return f"<details><summary>{escape(title)}</summary>\n"
    if kind_of(name) or name in GENERIC:
        opened.append("aside")
        return _callout(name if kind_of(name) else "note", title)
    opened.append("section")
    return f'<section data-tab="{escape(title)}">\n' if name.startswith("tab") and title else "<section>\n"


def _fence(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """A block of code; ``{note}`` and ``ad-note`` in place of a language make a callout (MyST, Obsidian)."""
    match = _DIRECTIVE.match(tokens[index].info.strip())
    name = (match[1] or match[3]) if match else ""
    if match and (kind_of(name) or name in GENERIC):
        title = match[2] or match[4] or ""
        inner = str(_parser(False).render(tokens[index].content))
        return f"{_callout(name if kind_of(name) else 'note', title)}{inner}</aside>\n"
    info = tokens[index].info.strip()
    title = _FENCE_TITLE.search(info)
    named = next((name for name in title.groups() if name), "") if title else ""
    language = info.split(maxsplit=1)[0] if info else ""
    language = re.sub(r"[^\w+#-].*", "", language.strip("{.}"))
    opened = f'<code class="language-{escape(language)}">' if language else "<code>"
    head = f"<p><strong>{escape(named)}</strong></p>\n" if named else ""
    return f"{head}<pre>{opened}\n{escape(tokens[index].content)}</code></pre>\n"


def _raw_html(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """HTML as it is; ``<port>`` and the like are words of the text that nobody escaped."""

    def one(match: re.Match[str]) -> str:
        name = match[2].lower()
        if name in HTML_NAMES or "-" in name:
            return match[0]
        return escape(match[0])

    return _TAG.sub(one, _MARKUP.sub("&lt;![", _CDATA.sub("", tokens[index].content)))


def _footnote(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    meta = tokens[index].meta
    return (
        f'<footnote data-label="{escape(str(meta["label"]))}">'
        if tokens[index].nesting == 1
        else "</footnote>\n"
    )


def _footnote_ref(_self: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return f'<fnref data-label="{escape(str(tokens[index].meta["label"]))}"></fnref>'


_RENDERERS = {
    "fence": _fence,
    "html_block": _raw_html,
    "html_inline": _raw_html,
    "footnote_reference_open": _footnote,
    "footnote_reference_close": _footnote,
    "footnote_ref": _footnote_ref,
}


def _tab(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``=== "Windows"`` with an indented block below it (pymdownx.tabbed)."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _TAB.match(line)
    if match is None or state.is_code_block(start):
        return False
    if silent:
        return True
    indent = state.sCount[start] + 4
    last = start
    for number in range(start + 1, end):
        if state.isEmpty(number):
            continue
        if state.sCount[number] < indent:
            break
        last = number
    outer, line_max = state.blkIndent, state.lineMax
    opened = state.push("html_block", "", 0)
    opened.content = f'<section data-tab="{escape(match[1])}">\n'
    state.blkIndent, state.lineMax = indent, last + 1
    state.md.block.tokenize(state, start + 1, last + 1)
    state.blkIndent, state.lineMax, state.line = outer, line_max, last + 1
    state.push("html_block", "", 0).content = "</section>\n"
    return True
