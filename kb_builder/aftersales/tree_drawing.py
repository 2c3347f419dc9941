"""Draws a walk as SVG: places from left to right, each answer a row of its box, a line from the row to where it leads.

Colours follow the reader's scheme and are printed light. The picture has its own background, so that it can be read on any page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from kb_builder.aftersales.layered import Box, Layout, lay_out
from kb_builder.aftersales.walk import Place, Walk

WIDTH, CHANNEL, GAP, LANE, MARGIN = 236.0, 76.0, 16.0, 8.0, 24.0
"""Width of a box, of the space between columns, between boxes, height of a lane, space around the picture."""
FONT, LINE = 13.0, 17.0
TITLE_UNITS, ANSWER_UNITS = 27, 25
"""Characters in a line; a Chinese one counts as two."""
TITLE_LINES, ANSWER_LINES = 4, 2
_PADDING = 9.0

STYLE = """
.page{fill:#fff}.box{fill:#fff;stroke:#5b6470;stroke-width:1}.row{stroke:#c9ced6;stroke-width:1}
.line{fill:none;stroke:#5b6470;stroke-width:1.3}.head{fill:#5b6470}
text{font:13px system-ui,"Noto Sans","Noto Sans TC","PingFang TC","Microsoft JhengHei",sans-serif;fill:#1b1f24}
.title{font-weight:600}.kind,.to{font-size:11px;fill:#4c5561}.to{text-anchor:end}
.question .box{fill:#eef3fb}.step .box{fill:#f6f1e4}.tree .box{fill:#f0ecf9}.outcome .box{fill:#f3f4f6;stroke-width:2}
.solved .box{fill:#e6f4ea;stroke:#1b7a3d}.stop_use .box{fill:#fde8e6;stroke:#b3261e}
@media screen and (prefers-color-scheme:dark){
.page{fill:#14171c}.box{stroke:#98a2b0}.row{stroke:#454d59}.line{stroke:#98a2b0}.head{fill:#98a2b0}
text{fill:#eceff3}.kind,.to{fill:#b4bdc9}
.question .box{fill:#1e2a3d}.step .box{fill:#322c1c}.tree .box{fill:#2a2440}.outcome .box{fill:#23272e}
.solved .box{fill:#173322;stroke:#5fc584}.stop_use .box{fill:#421d1a;stroke:#f2877e}}
""".strip()


@dataclass(frozen=True, slots=True)
class _Row:
    """One answer of a box."""

    lines: tuple[str, ...]
    top: float
    height: float
    to: str


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A place with its texts wrapped and measured."""

    name: str
    place: Place
    number: int
    title: tuple[str, ...]
    kind: str
    rows: tuple[_Row, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Part:
    """A box or a stretch of a line, and the room that it takes."""

    left: float
    top: float
    right: float
    bottom: float
    svg: str
    is_box: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """The parts of a picture, and how large it is."""

    title: str
    columns: int
    width: float
    height: float
    parts: tuple[Part, ...]

    def svg(self) -> str:
        """All of it in one picture."""
        return svg_of(self.title, (0, 0, self.width, self.height), self.parts, 1)


def column_left(number: int) -> float:
    """Where the boxes of a column begin."""
    return MARGIN + number * (WIDTH + CHANNEL)


def svg_of(title: str, view: tuple[float, float, float, float], parts: Iterable[Part], scale: float) -> str:
    """The part of a picture that a view (left, top, width, height) shows, with the title that is read aloud."""
    left, top, width, height = view
    corner = f'x="{left:.0f}" y="{top:.0f}" ' if left or top else ""
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}" '
            f'width="{width * scale:.0f}" height="{height * scale:.0f}" role="img">'
        ),
        f"<title>{_text(title)}</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="page" {corner}width="{width:.0f}" height="{height:.0f}"/>',
        *(part.svg for part in parts),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def draw(walk: Walk, title: str, names: Mapping[str, str]) -> Drawing:
    """The picture. ``names`` says what a kind of place or outcome is called, and ``go_on`` where nothing is asked.

    :raises LoopError: when answers lead back.
    """
    order = tuple(reversed(walk.order()))
    # As on the tree's page: its own places in reading order, then those of the trees that it goes on in.
    numbered = {name: number for number, name in enumerate(sorted(order, key=lambda name: "." in name), 1)}
    drawn = {name: _measured(name, walk.places[name], numbered[name], names) for name in order}
    boxes = [
        Box(one.name, one.height, tuple((row.top + row.height / 2, row.to) for row in one.rows))
        for one in drawn.values()
    ]
    layout = lay_out(boxes, GAP, LANE)
    left = {name: column_left(number) for number, column in enumerate(layout.columns) for name in column}
    boxes_drawn = (
        _box(one, numbered, left[one.name], MARGIN + layout.top[one.name]) for one in drawn.values()
    )
    return Drawing(
        title,
        len(layout.columns),
        2 * MARGIN + len(layout.columns) * (WIDTH + CHANNEL) - CHANNEL,
        2 * MARGIN + layout.height,
        (*_lines(drawn, layout, left), *boxes_drawn),
    )


def _measured(name: str, place: Place, number: int, names: Mapping[str, str]) -> _Drawn:
    kind = names.get(place.outcome or place.kind, place.outcome or place.kind)
    said = " – ".join(part for part in (place.title or place.text, place.question) if part) or kind
    title = wrapped(said, TITLE_UNITS, TITLE_LINES)
    top = _PADDING + 14 + len(title) * LINE + _PADDING / 2
    rows = []
    for choice in place.choices:
        lines = wrapped(choice.label or names.get("go_on", "…"), ANSWER_UNITS, ANSWER_LINES)
        height = len(lines) * LINE + 6
        rows.append(_Row(lines, top, height, choice.to))
        top += height
    return _Drawn(name, place, number, title, kind, tuple(rows), top + (0 if rows else _PADDING / 2))


def _box(one: _Drawn, numbers: Mapping[str, int], x: float, y: float) -> Part:
    kinds = " ".join(filter(None, (one.place.kind, one.place.outcome)))
    label = f"{one.number} · {one.kind}" if one.title != (one.kind,) else f"{one.number}"
    parts = [
        f'<g class="{kinds}" transform="translate({x:.1f} {y:.1f})">',
        f'<rect class="box" width="{WIDTH:.0f}" height="{one.height:.1f}" rx="6"/>',
        f'<text class="kind" x="{_PADDING}" y="{_PADDING + 8}">{_text(label)}</text>',
    ]
    for number, line in enumerate(one.title):
        y_line = _PADDING + 14 + number * LINE + FONT
        parts.append(f'<text class="title" x="{_PADDING}" y="{y_line:.1f}">{_text(line)}</text>')
    for row in one.rows:
        parts.append(f'<path class="row" d="M0 {row.top:.1f}H{WIDTH:.0f}"/>')
        to_y = row.top + row.height / 2 + 4
        parts.append(f'<text class="to" x="{WIDTH - 6:.0f}" y="{to_y:.1f}">→ {numbers[row.to]}</text>')
        for number, line in enumerate(row.lines):
            y_line = row.top + 3 + number * LINE + FONT
            parts.append(f'<text x="{_PADDING + 6}" y="{y_line:.1f}">{_text(line)}</text>')
    return Part(x, y, x + WIDTH, y + one.height, "".join([*parts, "</g>"]), is_box=True)


def _lines(drawn: Mapping[str, _Drawn], layout: Layout, left: Mapping[str, float]) -> Iterator[Part]:
    """Each stretch once, however many lines share it; an arrow where lines reach a box."""
    seen = set()
    for (name, number), route in layout.routes.items():
        row = drawn[name].rows[number]
        x, y = left[name] + WIDTH, MARGIN + layout.top[name] + row.top + row.height / 2
        for to in route:
            size = drawn[to].height if to in drawn else LANE
            to_x, to_y = left[to], MARGIN + layout.top[to] + size / 2
            bend = CHANNEL * 0.55
            d = f"M{x:.1f} {y:.1f}C{x + bend:.1f} {y:.1f} {to_x - bend:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
            if to not in drawn:
                d += f"H{to_x + WIDTH:.1f}"
            if d not in seen:
                seen.add(d)
                low, high = sorted((y, to_y))
                yield Part(
                    x, low, to_x + (0 if to in drawn else WIDTH), high, f'<path class="line" d="{d}"/>'
                )
            x, y = to_x + WIDTH, to_y
        x -= WIDTH
        head = f"M{x:.1f} {y:.1f}l-8 -4v8z"
        if head not in seen:
            seen.add(head)
            yield Part(x - 8, y - 4, x, y + 4, f'<path class="head" d="{head}"/>')


def wrapped(text: str, units: int, most: int) -> tuple[str, ...]:
    """A text in lines of at most so many units; what is left after the last line becomes an ellipsis. Chinese breaks anywhere but
    before closing signs, other languages between words; a word that is too long is broken.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(_plain(text), units):
        if line and _units(line + piece.rstrip()) > units:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and _units(last) >= units:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


_CLOSING = "，。、；：？！」』）】》〉”’…,.;:?!)]}%"


def _pieces(text: str, units: int) -> Iterator[str]:
    """The parts of a text between which a line may end."""
    piece = ""
    for character in text:
        wide = _units(character) == 2
        ends_before = piece and character not in _CLOSING and (wide or _units(piece[-1]) == 2)
        if ends_before or (piece and piece[-1] == " " and character != " ") or _units(piece) >= units:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _units(text: str) -> int:
    return sum(
        2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
        if not unicodedata.combining(one)
    )


def _plain(text: str) -> str:
    """Markdown as bare words, as far as a picture needs it."""
    words = text.replace("**", "").replace("`", "")
    out, rest = "", words
    while True:
        before, bracket, after = rest.partition("](")
        if not bracket:
            return " ".join((out + rest).split())
        opening = before.rfind("[")
        out += before[:opening] + before[opening + 1 :] if opening >= 0 else before
        rest = after.partition(")")[2]


def _text(text: str) -> str:
    return escape("".join(one if one.isprintable() else "�" for one in text))
