"""Tables with merged cells and blocks in cells → plain rows of lines, as a Markdown table can say them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kb_builder.importers.body.tree import Element, Flow, Node, find, plain

MAX_COLUMNS = 60
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center)")
Blocks = Callable[[Flow], tuple[Element, ...]]


def canonical_table(table: Element, blocks_of: Blocks) -> Iterator[Element]:
    """The table with rows of equal length; a table of a single cell is only a box and becomes its content."""
    rows = list(_own_rows(table))
    grid = _grid(rows)
    if not grid:
        return
    if len(grid) == 1 and len(grid[0]) == 1:
        yield from blocks_of(grid[0][0].children)
        return
    head = rows[0][1] or all(cell.tag == "th" for cell in grid[0])
    body = [_row(row, blocks_of, header=head and index == 0) for index, row in enumerate(grid)]
    shown = tuple(row for index, row in enumerate(body) if (head and index == 0) or _is_shown(row))
    yield Element("table", {"header": "1" if head else ""}, shown)


def _own_rows(table: Element) -> Iterator[tuple[Element, bool]]:
    """Rows of this table, not of tables inside it, and whether they stand in its head."""
    for child in table.children:
        if isinstance(child, Element) and child.tag == "tr":
            yield child, False
        elif isinstance(child, Element) and child.tag in ("thead", "tbody", "tfoot"):
            for row in child.children:
                if isinstance(row, Element) and row.tag == "tr":
                    yield row, child.tag == "thead"


def _span(cell: Element, name: str, most: int) -> int:
    value = cell.get(name)
    return max(1, min(int(value), most)) if value.isdigit() and len(value) < 6 else 1


def _grid(rows: list[tuple[Element, bool]]) -> list[list[Element]]:
    """Each cell at its place; the rest of a merged cell is empty."""
    places: dict[tuple[int, int], Element] = {}
    for number, (row, _) in enumerate(rows):
        column = 0
        for cell in row.children:
            if not isinstance(cell, Element) or cell.tag not in ("td", "th"):
                continue
            while (number, column) in places:
                column += 1
            wide, high = _span(cell, "colspan", MAX_COLUMNS), _span(cell, "rowspan", len(rows) - number)
            for down in range(high):
                for right in range(wide):
                    places[number + down, column + right] = cell if down == right == 0 else Element(cell.tag)
            column += wide
    width = max((column for _, column in places), default=-1) + 1
    empty = Element("td")
    return (
        [[places.get((number, column), empty) for column in range(width)] for number in range(len(rows))]
        if width
        else []
    )


def _row(cells: list[Element], blocks_of: Blocks, header: bool) -> Element:
    return Element("tr", {}, tuple(_cell(cell, blocks_of, header) for cell in cells))


def _cell(cell: Element, blocks_of: Blocks, header: bool) -> Element:
    line = as_line(blocks_of(cell.children))
    align = _ALIGN.search(cell.get("style").lower())
    name = align[1] if align else cell.get("align").lower()
    if cell.tag == "th" and not header and line and not any(find(line, "strong", "code", "img")):
        line = (Element("strong", {}, line),)
    return Element(
        "th" if header else "td", {"align": name if name in ("left", "right", "center") else ""}, line
    )


def _is_shown(row: Element) -> bool:
    return bool(plain(row)) or any(find((row,), "img", "anchor", "fnref"))


def as_line(blocks: tuple[Element, ...]) -> Flow:
    """Blocks in one line, parted by ``<br>``; list items get a bullet or their number."""
    lines = [line for block in blocks for line in _lines(block)]
    joined: list[Node] = []
    for index, line in enumerate(lines):
        joined += [Element("br")] if index else []
        joined += line
    return tuple(joined)


def _lines(block: Element) -> Iterator[Flow]:
    if block.tag in ("ul", "ol"):
        first = int(block.get("start") or "1")
        for number, item in enumerate(block.children, first):
            sign = f"{number}. " if block.tag == "ol" else "\u2022 "
            yield (sign, *as_line(_elements(item)))
    elif block.tag == "pre":
        for text in block.children:
            yield from (
                (Element("code", {}, (line.strip(),)),) for line in str(text).split("\n") if line.strip()
            )
    elif block.tag == "table":
        for row in _elements(block):
            cells = [cell.children for cell in _elements(row) if cell.children]
            yield tuple(
                node for index, cell in enumerate(cells) for node in ((" ", *cell) if index else cell)
            )
    elif block.tag == "aside":
        yield (
            Element("strong", {}, (f"{block.get('kind').capitalize()}:",)),
            " ",
            *as_line(_elements(block)),
        )
    elif block.tag in ("blockquote", "footnote"):
        yield as_line(_elements(block))
    elif block.tag.startswith("h") and block.tag != "hr":
        yield (Element("strong", {}, block.children),)
    elif block.tag == "p":
        yield block.children


def _elements(node: Node) -> tuple[Element, ...]:
    return (
        tuple(child for child in node.children if isinstance(child, Element))
        if isinstance(node, Element)
        else ()
    )
