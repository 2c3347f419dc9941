"""How large a picture is, so that its place on a page is kept while it loads and nothing moves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import imagesize

MOST_PIXELS = 20_000
"""No honest picture is wider or higher; what says so is taken as a picture of unknown size."""

_PIXELS = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*\Z")


class PictureSize(NamedTuple):
    """In CSS pixels."""

    width: int
    height: int


def picture_size(path: Path) -> PictureSize | None:
    """The size that browsers give a picture; None where the file does not say it or is no picture."""
    if path.suffix.lower() == ".svg":
        width, height = _svg_size(path)
    else:
        width, height = imagesize.get(path)
    if not (0.5 <= width <= MOST_PIXELS and 0.5 <= height <= MOST_PIXELS):
        return None
    return PictureSize(round(width), round(height))


def _svg_size(path: Path) -> tuple[float, float]:
    """Of the drawing's outermost element: its width and height in pixels, else its view box."""
    try:
        with path.open("rb") as file:
            _, root = next(iter(ET.iterparse(file, events=("start",))))
    except (ET.ParseError, StopIteration, OSError, ValueError, LookupError):
        return 0, 0
    sides = _PIXELS.match(root.get("width", "")), _PIXELS.match(root.get("height", ""))
    if sides[0] and sides[1]:
        return float(sides[0][1]), float(sides[1][1])
    box = [_PIXELS.match(part) for part in root.get("viewBox", "").replace(",", " ").split()[2:]]
    if len(box) == 2 and box[0] and box[1]:
        return float(box[0][1]), float(box[1][1])
    return 0, 0
