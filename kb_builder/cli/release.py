"""``kb release``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kb_builder.checks.anchors import given_anchors
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import print_problems
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.pipeline import Request, local_sites, read
from kb_builder.releasing.ledger import FILE, release_addresses
from kb_builder.releasing.trees import TreeRelease, release_trees


@click.command(name="release")
@root_option
@day_option
def command(root: Path, on: date) -> None:
    """Keep what is published, so that it can be referred to for ever.

    Adds the addresses of all pages to products/_shared/published.yml, so that 'kb check' reports those that go without a redirect.
    Keeps the words of every published tree in every language below products/_shared/released/, so that the codes that customers get
    today can be read when the tree has changed. Commit what it writes. What is kept is never deleted. Exit codes: 0 done, 1 problems,
    2 could not run.

    \b
    Example:
      kb release && git add products && git commit -m "Release"
    """
    folder = site_root(root)
    request = Request(folder, on)
    checked = read(folder, on)
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    if errors:
        print_problems(errors, folder)
        click.echo("Nothing was released: mend the errors first.")
        raise SystemExit(1)
    planned, sites = local_sites(checked, request)
    try:
        trees = release_trees(folder, sites, on)
        news = release_addresses(folder, planned.catalogue.published.record, planned, given_anchors, on)
    except (OSError, ValueError) as error:
        click.echo(f"kb: the release can't be kept: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    for line in tree_lines(trees):
        click.echo(line)
    click.echo(f"{len(planned.pages)} pages, {news} new addresses and places in {FILE}")


def tree_lines(trees: tuple[TreeRelease, ...]) -> list[str]:
    """A line for each tree of which something was written, and one about all of them."""
    lines = [
        f"{one.tree}: revision {one.revision} {'is new' if one.is_new else 'was translated again'}"
        for one in trees
        if one.files
    ]
    unchanged = sum(not one.files for one in trees)
    return [*lines, f"{len(trees)} trees, {unchanged} unchanged"]
