"""The whole order, from folders to a site; the only module that knows it."""

from __future__ import annotations

import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from kb_builder.building.hosts import host_files
from kb_builder.building.pages import Inputs, LocalePages
from kb_builder.building.rendering import Onlooker, Progress, finished_pages, rendered_pages
from kb_builder.building.report import Report, report_as_json
from kb_builder.building.site import (
    SiteFile,
    joined,
    page_facts,
    prefix_of,
    search_index,
    site_files,
    staged,
    statics,
    write,
)
from kb_builder.building.store import Store, opened
from kb_builder.cache import CacheError
from kb_builder.checks import check, without_accepted
from kb_builder.content import memory as content_memory
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.layout import CACHE
from kb_builder.content.load import Loaded, load
from kb_builder.content.positions import locate
from kb_builder.content.problem import Problem
from kb_builder.content.translation_states import translation_states
from kb_builder.content.translations import Translations, load_translations
from kb_builder.engines import Engine, MkDocs
from kb_builder.publishing.leaks import leaks, secrets
from kb_builder.publishing.links import dead_links_of
from kb_builder.publishing.swap import files_of, mend, only_build, swap
from kb_builder.search.agents import Agents
from kb_builder.search.site_index import index_site
from kb_builder.site.answers import Records
from kb_builder.site.files import read_manifest, write_folder, write_manifest
from kb_builder.site.internal import internal_texts, public_texts
from kb_builder.site.local import LocalSite
from kb_builder.site.messages import messages
from kb_builder.site.plan import Plan, plan
from kb_builder.site.stage import project_files
from kb_builder.site.view import visible

__all__ = [
    "Checked",
    "Memory",
    "Report",
    "Request",
    "build",
    "generate",
    "local_sites",
    "read",
    "report_as_json",
]


@dataclass(frozen=True)
class Request:
    """What to build."""

    root: Path
    day: date
    audience: str = "public"
    drafts: bool = False

    @property
    def variant(self) -> str:
        """Which readers the site is for: what is kept for one kind of site is of no use to another."""
        return self.audience + ("-drafts" if self.drafts else "")

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
        return self.root / CACHE

    @property
    def agents(self) -> Agents:
        """The index of the command line for this site."""
        return Agents(self.cache, self.site, self.audience)


@dataclass(frozen=True)
class Checked:
    """A catalogue that was read and checked."""

    loaded: Loaded
    translations: Translations
    problems: tuple[Problem, ...]


@dataclass
class Memory:
    """What a process keeps from one run to the next."""

    read: content_memory.Memory = field(default_factory=content_memory.Memory)
    records: Records = field(default_factory=OrderedDict)


def read(root: Path, day: date, report: Report | None = None, memory: Memory | None = None) -> Checked:
    """Load and check; every problem has its place."""
    report = report or Report()
    kept = memory.read if memory else None
    with report.step("load"):
        loaded = load(root, kept)
        locales = loaded.catalogue.brand.record.locales
        translations, po_problems = load_translations(root, loaded.po_files, locales, kept)
    with report.step("check"):
        found = (*loaded.problems, *po_problems, *check(loaded.catalogue, day, translations))
        states = partial(translation_states, root, loaded.catalogue, translations, kept)
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
        locale: LocalSite(planned, locale, checked.translations, messages(locale), audience=request.audience)
        for locale in locales
    }


def plan_site(checked: Checked, request: Request, report: Report, memory: Memory | None = None) -> Inputs:
    """What the site for the request's readers is made from."""
    with report.step("plan"):
        kept = memory.read if memory else None
        seen = visible(checked.loaded.catalogue, request.audience, request.drafts, kept)
        planned = plan(seen, request.day)
        brand = seen.brand.record
        report.locales = tuple(sorted(brand.locales, key=lambda locale: locale != brand.default_locale))
    records: Records = memory.records if memory else OrderedDict()
    loaded = checked.loaded
    return Inputs(
        request.root,
        planned,
        loaded.catalogue,
        checked.translations,
        loaded.digests,
        request.variant,
        records,
    )


def generate(request: Request, progress: Progress | None = None) -> Report:
    """Write one project a locale below ``build/``. Nothing is written when the content has errors.

    :raises BusyError: when a build of the same site is at work.
    """
    report = Report()
    with only_build(request.cache):
        inputs = plan_site(read(request.root, request.day, report), request, report)
        if not report.errors:
            _with_store(request, report, lambda store: _generate(request, inputs, store, report, progress))
    return report


def build(
    request: Request,
    engine: Engine | None = None,
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> Report:
    """Do all: load, check, plan, render, stage, engine, verify, publish.

    The site that is there stays untouched until the new one is whole; with errors it stays for good.

    :raises BusyError: when another build of the same site is at work.
    """
    report = Report(site=str(request.site))
    with only_build(request.cache):
        mend(request.site)
        inputs = plan_site(read(request.root, request.day, report, memory), request, report, memory)
        if report.errors:
            return report
        _with_store(request, report, lambda store: _build(request, inputs, store, report, engine, progress))
    return report


def preview(
    request: Request, engine: Engine, memory: Memory, onlooker: Onlooker
) -> tuple[Report, dict[str, SiteFile]]:
    """As :func:`build`, for one who looks on: the files of the site as they are kept, nothing is published or indexed.
    The pages that are looked at are shown before the others are made.

    :raises BusyError: when another build of the same site is at work.
    """
    report = Report()
    files: dict[str, SiteFile] = {}

    def work(store: Store) -> None:
        locales = finished_pages(inputs, store, engine, request.day, report, onlooker=onlooker)
        if not report.errors:
            parts = {prefix_of(locale): _files_of_locale(locale, inputs, store) for locale in locales}
            files.update(joined(parts))
            for locale in locales:
                store.save(locale.answers.changed)

    with only_build(request.cache):
        inputs = plan_site(read(request.root, request.day, report, memory), request, report, memory)
        if not report.errors:
            _with_store(request, report, work)
    return report, files


def _with_store(request: Request, report: Report, work: Callable[[Store], None]) -> None:
    """Do the work with the cache; when that turns out to be damaged, once more with a new one."""
    folder = request.cache / request.variant
    try:
        with opened(folder, report.messages) as store:
            work(store)
    except CacheError as error:
        report.messages.append(f"The cache can't be used, since {error}: everything is made anew.")
        report.restart()
        with opened(folder, report.messages) as store:
            work(store)


def _generate(
    request: Request, inputs: Inputs, store: Store, report: Report, progress: Progress | None
) -> None:
    locales = rendered_pages(inputs, store, report, progress)
    _stage(request, inputs, store, report, locales)
    store.tidy({name for locale in locales for name in statics(locale, store)["files"].values()})


def _build(
    request: Request,
    inputs: Inputs,
    store: Store,
    report: Report,
    engine: Engine | None,
    progress: Progress | None,
) -> None:
    locales = finished_pages(inputs, store, engine or MkDocs(), request.day, report, progress)
    if report.errors:
        return
    _stage(request, inputs, store, report, locales)
    new = request.cache / "new-site"
    with report.step("index"):
        prefixes = {locale.locale: prefix_of(locale) for locale in locales}
        files = joined({prefix_of(locale): _files_of_locale(locale, inputs, store) for locale in locales})
        root = _root_path(inputs.plan.catalogue.brand.record.site_url)
        scripts = {one for _, facts in page_facts(files, store, root) for one in facts.scripts}
        default = next(locale.site for locale in locales if not prefix_of(locale))
        files |= host_files(default, prefixes, sorted(scripts))
        shutil.rmtree(new, ignore_errors=True)
        write(files, new, store)
        synonyms = inputs.plan.catalogue.synonyms.record.synonyms
        documents = index_site(new, files_of(new), prefixes, synonyms)
    with report.step("verify"):
        report.problems = (*report.problems, *_dead_links(files, inputs.plan, prefixes, store, root))
        if request.audience == "public":
            report.problems = (*report.problems, *_leaks(new, inputs.catalogue))
    if report.errors:
        return
    with report.step("publish"):
        _publish(request, new)
        request.agents.update(documents, prefixes, synonyms)
        store.tidy({name for locale in locales for name in statics(locale, store)["files"].values()})


def _stage(
    request: Request, inputs: Inputs, store: Store, report: Report, locales: list[LocalePages]
) -> None:
    with report.step("stage"):
        for locale in locales:
            project = project_files(staged(locale, inputs.plan, store, request.root))
            write_folder(request.staging / locale.locale, project)
            store.save(locale.answers.changed)
        _remove_other_projects(request.staging, set(report.locales))


def _files_of_locale(locale: LocalePages, inputs: Inputs, store: Store) -> dict[str, SiteFile]:
    files = site_files(locale, inputs.plan, store, inputs.root)
    index = search_index(locale, inputs.plan, store)
    return files | ({"search/search_index.json": index} if index else {})


def _dead_links(
    files: Mapping[str, SiteFile], planned: Plan, prefixes: Mapping[str, str], store: Store, root: str
) -> Iterator[Problem]:
    """Dead links as problems of the file that the page was made from."""
    by_prefix = sorted(prefixes.values(), key=len, reverse=True)
    for dead in dead_links_of(lambda: page_facts(files, store, root), files):
        prefix = next(prefix for prefix in by_prefix if dead.page.startswith(prefix))
        page = planned.by_address.get(dead.page.removeprefix(prefix).removesuffix("index.html"))
        file = (page.source if page else None) or f"site/{dead.page}"
        message = f"the link '{dead.href}' on the page {dead.page} leads nowhere: {dead.reason}"
        yield Problem("dead-link", file, message, line=1, column=1)


def _leaks(new: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """Internal texts in files of the public site."""
    internal = secrets(internal_texts(catalogue), public_texts(catalogue))
    for leak in leaks(new, files_of(new), internal):
        message = f"a text for agents only stands in site/{leak.file}: '{leak.text}'"
        hint = "'kb explain internal-text-published' says where to look."
        yield Problem("internal-text-published", leak.source, message, hint, line=1, column=1)


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
