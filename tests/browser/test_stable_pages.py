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
PAINTED = """() => new Promise(done => {
  const look = () => document.querySelector(".md-footer") ? requestAnimationFrame(() => requestAnimationFrame(done)) : requestAnimationFrame(look);
  look();
})"""
LATE = "**/*.{js,png,jpg,svg,webp}"


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_comes_late(tabs: Tabs, device: Device, case: Case) -> None:
    """The page keeps a place for each picture, as large as the picture will be, and for what scripts make, until they made it."""
    tab = tabs(device)
    tab.open("robots.txt")
    tab.page.evaluate("localStorage.clear()")  # another test may have kept products there
    waiting: list[Route] = []
    tab.page.route(LATE, lambda route: waiting.append(route))
    tab.page.goto("about:blank")
    tab.page.goto(tab.base + case.address, wait_until="commit")
    tab.page.evaluate(PAINTED)
    tab.page.route(LATE, lambda route: route.continue_())
    for route in waiting:
        route.continue_()
    tab.settle()
    tab.page.unroute(LATE)
    assert tab.shift() < GOOD_SHIFT
