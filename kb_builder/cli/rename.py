"""``kb rename``."""

from __future__ import annotations

from pathlib import Path

import click

from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.load import load
from kb_builder.content.translation_update import update
from kb_builder.editorial.moving import CannotMoveError, apply, move_of


@click.command(name="rename")
@click.argument("old")
@click.argument("new")
@root_option
def command(old: str, new: str, root: Path) -> None:
    """Move the article OLD to the name NEW, within its product or to another one.

    Its pictures and translations go along, and its old address leads to the new one. Links to it are written with its id and need no
    change.

    \b
    Example:
      kb rename wm700/descale descale-the-machine
    """
    folder = site_root(root)
    loaded = load(folder)
    try:
        move = move_of(folder, loaded.catalogue, old, new)
        apply(folder, move)
    except CannotMoveError as error:
        click.echo(f"kb: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    except OSError as error:
        click.echo(f"kb: a file can't be written: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    for before, after in {**move.renamed, **move.copied}.items():
        click.echo(f"{before} → {after}")
    for path, target in move.redirects:
        click.echo(f"{path} leads to {target}")
    if len({path.split("/")[1] for path in (*move.renamed, *move.renamed.values())}) > 1:
        again = load(folder)
        update(folder, again.catalogue, again.po_files)
