"""``python -m tests.bench.preview``: how long an edit takes until it stands in the open browser, with ``kb serve``."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as NotShownError

from kb_builder.content.catalogue import Entry
from kb_builder.content.layout import SHARED
from kb_builder.content.load import load
from tests.bench.generator import DAY, generate
from tests.bench.processes import ROOT
from tests.bench.table import Row, seconds, table
from tests.browser.chromium import ARGUMENTS, MISSING, find_chromium
from tests.demo import copy_of_demo

SIZES = "demo,2000,10000"
TIMES = 5
"""Edits of each kind; the row is their median."""
_READY = re.compile(r"Serving on (\S+)")
_LONGEST = 120_000
"""Milliseconds until an edit that does not show ends the run."""


@dataclass(frozen=True)
class Edit:
    """A kind of edit: the file, the page that shows it, how a word gets into it, and what says that it shows."""

    name: str
    file: Path
    page: str
    change: Callable[[str, str], str]
    shows: str = "word => document.querySelector('main')?.innerText.includes(word)"


def edits_of(root: Path) -> Iterator[Edit]:
    """One of each kind: the fields of a guide, the body of an article, a file of the company, a style, a mistake and its end."""
    catalogue = load(root).catalogue
    guide, article = (root / _public(entries) for entries in (catalogue.guides, catalogue.prose))
    yield Edit("a guide", guide, _address(guide), _summary)
    yield Edit(
        "an article in Markdown",
        article,
        _address(article),
        lambda text, word: f"{text.rstrip()}\n\n{word}\n",
    )
    yield Edit("a file of the company", root / "products/_shared/channels.yml", "contact/", _first_name)
    style = root / "overrides/assets/brand.css"
    style.parent.mkdir(parents=True, exist_ok=True)
    style.touch()
    yield Edit(
        "a style", style, _address(guide), lambda text, word: f"{text}\n:root {{ --bench: {word}; }}\n",
        "word => getComputedStyle(document.documentElement).getPropertyValue('--bench').trim() === word",
    )  # fmt: skip
    yield Edit(
        "a mistake", guide, _address(guide), lambda text, word: f"{text}{word}: no field\n",
        "word => document.body?.innerText.includes(word)",
    )  # fmt: skip


def _public(entries: Iterable[Entry[Any]]) -> str:
    """The file of the first article that customers see."""
    return next(
        one.file for one in entries
        if one.record.state == "published" and one.record.audience == "public" and one.product != SHARED
    )  # fmt: skip


def _address(file: Path) -> str:
    return f"{file.parent.parent.name}/{file.stem}/"


def _summary(text: str, word: str) -> str:
    return re.sub(r"^(summary: *[\"']?)", rf"\g<1>{word} ", text, count=1, flags=re.MULTILINE)


def _first_name(text: str, word: str) -> str:
    """A word more in the name of the first topic, which the page on contact shows."""
    head, topics, rest = text.partition("topics:")
    return head + topics + re.sub(r"(name: *[\"']?)", rf"\g<1>{word} ", rest, count=1)


def preview_rows(root: Path, day: date | None) -> list[Row]:
    """Serve a site as of a day, by default today, and edit it."""
    chromium = find_chromium()
    if chromium is None:
        raise click.ClickException(MISSING)
    with _serving(root, day) as (address, ready), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        rows = [seconds("kb serve: ready", ready)]
        for edit in edits_of(root):
            taken = _taken(page, address, edit)
            shown = f"{statistics.median(taken):.2f} s ({min(taken):.2f} to {max(taken):.2f})"
            rows.append(Row(f"{edit.name}: edit to visible", round(statistics.median(taken), 3), shown))
        browser.close()
    return rows


def _taken(page: Page, address: str, edit: Edit) -> list[float]:
    """Seconds of each edit, from its last byte on the disk to its word in the page."""
    page.goto(address + edit.page, wait_until="load")
    before = edit.file.read_text("utf-8")
    taken = []
    for number in range(TIMES):
        word = f"bench{number}"
        edit.file.write_text(edit.change(before, word), "utf-8")
        started = time.perf_counter()
        try:
            page.wait_for_function(edit.shows, arg=word, polling=20, timeout=_LONGEST)
        except NotShownError as error:
            raise click.ClickException(f"{edit.name}: {edit.file} does not show on {page.url}") from error
        taken.append(time.perf_counter() - started)
    edit.file.write_text(before, "utf-8")
    page.wait_for_function(
        f"word => !({edit.shows})(word)", arg=f"bench{TIMES - 1}", polling=20, timeout=_LONGEST
    )
    return taken


@contextmanager
def _serving(root: Path, day: date | None) -> Iterator[tuple[str, float]]:
    """``kb serve`` in a process of its own: its address, and the seconds until it was ready."""
    command = [sys.executable, "-m", "kb_builder", "serve", "-C", str(root), "--port", "0"]
    command += ["--on", day.isoformat()] if day else []
    started = time.perf_counter()
    # Into a file: a pipe that nobody reads any more would stop the preview when it is full.
    with tempfile.NamedTemporaryFile("w+") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        try:
            while not (found := _READY.search(Path(output.name).read_text("utf-8"))):
                if process.poll() is not None:
                    raise click.ClickException(
                        f"kb serve ended: {Path(output.name).read_text('utf-8')[-2000:]}"
                    )
                time.sleep(0.05)
            yield found[1], time.perf_counter() - started
        finally:
            process.terminate()
            process.wait(60)


def column(size: str) -> list[Row]:
    """The figures of one size: ``demo``, or a number of generated articles."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        root = Path(folder) / "site"
        if size == "demo":
            return preview_rows(copy_of_demo(root), None)
        generate(root, int(size))
        return preview_rows(root, DAY)


@click.command()
@click.option("--sizes", default=SIZES, show_default=True, help="Numbers of articles, or 'demo'.")
def main(sizes: str) -> None:
    """Measure how long edits take until they are visible, and print a table."""
    columns: dict[str, list[Row]] = {}
    for size in sizes.split(","):
        click.echo(f"{size}: serving and editing", err=True)
        columns[size] = column(size)
    click.echo(table(columns))


if __name__ == "__main__":
    main()
