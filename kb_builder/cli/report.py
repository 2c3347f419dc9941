"""``kb report``."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from kb_builder.cli.day import day_option
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.load import load
from kb_builder.content.translations import load_translations
from kb_builder.editorial.overview import Table, overview
from kb_builder.editorial.translated import translation_status

_WIDTH = 200
"""Pixels of the longest bar."""


@click.command(name="report")
@root_option
@day_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page that can be printed.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(root: Path, on: date, output: Path | None, as_json: bool) -> None:
    """Say what is overdue, untranslated, unpriced, uncovered, and how old the articles are.

    \b
    Example:
      kb report -o report.html
    """
    folder = site_root(root)
    loaded = load(folder)
    brand = loaded.catalogue.brand.record
    translations, _ = load_translations(folder, loaded.po_files, brand.locales)
    statuses = translation_status(folder, loaded.catalogue, translations)
    tables = overview(loaded.catalogue, statuses, on)
    if output is not None:
        try:
            output.write_text(_page(brand.name, on, tables), encoding="utf-8")
        except OSError as error:
            click.echo(f"kb: the report can't be written: {error}", err=True)
            raise SystemExit(COULD_NOT_RUN) from error
    if as_json:
        data = {one.id: [dict(zip(one.columns, row, strict=True)) for row in one.rows] for one in tables}
        click.echo(json.dumps({"day": on.isoformat(), **data}, ensure_ascii=False, indent=2))
    elif output is None:
        for table in tables:
            click.echo(f"{table.title}: {len(table.rows):,}" if table.alarming else f"{table.title}:")
            for row in table.rows:
                click.echo("  " + "  ".join(str(cell) for cell in row))
    else:
        click.echo(str(output))


def _page(name: str, day: date, tables: tuple[Table, ...]) -> str:
    from jinja2 import Environment

    text = (files("kb_builder.editorial") / "overview.html").read_text("utf-8")
    template = Environment(autoescape=True, trim_blocks=True).from_string(text)
    return template.render(name=name, day=day.isoformat(), tables=tables, bars=_bars)


def _bars(table: Table) -> list[int]:
    """Widths of the bars of a table of counts; none for a list."""
    if table.id not in ("states", "ages"):
        return []
    counts = [int(row[1]) for row in table.rows]
    return [round(_WIDTH * count / (max(counts) or 1)) for count in counts]
