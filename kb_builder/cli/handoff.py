"""``kb handoff``."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from kb_builder.aftersales.handoff import CodeError, decode, grouped, plain_code
from kb_builder.aftersales.tree_diff import Difference
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.pipeline import Request, local_sites, read
from kb_builder.releasing.codes import Asked, Reading, UnknownTreeError, read_code


@click.command(name="handoff")
@click.argument("code", nargs=-1, required=True)
@root_option
@day_option
@click.option("--locale", metavar="TAG", help="Your language, for example pl; otherwise the site's default.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(code: tuple[str, ...], root: Path, on: date, locale: str | None, as_json: bool) -> None:
    """Show what a customer's code says: the questions, the answers, and where the customer is now.

    CODE is typed as it is read aloud: small letters, spaces and hyphens do no harm. A code of an older revision of the tree shows what
    the customer saw, and what has changed since. Exit codes: 0 shown, 1 no code of this site or an unknown revision, 2 could not run.

    \b
    Example:
      kb handoff 8mz7 xyja t9c3 y5 --locale pl
    """
    folder = site_root(root)
    typed = "".join(code)
    _, sites = local_sites(read(folder, on), Request(folder, on, audience="agent"))
    if locale is not None and locale not in sites:
        raise click.BadParameter(f"'{locale}' is none of {', '.join(sites)}", param_hint="'--locale'")
    try:
        reading = read_code(folder, sites[locale or next(iter(sites))], decode(typed))
    except (CodeError, UnknownTreeError) as error:
        click.echo(f"kb: '{visible(typed)}' can't be read: {error}", err=True)
        click.echo("  = Ask for the code again, group by group.", err=True)
        raise SystemExit(1) from error
    except ValueError as error:
        click.echo(f"kb: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    if as_json:
        click.echo(json.dumps(as_data(plain_code(typed), reading), ensure_ascii=False, indent=2))
    else:
        for line in lines(plain_code(typed), reading):
            click.echo(visible(line))
    raise SystemExit(1 if reading.status == "unknown" else 0)


def as_data(code: str, reading: Reading) -> dict[str, Any]:
    """A reading for other programs."""
    since = reading.since
    return {
        "code": code,
        "tree": reading.tree,
        "title": reading.title,
        "products": reading.products,
        "revision": reading.revision,
        "status": reading.status,
        "released": reading.released or None,
        "path": [asdict(one) for one in reading.path],
        "now": asdict(reading.now) if reading.now else None,
        "outcome": reading.outcome or None,
        "since": since
        and {
            "paths": since.paths,
            "rerouted": since.rerouted,
            "ends_added": [one.name for one in since.ends_added],
            "ends_lost": [one.name for one in since.ends_lost],
            "reworded": since.reworded,
        },
    }


def lines(code: str, reading: Reading) -> list[str]:
    """A reading for people."""
    product = " or ".join(reading.products) or "a product that is gone"
    found = [f"{grouped(code)}: {reading.title or reading.tree} ({reading.tree}, {product})"]
    if reading.status == "unknown":
        found.append(f"The revision {reading.revision} is unknown: it was never released, or not from here.")
        found.append("Ask the customer what they have tried.")
        return found
    if reading.status == "older":
        found.append(f"Revision {reading.revision}, released {reading.released}. {_since(reading.since)}")
    width = len(str(len(reading.path) + 1))
    found.extend(f"{number:>{width}}. {_line(one)}" for number, one in enumerate(reading.path, 1))
    if reading.now:
        here = "Ended with" if reading.outcome else "Is now at"
        found.append(f"{here}: {_line(reading.now)}" + (f" ({reading.outcome})" if reading.outcome else ""))
    return found


def _line(one: Asked) -> str:
    asked = " · ".join(part for part in (one.title, one.question) if part)
    return " ".join(f"{asked} → {one.answer}".split()) if one.answer else " ".join(asked.split())


def _since(since: Difference | None) -> str:
    if since is None:
        return "The tree is gone."
    if since.changes_nothing:
        return "Nothing has changed for customers since."
    parts = (
        [f"{since.rerouted:,} of its {since.paths:,} paths lead elsewhere today"] if since.rerouted else []
    )
    parts += [f"{since.added:,} paths are new"] if since.added else []
    parts += [f"other words at {', '.join(since.reworded[:5])}"] if since.reworded else []
    return f"Since then: {'; '.join(parts)}."
