"""``kb diff``."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import click

from kb_builder.cli.day import day_option
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.load import load
from kb_builder.content.translations import load_translations
from kb_builder.editorial.change_text import as_html, as_markdown, as_text
from kb_builder.editorial.changes import changes, stale_translations
from kb_builder.editorial.translated import translation_status
from kb_builder.releasing.earlier import NoSuchRevisionError, unpack_revision
from kb_builder.site.view import visible

_FORMATS = {"text": as_text, "markdown": as_markdown, "html": as_html}


@click.command(name="diff")
@click.argument("rev")
@root_option
@day_option
@click.option("--format", "form", type=click.Choice(tuple(_FORMATS)), default="text", help="How to print it.")
def command(rev: str, root: Path, on: date, form: str) -> None:
    """Say what readers notice of the changes since REV, a revision of git.

    Pages added, moved and gone, steps, paths of troubleshooting trees, prices, dates, ways to reach the company, and
    translations that the changes make stale.

    \b
    Example:
      kb diff main --format markdown
    """
    folder = site_root(root)
    try:
        with tempfile.TemporaryDirectory(prefix="kb-diff-") as before:
            unpack_revision(folder, rev, Path(before))
            old, old_stale = _read(Path(before))
            new, new_stale = _read(folder)
    except NoSuchRevisionError as error:
        click.echo(f"kb: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    found = (*changes(visible(old), visible(new), on), *stale_translations(old_stale, new_stale))
    click.echo(_FORMATS[form](found))


def _read(root: Path) -> tuple[Catalogue, Counter[tuple[str, str]]]:
    """The catalogue, and how many texts are stale by folder and language."""
    loaded = load(root)
    translations, _ = load_translations(root, loaded.po_files)
    stale: Counter[tuple[str, str]] = Counter()
    for status in translation_status(root, loaded.catalogue, translations):
        stale[status.folder, status.locale] += status.stale
    return loaded.catalogue, stale
