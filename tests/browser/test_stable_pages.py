"""Pages stay where they are while what belongs to them arrives."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from tests.browser.kinds import Case, first_of_each_kind
from tests.browser.tab import GOOD_SHIFT, Device, Tabs

CASES = [
    *(case for case in first_of_each_kind() if case.locale == "en"),
    Case("tree with a picture", "en", "em300/no-coffee/"),
    Case("steps with pictures", "en", "wm700/clean-drain-filter/"),
]
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_pictures_that_come_late(tabs: Tabs, device: Device, case: Case) -> None:
    """The page keeps a place for each picture, as large as the picture will be, and for a form until its script made it."""
    tab = tabs(device)
    tab.open("robots.txt")
    tab.page.evaluate("localStorage.clear()")  # another test may have kept products there
    waiting: list[Route] = []
    tab.page.route("**/images/**", lambda route: waiting.append(route))
    tab.page.goto("about:blank")
    tab.page.goto(tab.base + case.address, wait_until="domcontentloaded")
    tab.page.evaluate(PAINTED)
    for route in waiting:
        route.continue_()
    tab.page.unroute("**/images/**")
    tab.settle()
    assert tab.shift() < GOOD_SHIFT
