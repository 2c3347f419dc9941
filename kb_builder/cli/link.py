"""``kb link``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.model import Guide, Tree
from kb_builder.pipeline import Request, local_sites, read
from kb_builder.site.local import LocalSite
from kb_builder.site.old_links import old_links
from kb_builder.site.replies import as_html, as_text, link_to, reply_of

_SAYS = {"moved": "moved", "archived": "is archived", "place-gone": "its place is gone", "dead": "is dead"}


class _OrCheck(click.Group):
    """``kb link check FILE``; any other first word is the id of an article."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["of", *args]
        return super().parse_args(ctx, args)


@click.group(name="link", cls=_OrCheck)
def command() -> None:
    """Print the link to an article or a reply with its steps, and check links in old replies.

    \b
    Example:
      kb link KB-1014 --step drain
      kb link check old-replies.txt
    """


@command.command(name="of")
@click.argument("article_id", metavar="ID")
@root_option
@day_option
@click.option("--step", default="", help="The step or node that the link opens.")
@click.option("--locale", help="Always this language; otherwise the reader's own.")
@click.option("--reply", type=click.Choice(["text", "html"]), help="Print a whole reply with the steps.")
def of_command(
    article_id: str, root: Path, on: date, step: str, locale: str | None, reply: str | None
) -> None:
    """Print the link to an article, or a reply.

    Exit codes: 0 printed, 2 there is no such article or step.

    \b
    Example:
      kb link KB-1014 --locale pl --reply text
    """
    sites = _sites(root, on)
    site = _site(sites, locale)
    page = site.plan.article_page(article_id)
    if page is None or page.entry is None:
        _stop(f"customers can see no article '{article_id}'")
    _check_step(page.entry.record, article_id, step)
    if reply:
        made = reply_of(site, page, step, locale is None)
        click.echo((as_text if reply == "text" else as_html)(made), nl=False)
    else:
        click.echo(link_to(site, page, step, locale is None))


@command.command(name="check")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@root_option
@day_option
def check_command(file: Any, root: Path, on: date) -> None:
    """Find links to this site in FILE (- for standard input) and say which moved or died.

    Exit codes: 0 all are good or lead on, 1 some are dead or miss their place, 2 could not run.

    \b
    Example:
      kb link check old-replies.txt
    """
    site = next(iter(_sites(root, on).values()))
    found = list(old_links(file.read(), site))
    for link in found:
        if link.fate != "good":
            click.echo(
                visible(
                    f"{file.name}:{link.line}: {link.url} {_SAYS[link.fate]}"
                    + (f": {link.now}" if link.now else "")
                )
            )
    bad = sum(link.fate in ("dead", "place-gone") for link in found)
    click.echo(f"{len(found)} links, {sum(link.fate == 'good' for link in found)} good, {bad} to mend")
    raise SystemExit(1 if bad else 0)


def _sites(root: Path, on: date) -> Mapping[str, LocalSite]:
    folder = site_root(root)
    _, sites = local_sites(read(folder, on), Request(folder, on))
    return sites


def _site(sites: Mapping[str, LocalSite], locale: str | None) -> LocalSite:
    if locale is None:
        return next(iter(sites.values()))
    found = next((site for tag, site in sites.items() if tag.lower() == locale.lower()), None)
    return found or _stop(f"the site has no language '{locale}'; it has {', '.join(sites)}")


def _check_step(record: object, article_id: str, step: str) -> None:
    known: set[str] = set()
    if isinstance(record, Guide):
        known = {one.id for one in record.steps} | {name for one in record.steps for name in one.anchors}
    elif isinstance(record, Tree):
        known = set(record.nodes)
    if step and known and step not in known:
        _stop(f"{article_id} has no step '{step}'; it has {', '.join(sorted(known))}")


def _stop(message: str) -> NoReturn:
    click.echo(visible(f"kb: {message}"), err=True)
    raise SystemExit(COULD_NOT_RUN)
