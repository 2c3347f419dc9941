"""``kb init``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError
from babel.core import parse_locale

from kb_builder.cli.day import day_option
from kb_builder.cli.site_options import COULD_NOT_RUN
from kb_builder.scaffold.site import Choices, site_files
from kb_builder.scaffold.texts import folder as scaffold_folder

CI_FILES = {"github": ".github/workflows/help-site.yml", "gitlab": ".gitlab-ci.yml"}
"""Where each service looks for its workflow."""
_MAY_BE_THERE = frozenset({".git"})
"""An empty git repository is a good place to start in."""


def _locales(_context: click.Context, _parameter: click.Parameter, tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_usual_spelling(tag) for tag in tags))


def _usual_spelling(tag: str) -> str:
    """``zh-Hant`` for ``ZH-hant``."""
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise click.BadParameter(f"'{tag}' is no language tag; write it like en, pl or zh-Hant") from error
    language, territory, script, *_ = parse_locale(tag, sep="-")
    return "-".join(part for part in (language, script, territory) if part)


def _countries(
    _context: click.Context, _parameter: click.Parameter, codes: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code.upper() for code in codes))


def _name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    name = name.strip()
    if not name or len(name) > 60 or not name.isprintable():
        raise click.BadParameter("give a name of 1 to 60 characters on one line")
    return name


@click.command(name="init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="Example Home", show_default=True, callback=_name, help="Your company.")
@click.option(
    "--locale", "locales", multiple=True, default=("en",), show_default=True, callback=_locales,
    help="A language of the site, for example pl or zh-Hant; the first is the default. Repeat it for more.",
)  # fmt: skip
@click.option(
    "--country", "countries", multiple=True, default=("US",), show_default=True, callback=_countries,
    help="A country that you serve, for example PL. Repeat it for more.",
)  # fmt: skip
@click.option(
    "--ci", type=click.Choice(tuple(CI_FILES)),
    help="Write a workflow, too, that checks, builds, says in pull requests what readers notice, and publishes.",
)  # fmt: skip
@day_option
def command(
    folder: Path, name: str, locales: tuple[str, ...], countries: tuple[str, ...], ci: str | None, on: date
) -> None:
    """Make a small complete site in the new or empty folder DIR, to put your own content into.

    Its texts are English and invented; it checks and builds at once.

    \b
    Example:
      kb init my-help --name "Example Home" --locale en --locale pl --country PL
    """
    try:
        texts = site_files(Choices(name, locales, countries, on))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--country") from error
    try:
        _refuse_content(folder)
        workflow = {CI_FILES[ci]: scaffold_folder("ci") / f"{ci}.yml"} if ci else {}
        written = _write(folder, {**texts, "mkdocs.yml": _base_configuration(), **workflow})
    except OSError as error:
        click.echo(f"kb: the site can't be written: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    click.echo(f"Wrote {written} files into {folder}")
    click.echo(f"Go on with:  cd {folder} && kb serve")


def _refuse_content(folder: Path) -> None:
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if there - _MAY_BE_THERE:
        click.echo(f"kb: the folder {folder} is not empty", err=True)
        click.echo("  = Name a new folder: 'kb init' never touches files that are there.", err=True)
        raise SystemExit(COULD_NOT_RUN)


def _base_configuration() -> Path:
    return Path(str(files("kb_builder.site") / "base.yml"))


def _write(folder: Path, texts: Mapping[str, str | Path]) -> int:
    """Write the files, none over an existing one."""
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content.encode() if isinstance(content, str) else content.read_bytes())
    return len(texts)
