"""Drawings of trees: nothing overlaps, every line arrives, hostile and Chinese words stay in their boxes."""

from __future__ import annotations

import itertools
import os
import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_builder.aftersales.layered import Box, Layout, lay_out
from kb_builder.aftersales.tree_drawing import draw, wrapped
from kb_builder.aftersales.tree_sheets import COLUMNS, HEIGHT, sheets
from kb_builder.aftersales.walk import Walk
from tests.aftersales.hundred_nodes import hundred_nodes
from tests.aftersales.walks import walk, walks

PICTURE = Path(__file__).parents[2] / "docs/readme/hundred-nodes.svg"
NAMES = {
    "question": "Question", "step": "Step", "tree": "Another tree", "go_on": "Go on", "solved": "Solved", "repair": "Repair",
    "replace_part": "Replace a part", "contact": "Talk to us", "return": "Return", "stop_use": "Stop using it",
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
GAP = 5.0


def boxes_of(one: Walk) -> list[Box]:
    """Boxes of some heights, a line for each answer."""
    order = tuple(reversed(one.order()))
    return [
        Box(
            name,
            20.0 + 10 * len(one.places[name].choices),
            tuple((20.0 + 10 * n, choice.to) for n, choice in enumerate(one.places[name].choices)),
        )
        for name in order
    ]


def overlaps(layout: Layout, heights: dict[str, float]) -> list[str]:
    """Names that stand on the one above, or nearer than the gap."""
    return [
        below
        for column in layout.columns
        for above, below in itertools.pairwise(column)
        if layout.top[above] + heights.get(above, 1.0) + GAP > layout.top[below] + 1e-6
    ]


@given(walks(12))
def test_boxes_keep_apart_and_lines_go_right(one: Walk) -> None:
    """Whatever the shape: no two boxes or lanes overlap, and each line passes column after column to its box."""
    boxes = boxes_of(one)
    layout = lay_out(boxes, GAP, 1.0)
    column = {name: number for number, names in enumerate(layout.columns) for name in names}
    assert overlaps(layout, {box.name: box.height for box in boxes}) == []
    assert {box.name for box in boxes} <= column.keys()
    for box in boxes:
        for number, (_, to) in enumerate(box.lines):
            route = layout.routes[box.name, number]
            assert route[-1] == to
            assert [column[name] for name in route] == list(range(column[box.name] + 1, column[to] + 1))
    assert min(layout.top.values()) == 0


def test_order_avoids_crossings() -> None:
    """Two lines that need not cross do not."""
    boxes = [
        Box("a", 20, ((5, "b"), (15, "c"))),
        Box("b", 20, ((10, "y"),)),
        Box("c", 20, ((10, "x"),)),
        Box("x", 20),
        Box("y", 20),
    ]
    layout = lay_out(boxes, GAP, 1.0)
    assert layout.columns[2] == ("y", "x")


def test_a_hundred_nodes() -> None:
    """The picture that stands in the repository: every node, every answer; `UPDATE_GOLDENS=1` draws it anew."""
    one = hundred_nodes()
    assert len(one.places) == 100
    picture = draw(one, "A hundred nodes", NAMES).svg()
    if os.environ.get("UPDATE_GOLDENS"):
        PICTURE.write_text(picture, encoding="utf-8")
    assert picture == PICTURE.read_text("utf-8")
    drawn = ET.fromstring(picture)
    assert len(drawn.findall(f"{SVG}g")) == len(one.order())
    rows = drawn.findall(f"{SVG}g/{SVG}path[@class='row']")
    assert len(rows) == sum(len(one.places[name].choices) for name in one.order())
    assert drawn.get("role") == "img"
    assert drawn.findtext(f"{SVG}title") == "A hundred nodes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_schemes_have_every_colour(scheme: str) -> None:
    """What is coloured in light is coloured in dark, and paper is always light."""
    style = draw(hundred_nodes(), "T", NAMES).svg().partition("<style>")[2].partition("</style>")[0]
    light, _, dark = style.partition("@media screen and (prefers-color-scheme:dark)")
    part = {"light": light, "dark": dark}[scheme]
    for kind in (
        ".page",
        ".box",
        ".row",
        ".line",
        ".head",
        "text",
        ".kind",
        ".question",
        ".step",
        ".tree",
        ".solved",
        ".stop_use",
    ):
        assert kind in part


@given(st.text(max_size=60), st.integers(4, 30), st.integers(1, 4))
def test_lines_are_no_longer_than_allowed(text: str, units: int, most: int) -> None:
    """However a text is made, no line is wider and no more of them are drawn."""
    lines = wrapped(text, units, most)
    assert 1 <= len(lines) <= most
    for line in lines:
        width = sum(
            2 if unicodedata.east_asian_width(one) in "WF" else 1
            for one in line
            if not unicodedata.combining(one)
        )
        assert width <= units


def test_chinese_breaks_anywhere_but_before_closing_signs() -> None:
    """As it is printed."""
    assert wrapped("顯示幕亮了嗎？指示燈亮了嗎？", 12, 4) == ("顯示幕亮了", "嗎？指示燈亮", "了嗎？")
    assert wrapped("Does it drain **now**? See [the guide](KB-1).", 15, 3) == (
        "Does it drain",
        "now? See the",
        "guide.",
    )


def test_words_of_a_tree_are_no_markup() -> None:
    """What looks like a tag in an answer is drawn as it was written."""
    hostile = "</text><script>alert(1)</script>&\u0007"
    nodes = {
        "a": {"question": hostile, "answers": [{"label": "<b>", "next": "b"}, {"label": "x", "next": "b"}]},
        "b": {"outcome": "solved"},
    }
    drawn = ET.fromstring(draw(walk("a", **nodes), hostile, NAMES).svg())
    assert not drawn.findall(f".//{SVG}script")
    assert "<b>" in [text.text for text in drawn.iter(f"{SVG}text")]


def test_sheets_hold_every_box_whole() -> None:
    """On paper each node stands on one sheet, not cut, and no sheet is larger than a page."""
    drawing = draw(hundred_nodes(), "T", NAMES)
    drawn = [ET.fromstring(sheet) for sheet in sheets(drawing)]
    assert len(drawn) > drawing.columns / COLUMNS
    assert all(float(sheet.get("height", 0)) <= HEIGHT for sheet in drawn)
    found = []
    for sheet in drawn:
        left, top, width, height = map(float, sheet.get("viewBox", "").split())
        for box in sheet.findall(f"{SVG}g"):
            x, y = map(float, box.get("transform", "").removeprefix("translate(").rstrip(")").split())
            rect = box.find(f"{SVG}rect")
            assert rect is not None
            assert left <= x <= x + float(rect.get("width", 0)) <= left + width
            assert top <= y <= y + float(rect.get("height", 0)) <= top + height
            found.append((x, y))
    assert len(found) == len(set(found)) == 100
