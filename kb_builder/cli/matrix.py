"""``kb matrix``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path

import click

from kb_builder.aftersales.matrix import promise_rows, reach_rows
from kb_builder.cli.asking import catalogue_at
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import root_option, site_root
from kb_builder.content.catalogue import Catalogue

Table = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Title, names of the columns, rows; the last column is the gap."""
_GAP = "gap"
_WIDEST = 60


@click.command(name="matrix")
@root_option
@day_option
@click.option(
    "--format", "form", type=click.Choice(("text", "csv", "html")), default="text", help="How to print it."
)
def command(root: Path, on: date, form: str) -> None:
    """Print who is reached for what in each country and language, and the promises of each product in each market.

    Gaps are marked: a topic that reaches no person, a product without its statutory warranty.

    \b
    Example:
      kb matrix --format html > matrix.html
    """
    tables = _tables(catalogue_at(site_root(root)), on)
    printers = {"text": _text, "csv": _csv, "html": _html}
    click.echo(printers[form](tables), nl=False)


def _tables(it: Catalogue, day: date) -> tuple[Table, Table]:
    markets = it.brand.record.markets
    reached = tuple(
        (
            row.topic, row.product or "every product", row.country, row.locale, " ".join(row.channels),
            " ".join(row.next_level), row.gap,
        )
        for row in reach_rows(it.channels.record, markets)
    )  # fmt: skip
    products = {entry.slug: entry.record for entry in it.products if entry.record.kind == "product"}
    promised = tuple(
        (row.product, row.country, " ".join(row.statutory), " ".join(row.others), row.gap)
        for row in promise_rows(products, it.warranty.record, markets, day)
    )
    return (
        ("Who is reached for what", ("topic", "product", "country", "language", "channels", "then", _GAP), reached),
        (f"What is promised for a purchase on {day}", ("product", "country", "by law", "on top", _GAP), promised),
    )  # fmt: skip


def _text(tables: Iterable[Table]) -> str:
    return "\n".join(_text_table(*table) for table in tables)


def _text_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    marked = [[*map(visible, row[:-1]), f"!! {row[-1]}" if row[-1] else ""] for row in rows]
    shown = [[_cut(cell) for cell in row] for row in (columns, *marked)]
    widths = [max(len(row[n]) for row in shown) for n in range(len(columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in shown]
    gaps = sum(bool(row[-1]) for row in rows)
    return "\n".join([title, "", *(line.rstrip() for line in lines), "", _count(gaps), ""])


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _count(gaps: int) -> str:
    return "1 gap" if gaps == 1 else f"{gaps or 'No'} gaps"


def _csv(tables: Iterable[Table]) -> str:
    """One table after the other, with an empty line between them (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, (_title, columns, rows) in enumerate(tables):
        if number:
            writer.writerow([])
        writer.writerow(columns)
        writer.writerows(rows)
    return out.getvalue()


def _html(tables: Iterable[Table]) -> str:
    parts = "".join(_html_table(*table) for table in tables)
    style = (
        "body{font:16px/1.5 sans-serif;margin:2rem}table{border-collapse:collapse;margin:1rem 0 3rem}"
        "th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:start;vertical-align:top}.gap{background:#fdd;font-weight:bold}"
    )
    return (
        f'<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Matrix</title><style>{style}</style></head>\n'
        f"<body>\n<h1>Matrix</h1>\n{parts}</body>\n</html>\n"
    )


def _html_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    lines = "".join(_html_row(row) for row in rows)
    gaps = _count(sum(bool(row[-1]) for row in rows))
    return (
        f"<h2>{escape(title)}</h2>\n<p>{gaps}</p>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}</tbody>\n</table>\n"
    )


def _html_row(row: Sequence[str]) -> str:
    mark = ' class="gap"' if row[-1] else ""
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row)
    return f"<tr{mark}>{cells}</tr>\n"
