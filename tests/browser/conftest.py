"""What every browser test needs: a Chromium that starts."""

from pathlib import Path

import pytest

from tests.browser.chromium import MISSING, find_chromium


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser to drive; without one the test is skipped, and with CI=true that fails it."""
    found = find_chromium()
    if found is None:
        pytest.skip(MISSING)
    return found
