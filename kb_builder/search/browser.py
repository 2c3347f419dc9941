"""Asks a built site in a real Chromium, as a reader does: the scripts of the site, from the files of the site."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kb_builder.search.quality import LOOKED_AT, Results

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
)
_ASK = """async ([base, query, most]) => {
  const { answer, grouped } = await import(base + "assets/kb/js/search/results.js");
  const found = await answer(query, { most });
  return grouped(found.hits, { general: "" }).flatMap(([, hits]) => hits).map((hit) => [hit.id, ...hit.aliases].filter(Boolean));
}"""
"""The results in the order in which the page shows them: by product."""


class NoBrowserError(Exception):
    """There is no Chromium, or no library to drive it."""


@contextmanager
def asking(site: Path, prefix: str) -> Iterator[Callable[[str], Results]]:
    """A function that asks the site of one locale, as long as the context lasts.

    :raises NoBrowserError: when no browser can be started.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise NoBrowserError(
            "the library 'playwright' is missing; install it with 'pip install playwright'"
        ) from error
    with _served(site) as base, sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=_ARGUMENTS)
        except Error as error:
            raise NoBrowserError(
                "no Chromium was found: install one, or set KB_CHROMIUM to its path"
            ) from error
        page = browser.new_page()
        page.goto(f"{base}{prefix}search/")
        yield lambda query: list(page.evaluate(_ASK, [base + prefix, query, LOOKED_AT]))
        browser.close()


def chromium_path() -> str | None:
    """The path of an installed Chromium; None leaves it to the library."""
    named = os.environ.get("KB_CHROMIUM")
    return named or next((found for found in map(shutil.which, _NAMES) if found), None)


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".js": "text/javascript"}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing: who asks wants the figures."""


@contextmanager
def _served(site: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
