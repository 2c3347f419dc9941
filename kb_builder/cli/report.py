"""``kb report``."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import click

from kb_builder.checks.external import dead_links, external_links
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.layout import CACHE
from kb_builder.content.load import Loaded, load
from kb_builder.content.positions import locate
from kb_builder.content.problem import Problem
from kb_builder.content.translations import load_translations
from kb_builder.editorial.feedback import FILE, UnreadableError, read_answers
from kb_builder.editorial.heard import SearchLogError, heard_tables, missed_questions
from kb_builder.editorial.overview import Table, overview
from kb_builder.editorial.translated import translation_status
from kb_builder.web.links import dead_among, remembered

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
@click.option(
    "--search", "search_log", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Missed questions: what 'kb search test --json' printed, or a list with one question a line.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(root: Path, on: date, output: Path | None, search_log: Path | None, as_json: bool) -> None:
    """Say what is overdue, untranslated, unpriced, uncovered, how old the articles are, and what readers say.

    Dead links are those of the last 'kb check --external', feedback is what 'kb feedback import' brought in.

    \b
    Example:
      kb report -o report.html
    """
    folder = site_root(root)
    loaded = load(folder)
    brand = loaded.catalogue.brand.record
    translations, _ = load_translations(folder, loaded.po_files, brand.locales)
    statuses = translation_status(folder, loaded.catalogue, translations)
    try:
        missed = missed_questions(search_log) if search_log else None
        answers = read_answers(folder / FILE, FILE)[0] if (folder / FILE).is_file() else None
    except (SearchLogError, UnreadableError) as error:
        click.echo(f"kb: {visible(str(error))}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    heard = heard_tables(loaded.catalogue, answers, missed, _dead_links(loaded, folder, on))
    tables = overview(loaded.catalogue, statuses, on, heard)
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
            number = table.unknown or (f"{len(table.rows):,}" if table.alarming else "")
            click.echo(f"{table.title}: {number}".rstrip())
            for row in table.rows:
                click.echo(visible("  " + "  ".join(str(cell) for cell in row)))
    else:
        click.echo(str(output))


def _dead_links(loaded: Loaded, folder: Path, day: date) -> tuple[Problem, ...] | None:
    """Of the links that there are, those that the last question found dead; None when nobody has asked."""
    answers = remembered(folder / CACHE)
    if not answers:
        return None
    return locate(dead_links(external_links(loaded.catalogue, day), dead_among(answers)), folder)


def _page(name: str, day: date, tables: tuple[Table, ...]) -> str:
    from jinja2 import Environment

    text = (files("kb_builder.editorial") / "overview.html").read_text("utf-8")
    template = Environment(autoescape=True, trim_blocks=True).from_string(text)
    return template.render(name=name, day=day.isoformat(), tables=tables, bars=_bars)


def _bars(table: Table) -> list[int]:
    """Widths of the bars of a table of counts; none for a list."""
    if table.id not in ("states", "ages", "counts"):
        return []
    counts = [int(row[1]) for row in table.rows]
    return [round(_WIDTH * count / (max(counts) or 1)) for count in counts]
