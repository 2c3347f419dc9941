"""``python -m tests.bench.search SITE``: what searching costs on a site that ``kb build`` has built.

The bytes are those of a static host that compresses: everything that the browser asks for from the key that opens the box until
the results stand there. The questions are words of the site's own pages, as its readers would mix and misspell them.
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from kb_builder.search.documents import Document
from kb_builder.search.finder import Question
from kb_builder.search.index import Memory, synonym_words
from kb_builder.search.shards import write_index
from kb_builder.search.site_index import documents_of
from kb_builder.search.whoosh_finder import WhooshFinder
from kb_builder.search.words import words
from tests.bench.table import Row, kilobytes, milliseconds, table

QUESTIONS = 30
FIRST_SEARCH, LATER_SEARCH, PAGE, FIND = 350_000, 100_000, 0.003, 0.1
"""What is allowed at 10,000 articles: bytes, bytes, seconds and seconds."""
_TYPED = """async (query) => {
  const input = document.querySelector(".kb-box__input");
  const list = document.querySelector(".kb-box__list");
  const began = performance.now();
  const shown = new Promise((done, failed) => new MutationObserver(() => {
    const taken = performance.now() - began;
    list.querySelector("[role=option]") ? done(taken) : failed(new Error(`nothing for ${query}`));
  }).observe(list, { childList: true }));
  input.value = query;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return shown;
}"""


def costs(site: Path, prefix: str, locale: str) -> Iterator[Row]:
    """The figures of one locale, whose pages lie below ``prefix``."""
    others = tuple(f"{index.parents[2].name}/" for index in site.glob("*/assets/search/index.json"))
    names = [file.relative_to(site).as_posix() for file in (site / prefix).rglob("*.html")]
    names = [name for name in names if prefix or not name.startswith(others)]
    began = time.process_time()
    documents = documents_of(site, {locale: prefix}, locale, names)
    memory = Memory(locale, documents, synonym_words((), locale))
    with tempfile.TemporaryDirectory() as folder:
        write_index(memory, Path(folder))
    pages = len(documents)
    yield _limited(milliseconds("search index: CPU time a page", (time.process_time() - began) / pages), PAGE)
    asked = questions(documents)
    with tempfile.TemporaryDirectory() as folder:
        yield from _agents(Path(folder), locale, memory, asked)
    yield from _browser(site, prefix, asked)


def questions(documents: Sequence[Document], seed: int = 1) -> list[str]:
    """Some words of a page's title, symptoms and text, every third with two letters swapped."""
    chance = random.Random(seed)
    found = []
    for number, document in enumerate(chance.sample(list(documents), min(QUESTIONS, len(documents)))):
        text = f"{document.title} {document.symptoms} {document.product_name} {document.summary}"
        known = sorted({word.text for word in words(text) if not word.joined})
        chosen = chance.sample(known, min(len(known), chance.randint(2, 7)))
        if number % 3 == 0:
            longest = max(chosen, key=len)
            place = len(longest) // 2
            chosen.append(longest[: place - 1] + longest[place] + longest[place - 1] + longest[place + 1 :])
        found.append(" ".join(chosen))
    return found


def _agents(folder: Path, locale: str, memory: Memory, asked: Sequence[str]) -> Iterator[Row]:
    finder = WhooshFinder(folder, locale)
    began = time.process_time()
    finder.update(memory.documents, memory.groups)
    yield milliseconds("agents' index: CPU time a page", (time.process_time() - began) / memory.total)
    finder.search(Question(asked[0]))
    times = sorted(_timed(partial(finder.search, Question(one))) for one in asked)
    yield _limited(milliseconds("kb find, in a running process: median", median(times)), FIND)
    yield _limited(milliseconds("kb find, in a running process: slowest", times[-1]), FIND)


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _browser(site: Path, prefix: str, asked: Sequence[str]) -> Iterator[Row]:
    from playwright.sync_api import sync_playwright

    from kb_builder.search.browser import chromium_path

    first: list[int] = []
    later: list[int] = []
    taken: list[float] = []
    with _compressing(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for start in range(0, len(asked), 10):
            page = browser.new_context().new_page()
            page.goto(f"{host.base}{prefix}", wait_until="networkidle")
            for number, query in enumerate(asked[start : start + 10]):
                host.sent = 0
                if not number:
                    page.keyboard.press("/")
                    page.wait_for_selector(".kb-box__input")
                taken.append(page.evaluate(_TYPED, query) / 1000)
                page.wait_for_load_state("networkidle")
                (later if number else first).append(host.sent)
            page.context.close()
        browser.close()
    yield _limited(kilobytes("first search: bytes, median", median(first)), FIRST_SEARCH)
    yield _limited(kilobytes("first search: bytes, most", max(first)), FIRST_SEARCH)
    yield _limited(kilobytes("later search: bytes, median", median(later)), LATER_SEARCH)
    yield _limited(kilobytes("later search: bytes, most", max(later)), LATER_SEARCH)
    yield milliseconds("from key to results: median", median(taken))
    yield milliseconds("from key to results: slowest", max(taken))


def _limited(row: Row, limit: float) -> Row:
    value = row.value or 0.0
    return Row(row.name, row.value, f"{row.text}, {'ok' if value <= limit else 'OVER'}")


@dataclass
class _Host:
    base: str = ""
    sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class _Compressing(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def __init__(self, *arguments: object, host: _Host, **options: object) -> None:
        self._host = host
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing: who measures wants the figures."""

    def do_GET(self) -> None:
        """A file, compressed; the bytes of the body and about those of the header are counted."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 6)
        with self._host.lock:
            self._host.sent += len(body) + 250
        self.send_response(200)
        for name, value in (
            ("Content-Type", self.guess_type(str(file))),
            ("Content-Encoding", "gzip"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "max-age=3600"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _compressing(site: Path) -> Iterator[_Host]:
    host = _Host()
    handler = partial(_Compressing, directory=str(site), host=host)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        host.base = f"http://127.0.0.1:{server.server_port}/"
        try:
            yield host
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """Print the table of a built site: the folder ``site`` and, where it is not the first language, prefix and locale."""
    if len(sys.argv) not in (2, 4):
        sys.exit("usage: python -m tests.bench.search SITE [PREFIX/ LOCALE]")
    prefix, locale = (sys.argv[2], sys.argv[3]) if len(sys.argv) == 4 else ("", "en")
    print(table({locale: list(costs(Path(sys.argv[1]), prefix, locale))}))


if __name__ == "__main__":
    main()
