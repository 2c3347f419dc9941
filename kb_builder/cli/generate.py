"""``kb generate``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import print_problems
from kb_builder.cli.site_options import no_traceback, progress_bar, root_option, site_root
from kb_builder.pipeline import Request, generate


@click.command(name="generate")
@root_option
@day_option
@click.option("--drafts", is_flag=True, help="Show drafts and what is not released yet.")
def command(root: Path, on: date, drafts: bool) -> None:
    """Write one MkDocs project a language below build/, without building them.

    \b
    Example:
      kb generate && mkdocs build -f build/en/mkdocs.yml --strict
    """
    folder = site_root(root)
    with progress_bar(True) as progress, no_traceback():
        report = generate(Request(folder, on, drafts=drafts), progress)
    for message in report.messages:
        click.echo(f"kb: {message}", err=True)
    print_problems(report.problems, folder)
    if report.errors:
        click.echo("Nothing was written.")
        raise SystemExit(1)
    for locale in report.locales:
        click.echo(f"build/{locale}/mkdocs.yml")
