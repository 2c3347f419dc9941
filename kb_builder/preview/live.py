"""Builds again and again, and holds what is to be shown: the files of the last good build, or what is wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kb_builder.building.report import Report
from kb_builder.building.site import Kept, SiteFile
from kb_builder.content.problem import Problem
from kb_builder.engines import Engine
from kb_builder.pipeline import Memory, Request, preview
from kb_builder.publishing.swap import BusyError


@dataclass(frozen=True)
class Shown:
    """What the browser gets."""

    number: int = 0
    """Another one after every build."""
    files: dict[str, SiteFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """The errors that keep the site from being built."""


class Live:
    """One site in preview."""

    def __init__(self, request: Request, engine: Engine, told: Callable[[Report], None]) -> None:
        self.request = request
        self.shown = Shown()
        self._engine = engine
        self._told = told
        self._memory = Memory()
        self._changed = threading.Condition()

    def build(self) -> Report:
        """Build what changed and show it."""
        try:
            report, files = preview(self.request, self._engine, self._memory)
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

    def wait(self, number: int, seconds: float) -> int:
        """The number of what is shown, as soon as it is another one than ``number``, or after some time."""
        with self._changed:
            self._changed.wait_for(lambda: self.shown.number != number, timeout=seconds)
        return self.shown.number

    def _show(self, shown: Shown) -> None:
        with self._changed:
            self.shown = shown
            self._changed.notify_all()
