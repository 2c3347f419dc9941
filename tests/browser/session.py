"""One Chromium for all tests of a worker, whatever folder they stand in: Playwright can be started only once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, MISSING, find_chromium


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
