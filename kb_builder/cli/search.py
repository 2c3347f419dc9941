"""``kb search``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from kb_builder import addresses
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.load import load
from kb_builder.content.model import Brand, SearchTests
from kb_builder.content.model.words import SearchFloors
from kb_builder.pipeline import Request
from kb_builder.search.agents import Agents, NotBuiltError
from kb_builder.search.browser import NoBrowserError, asking
from kb_builder.search.finder import Question
from kb_builder.search.quality import (
    LOOKED_AT,
    Asked,
    Quality,
    QueriesError,
    Results,
    measure,
    read_queries,
    together,
)


@click.group(name="search")
def command() -> None:
    """Measure how well the search finds.

    \b
    Example:
      kb search test
    """


@command.command(name="test")
@root_option
@click.option(
    "--locale", help="Only this language; with --queries the site's default one unless told otherwise."
)
@click.option(
    "--engine", type=click.Choice(["site", "agent"]), default="site", show_default=True,
    help="The search of the built site, in a real browser, or the index of 'kb find'.",
)  # fmt: skip
@click.option(
    "--queries", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.tsv",
    help="Ask these instead: columns id and query, separated by a tab. No floors apply.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def test_command(root: Path, locale: str | None, engine: str, queries: Path | None, as_json: bool) -> None:
    """Ask the questions of search-tests.yml and print how many found their article.

    Measures what the last 'kb build' made. Exit codes: 0 good enough, 1 below the floors of search-tests.yml, 2 could not run.

    \b
    Example:
      kb search test --locale pl --engine agent
    """
    request = Request(site_root(root), date.min)
    catalogue = load(request.root).catalogue
    brand, tests = catalogue.brand.record, catalogue.search_tests.record
    try:
        asked = _questions(tests, brand, locale, queries)
        measured = {tag: _measured(request, brand, tag, engine, asked[tag]) for tag in asked}
    except (NotBuiltError, FileNotFoundError) as error:
        click.echo("kb: there is nothing to search yet; run 'kb build' first", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    except (NoBrowserError, QueriesError) as error:
        click.echo(f"kb: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    low = [] if queries else [line for tag in measured for line in _below(tag, measured[tag], tests.floors)]
    if as_json:
        whole = _as_data(together(measured.values()))
        click.echo(json.dumps(whole | {"engine": engine, "below": low}, ensure_ascii=False, indent=2))
    else:
        for tag, quality in measured.items():
            for line in _as_text(tag, quality):
                click.echo(visible(line))
        for line in low:
            click.echo(line)
    raise SystemExit(1 if low else 0)


def _questions(
    tests: SearchTests, brand: Brand, locale: str | None, queries: Path | None
) -> Mapping[str, Sequence[Asked]]:
    tag = next(
        (one for one in brand.locales if one.lower() == (locale or brand.default_locale).lower()), None
    )
    if tag is None:
        raise QueriesError(f"the site has no language '{locale}'; it has {', '.join(brand.locales)}")
    if queries:
        return {tag: read_queries(queries)}
    written = {
        one: tuple(Asked(question.q, frozenset(question.ids), question.first) for question in questions)
        for one, questions in tests.questions.items()
        if one in brand.locales and (locale is None or one == tag)
    }
    if not any(written.values()):
        raise QueriesError("there are no questions; write some in products/_shared/search-tests.yml")
    return written


def _measured(request: Request, brand: Brand, locale: str, engine: str, asked: Sequence[Asked]) -> Quality:
    with _search(request, brand, locale, engine) as search:
        return measure(asked, search)


@contextmanager
def _search(request: Request, brand: Brand, locale: str, engine: str) -> Iterator[Callable[[str], Results]]:
    if engine == "agent":
        agents = request.agents
        yield lambda query: _agents_results(agents, locale, query)
        return
    prefix = addresses.locale_prefix(locale, brand.default_locale)
    if not (request.site / prefix / "search").is_dir():
        raise NotBuiltError(str(request.site))
    with asking(request.site, prefix) as search:
        yield search


def _agents_results(agents: Agents, locale: str, query: str) -> Results:
    found = agents.search(locale, Question(query, most=LOOKED_AT))
    return [tuple(filter(None, (one.document.id, *one.document.aliases))) for one in found.results]


def _below(locale: str, quality: Quality, floors: SearchFloors) -> Iterator[str]:
    for name, value, floor in (
        ("hit@1", quality.hit_at_1, floors.hit_at_1),
        ("hit@3", quality.hit_at_3, floors.hit_at_3),
    ):
        if value < floor:
            yield f"{locale}: {name} is {value:.2f}, the floor is {floor:.2f}"
    if quality.none > floors.none:
        yield f"{locale}: {quality.none:.2f} find nothing, at most {floors.none:.2f} may"


def _as_data(quality: Quality) -> dict[str, object]:
    return {
        "hit@1": quality.hit_at_1, "hit@3": quality.hit_at_3, "hit@5": quality.hit_at_5, "mrr": quality.mrr,
        "none": quality.none, "queries": quality.queries,
        "misses": [
            {"query": miss.query, "ids": list(miss.ids), "place": miss.place, "found": list(miss.found)}
            for miss in quality.misses
        ],
    }  # fmt: skip


def _as_text(locale: str, quality: Quality) -> list[str]:
    hits = f"hit@1 {quality.hit_at_1:.2f}, hit@3 {quality.hit_at_3:.2f}, hit@5 {quality.hit_at_5:.2f}"
    lines = [
        f"{locale}: {quality.queries} questions, {hits}, MRR {quality.mrr:.2f}, without a result {quality.none:.2f}"
    ]
    for miss in quality.misses:
        where = f"place {miss.place}" if miss.place else "not found"
        first = ", ".join(filter(None, miss.found)) or "none"
        lines.append(f"  {miss.query}: {', '.join(miss.ids)} {where}; first come {first}")
    return lines
