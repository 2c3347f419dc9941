"""What every browser test needs: a Chromium that starts, the demo site served, tabs to look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, MISSING, find_chromium
from tests.browser.server import served
from tests.browser.tab import Tabs
from tests.demo import Built


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser to drive; without one the test is skipped, and with CI=true that fails it."""
    found = find_chromium()
    if found is None:
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path: Path) -> Iterator[Browser]:
    """One browser a worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tabs(chromium: Browser, demo: Built) -> Iterator[Tabs]:
    """Tabs on the demo site."""
    with served(demo.site) as base:
        yield Tabs(chromium, base)
