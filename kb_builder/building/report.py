"""What a run did, for people and for programs."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kb_builder.content.problem import Problem


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
    messages: list[str] = field(default_factory=list)
    """What happened besides, for people: a cache that had to be made anew."""

    def restart(self) -> None:
        """Forget what was counted: the work is done once more."""
        self.pages = self.rendered = self.reused = 0

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
        "messages": report.messages,
        "problems": [
            {
                "code": item.code, "severity": item.severity, "file": item.file, "line": item.line,
                "column": item.column, "message": item.message, "hint": item.hint,
            }
            for item in report.problems
        ],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2)
