"""Blocks → Markdown as Python-Markdown reads it: lists indented by four, a blank line around each block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb_builder.importers.body.tree import HEADINGS, Element, Flow, plain, tag_level
from kb_builder.importers.writing.inline import Place, line, paragraph

INDENT = "    "
LABELS = {"note": "NOTE", "tip": "TIP", "important": "IMPORTANT", "warning": "WARNING", "caution": "CAUTION"}
_ALIGN = {"left": ":---", "right": "---:", "center": ":---:", "": "---"}
_SEPARATOR = "<!-- -->"
"""Between two blocks that would run into one, such as two lists."""
_NO_TEXT = "&nbsp;"
"""The first line of a list item that begins with a block; the list would end there otherwise."""


def markdown(blocks: Flow) -> str:
    """The blocks as Markdown, without a line end behind the last."""
    return "\n".join(_lines(blocks, inside=False)).rstrip()


def _lines(blocks: Flow, inside: bool = True) -> list[str]:
    """The lines of blocks; ``inside`` a list or a quote, where Python-Markdown knows code by its indentation only."""
    lines: list[str] = []
    before: Element | None = None
    for block in blocks:
        if isinstance(block, str):
            continue
        own = _block(block, inside)
        if not own:
            continue
        if before is not None:
            lines.append("")
            if _would_join(before.tag, block.tag, inside):
                lines += [_SEPARATOR, ""]
        lines += own
        before = block
    return lines


def _would_join(before: str, tag: str, inside: bool) -> bool:
    if tag == "pre":
        return inside and before in ("pre", "ul", "ol")
    quotes = ("blockquote", "aside")
    return (tag in ("ul", "ol") and tag == before) or (tag in quotes and before in quotes)


def _block(block: Element, inside: bool) -> list[str]:
    tag = block.tag
    if tag in HEADINGS:
        return _heading(block)
    if tag in ("ul", "ol"):
        return _list(block)
    if tag == "p":
        text = paragraph(block.children)
        return text.split("\n") if text else []
    if tag == "pre":
        return _indented_code(block) if inside else _code(block)
    if tag == "table":
        return _table(block)
    if tag == "aside":
        gap = [] if _begins_with_text(block) else [">"]
        return [f"> [!{LABELS[block.get('kind')]}]", *gap, *_quoted(_lines(block.children))]
    if tag == "blockquote":
        return list(_quoted(_lines(block.children)))
    if tag == "footnote":
        return _footnote(block)
    return ["---"] if tag == "hr" else _lines(block.children, inside)


def _heading(block: Element) -> list[str]:
    anchors = block.get("anchors").split()
    more = "".join(f'<a id="{anchor}"></a>' for anchor in anchors[1:])
    text = line(block.children).replace("<br>", " ")
    text = re.sub(r"(#+)$", lambda match: "\\" + match[1], text)
    mark = f" {{#{anchors[0]}}}" if anchors else ""
    return [f"{'#' * int(tag_level(block))} {more}{text}{mark}"]


def _quoted(lines: list[str]) -> Iterator[str]:
    return (f"> {text}" if text else ">" for text in lines)


def _code(block: Element) -> list[str]:
    text = str(block.children[0])
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}{block.get('lang')}", *text.split("\n"), fence]


def _indented_code(block: Element) -> list[str]:
    return [INDENT + text if text else "" for text in str(block.children[0]).split("\n")]


def _list(block: Element) -> list[str]:
    lines: list[str] = []
    items = [child for child in block.children if isinstance(child, Element)]
    loose = not all(_is_tight(item) for item in items)
    first = int(block.get("start") or "1")
    for number, item in enumerate(items, first):
        if lines and loose:
            lines.append("")
        lines += _item(item, f"{number}. " if block.tag == "ol" else "- ", loose)
    return lines


def _is_tight(item: Element) -> bool:
    """One line of text, perhaps with a list of such lines below it."""
    first, *rest = item.children or ("",)
    if not isinstance(first, Element) or first.tag != "p" or len(rest) > 1:
        return False
    return all(
        isinstance(inner, Element)
        and inner.tag in ("ul", "ol")
        and all(isinstance(child, Element) and _is_tight(child) for child in inner.children)
        for inner in rest
    )


def _begins_with_text(block: Element) -> bool:
    first = block.children[0] if block.children else None
    return isinstance(first, Element) and first.tag == "p"


def _item(item: Element, marker: str, loose: bool) -> list[str]:
    content = _lines(item.children)
    if not loose:
        content = [text for text in content if text]
    if not _begins_with_text(item):
        content = [_NO_TEXT, "", *content]
    head, *rest = content or [""]
    return [marker + head, *(INDENT + text if text else "" for text in rest)]


def _table(block: Element) -> list[str]:
    rows = [
        [_cell(cell) for cell in row.children if isinstance(cell, Element)]
        for row in block.children
        if isinstance(row, Element)
    ]
    if not rows:
        return []
    first = block.children[0]
    cells = (
        [cell for cell in first.children if isinstance(cell, Element)] if isinstance(first, Element) else []
    )
    rule = [_ALIGN[cell.get("align")] for cell in cells]
    if not block.get("header"):
        rows = [[""] * len(cells), *rows]
    shown = [rows[0], rule, *rows[1:]]
    return ["| " + " | ".join(row) + " |" for row in shown]


def _cell(cell: Element) -> str:
    return line(cell.children, Place(table=True))


def _footnote(block: Element) -> list[str]:
    content = _lines(block.children)
    if not content or not plain(block):
        return []
    return [
        f"[^{block.get('label')}]: {content[0]}",
        *(INDENT + text if text else "" for text in content[1:]),
    ]
