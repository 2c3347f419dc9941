"""What is measured on a catalogue of each size. Another figure is another function in :data:`AFTER_BUILD`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.generator import DAY
from tests.bench.plain import build_plain
from tests.bench.processes import run_module
from tests.bench.search import costs
from tests.bench.table import Row, kilobytes, milliseconds, seconds

TIME_PER_PAGE = "kb build: time a page"
CPU_PER_PAGE = "kb build: CPU time a page"
BYTES_PER_PAGE = "kb build: output a page"
LIMITS = ((TIME_PER_PAGE, 1.3), (CPU_PER_PAGE, 1.3), (BYTES_PER_PAGE, 1.3))
"""Figures that may grow so much between the smallest and the largest catalogue. Where other work runs beside, CPU time
is the one to judge by."""


@dataclass(frozen=True)
class Built:
    """A generated site that ``kb build`` has built."""

    root: Path
    locale: str
    """The first of its locales."""
    pages: int
    rows: tuple[Row, ...]
    plain_limit: float
    """Seconds after which plain MkDocs is stopped; 0 leaves it out."""


def build_site(root: Path, locale: str, plain_limit: float) -> Built:
    """Run ``kb build --json`` on a generated catalogue."""
    done = run_module("kb_builder", "build", "--json", "-C", str(root), "--on", DAY.isoformat())
    report = json.loads(done.output)
    pages = report["pages"]
    rows = [Row("pages", pages, f"{pages:,}")]
    rows += [
        seconds(f"kb build: {step}", taken, report["peak_bytes"].get(step))
        for step, taken in report["seconds"].items()
    ]
    rows += [
        seconds("kb build: total", done.seconds, done.peak_bytes),
        seconds("kb build: CPU time", done.cpu_seconds),
        milliseconds(TIME_PER_PAGE, done.seconds / pages),
        milliseconds(CPU_PER_PAGE, done.cpu_seconds / pages),
        kilobytes(BYTES_PER_PAGE, _bytes_below(root / "site") / pages),
    ]
    return Built(root, locale, pages, tuple(rows), plain_limit)


def plain_mkdocs(built: Built) -> Iterator[Row]:
    """Plain MkDocs with Material on the same pages of the first locale, all of them in its navigation."""
    if not built.plain_limit:
        return
    done, pages, size = build_plain(built.root, built.locale, built.plain_limit)
    if done.stopped:
        yield Row(
            "mkdocs build: total", None, f"> {built.plain_limit:,.0f} s, {done.peak_bytes / 1e6:,.0f} MB"
        )
        return
    yield seconds("mkdocs build: total", done.seconds, done.peak_bytes)
    yield seconds("mkdocs build: CPU time", done.cpu_seconds)
    yield milliseconds("mkdocs build: time a page", done.seconds / pages)
    yield milliseconds("mkdocs build: CPU time a page", done.cpu_seconds / pages)
    yield kilobytes("mkdocs build: output a page", size / pages)


def search(built: Built) -> Iterator[Row]:
    """What searching costs in the first locale."""
    yield from costs(built.root / "site", "", built.locale)


AFTER_BUILD: tuple[Callable[[Built], Iterator[Row]], ...] = (search, plain_mkdocs)


def as_json(columns: dict[str, list[Row]], verdicts: list[Any]) -> str:
    """Everything as numbers: seconds and bytes."""
    data = {
        "sizes": {size: {row.name: row.value for row in rows} for size, rows in columns.items()},
        "ratios": {verdict.name: {"ratio": verdict.ratio, "limit": verdict.limit} for verdict in verdicts},
    }
    return json.dumps(data, indent=2) + "\n"


def _bytes_below(folder: Path) -> int:
    return sum((Path(place) / name).lstat().st_size for place, _, names in os.walk(folder) for name in names)
