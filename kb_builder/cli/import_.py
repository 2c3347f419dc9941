"""``kb import``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError

from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import COULD_NOT_RUN, progress_bar
from kb_builder.content.layout import PRODUCTS
from kb_builder.importers import ImportRefusedError, as_json, as_text, import_markdown


@click.group(name="import")
def command() -> None:
    """Bring in another help centre.

    \b
    Example:
      kb import markdown ../old-help-centre my-help
    """


def _language(_context: click.Context, _parameter: click.Parameter, tag: str | None) -> str | None:
    try:
        if tag is not None:
            Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise click.BadParameter(f"'{tag}' is no language tag; write it like en, pl or zh-Hant") from error
    return tag


def _address(_context: click.Context, _parameter: click.Parameter, url: str) -> str:
    if url and not url.startswith(("https://", "http://")):
        raise click.BadParameter(f"'{url}' is no address; write it like https://help.example.com/")
    return url


def _needs_a_site(site: Path) -> None:
    """Ends the command where there is no site that the articles could become a part of."""
    if (site / PRODUCTS).is_dir():
        return
    click.echo(f"kb: '{site}' is no site: it has no '{PRODUCTS}' folder", err=True)
    if site.name == PRODUCTS and site.is_dir():
        click.echo(f"  = Name the folder that holds it: '{site.resolve().parent}'.", err=True)
    else:
        click.echo("  = Start one with 'kb init', then import into its folder.", err=True)
    raise SystemExit(COULD_NOT_RUN)


@command.command(name="markdown")
@click.argument("source", metavar="SRC", type=click.Path(path_type=Path))
@click.argument("site", metavar="DEST", type=click.Path(path_type=Path))
@click.option(
    "--report", "report_file", metavar="FILE.json", type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of each file, and the totals, as JSON.",
)  # fmt: skip
@click.option(
    "--language",
    callback=_language,
    metavar="TAG",
    help="What the articles are written in; guessed otherwise.",
)
@click.option(
    "--site-url", default="", callback=_address, metavar="URL",
    help="Where the old help centre lives, to tell its own links; learned from links and settings otherwise.",
)  # fmt: skip
@day_option
def markdown(
    source: Path, site: Path, report_file: Path | None, language: str | None, site_url: str, on: date
) -> None:
    """Turn the Markdown articles in the folder SRC into topic products, guides and articles of the site in DEST.

    Nothing that somebody else wrote or changed is overwritten, and importing again gives the same files. The report
    says what became of each file. Exit codes: 0 imported, 2 could not run.

    \b
    Example:
      kb import markdown ../old-help-centre my-help --report import.json
    """
    _needs_a_site(site)
    try:
        with progress_bar(True) as progress:
            options = {"progress": progress} if progress else {}
            report = import_markdown(source, site, on, language, site_url, **options)
        if report_file is not None:
            text = json.dumps(as_json(report), ensure_ascii=False, indent=2)
            report_file.write_text(text + "\n", encoding="utf-8")
    except ImportRefusedError as error:
        click.echo(f"kb: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    except OSError as error:
        click.echo(f"kb: the import could not be finished: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    for line in as_text(report):
        click.echo(visible(line))
