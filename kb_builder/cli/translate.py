"""``kb translate``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from kb_builder.cli.reporting import print_problems
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.layout import DOCS, SHARED
from kb_builder.content.load import load
from kb_builder.content.positions import locate
from kb_builder.content.translation_update import Updated, UpdatedFile, update
from kb_builder.content.translations import load_translations
from kb_builder.editorial.translated import Status, translation_status


@click.group(name="translate")
def command() -> None:
    """Work on translations: PO files in the locale/ folder of each product.

    \b
    Example:
      kb translate update --locale pl
    """


@command.command(name="update")
@root_option
@click.option("--locale", "locales", multiple=True, metavar="TAG", help="Only this language, for example pl.")
@click.option(
    "--product",
    "products",
    multiple=True,
    metavar="NAME",
    help=f"Only this product's folder, {SHARED} or {DOCS}.",
)
def update_command(root: Path, locales: tuple[str, ...], products: tuple[str, ...]) -> None:
    """Bring the PO files up to date with the texts.

    New texts come in, changed ones turn fuzzy, and what is gone is kept at the end of the file. Translations, comments
    and headers stay. Exit codes: 0 done, 1 something was left alone because of problems, 2 could not run.

    \b
    Example:
      kb translate update --product wm700
    """
    folder = site_root(root)
    loaded = load(folder)
    _known("--locale", locales, loaded.catalogue.brand.record.locales)
    _known("--product", products, _folders(loaded.catalogue))
    try:
        updated = update(folder, loaded.catalogue, loaded.po_files, locales=locales, folders=products)
    except OSError as error:
        click.echo(f"kb: a file can't be written: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    problems = locate((*loaded.problems, *updated.problems), folder)
    print_problems(problems, folder)
    for line in summary(updated):
        click.echo(line)
    left_alone = updated.skipped or any(problem.severity == "error" for problem in problems)
    raise SystemExit(1 if left_alone else 0)


@command.command(name="status")
@root_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, article by article.")
@click.option("--articles", is_flag=True, help="A line for each article, not for each product.")
def status_command(root: Path, as_json: bool, articles: bool) -> None:
    """Say how far the translations are: translated, stale, missing, and the words that are left.

    \b
    Example:
      kb translate status --articles
    """
    folder = site_root(root)
    loaded = load(folder)
    translations, _ = load_translations(folder, loaded.po_files, loaded.catalogue.brand.record.locales)
    found = list(translation_status(folder, loaded.catalogue, translations))
    if as_json:
        click.echo(json.dumps({"articles": [asdict(one) for one in found]}, ensure_ascii=False, indent=2))
        return
    for name, some in _status_groups(found, articles):
        counts = [
            sum(getattr(one, part) for one in some)
            for part in ("translated", "stale", "missing", "words_left")
        ]
        click.echo("{}: {:,} translated, {:,} stale, {:,} missing, {:,} words left".format(name, *counts))


def _status_groups(found: list[Status], articles: bool) -> Iterator[tuple[str, list[Status]]]:
    groups: dict[str, list[Status]] = {}
    for one in found:
        name = f"{one.folder} {one.locale}" + (f" {one.name}" if articles else "")
        groups.setdefault(name, []).append(one)
    yield from groups.items()


def _folders(catalogue: Catalogue) -> tuple[str, ...]:
    names = {entry.product for entry in catalogue.entries} | {item.product for item in catalogue.broken}
    return (*sorted(names), DOCS)


def _known(option: str, given: Iterable[str], known: Iterable[str]) -> None:
    for name in given:
        if name not in known:
            raise click.BadParameter(f"'{name}' is none of {', '.join(known)}", param_hint=f"'{option}'")


def summary(updated: Updated) -> list[str]:
    """A line a file, and one for each folder that was left alone."""
    lines = [_line(one) for one in updated.files]
    lines.extend(
        f"products/{folder}: left alone until its files can be read; otherwise their texts would look removed"
        for folder in updated.skipped
    )
    return lines or ["No text to translate: brand.yml lists no language besides the source language."]


def _line(one: UpdatedFile) -> str:
    counts = f"{one.translated} translated, {one.fuzzy} fuzzy, {one.missing} missing"
    obsolete = f", {one.obsolete} obsolete" if one.obsolete else ""
    return f"{one.file}: {counts}{obsolete} ({one.change})"
