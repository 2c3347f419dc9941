"""``kb find``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from kb_builder.cli.asking import known_name
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.layout import PRODUCTS
from kb_builder.pipeline import Request
from kb_builder.search.agents import Agents, NotBuiltError
from kb_builder.search.finder import Findings, Found, Question

_KINDS = {"guide": "guide", "tree": "tree", "article": "prose", "notice": "notice"}
"""As writers call them, and as pages do."""


@click.command(name="find")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@root_option
@click.option("--locale", help="The language to search in; the site's default one unless told otherwise.")
@click.option("--product", default="", metavar="NAME", help="Only this product (the name of its folder).")
@click.option("--kind", type=click.Choice(list(_KINDS)), help="Only pages of this kind.")
@click.option(
    "--audience",
    type=click.Choice(["public", "agent"]),
    default="public",
    show_default=True,
    help="Whose site.",
)
@click.option(
    "--most", type=click.IntRange(1, 100), default=10, show_default=True, help="So many results at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    words: tuple[str, ...],
    root: Path,
    locale: str | None,
    product: str,
    kind: str | None,
    audience: str,
    most: int,
    as_json: bool,
) -> None:
    """Find articles by what customers say, an error code or an id.

    Searches what the last 'kb build' made. Exit codes: 0 found, 1 nothing found, 2 could not run.

    \b
    Example:
      kb find "washer wont drain e18" --product wm700
    """
    folder = site_root(root)
    agents = Request(folder, date.min, audience=audience).agents
    if product:
        known_name("product", product, _products(folder), "The products are")
    question = Question(_readable(" ".join(words)), product, _KINDS[kind] if kind else "", most)
    try:
        tag = _locale(agents, locale)
        found = agents.search(tag, question)
    except NotBuiltError as error:
        option = " --audience agent" if audience == "agent" else ""
        click.echo(f"kb: there is nothing to search yet; run 'kb build{option}' first", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    if as_json:
        click.echo(json.dumps(_as_data(found, question, tag), ensure_ascii=False, indent=2))
    else:
        for line in _as_text(found, agents.prefix(tag)):
            click.echo(visible(line))
    raise SystemExit(0 if found.results else 1)


def _products(folder: Path) -> list[str]:
    """By their folders: reading all the content would take longer than the search."""
    return sorted(path.parent.name for path in (folder / PRODUCTS).glob("*/product.yml"))


def _readable(text: str) -> str:
    """What was typed, with a sign in place of bytes that are no text."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _locale(agents: Agents, asked: str | None) -> str:
    known = agents.locales
    if asked is None:
        return known[0]
    for tag in known:
        if tag.lower() == asked.lower():
            return tag
    click.echo(f"kb: the site has no language '{asked}'; it has {', '.join(known)}", err=True)
    raise SystemExit(COULD_NOT_RUN)


def _as_text(found: Findings, prefix: str) -> list[str]:
    lines = [f"Showing results for '{right}' in place of '{wrong}'." for wrong, right in found.corrected]
    for one in found.results:
        place = f"/{prefix}{one.document.address}" + (f"#{one.anchor}" if one.anchor else "")
        lines.append(f"{one.document.id or one.document.kind:<10} {one.document.title}")
        lines.append(f"{'':<10} {place}")
    return lines or ["Nothing found. Try other words."]


def _as_data(found: Findings, question: Question, locale: str) -> dict[str, object]:
    return {
        "query": question.text,
        "locale": locale,
        "corrected": dict(found.corrected),
        "straight": list(found.straight),
        "results": [_result(one) for one in found.results],
    }


def _result(one: Found) -> dict[str, object]:
    document = one.document
    return {
        "id": document.id, "title": document.title, "summary": document.summary, "kind": document.kind,
        "product": document.product, "address": document.address, "anchor": one.anchor, "score": one.score,
    }  # fmt: skip
