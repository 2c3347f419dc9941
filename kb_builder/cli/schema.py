"""``kb schema``."""

from __future__ import annotations

from pathlib import Path

import click

from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.load import load
from kb_builder.content.reference_targets import reference_targets
from kb_builder.content.schemas import FOLDER, schemas
from kb_builder.site.files import write_folder


@click.command(name="schema")
@root_option
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help=f"Another folder than {FOLDER}/."
)
@click.option(
    "--catalogue", is_flag=True,
    help="Let editors offer the ids of this site: articles, products, parts, prices, channels. Repeat it after adding some.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="Print nothing.")
def command(root: Path, output: Path | None, catalogue: bool, quiet: bool) -> None:
    """Write a JSON Schema for each kind of file, for completion and checks in editors.

    \b
    Example:
      kb schema --catalogue
    """
    folder = output or root / FOLDER
    targets = reference_targets(load(site_root(root)).catalogue) if catalogue else None
    try:
        written = write_folder(folder, schemas(targets))
    except OSError as error:
        click.echo(f"kb: the schemas can't be written: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    if not quiet:
        click.echo(f"{written.written + written.unchanged} schemas in {folder}")
