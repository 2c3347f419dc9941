"""``kb check``."""

from __future__ import annotations

import gc
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb_builder.checks import as_strict, check, without_accepted
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import FORMATS, print_problems, summary
from kb_builder.cli.site_options import inside, is_wanted, root_option, site_root
from kb_builder.content.layout import CACHE
from kb_builder.content.load import Loaded, load
from kb_builder.content.positions import locate
from kb_builder.content.problem import Problem

if TYPE_CHECKING:
    from kb_builder.content.translations import Translations


@click.command(name="check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@day_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", help="How to print the problems."
)
@click.option(
    "--external", is_flag=True,
    help="Also ask other hosts whether the pages that are linked to are there; what was there is asked again after a week.",
)  # fmt: skip
@click.option(
    "--strict",
    is_flag=True,
    help="Fail on warnings, too; what law and prices rest on is an error when its review is overdue.",
)
def command(paths: tuple[Path, ...], root: Path, on: date, form: str, external: bool, strict: bool) -> None:
    """Report every problem of every file.

    PATHS (files or folders) limit what is printed; the whole catalogue is read all the same, since ids and
    references reach across it. Exit codes: 0 clean, 1 problems, 2 could not run.

    \b
    Example:
      kb check products/wm700 --strict
    """
    # The process is short and keeps all it reads: looking for garbage would take a third of its time.
    gc.disable()
    folder = site_root(root)
    wanted = [inside(path, root, folder) for path in paths]
    loaded = load(folder)
    translations, po_problems = _translations(loaded, folder)
    every = (*loaded.problems, *po_problems, *check(loaded.catalogue, on, translations))
    if external:
        every = (*every, *_dead_links(loaded, folder, on))
    if strict:
        every = tuple(as_strict(every))
    states = partial(_translation_states, loaded, folder, translations)
    found = locate(without_accepted(every, loaded.catalogue, on, states), folder)
    problems = [problem for problem in found if is_wanted(problem.file, wanted)]
    print_problems(problems, folder, form)
    if form == "text":
        files = sum(is_wanted(file, wanted) for file in loaded.read)
        click.echo(summary(problems, files))
    fails = any(problem.severity == "error" or strict for problem in problems)
    raise SystemExit(1 if fails else 0)


def _dead_links(loaded: Loaded, folder: Path, on: date) -> tuple[Problem, ...]:
    from kb_builder.checks.external import dead_links, external_links
    from kb_builder.web.links import Manners, ask, dead_among, remember, remembered

    links = external_links(loaded.catalogue, on)
    cache = folder / CACHE
    manners = Manners(agent=f"kb_builder link check (+{loaded.catalogue.brand.record.site_url})")
    answers = ask((link.url for link in links), remembered(cache), manners)
    try:
        remember(cache, answers)
    except OSError as error:
        click.echo(f"kb: what other hosts said can't be kept: {error.strerror}", err=True)
    return tuple(dead_links(links, dead_among(answers)))


def _translations(loaded: Loaded, folder: Path) -> tuple[Translations | None, tuple[Problem, ...]]:
    if not loaded.po_files:
        return None, ()
    from kb_builder.content.translations import load_translations

    return load_translations(folder, loaded.po_files, loaded.catalogue.brand.record.locales)


def _translation_states(
    loaded: Loaded, folder: Path, translations: Translations | None
) -> frozenset[tuple[str, str]]:
    from kb_builder.content.translation_states import translation_states
    from kb_builder.content.translations import Translations

    return translation_states(folder, loaded.catalogue, translations or Translations())
