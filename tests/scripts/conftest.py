"""Calls functions of the theme's modules in a real Chromium, so that Python and the browser can be held to the same examples."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.server import served

SCRIPTS = Path(__file__).parents[2] / "kb_builder/site/theme/assets/kb/js"


@dataclass
class Scripts:
    """Pages on which the theme's modules can be called, one a time zone."""

    browser: Browser
    base: str
    _pages: dict[str, Page] = field(default_factory=dict)

    def call(self, module: str, function: str, *arguments: Any, time_zone: str = "UTC") -> Any:
        """What ``function`` of ``module`` (``page.js``) returns for JSON arguments, in a browser that lives in ``time_zone``."""
        code = "async ([url, name, given]) => (await import(url))[name](...given)"
        return self.page(time_zone).evaluate(code, [self.base + module, function, list(arguments)])

    def page(self, time_zone: str = "UTC") -> Page:
        """An empty page of the same origin as the modules."""
        if time_zone not in self._pages:
            page = self.browser.new_context(timezone_id=time_zone).new_page()
            page.goto(self.base.removesuffix("js/"))
            self._pages[time_zone] = page
        return self._pages[time_zone]


@pytest.fixture(scope="session")
def scripts(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scripts]:
    """The theme's modules, served without a site around them."""
    folder = tmp_path_factory.mktemp("scripts")
    (folder / "_headers").write_text("/*\n", encoding="utf-8")
    (folder / "index.html").write_text("<!doctype html><title>scripts</title>", encoding="utf-8")
    (folder / "js").symlink_to(SCRIPTS)
    with ExitStack() as stack:
        base = stack.enter_context(served(folder))
        yield Scripts(chromium, base + "js/")
