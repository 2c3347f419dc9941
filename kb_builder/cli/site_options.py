"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import click

from kb_builder.content.layout import PRODUCTS
from kb_builder.publishing.swap import BusyError

F = TypeVar("F", bound=Callable[..., Any])
COULD_NOT_RUN = 2


def root_option(function: F) -> F:
    """``-C DIR``: the folder that holds ``products/``."""
    return click.option(
        "-C",
        "--root",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        help="The site's folder (it holds products/); the current folder unless told otherwise.",
    )(function)


def site_root(root: Path) -> Path:
    """The folder of a site as an absolute path; ends the command where there is none."""
    if not (root / PRODUCTS).is_dir():
        click.echo(f"kb: there is no '{PRODUCTS}' folder in {root.resolve()}", err=True)
        click.echo("  = Go to the site's folder, name it with -C, or start one with 'kb init'.", err=True)
        raise SystemExit(COULD_NOT_RUN)
    return root.resolve()


def inside(path: Path, root: Path, folder: Path) -> PurePosixPath:
    """A path of the command line relative to the site's folder; as written from there, or from here."""
    for start in (Path(), root):
        absolute = Path(os.path.realpath(start / path))  # unlike resolve() it takes links that go round
        if absolute.exists() and absolute.is_relative_to(folder):
            return PurePosixPath(absolute.relative_to(folder).as_posix())
    click.echo(f"kb: '{path}' is no file or folder of this site", err=True)
    raise SystemExit(COULD_NOT_RUN)


def is_wanted(file: str, wanted: Sequence[PurePosixPath]) -> bool:
    """Whether a file is, or lies in, one of the paths of the command line; without any, every file is."""
    return not wanted or any(PurePosixPath(file).is_relative_to(path) for path in wanted)


@contextmanager
def no_traceback() -> Iterator[None]:
    """Ends the command with a clear message when another build is at work or the disk refuses."""
    try:
        yield
    except BusyError as error:
        click.echo("kb: another build of this site is at work; wait for it to end", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    except OSError as error:
        click.echo(f"kb: the site can't be written: {error}", err=True)
        click.echo("  = The last good site is unchanged.", err=True)
        raise SystemExit(COULD_NOT_RUN) from error


@contextmanager
def progress_bar(wanted: bool) -> Iterator[Callable[[str, int, int], None] | None]:
    """A bar a step when the output is a terminal; nothing in pipes."""
    if not (wanted and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, TaskID

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done)

        yield show
