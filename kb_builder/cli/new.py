"""``kb new``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from kb_builder.cli.day import day_option
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.layout import SHARED
from kb_builder.content.load import load
from kb_builder.scaffold.new import (
    GUIDE_TYPES,
    NOTICE_KINDS,
    PRODUCT_KINDS,
    New,
    NewError,
    new_file,
    title_from,
)

F = TypeVar("F", bound=Callable[..., Any])
_SUMMARY = "Say in one sentence who needs this and what it achieves."


@click.group(name="new")
def command() -> None:
    """Write a new file to fill in: a draft that 'kb check' accepts.

    On a terminal it asks for whatever you leave out: the product, the name, the title, the summary. It never touches a file
    that is there, and prints the path of the new one.

    \b
    Example:
      kb new guide wm700/clean-the-door --title "Clean the door"
    """


def article_options(function: F) -> F:
    """Argument and options that every kind of article has."""
    for decorate in (
        root_option,
        day_option,
        click.option("--id", "id_", metavar="ID", default="", help="Another id than the next free one."),
        click.option(
            "--product", "products", multiple=True, metavar="NAME",
            help=f"For an article in {SHARED}: a product that shows it. Repeat it for more.",
        ),
        click.option("--summary", help="One sentence: who needs this and what it achieves."),
        click.option("--title", help="The title; otherwise made of the name."),
        click.argument("place", metavar="[PRODUCT/NAME]", default=""),
    ):  # fmt: skip
        function = decorate(function)
    return function


@command.command(name="guide")
@article_options
@click.option("--type", "type_", type=click.Choice(GUIDE_TYPES), help="What the guide is for.")
def guide(place: str, type_: str | None, **options: Any) -> None:
    """Write a guide: ordered steps that achieve one thing.

    \b
    Example:
      kb new guide wm700/clean-the-door --title "Clean the door" --type maintain
    """
    _article("guide", place, detail=("type", type_, GUIDE_TYPES, "use"), **options)


@command.command(name="tree")
@article_options
def tree(place: str, **options: Any) -> None:
    """Write a troubleshooting tree: questions that lead to what helps.

    \b
    Example:
      kb new tree wm700/door-does-not-open --title "The door does not open"
    """
    _article("tree", place, **options)


@command.command(name="article")
@article_options
def article(place: str, **options: Any) -> None:
    """Write an article in prose.

    \b
    Example:
      kb new article wm700/save-energy --title "Save energy"
    """
    _article("prose", place, **options)


@command.command(name="notice")
@article_options
@click.option("--kind", "kind_", type=click.Choice(NOTICE_KINDS), help="What the notice is about.")
def notice(place: str, kind_: str | None, **options: Any) -> None:
    """Write a recall, a safety notice, a known issue or an end of support.

    \b
    Example:
      kb new notice wm700/2026-door-lock --title "Recall: door lock" --kind recall
    """
    _article("notice", place, detail=("kind", kind_, NOTICE_KINDS, "known_issue"), **options)


@command.command(name="product")
@click.argument("slug", metavar="[NAME]", default="")
@click.option("--name", "title", help="What customers call it; otherwise made of the folder's name.")
@click.option("--summary", help="One sentence: what it is.")
@click.option("--kind", "kind_", type=click.Choice(PRODUCT_KINDS), default="product", show_default=True,
              help="A topic holds help that belongs to no product, such as orders.")  # fmt: skip
@day_option
@root_option
def product(slug: str, title: str | None, summary: str | None, kind_: str, on: date, root: Path) -> None:
    """Write the file of a product, or of a topic.

    \b
    Example:
      kb new product wm800 --name "Washing machine WM800"
    """
    folder = site_root(root)
    if not slug and not _at_terminal():
        raise click.BadParameter("give the product a name, for example wm800", param_hint="NAME")
    slug = slug or _asked("Name in the address (lower-case letters, digits, hyphens)", None, "new-product")
    title = _asked("Name", title, title_from(slug))
    summary = _asked("Summary", summary, "Say in one sentence what it is.")
    _write(folder, New("product", slug, slug, title, summary, on, detail=kind_))


def _article(
    kind: str,
    place: str,
    *,
    title: str | None,
    summary: str | None,
    products: tuple[str, ...],
    id_: str,
    on: date,
    root: Path,
    detail: tuple[str, str | None, Sequence[str], str] | None = None,
) -> None:
    folder = site_root(root)
    catalogue = load(folder).catalogue
    if not place and _at_terminal():
        place = _asked_place(catalogue)
    owner, _, slug = place.strip("/").partition("/")
    if owner == SHARED and not products and _at_terminal():
        products = tuple(_asked("Products that show it", None, " ".join(_products(catalogue))).split())
    if not slug:
        message = f"'{place}' names no product; write it as PRODUCT/NAME, for example wm700/clean-the-door"
        raise click.BadParameter(message, param_hint="PRODUCT/NAME")
    title = _asked("Title", title, title_from(slug))
    summary = _asked("Summary", summary, _SUMMARY)
    chosen = ""
    if detail is not None:
        question, value, choices, default = detail
        chosen = _asked(question.capitalize(), value, default, click.Choice(choices))
    _write(folder, New(kind, owner, slug, title, summary, on, chosen, id_, products))


def _products(catalogue: Catalogue) -> list[str]:
    return [entry.slug for entry in catalogue.products]


def _asked_place(catalogue: Catalogue) -> str:
    """Where the article belongs, as PRODUCT/NAME."""
    known = [*_products(catalogue), SHARED]
    owner = _asked("Product", None, known[0], click.Choice(known))
    name = _asked("Name in the address (lower-case letters, digits, hyphens)", None, "new-article")
    return f"{owner}/{name}"


def _asked(question: str, value: str | None, default: str, choice: click.Choice[str] | None = None) -> str:
    """The option's value, else the answer at a terminal, else the default."""
    if value is None and _at_terminal():
        value = click.prompt(question, default=default, type=choice, err=True)
    text = " ".join((default if value is None else value).split())
    if not text or len(text) > 1000 or not text.isprintable():
        raise click.BadParameter("write 1 to 1,000 characters", param_hint=question.lower())
    return text


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _write(folder: Path, wanted: New) -> None:
    try:
        file, text = new_file(wanted, load(folder).catalogue)
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except NewError as error:
        click.echo(f"kb: {error}", err=True)
        click.echo(f"  = {error.hint}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    except FileExistsError as error:
        click.echo(f"kb: the file {file} is there already", err=True)
        click.echo("  = Choose another name, or edit that file.", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    except OSError as error:
        click.echo(f"kb: the file can't be written: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    click.echo(file)
