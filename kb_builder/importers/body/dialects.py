"""Shortcodes, components and other notations of single systems → Markdown with HTML, before it is parsed.

Only text outside code is changed. What can't be told is left as it is and named in the report.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable
from html import escape

from kb_builder.importers.body.attribute_lists import without_attribute_lists
from kb_builder.importers.body.callouts import kind_of
from kb_builder.importers.body.components import Notes, with_components, with_shortcodes
from kb_builder.importers.body.fenced_blocks import plain_blocks
from kb_builder.importers.body.parameters import parameters
from kb_builder.importers.body.signs import FORMULA, formula_as_code, with_fenced_formulas, with_plain_signs
from kb_builder.importers.body.step_blocks import with_step_items
from kb_builder.importers.body.text_tables import with_whole_tables
from kb_builder.importers.body.wiki import with_plain_links, without_wiki_signs

# Every repetition has a bound, so that no text makes a search take more than a moment.
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.{1,5000}?)(?<!`)\1(?!`)", re.DOTALL)
_CODE_SHORTCODE = re.compile(
    r"\{\{([<%])\s{0,9}(highlight|code-toggle|code|snippet|mermaid|katex|math|chart|plantuml|diagram)((?:\s[^{}\n]{0,300})?)\s{0,9}[>%]\}\}\n?(.{0,20000}?)\n?[ \t]{0,40}"
    r"\{\{[<%]\s{0,9}/\s{0,9}\2\s{0,9}[>%]\}\}",
    re.DOTALL,
)
_LOGIC = re.compile(
    r"^[ \t]{0,40}(?:\{%-?\s{0,9}(?:LOGIC)\b[^%{}\n]{0,300}-?%\}[ \t]{0,40})+(?:\n|\Z)"
    r"|\{%-?\s{0,9}(?:(els\w{1,4}|when)|LOGIC)\b[^%{}\n]{0,300}-?%\}".replace(
        "LOGIC",
        "if|ifversion|elsif|elif|else|endif|endifversion|unless|endunless|case|when|endcase|for|endfor|assign|capture|endcapture|break"
        "|continue|cycle|set|extends|rowheaders|endrowheaders|tablerow|endtablerow",
    ),
    re.MULTILINE,
)
"""Liquid that decides what is shown; all of it is shown now."""
_HIGHLIGHT = re.compile(
    r"(?:^([ \t]{1,40}))?\{%-?\s{0,9}highlight\s{1,9}([\w+#-]{1,40})[^%\n]{0,200}%\}\n?(.{0,20000}?)\n?[ \t]{0,40}\{%-?\s{0,9}endhighlight\s{0,9}-?%\}",
    re.DOTALL | re.MULTILINE,
)
_DROPPED = re.compile(
    r"\{%-?\s{0,9}comment\s{0,9}-?%\}.{0,5000}?\{%-?\s{0,9}endcomment\s{0,9}-?%\}"
    r"|\{%-?\s{0,9}(?:end)?raw\s{0,9}-?%\}|\{/\*.{0,5000}?\*/\}"
    r"|\{::options\b[^{}\n]{0,300}/\}|\{::comment\}.{0,5000}?\{:/(?:comment)?\}|\{:{0,2}/?(?:nomarkdown|options)\s?/?\}|\{:/\w{0,20}\}",
    re.DOTALL,
)
_CONTENTS = re.compile(
    r"^[ \t]{0,40}(?:\[TOC\]|\[\[_?TOC_?\]\]|(?:[*+-]|\d{1,3}[.)])[ \t]{1,9}[^\n]{1,300}\n[ \t]{0,40}\{:[ \t]{0,9}toc\b[^{}\n]{0,200}\}"
    r"|\{:[ \t]{0,9}toc\b[^{}\n]{0,200}\})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_END_OF_BLOCK = re.compile(r"^([ \t]{0,9})(?:\^|<--->)[ \t]*$", re.MULTILINE)
"""Kramdown's sign between two lists that must not become one, and that of Hugo's columns."""
_HIDDEN_NAME = re.compile(r"\{/\*\s{0,9}(#[^\s*{}]{1,200})\s{0,9}\*/\}")
"""The name of a heading in MDX."""
_BOX_TITLE = re.compile(
    r"^((?:[ \t]{0,9}>[ \t]?){1,9})\[!([\w-]{1,40})\]([+-]?)([ \t]{1,9}\S[^\n]*)$", re.MULTILINE
)
_TERMS = re.compile(
    r"((?<=\n\n)|\A\n?)([^\s:#>|*+\-<][^\n]{0,200})\n([^\s:#>|*+\-<][^\n]{0,200})\n(?=:[ \t]{1,3}\S)"
)
"""Two terms over one definition."""
_PLUS_FOLD = re.compile(
    r"^([ \t]{0,12})\+\+\+[ \t]*([^\s+][^\n]{0,300})\n(.{0,20000}?)\n[ \t]{0,12}\+\+\+[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
"""What opens on a click (Experience League)."""
_DOCSIFY = (
    (re.compile(r"^([ \t]{0,12})\?>[ \t]{1,9}(?=\S)", re.MULTILINE), r"\1> [!TIP]\n\1> "),
    (re.compile(r"^([ \t]{0,12})!>[ \t]{1,9}(?=\S)", re.MULTILINE), r"\1> [!IMPORTANT]\n\1> "),
    (
        re.compile(r"^(#{1,6}[ \t][^\n]{1,300}?)[ \t]{1,9}:id=([\w-]{1,100})[ \t]*$", re.MULTILINE),
        r"\1 {#\2}",
    ),
    (
        re.compile(
            r"^([ \t]{0,12})\{\*[ \t]{1,9}(?:\.\./){0,9}([^\s*{}]{1,300})[^*{}\n]{0,200}\*\}[ \t]*$",
            re.MULTILINE,
        ),
        r"\1`\2`",
    ),
    (re.compile(r"(?:<!--\s{0,9})?\{docsify-[\w-]{1,40}\}(?:\s{0,9}-->)?"), ""),
    (
        re.compile(r"^([ \t]{0,12})<<<[ \t]{1,9}(?:@?/)?([^\s{}\[\]]{1,300})[^\n]{0,200}$", re.MULTILINE),
        r"\1`\2`",
    ),
)
"""Boxes and names of headings of Docsify; files of code of VitePress and FastAPI, which are only named."""
_AUTO_TITLE = re.compile(r"\[AUTOTITLE\]\((<[^<>\n]{1,400}>|[^()\s]{1,400})\)|<(xref:[^<>\s]{1,400})>")
_MENTION = re.compile(
    r"\[[^\[\]\n]{0,300}\]\((<[^<>\n]{1,400}>|[^()\s]{1,400})[ \t]\"mention\"\)"
    r"|\{%-?\s{0,9}page-ref\s{1,9}page=\"([^\"\n]{1,400})\"\s{0,9}-?%\}"
    r"|\{%-?\s{0,9}content-ref\s[^{}\n]{0,600}%\}\s{0,9}\[[^\[\]\n]{0,300}\]\((<[^<>\n]{1,400}>|[^()\s]{1,400})\)\s{0,9}\{%-?\s{0,9}endcontent-ref\s{0,9}-?%\}"
)
"""GitBook's links that show the title of the page, whatever their text says."""
_TAB_LABELS = (
    re.compile(
        r"\{\s{0,20}label:\s{0,9}['\"]([^'\"\n]{1,200})['\"],\s{0,20}value:\s{0,9}['\"]([^'\"\n]{1,200})['\"]"
    ),
    re.compile(
        r"\{\s{0,20}value:\s{0,9}['\"](?P<value>[^'\"\n]{1,200})['\"],\s{0,20}label:\s{0,9}['\"](?P<label>[^'\"\n]{1,200})['\"]"
    ),
)
_ABBREVIATION = re.compile(r"^[ \t]{0,3}\*\[([^\[\]\n]{1,80})\]:[ \t]*([^\n]{0,500})(?:\n|\Z)", re.MULTILINE)
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
    r"|\{\{\s{0,9}['\"]?(/[^{}'\"|\s]{0,400})['\"]?\s{0,9}\|\s{0,9}\w{1,60}_url\s{0,9}\}\}"
)
_SPACED = re.compile(
    r"(\]\()([^()<>\"'\n]{1,300}\.(?:mdx?|markdown|html?|png|jpe?g|gif|svg|webp)(?:#[^()<>\s]{0,200})?)(\))",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\{\{-?\s{0,9}\$?([A-Za-z_][\w.-]{0,100})(?:\s{0,9}\|[^{}\n]{0,200})?\s{0,9}-?\}\}")
_SIZED = re.compile(
    r"(!\[[^\[\]\n]{0,300}\]\((?:<[^<>\n]{1,400}>|[^()\s]{1,400})(?:[ \t]\"[^\"\n]{0,200}\")?)[ \t]{1,9}=[\d%]{0,6}x?[\d%]{0,6}[ \t]{0,9}\)"
)
"""A picture with its size behind the address (Azure DevOps, HackMD)."""
_DIAGRAM = re.compile(
    r"^([ \t]{0,12}):{3,5}[ \t]?(mermaid|plantuml)[ \t]*\n(.{0,20000}?)\n[ \t]{0,12}:{3,5}[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_MARKDOWN_DIV = re.compile(
    r"^([ \t]{0,40}<\w{1,20}[^<>\n]{0,400}\smarkdown(?:=\"?[\w-]{0,20}\"?)?[^<>\n]{0,400}>)[ \t]*$",
    re.MULTILINE,
)
_JSX_STRING = re.compile(
    r"=\{\s{0,9}(?:require\(|useBaseUrl\()?\s{0,9}(['\"`])([^'\"`{}]{0,400})\1\s{0,9}\)?(?:\.default)?\s{0,9}\}"
)
_JSX_TEXT = re.compile(r"(?<![{=\w$])\{\s{0,9}(['\"`])([^'\"`{}<>\\]{0,400})\1\s{0,9}\}(?!\})")
_JSX_CODE = re.compile("\\{\\s{0,9}(\ue000\\d{1,9}\ue001)\\s{0,9}\\}")
_CODE_COMPONENT = re.compile(
    r"^([ \t]{0,40})<CodeBlock\b([^<>]{0,400})>\s{0,40}(?:\{\s{0,9}`(.{0,20000}?)`\s{0,9}\}|([^<]{0,20000}?))\s{0,40}</CodeBlock>",
    re.DOTALL | re.MULTILINE,
)
_JSX_OTHER = re.compile(r"\s[\w-]{1,60}=\{\{?[^{}]{0,400}\}\}?")

_OPENS = re.compile(r"<(?:section|aside|details|li)\b[^>]*>(?:<summary>.*</summary>)?$")
_CLOSES = re.compile(r"</(?:section|aside|details|li)>$")
_DOLLAR_CODE = re.compile("\\$(\ue000\\d{1,9}\ue001)\\$")
"""GitHub's formula in a line."""
_ASIDE = re.compile("\ue000(\\d+)\ue001")


def to_markdown(
    text: str, code_lines: Callable[[str], Iterable[tuple[int, int]]], components: bool
) -> tuple[str, Notes]:
    """The text in Markdown with HTML. ``code_lines`` finds code blocks (first line, line after the last)."""
    notes = Notes()
    text = with_fenced_formulas(_CODE_SHORTCODE.sub(_fenced_shortcode, _HIGHLIGHT.sub(_fenced, text)))
    text = _PLUS_FOLD.sub(r"\n\1**\2**\n\n\3\n", text) if "+++" in text else text
    text = _DIAGRAM.sub(r"\1```\2\n\3\n\1```", text) if ":::" in text else text
    if "<CodeBlock" in text:
        text = _CODE_COMPONENT.sub(_fenced_component, text)
    text = plain_blocks(with_step_items(text))
    components = components or "@theme/" in text
    pairs = frozenset(
        match[1] or match[2]
        for match in re.finditer(r"\{\{[<%]\s*/\s*([\w./-]+)|\{%-?\s*end([\w./-]+)", text)
    )

    notes.labels = {match[2]: match[1] for match in _TAB_LABELS[0].finditer(text)} | {
        match["value"]: match["label"] for match in _TAB_LABELS[1].finditer(text)
    }
    notes.closed = frozenset(re.findall(r"</([A-Z][\w.]{0,60})\s{0,9}>", text))

    def change(prose: str) -> str:
        return _change(prose, notes, pairs, components)

    changed = _outside_code(text, code_lines(text), change)
    changed += "".join(f"\n\n[^line-{number}]: {note}" for number, note in enumerate(notes.in_line, 1))
    return (_dedented(changed) if components else changed), notes


def _fenced(match: re.Match[str]) -> str:
    """Jekyll's block of code, on lines of its own."""
    begins_line = match.start() == 0 or match.string[match.start() - 1] == "\n"
    indent = match[1] or ""
    return f"{'' if begins_line else chr(10) * 2}{indent}```{match[2]}\n{match[3]}\n{indent}```"


def _fenced_component(match: re.Match[str]) -> str:
    """Docusaurus' component for code, whose text may be a template of JavaScript."""
    values = parameters(match[2])
    title = f' title="{values["title"]}"' if values.get("title") else ""
    code = textwrap.indent(textwrap.dedent(match[3] or match[4] or ""), match[1])
    return f"\n{match[1]}```{values.get('language', 'text')}{title}\n{code}\n{match[1]}```\n"


def _fenced_shortcode(match: re.Match[str]) -> str:
    """Hugo's blocks of code, unless what they hold is fenced already."""
    if re.search(r"^[ \t]*(?:```|~~~)", match[4], re.MULTILINE):
        return match[0]
    values = parameters(match[3])
    language = values.get("lang", "") if match[2] in ("code-toggle", "code", "snippet") else match[2]
    language = values.get("0", "") if match[2] == "highlight" else language
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
        spans.append(match[0] if match.re is _CODE_SPAN else formula_as_code(match))
        return f"\ue000{len(spans) - 1}\ue001"

    def back(match: re.Match[str]) -> str:
        return spans[int(match[1])]

    def back_in_row(match: re.Match[str]) -> str:
        # In a table, a bar in code would end the cell, and what stands behind it could get lost.
        return re.sub(r"(?<!\\)\|", r"\\|", back(match))

    prose = _CODE_SPAN.sub(aside, prose)
    if "$" in prose:
        prose = FORMULA.sub(aside, _DOLLAR_CODE.sub(r"\1", prose))
    lines = change(prose).split("\n")
    return "\n".join(_ASIDE.sub(back_in_row if "|" in line else back, line) for line in lines)


def _change(prose: str, notes: Notes, pairs: frozenset[str], components: bool) -> str:
    prose = _CONTENTS.sub("", _DROPPED.sub("", _HIDDEN_NAME.sub(r"{\1}", prose)))
    for sign, written in _DOCSIFY:
        prose = sign.sub(written, prose)
    prose = _BOX_TITLE.sub(_box_title, _TERMS.sub(r"\1\2<br>\3\n", prose))
    prose = without_wiki_signs(_END_OF_BLOCK.sub(r"\1<!-- -->", prose), notes.in_line)
    if "*[" in prose:
        notes.meanings.update((match[1], match[2].strip()) for match in _ABBREVIATION.finditer(prose))
        prose = _ABBREVIATION.sub("", prose)
    prose = _REF.sub(lambda match: match[1] or match[2] or match[3] or f"/_posts/{match[4]}", prose)
    for titled in (_AUTO_TITLE, _MENTION):
        prose = titled.sub(lambda match: _own_title(next(filter(None, match.groups())).strip("<>")), prose)
    prose = _BASE.sub(lambda match: match[1] or "", prose)
    if "{{" in prose or "{%" in prose:
        prose = _LOGIC.sub(lambda match: " " if match.start(1) >= 0 else "", prose)
        prose = with_shortcodes(prose, notes, pairs)
        notes.variables += (match[1] for match in _VARIABLE.finditer(prose))
    if components:
        prose = _MODULES.sub("", prose)
        prose = _JSX_OTHER.sub("", _JSX_STRING.sub(r'="\2"', prose))
        prose = _JSX_CODE.sub(r"\1", _JSX_TEXT.sub(r"\2", prose))
    prose = with_components(prose, notes, components)
    prose = with_whole_tables(without_attribute_lists(with_plain_signs(prose)))
    prose = _MARKDOWN_DIV.sub(r"\1\n", prose)
    prose = _SPACED.sub(_bracketed, _SIZED.sub(r"\1)", prose))
    return with_plain_links(prose)


def _own_title(address: str) -> str:
    """A link that shows the title of the page that it leads to."""
    return f'<a href="{escape(address)}" data-own-title></a>'


def _box_title(match: re.Match[str]) -> str:
    """The title of a box on a line that no text follows, so that it may hold emphasis; its own name says enough then."""
    kind = match[2] if kind_of(match[2]) == match[2].lower() else (kind_of(match[2]) or "note")
    return f"{match[1]}[!{kind}]{match[3]}{match[4]}\n{match[1].rstrip()}"


def _bracketed(match: re.Match[str]) -> str:
    """A link to a file with spaces in its name."""
    name = match[2].strip()
    return f"{match[1]}<{name}>{match[3]}" if " " in name else match[0]
