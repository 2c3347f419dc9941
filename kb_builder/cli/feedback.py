"""``kb feedback``."""

from __future__ import annotations

from pathlib import Path

import click

from kb_builder.cli.reporting import as_text, visible
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.editorial.feedback import FILE, UnreadableError, as_lines, read_answers, together


@click.group(name="feedback")
def command() -> None:
    """Bring in what readers said of articles.

    \b
    Example:
      kb feedback import answers.jsonl
    """


@command.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@root_option
def import_command(file: Path, root: Path) -> None:
    """Take the answers of a log for 'kb report': .jsonl (one JSON object a line) or .csv.

    A log that has grown can be imported again: what is there already is not counted twice. Exit codes: 0 all taken, 1 some
    lines were left out, 2 could not run.

    \b
    Example:
      kb feedback import answers.jsonl
    """
    store = site_root(root) / FILE
    try:
        new, wrong = read_answers(file, str(file))
        kept, _ = read_answers(store, FILE) if store.is_file() else ([], [])
        every = together(kept, new)
        store.parent.mkdir(parents=True, exist_ok=True)
        beside = store.with_suffix(".new")
        beside.write_text(as_lines(every), encoding="utf-8")
        beside.replace(store)
    except (UnreadableError, OSError) as error:
        click.echo(f"kb: {visible(str(error))}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    for problem in wrong:
        click.echo("\n".join(as_text(problem, ())))
    articles = len({one.article for one in new})
    click.echo(f"{len(every) - len(kept)} new of {len(new)} answers about {articles} articles, in {FILE}")
    raise SystemExit(1 if wrong else 0)
