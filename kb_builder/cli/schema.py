"""``kb schema``."""

from __future__ import annotations

from pathlib import Path

import click

from kb_builder.cli.site_options import root_option
from kb_builder.content.schemas import FOLDER, schemas
from kb_builder.site.files import write_folder


@click.command(name="schema")
@root_option
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help=f"Another folder than {FOLDER}/."
)
@click.option("--quiet", is_flag=True, help="Print nothing.")
def command(root: Path, output: Path | None, quiet: bool) -> None:
    """Write a JSON Schema for each kind of file, for completion and checks in editors.

    \b
    Example:
      kb schema
    """
    folder = output or root / FOLDER
    written = write_folder(folder, schemas())
    if not quiet:
        click.echo(f"{written.written + written.unchanged} schemas in {folder}")
