"""What every browser test needs: the demo site served, tabs to look at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.server import served
from tests.browser.tab import Tabs
from tests.demo import Built


@pytest.fixture(scope="session")
def tabs(chromium: Browser, demo: Built) -> Iterator[Tabs]:
    """Tabs on the demo site."""
    with served(demo.site) as base:
        yield Tabs(chromium, base)
