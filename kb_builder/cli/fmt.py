"""``kb fmt``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from kb_builder.cli.site_options import COULD_NOT_RUN, inside, is_wanted, root_option, site_root
from kb_builder.content.files import read_text, split_front_matter, walk
from kb_builder.content.layout import KINDS, PRODUCTS, place_of
from kb_builder.content.yaml_style import NoStyleError, styled


@click.command(name="fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; end with 1 when a file would change."
)
def command(paths: tuple[Path, ...], root: Path, only_check: bool) -> None:
    """Bring the layout of YAML files, and of the fields above articles, into one style.

    Texts, comments, quotes and the order of the fields stay as they are. Prints the files that change. PATHS (files or
    folders) limit what is looked at. Exit codes: 0 done, 1 a file would change (--check) or can't be read, 2 could not run.

    \b
    Example:
      kb fmt products/wm700
    """
    folder = site_root(root)
    wanted = [inside(path, root, folder) for path in paths]
    changed = alone = files = 0
    for file, path in _files(folder, wanted):
        files += 1
        try:
            new = _styled_file(path, file)
            if new is None:
                continue
            changed += 1
            click.echo(file)
            if not only_check:
                _write(path, new)
        except NoStyleError as error:
            alone += 1
            click.echo(f"{file}: left alone: {error}", err=True)
        except OSError as error:
            click.echo(f"kb: {file} can't be written: {error.strerror}", err=True)
            raise SystemExit(COULD_NOT_RUN) from error
    verb = "would change" if only_check else "changed"
    click.echo(f"{changed} of {files} files {verb}", err=True)
    raise SystemExit(1 if alone or (only_check and changed) else 0)


def _files(folder: Path, wanted: list[PurePosixPath]) -> Iterator[tuple[str, Path]]:
    """The files that hold fields, as path relative to the site's folder and as they can be opened."""
    for file, path, problem in walk(folder, PRODUCTS):
        place = place_of(PurePosixPath(file).relative_to(PRODUCTS))
        if problem is None and place is not None and place.kind in KINDS and is_wanted(file, wanted):
            yield file, path


def _styled_file(path: Path, file: str) -> bytes | None:
    """What the file shall hold; None when it holds that.

    :raises NoStyleError: when it can't be read.
    """
    text, problem = read_text(path, file)
    if text is None:
        raise NoStyleError(problem.message if problem else "it can't be read")
    new = _with_styled_header(text) if path.suffix == ".md" else styled(text)
    written = new.encode()
    return None if written == path.read_bytes() else written


def _with_styled_header(text: str) -> str:
    header, body, _ = split_front_matter(text)
    if header is None:
        raise NoStyleError("it has no fields at its top")
    return f"---\n{styled(header)}---\n{body}"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all; where a link leads the link stays."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(content)
    shutil.copymode(target, beside)
    beside.replace(target)
