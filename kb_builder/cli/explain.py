"""``kb explain``."""

from __future__ import annotations

import os
import sys

import click

from kb_builder.checks.explanations import explanation, known
from kb_builder.checks.near import suggestion
from kb_builder.checks.registry import SEVERITIES
from kb_builder.cli.site_options import COULD_NOT_RUN


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    return [code for code in known() if code.startswith(incomplete)]


@click.command(name="explain")
@click.argument("rule", required=False, shell_complete=_complete)
def command(rule: str | None) -> None:
    """Explain a rule of the checker, with an example that breaks it and one that does not.

    Without a RULE, all rules are listed.

    \b
    Example:
      kb explain dangling-answer
    """
    if rule is None:
        _list()
        return
    try:
        text = explanation(rule).text
    except (KeyError, OSError, ValueError) as error:
        click.echo(f"kb: there is no rule '{rule}'", err=True)
        hint = suggestion(rule, known()) or "'kb explain' lists all rules."
        click.echo(f"  = {hint}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        click.echo(text.rstrip())


def _list() -> None:
    width = max(len(code) for code in known())
    for code in known():
        click.echo(f"{code:<{width}}  {SEVERITIES.get(code, 'error'):<7}  {explanation(code).summary}")
