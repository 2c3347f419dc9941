"""The preview: an edit of any kind shows, a mistake shows as a page and goes away, open pages are told."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kb_builder.building.site import SiteFile
from kb_builder.cli.reporting import excerpt
from kb_builder.content.problem import Problem
from kb_builder.engines import Built, WarmMkDocs
from kb_builder.pipeline import Request
from kb_builder.preview.live import Live, Shown
from kb_builder.preview.server import server_for
from kb_builder.preview.watching import Watcher
from tests.building.edits import DAY, tiny_site

WAIT = 60.0
"""Seconds until a test gives up; nothing is measured."""


@dataclass(frozen=True)
class Preview:
    """A preview at work."""

    root: Path
    live: Live
    base: str

    def get(self, path: str = "") -> tuple[int, str]:
        """Status and text of a page."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=WAIT) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def after(self, edit: object) -> int:
        """The number of what is shown once an edit (which was just made) was built."""
        number = self.live.shown.number
        assert callable(edit)
        edit()
        shown = self.live.wait(lambda now: now.number != number, WAIT)
        assert shown.number != number, "the preview did not notice the edit"
        return shown.number


def replaced(file: Path, old: str, new: str) -> None:
    """Put one text for another in a file."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The site of ``kb init`` with its drafts."""
    root = tiny_site(tmp_path_factory.mktemp("preview") / "site").resolve()
    engine = WarmMkDocs(2)
    watcher = Watcher(root)
    live = Live(Request(root, DAY, drafts=True), engine, lambda _report: None, watcher.has_news)
    server = server_for(live, "127.0.0.1", 0, "/", lambda problem: excerpt(problem, root))
    live.build()
    watcher.start(live.build)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Preview(root, live, f"http://127.0.0.1:{server.server_port}/")
    watcher.stop()
    server.shutdown()
    server.server_close()
    engine.close()


def test_edits_of_every_kind(preview: Preview) -> None:
    """YAML, Markdown, a picture, a style, a template, a file that comes and one that goes."""
    root = preview.root
    guide = root / "products/kettle/guides/descale-the-kettle.yml"
    preview.after(lambda: replaced(guide, "Boil the water once.", "Boil the water two times."))
    assert "Boil the water two times." in preview.get("kettle/descale-the-kettle/")[1]
    about = root / "docs/about.md"
    preview.after(lambda: about.write_text(about.read_text("utf-8") + "\nNew words.\n", "utf-8"))
    assert "New words." in preview.get("about/")[1]
    preview.after(
        lambda: replaced(root / "products/kettle/images/kettle.svg", "</svg>", "<!-- new --></svg>")
    )
    assert "<!-- new -->" in preview.get("kettle/images/kettle.svg")[1]
    style = root / "overrides/assets/brand.css"
    preview.after(lambda: style.write_text(".new { color: red; }\n", "utf-8"))
    assert preview.get("assets/brand.css")[1] == ".new { color: red; }\n"
    copy = guide.with_name("once-more.yml")
    text = guide.read_text("utf-8").replace("id: KB-1002", "id: KB-9001")
    preview.after(lambda: copy.write_text(text, "utf-8"))
    assert preview.get("kettle/once-more/")[0] == 200
    preview.after(lambda: copy.rename(copy.with_name("twice-more.yml")))
    assert preview.get("kettle/once-more/")[0] == 404
    assert preview.get("kettle/twice-more/")[0] == 200


def test_a_mistake_and_its_end(preview: Preview) -> None:
    """Every page says what is wrong, with file, line, column, the line itself and a caret; then the pages are back."""
    tree = preview.root / "products/kettle/trees/does-not-heat.yml"
    preview.after(lambda: replaced(tree, "title:", "titel:"))
    status, page = preview.get("kettle/")
    assert status == 500
    line = next(n for n, one in enumerate(tree.read_text("utf-8").split("\n"), 1) if one.startswith("titel:"))
    assert f"products/kettle/trees/does-not-heat.yml:{line}:1" in page
    assert "\n^" in page
    assert "did you mean" in page
    assert "live.js" in page
    preview.after(lambda: replaced(tree, "titel:", "title:"))
    assert preview.get("kettle/")[0] == 200


def test_the_site_is_left_alone(preview: Preview) -> None:
    """What customers see is the business of a build: a preview with drafts must not get there."""
    assert not (preview.root / "site").exists()


def test_a_site_below_a_path(preview: Preview) -> None:
    """A page that is not there is the site's own 404 page; an address without its last slash leads on."""
    assert preview.get("no/such/page/")[0] == 404
    assert preview.get("kettle")[0] == 200
    assert preview.get("..%2F..%2Fetc/passwd")[0] == 404


class Watched:
    """An engine that notes how many pages each run has to make."""

    def __init__(self) -> None:
        self.engine = WarmMkDocs(1)
        self.runs: list[int] = []

    def build(self, project: Path, day: date) -> Built:
        """As the engine does."""
        self.runs.append(len(list((project / "docs").rglob("index.md"))))
        return self.engine.build(project, day)


class Noting(Live):
    """A preview that notes what it shows, and how often the engine has run until then."""

    def __init__(self, request: Request, engine: Watched) -> None:
        super().__init__(request, engine, lambda _report: None)
        self.runs = engine.runs
        self.seen: list[tuple[Shown, int]] = []

    def _show(self, shown: Shown) -> None:
        self.seen.append((shown, len(self.runs)))
        super()._show(shown)


def test_the_open_page_comes_first(tmp_path: Path) -> None:
    """An edit that every page shows is seen on the open page when the others still wait; pages that nobody opened reload once."""
    root = tiny_site(tmp_path / "site").resolve()
    engine = Watched()
    live = Noting(Request(root, DAY), engine)
    live.build()
    engine.runs.clear()
    live.seen.clear()
    page, other = "pl/contact/index.html", "contact/index.html"
    before = live.shown
    try:
        with live.opened(page):
            replaced(root / "products/_shared/channels.yml", "name: ", "name: Zmieniona ")
            report = live.build()
    finally:
        engine.engine.close()
    (first, runs_before), (last, _runs) = live.seen
    assert report is not None
    assert report.rendered > 1, "the edit must concern more than the open page"
    assert runs_before == 1, "the others must wait"
    assert first.number == before.number
    assert first.version(page) != before.version(page)
    assert first.version(other) == before.version(other), "nobody reloads what is the same"
    assert last.number == before.number + 1
    assert last.version(other) != before.version(other)
    assert "Zmieniona" in (live.file(page) or b"").decode()


def test_what_is_out_of_date_is_not_finished(tmp_path: Path) -> None:
    """When more changes while a build is at work, the build ends with the open page, and the next one does the rest."""
    root = tiny_site(tmp_path / "site").resolve()
    engine = Watched()
    changes = [False]
    live = Live(Request(root, DAY), engine, lambda _report: None, lambda: changes[0])
    page = "contact/index.html"
    try:
        assert live.build() is not None
        before = live.shown
        replaced(root / "products/_shared/channels.yml", "name: ", "name: Renamed ")
        changes[0] = True
        with live.opened(page):
            assert live.build() is None
        assert live.shown.number == before.number, "it has not ended"
        assert live.shown.version(page) != before.version(page), "the open page must not wait for the end"
        changes[0] = False
        report = live.build()
    finally:
        engine.engine.close()
    assert report is not None
    assert report.rendered > 0, "what was left has to be made"
    assert "Renamed" in (live.file("pl/contact/index.html") or b"").decode()


def test_it_ends_in_the_middle_of_a_build(tmp_path: Path) -> None:
    """Whoever ends it need not wait, and nothing of it stays behind."""
    root = tiny_site(tmp_path / "site").resolve()
    command = [sys.executable, "-m", "kb_builder", "serve", "-C", str(root), "--port", "0"]
    with subprocess.Popen([*command, "--on", DAY.isoformat()], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if line.startswith("Serving on"))
        replaced(root / "products/_shared/channels.yml", "name: ", "name: Renamed ")
        while not list((root / ".kb-cache/public").glob("engine/*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.terminate()
        rest = process.stdout.read()
        assert process.wait(WAIT) == 0
    assert "Stopped." in rest
    assert not list((root / ".kb-cache/public").glob("engine/*")), "the engine is still at work"


def test_a_version_tells_what_a_page_shows() -> None:
    """Another page, or the site map, is no reason to load a page again; a style, a picture and a mistake are."""
    files: dict[str, SiteFile] = {
        "a/index.html": b"a", "b/index.html": b"b", "404.html": b"404", "a.css": b"a", "sitemap.xml": b"1",
    }  # fmt: skip
    shown = Shown(1, files)

    def changed(name: str, content: SiteFile) -> bool:
        return Shown(2, {**files, name: content}).version("a/index.html") != shown.version("a/index.html")

    assert not changed("b/index.html", b"new")
    assert not changed("sitemap.xml", b"new")
    assert changed("a/index.html", b"new")
    assert changed("a.css", b"new")
    assert changed("images/new.svg", b"new")
    mistake = Problem("x", "a.yml", "wrong", line=1, column=1)
    assert Shown(2, files, (mistake,)).version("a/index.html") != shown.version("a/index.html")
    assert Shown(2, {**files, "c/index.html": b"c"}).version("c/index.html") != shown.version("c/index.html")
