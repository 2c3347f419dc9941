"""Pages in Markdown → HTML, by runs of the engine on small projects: memory stays the same however large the site is.

Each project holds the configuration and theme of the whole one and some of its pages. A page's HTML depends on nothing of
the other pages, so it is the same in every one of them.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kb_builder import addresses
from kb_builder.building.pages import LocalePages, is_asset
from kb_builder.building.store import Store
from kb_builder.cache import Row
from kb_builder.engines import Built, Engine, EngineError
from kb_builder.site.files import Content
from kb_builder.site.plan import Page

MOST_PAGES = 400
"""In one run of the engine."""
STATICS = "statics:"
"""Name of the output that lists the engine's own files."""
_NOT_STATIC = frozenset({"sitemap.xml", "sitemap.xml.gz", "search/search_index.json"})
_STUB = "---\nsearch:\n  exclude: true\n---\n\n# {name}\n"


@dataclass(frozen=True)
class Failed:
    """The engine stopped at a page of a locale."""

    locale: str
    error: EngineError


@dataclass
class Runs:
    """Runs of the engine side by side, while other pages are still being rendered."""

    store: Store
    engine: Engine
    day: date
    most_pages: int = MOST_PAGES
    failed: list[Failed] = field(default_factory=list)
    peak_bytes: int = 0
    made: int = 0
    _jobs: list[tuple[_Batch, Future[Built]]] = field(default_factory=list)
    _pool: ThreadPoolExecutor | None = None
    _number: int = 0

    def __enter__(self) -> Runs:
        shutil.rmtree(self.store.folder / "engine", ignore_errors=True)
        self._pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._pool is not None
        self._pool.shutdown(cancel_futures=True)
        shutil.rmtree(self.store.folder / "engine", ignore_errors=True)

    def start(self, locale: LocalePages, pages: Iterable[Page]) -> None:
        """Build some pages of a locale; with none, only the engine's own files."""
        assert self._pool is not None
        batch = _Batch(locale, tuple(pages), self.store.folder / "engine" / f"{locale.locale}-{self._number}")
        self._number += 1
        batch.write(self.store)
        self._jobs.append((batch, self._pool.submit(self.engine.build, batch.folder, self.day)))
        for done in [job for job in self._jobs if job[1].done()]:
            self._take(*done)

    def finish(self, progress: Callable[[int, int], None]) -> None:
        """Wait for all runs and keep what they made."""
        total = len(self._jobs)
        while self._jobs:
            self._take(*self._jobs[0])
            progress(total - len(self._jobs), total)

    def _take(self, batch: _Batch, job: Future[Built]) -> None:
        self._jobs.remove((batch, job))
        try:
            self.peak_bytes = max(self.peak_bytes, job.result().peak_bytes)
        except EngineError as error:
            self.failed.append(Failed(batch.locale.locale, error))
            return
        self.store.index.save_facts(
            {("search", page): texts for page, texts in batch.keep(self.store).items()}
        )
        self.made += len(batch.pages)
        self.store.save(batch.locale.answers.changed)
        shutil.rmtree(batch.folder)


@dataclass(frozen=True)
class _Batch:
    locale: LocalePages
    pages: tuple[Page, ...]
    folder: Path

    def write(self, store: Store) -> None:
        """The project: what all share, the pages, and a stub for each page that the menu names."""
        locale = self.locale
        files: dict[str, Content] = {f"theme/{name}": path for name, path in locale.theme.items()}
        files["mkdocs.yml"] = _moved(locale.configuration)
        for item in yaml.load(locale.configuration, Loader=yaml.CSafeLoader)["nav"]:
            files |= {f"docs/{target}": _STUB.format(name=name) for name, target in item.items()}
        for slug in {page.product for page in self.pages if page.product}:
            files[f"theme/kb/nav/{slug}.html"] = store.blobs.path(locale.navs[slug])
        for page in self.pages:
            source = store.rows[locale.locale, page.address].source
            files[f"docs/{addresses.markdown_file(page.address)}"] = store.blobs.path(source)
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read_bytes() if isinstance(content, Path) else str(content).encode())

    def keep(self, store: Store) -> dict[str, list[Any]]:
        """Take over what the engine made; the built-in search's texts by name of the page's HTML."""
        site, place = self.folder / "site", self.locale.locale
        texts = _search_texts(site)
        found = {}
        own = set()
        for page in self.pages:
            name = addresses.html_file(page.address)
            own.add(name)
            row = store.rows[place, page.address]
            output = store.blobs.put((site / name).read_bytes())
            store.keep(place, page.address, replace(row, output=output))
            found[output] = texts.get(page.address, [])
        statics = {
            name: store.blobs.put((site / name).read_bytes())
            for name in sorted(
                path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()
            )
            if name not in own and name not in _NOT_STATIC and self._is_static(name)
        }
        meta = json.dumps({"files": statics, "search": texts.get("?", {})}, ensure_ascii=False)
        store.keep(place, STATICS, Row(b"", b"", self.locale.statics_digest, "", "", meta))
        return found

    def _is_static(self, name: str) -> bool:
        """Not a stub, and not a file of the theme that is published as it is."""
        if name.endswith("/index.html") or name == "index.html":
            return False
        return not (is_asset(name) and name in self.locale.theme)


def _moved(configuration: str) -> str:
    """The configuration as it has to be in a project two folders deeper."""
    return configuration.replace("INHERIT: ../../mkdocs.yml", "INHERIT: ../../../../mkdocs.yml", 1)


def _search_texts(site: Path) -> dict[str, Any]:
    """The index of the engine's own search, page by page; ``?`` holds its settings. Empty when it makes none."""
    try:
        data = json.loads((site / "search/search_index.json").read_text("utf-8"))
    except FileNotFoundError:
        return {}
    found: dict[str, Any] = {"?": {key: value for key, value in data.items() if key != "docs"}}
    for one in data["docs"]:
        found.setdefault(one["location"].partition("#")[0], []).append(one)
    return found
