"""``kb build``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import print_problems
from kb_builder.cli.site_options import no_traceback, progress_bar, root_option, site_root
from kb_builder.pipeline import Report, Request, build, report_as_json


@click.command(name="build")
@root_option
@day_option
@click.option("--drafts", is_flag=True, help="Show drafts and what is not released yet.")
@click.option(
    "--audience", type=click.Choice(["public", "agent"]), default="public", show_default=True,
    help="agent: a second site for agents, in site-agent/, with notes that customers never see.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the run.")
def command(root: Path, on: date, drafts: bool, audience: str, as_json: bool) -> None:
    """Check the content and build the site into site/, or into site-agent/ for agents.

    With errors nothing is changed: the last good site stays. Exit codes: 0 built, 1 problems, 2 could not run.

    \b
    Example:
      kb build --json
    """
    folder = site_root(root)
    request = Request(folder, on, audience, drafts)
    with progress_bar(not as_json) as progress, no_traceback():
        report = build(request, progress=progress)
    for message in report.messages:
        click.echo(f"kb: {message}", err=True)
    if as_json:
        click.echo(report_as_json(report))
    else:
        print_problems(report.problems, folder)
        click.echo(summary(report))
    raise SystemExit(1 if report.errors else 0)


def summary(report: Report) -> str:
    """What a build did, in two lines."""
    if report.errors:
        return "Nothing was published: the last good site is unchanged."
    languages = ", ".join(report.locales)
    steps = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in report.seconds.items())
    return f"Built {report.pages} pages ({languages}) into {report.site}\n{report.rendered} rendered, {report.reused} reused; {steps}"
