"""``kb import``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from kb_builder.cli.day import day_option
from kb_builder.cli.site_options import COULD_NOT_RUN
from kb_builder.importers.report import as_json
from kb_builder.importers.report_text import as_text
from kb_builder.importers.run import ImportRefusedError, import_markdown


@click.group(name="import")
def command() -> None:
    """Bring in another help centre.

    \b
    Example:
      kb import markdown old-help-centre my-help
    """


@command.command(name="markdown")
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("dest", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report as JSON.",
)
@click.option("--language", metavar="TAG", help="The language of the articles; guessed unless told.")
@click.option(
    "--site-url", default="", help="The address of the old help centre; learned from its links unless told."
)
@day_option
def markdown_command(
    source: Path, dest: Path, report_file: Path | None, language: str | None, site_url: str, on: date
) -> None:
    """Turn a folder of Markdown help articles into products, guides and articles of the site in DEST.

    The report says of every file of SOURCE what became of it, or why nothing did. Importing again gives the same
    files. Exit codes: 0 done, 1 some files could not be read, 2 could not run.

    \b
    Example:
      kb import markdown old-help-centre my-help --report import.json
    """
    try:
        report = import_markdown(source, dest, on, language, site_url)
    except ImportRefusedError as error:
        click.echo(f"kb: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    except OSError as error:
        click.echo(f"kb: the site can't be written: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    if report_file:
        report_file.parent.mkdir(parents=True, exist_ok=True)
        report_file.write_text(
            json.dumps(as_json(report), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    click.echo(as_text(report))
    raise SystemExit(1 if report.totals.failed else 0)
