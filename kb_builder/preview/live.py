"""Builds again and again, and holds what is to be shown: the files of the last good build, or what is wrong."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from kb_builder.building.rendering import Onlooker, SupersededError
from kb_builder.building.report import Report
from kb_builder.building.site import Kept, SiteFile
from kb_builder.content.problem import Problem
from kb_builder.engines import Engine
from kb_builder.pipeline import Memory, Request, preview
from kb_builder.publishing.swap import BusyError

_NEVER_LOADED = (".html", ".xml")
"""Files that no page loads: other pages, the site map, the feed."""


@dataclass(frozen=True)
class Shown:
    """What the browser gets."""

    number: int = 0
    """How many builds have ended."""
    files: Mapping[str, SiteFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """The errors that keep the site from being built."""

    def version(self, page: str) -> str:
        """Another one whenever a page, by its file, has to be loaded again: it differs, or what it may load does."""
        if self.problems:
            return _digest(map(repr, self.problems))
        content = self.files.get(page, self.files.get("404.html"))
        return _digest((self._loaded, _state(content)))

    @cached_property
    def _loaded(self) -> str:
        """Digest of all that pages load."""
        return _digest(
            f"{name}\0{_state(content)}"
            for name, content in sorted(self.files.items())
            if not name.endswith(_NEVER_LOADED)
        )


class Live:
    """One site in preview."""

    def __init__(
        self,
        request: Request,
        engine: Engine,
        told: Callable[[Report], None],
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        """``is_over`` says whether files have changed since a build began."""
        self.request = request
        self.shown = Shown()
        self._is_over = is_over
        self._engine = engine
        self._told = told
        self._memory = Memory()
        self._changed = threading.Condition()
        self._open: Counter[str] = Counter()

    def build(self) -> Report | None:
        """Build what changed and show it, the open pages first; None when more has changed meanwhile."""
        try:
            with self._changed:
                onlooker = Onlooker(frozenset(+self._open), self._show_first, self._is_over)
            report, files = preview(self.request, self._engine, self._memory, onlooker)
        except SupersededError:
            return None
        except (BusyError, OSError) as error:
            busy = isinstance(error, BusyError)
            message = (
                "another build of this site is at work" if busy else f"the site can't be written: {error}"
            )
            report, files = Report(), {}
            report.problems = (
                Problem("preview-stopped", "site", message, "Save a file to try again.", line=1, column=1),
            )
        errors = report.errors
        self._show(Shown(self.shown.number + 1, self.shown.files if errors else files, errors))
        self._told(report)
        return report

    def file(self, name: str) -> bytes | None:
        """The content of a file of the site; None when there is none."""
        content = self.shown.files.get(name)
        try:
            if isinstance(content, Kept):
                store = self.request.cache / self.request.variant / "blobs"
                return (store / content.name[:2] / content.name).read_bytes()
            return content.read_bytes() if isinstance(content, Path) else content
        except FileNotFoundError:
            return None

    @contextmanager
    def opened(self, page: str) -> Iterator[None]:
        """While somebody looks at a page, by its file."""
        with self._changed:
            self._open[page] += 1
        try:
            yield
        finally:
            with self._changed:
                self._open[page] -= 1

    def wait(self, is_news: Callable[[Shown], bool], seconds: float) -> Shown:
        """What is shown, as soon as it is news, or after some time."""
        with self._changed:
            self._changed.wait_for(lambda: is_news(self.shown), timeout=seconds)
        return self.shown

    def next_version(self, page: str, version: str, seconds: float) -> str:
        """The version of a page, by its file, as soon as it is another one, or after some time."""
        return self.wait(lambda shown: shown.version(page) != version, seconds).version(page)

    def _show_first(self, files: Mapping[str, SiteFile]) -> None:
        self._show(replace(self.shown, files={**self.shown.files, **files}, problems=()))

    def _show(self, shown: Shown) -> None:
        with self._changed:
            self.shown = shown
            self._changed.notify_all()


def _state(content: SiteFile | None) -> str:
    """What tells a content from an earlier one."""
    if isinstance(content, Path):
        try:
            status = content.stat()
        except OSError:
            return ""
        return f"{status.st_mtime_ns} {status.st_size}"
    return repr(content)


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
