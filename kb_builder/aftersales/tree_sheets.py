"""Cuts the drawing of a tree into sheets that can be read on paper: a few columns each, cut between boxes.

A line that leaves a sheet goes on in another one; the number in its row says at which box.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder.aftersales.tree_drawing import CHANNEL, GAP, MARGIN, WIDTH, Drawing, Part, column_left, svg_of

COLUMNS, HEIGHT = 3, 1250.0
"""The most that a sheet holds: so it fills a page of A4 or Letter."""
SCALE = 0.75
"""On paper: three columns are as wide as a page."""
_OVERLAP = CHANNEL / 2


def sheets(drawing: Drawing) -> tuple[str, ...]:
    """Each sheet as SVG, from left to right, from top to bottom."""
    count = -(-drawing.columns // COLUMNS)
    per_sheet = -(-drawing.columns // max(1, count))
    found = []
    for first in range(0, drawing.columns, per_sheet):
        last = min(first + per_sheet, drawing.columns) - 1
        left = column_left(first) - (_OVERLAP if first else MARGIN)
        right = column_left(last) + WIDTH + (_OVERLAP if last + 1 < drawing.columns else MARGIN)
        boxes = [part for part in drawing.parts if part.is_box and left <= part.left < right]
        for top, bottom in _rows(boxes):
            view = (left, top, right - left, bottom - top)
            shown = (part for part in drawing.parts if _stands_on(part, view))
            found.append(svg_of(drawing.title, view, shown, SCALE))
    return tuple(found)


def _rows(boxes: list[Part]) -> Iterator[tuple[float, float]]:
    """From where to where each sheet of some columns goes: as far as it may, and through no box where that can be."""
    left = sorted(boxes, key=lambda box: box.top)
    while left:
        top = left[0].top
        edges = [box.bottom for box in left if box.bottom - top <= HEIGHT] or [left[0].bottom]
        whole = [edge for edge in edges if not any(box.top < edge < box.bottom for box in left)]
        end = max(whole or edges)
        yield top - GAP, end + GAP
        left = [box for box in left if box.bottom > end]


def _stands_on(part: Part, view: tuple[float, float, float, float]) -> bool:
    """A box whole, of a line any stretch."""
    left, top, width, height = view
    right, bottom = left + width, top + height
    if part.is_box:
        return left <= part.left and part.right <= right and top <= part.top and part.bottom <= bottom
    return part.right >= left and part.left <= right and part.bottom >= top and part.top <= bottom
