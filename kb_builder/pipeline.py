"""The whole order, from folders to a site; the only module that knows it."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from kb_builder import addresses
from kb_builder.checks import check, without_accepted
from kb_builder.content.load import Loaded, load
from kb_builder.content.positions import locate
from kb_builder.content.problem import Problem
from kb_builder.content.translation_states import translation_states
from kb_builder.content.translations import Translations, load_translations
from kb_builder.engines import Engine, EngineError, MkDocs
from kb_builder.publishing.headers import (
    content_security_policy,
    headers_file,
    inline_script_hashes,
    redirects_file,
    robots_file,
)
from kb_builder.publishing.join import files_of, join
from kb_builder.publishing.links import dead_links
from kb_builder.publishing.swap import mend, only_build, swap
from kb_builder.site.files import read_manifest, write_folder, write_manifest
from kb_builder.site.local import LocalSite
from kb_builder.site.messages import messages
from kb_builder.site.plan import Plan, plan
from kb_builder.site.redirects import old_addresses
from kb_builder.site.render import render
from kb_builder.site.stage import page_of_staged, project_files
from kb_builder.site.view import visible

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Request:
    """What to build."""

    root: Path
    day: date
    audience: str = "public"
    drafts: bool = False

    @property
    def staging(self) -> Path:
        """The folder of the emitted projects."""
        return self.root / "build"

    @property
    def site(self) -> Path:
        """The folder of the finished site."""
        return self.root / ("site" if self.audience == "public" else "site-agent")

    @property
    def cache(self) -> Path:
        """The folder of what only speeds up or guards a build."""
        return self.root / ".kb-cache"


@dataclass
class Report:
    """What a run did; filled step by step."""

    problems: tuple[Problem, ...] = ()
    pages: int = 0
    rendered: int = 0
    reused: int = 0
    links: int = 0
    site: str = ""
    locales: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    peak_bytes: dict[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure a step: seconds, and the most memory that the process has used when it ends."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0) + time.perf_counter() - started, 3)
            unit = 1 if sys.platform == "darwin" else 1024
            own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
            self.peak_bytes[name] = max(self.peak_bytes.get(name, 0), own)


@dataclass(frozen=True)
class Checked:
    """A catalogue that was read and checked."""

    loaded: Loaded
    translations: Translations
    problems: tuple[Problem, ...]


def read(root: Path, day: date, report: Report | None = None) -> Checked:
    """Load and check; every problem has its place."""
    report = report or Report()
    with report.step("load"):
        loaded = load(root)
        locales = loaded.catalogue.brand.record.locales
        translations, po_problems = load_translations(root, loaded.po_files, locales)
    with report.step("check"):
        found = (*loaded.problems, *po_problems, *check(loaded.catalogue, day))
        states = partial(translation_states, root, loaded.catalogue, translations)
        problems = locate(without_accepted(found, loaded.catalogue, day, states), root)
    report.problems = problems
    return Checked(loaded, translations, problems)


def local_sites(checked: Checked, request: Request) -> tuple[Plan, Mapping[str, LocalSite]]:
    """The pages that the audience of a request sees, and the site of each locale, the default one first."""
    seen = visible(checked.loaded.catalogue, request.audience, request.drafts)
    planned = plan(seen, request.day)
    brand = seen.brand.record
    locales = sorted(brand.locales, key=lambda locale: locale != brand.default_locale)
    return planned, {
        locale: LocalSite(planned, locale, checked.translations, messages(locale)) for locale in locales
    }


def generate(
    request: Request, report: Report, progress: Progress | None = None
) -> tuple[Plan, Mapping[str, LocalSite]]:
    """Write one project a locale below ``build/``. Nothing is written when the content has errors."""
    checked = read(request.root, request.day, report)
    with report.step("plan"):
        planned, sites = local_sites(checked, request)
        report.locales = tuple(sites)
    if report.errors:
        return planned, sites
    for number, (locale, site) in enumerate(sites.items()):
        with report.step("render"):
            pages = {}
            for done, page in enumerate(planned.pages):
                pages[page.address] = render(page, site)
                if progress and done % 50 == 0:
                    progress("render", number * len(planned.pages) + done, len(sites) * len(planned.pages))
        with report.step("stage"):
            write_folder(request.staging / locale, project_files(site, pages, request.root))
        report.rendered += len(pages)
        report.pages += len(pages)
    _remove_other_projects(request.staging, set(sites))
    return planned, sites


def build(request: Request, engine: Engine | None = None, progress: Progress | None = None) -> Report:
    """Do all: load, check, plan, render, stage, engine, verify, publish.

    The site that is there stays untouched until the new one is whole; with errors it stays for good.

    :raises BusyError: when another build of the same site is at work.
    """
    report = Report(site=str(request.site))
    with only_build(request.cache):
        mend(request.site)
        planned, sites = generate(request, report, progress)
        if report.errors:
            return report
        new = request.cache / "new-site"
        with report.step("engine"):
            crashed = _run_engine(request, engine or MkDocs(), planned, sites, report, progress)
        if crashed:
            report.problems = (*report.problems, *crashed)
            return report
        with report.step("index"):
            brand = planned.catalogue.brand.record
            prefixes = {locale: addresses.locale_prefix(locale, brand.default_locale) for locale in sites}
            join(((request.staging / locale / "site", prefix) for locale, prefix in prefixes.items()), new)
            _write_host_files(new, sites[brand.default_locale], prefixes)
        with report.step("verify"):
            report.problems = (*report.problems, *_dead_links(new, planned, prefixes))
        if report.errors:
            return report
        with report.step("publish"):
            _publish(request, new)
    return report


def _run_engine(
    request: Request,
    engine: Engine,
    planned: Plan,
    sites: Mapping[str, LocalSite],
    report: Report,
    progress: Progress | None,
) -> list[Problem]:
    """Build the projects side by side; a crash becomes a problem at the file that caused it."""
    problems: list[Problem] = []
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        jobs = {locale: pool.submit(engine.build, request.staging / locale, request.day) for locale in sites}
        for number, (locale, job) in enumerate(jobs.items()):
            try:
                built = job.result()
                report.peak_bytes["engine"] = max(report.peak_bytes.get("engine", 0), built.peak_bytes)
            except EngineError as error:
                problems.append(_engine_problem(error, locale, planned))
            if progress:
                progress("engine", number + 1, len(jobs))
    return problems


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


def _write_host_files(new: Path, site: LocalSite, prefixes: Mapping[str, str]) -> None:
    """What static hosts read: headers with the Content-Security-Policy, redirects, robots.txt."""
    base = site.brand.site_url.rstrip("/") + "/"
    names = [name for name in files_of(new) if name.endswith(".html")]
    feedback = site.brand.feedback.url if site.brand.feedback.kind == "post" else None
    policy = content_security_policy(inline_script_hashes(new, names), feedback)
    root = _root_path(site.brand.site_url)
    rules = [
        (root + old, target if target.startswith("https:") else root + target)
        for old, target in old_addresses(site).items()
    ]
    (new / "_headers").write_text(headers_file(policy), encoding="utf-8")
    (new / "_redirects").write_text(redirects_file(rules), encoding="utf-8")
    (new / "robots.txt").write_text(robots_file(base, prefixes.values()), encoding="utf-8")


def _dead_links(new: Path, planned: Plan, prefixes: Mapping[str, str]) -> Iterator[Problem]:
    """Dead links as problems of the file that the page was made from."""
    by_prefix = sorted(prefixes.values(), key=len, reverse=True)
    root = _root_path(planned.catalogue.brand.record.site_url)
    for dead in dead_links(new, files_of(new), root):
        prefix = next(prefix for prefix in by_prefix if dead.page.startswith(prefix))
        page = planned.by_address.get(dead.page.removeprefix(prefix).removesuffix("index.html"))
        file = (page.source if page else None) or f"site/{dead.page}"
        message = f"the link '{dead.href}' on the page {dead.page} leads nowhere: {dead.reason}"
        yield Problem("dead-link", file, message, line=1, column=1)


def _root_path(site_url: str) -> str:
    """The path at which the host shows the site: ``/``, or ``/help/``."""
    return urlsplit(site_url).path.rstrip("/") + "/"


def _publish(request: Request, new: Path) -> None:
    manifest = read_manifest(request.site)
    write_manifest(new, files_of(new))
    swap(new, request.site, manifest)


def _remove_other_projects(staging: Path, locales: set[str]) -> None:
    """Projects of locales that the brand no longer has."""
    for folder in staging.iterdir() if staging.is_dir() else ():
        if folder.name not in locales and read_manifest(folder):
            shutil.rmtree(folder)


def report_as_json(report: Report) -> str:
    """The report for other programs."""
    data = {
        "pages": report.pages,
        "rendered": report.rendered,
        "reused": report.reused,
        "locales": report.locales,
        "site": report.site,
        "seconds": report.seconds,
        "peak_bytes": report.peak_bytes,
        "problems": [
            {
                "code": item.code, "severity": item.severity, "file": item.file, "line": item.line,
                "column": item.column, "message": item.message, "hint": item.hint,
            }
            for item in report.problems
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2)
