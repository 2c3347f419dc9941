"""Figures as an aligned table that is Markdown at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure of one size of catalogue."""

    name: str
    value: float | None
    """For ratios and ``--json``; None when it could not be had."""
    text: str


@dataclass(frozen=True)
class Verdict:
    """A ratio and the limit that it has to keep."""

    name: str
    ratio: float
    limit: float

    @property
    def text(self) -> str:
        """``1.04, limit 1.3: ok``."""
        return f"{self.name}: {self.ratio:.2f}, limit {self.limit:g}: {'ok' if self.ratio <= self.limit else 'over'}"


def seconds(name: str, value: float, peak_bytes: int | None = None) -> Row:
    """A time, with the peak memory where it is known."""
    memory = f", {peak_bytes / 1e6:,.0f} MB" if peak_bytes else ""
    return Row(name, round(value, 3), f"{value:,.1f} s{memory}")


def milliseconds(name: str, value: float) -> Row:
    """A time in seconds that is best read in milliseconds."""
    return Row(name, round(value, 6), f"{1000 * value:,.2f} ms")


def kilobytes(name: str, value: float) -> Row:
    """A number of bytes."""
    return Row(name, round(value), f"{value / 1000:,.1f} kB")


def table(columns: Mapping[str, Sequence[Row]]) -> str:
    """A column a size, a line a figure, in the order in which they first appear."""
    names = list(dict.fromkeys(row.name for rows in columns.values() for row in rows))
    cells = {title: {row.name: row.text for row in rows} for title, rows in columns.items()}
    lines = [["", *columns], *([name, *(cells[title].get(name, "–") for title in columns)] for name in names)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns) + 1)]
    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    aligned = [
        [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        for line in lines
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in [aligned[0], rule, *aligned[1:]])


def growth(name: str, small: Sequence[Row], large: Sequence[Row], limit: float) -> Verdict | None:
    """How much more a figure is in the largest catalogue than in the smallest."""
    before, after = (next((row.value for row in rows if row.name == name), None) for rows in (small, large))
    return Verdict(name, after / before, limit) if before and after else None
