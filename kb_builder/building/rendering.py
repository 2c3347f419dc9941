"""Every page in Markdown and in HTML: rendered where something changed, and sent through the engine meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from kb_builder import addresses
from kb_builder.building.engine import MOST_PAGES, Runs
from kb_builder.building.pages import Inputs, LocalePages
from kb_builder.building.report import Report
from kb_builder.building.site import Kept, SiteFile, prefix_of, statics, theme_assets
from kb_builder.building.store import Store
from kb_builder.content.problem import Problem
from kb_builder.engines import Engine, EngineError
from kb_builder.site.plan import Page, Plan
from kb_builder.site.stage import page_of_staged

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and how much there is."""
SHORT_RUN = 100
"""Pages in one run of the engine while somebody looks on: what was begun has to end before something newer can be shown."""


@dataclass(frozen=True)
class Onlooker:
    """One who looks at some pages while the site is written: they come before all others."""

    pages: frozenset[str]
    """Their files in the site: ``pl/contact/index.html``."""
    show: Callable[[dict[str, SiteFile]], None]
    """Called with these files, and those of the theme, as soon as they are there."""
    is_over: Callable[[], bool]
    """Asked again and again: whether something newer is to be shown, and the rest of the work is in vain."""


class SupersededError(Exception):
    """The onlooker waits for something newer."""


def finished_pages(
    inputs: Inputs,
    store: Store,
    engine: Engine,
    day: date,
    report: Report,
    progress: Progress | None = None,
    onlooker: Onlooker | None = None,
) -> list[LocalePages]:
    """Markdown and HTML of every page; what the engine can't build becomes a problem at the file that caused it.

    :raises SupersededError: when the onlooker waits for something newer.
    """
    told = _stops_for(onlooker) if onlooker else progress or _nobody
    with Runs(store, engine, day, SHORT_RUN if onlooker else MOST_PAGES) as runs:
        locales = _locales(inputs, store, report)
        if onlooker:
            with report.step("first"):
                _show_first(locales, store, runs, onlooker)
        _render(locales, store, report, told, runs)
        with report.step("engine"):
            runs.finish(partial(told, "engine"))
    report.peak_bytes["engine"] = max(report.peak_bytes["engine"], runs.peak_bytes)
    crashed = (_engine_problem(one.error, one.locale, inputs.plan) for one in runs.failed)
    report.problems = (*report.problems, *crashed)
    return locales


def rendered_pages(
    inputs: Inputs, store: Store, report: Report, progress: Progress | None = None
) -> list[LocalePages]:
    """The Markdown of every page."""
    locales = _locales(inputs, store, report)
    _render(locales, store, report, progress or _nobody, None)
    return locales


def _nobody(_step: str, _done: int, _total: int) -> None:
    """Hears of the progress."""


def _stops_for(onlooker: Onlooker) -> Progress:
    def told(_step: str, _done: int, _total: int) -> None:
        if onlooker.is_over():
            raise SupersededError

    return told


def _locales(inputs: Inputs, store: Store, report: Report) -> list[LocalePages]:
    with report.step("render"):
        return [LocalePages(inputs, tag, store) for tag in report.locales]


def _render(
    locales: list[LocalePages],
    store: Store,
    report: Report,
    progress: Progress,
    runs: Runs | None,
) -> None:
    """Those without HTML go to the engine meanwhile, as far as there is one."""
    for number, locale in enumerate(locales):
        pages = locale.plan.pages
        with report.step("render"):
            missing: list[Page] = []
            for done, page in enumerate(pages):
                if not locale.page(page).output and runs:
                    missing.append(page)
                    if len(missing) >= runs.most_pages:
                        runs.start(locale, missing)
                        missing = []
                if done % 50 == 0:
                    progress("render", number * len(pages) + done, len(locales) * len(pages))
            if runs and (missing or not statics(locale, store)["files"]):
                runs.start(locale, missing)
            store.save(locale.answers.changed)
        report.pages += len(pages)
        report.rendered += locale.rendered
    report.reused = report.pages - report.rendered


def _show_first(locales: list[LocalePages], store: Store, runs: Runs, onlooker: Onlooker) -> None:
    """Nothing is shown when the engine fails at one of the pages: the whole build will tell."""
    watched: list[tuple[LocalePages, Page]] = []
    files: dict[str, SiteFile] = {}
    for locale in locales:
        prefix = prefix_of(locale)
        files |= {f"{prefix}{name}": content for name, content in theme_assets(locale).items()}
        pages = [
            page for page in locale.plan.pages if prefix + addresses.html_file(page.address) in onlooker.pages
        ]
        watched.extend((locale, page) for page in pages)
        missing = [page for page in pages if not locale.page(page).output]
        if missing:
            runs.start(locale, missing)
    runs.finish(partial(_nobody, "first"))
    if not runs.failed:
        for locale, page in watched:
            name = prefix_of(locale) + addresses.html_file(page.address)
            files[name] = Kept(store.rows[locale.locale, page.address].output)
        onlooker.show(files)
    runs.failed.clear()


def _engine_problem(error: EngineError, locale: str, planned: Plan) -> Problem:
    """What an engine says, at the writer's file where the page is known."""
    hint = f"'mkdocs build -f build/{locale}/mkdocs.yml' shows the whole message."
    page = page_of_staged(error.page, planned.by_address) if error.page else None
    if error.page is None:
        file, what = f"build/{locale}/mkdocs.yml", "the site"
    else:
        file, what = (page.source if page else None) or f"build/{locale}/docs/{error.page}", "this page"
    message = f"the engine can't build {what} ({locale}): {error}"
    return Problem("engine-failed", file, message, hint, line=1, column=1)
