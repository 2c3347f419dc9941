"""A real browser runs nothing that stands in a text or in a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import served
from tests.browser.tab import Tab, Tabs
from tests.demo import DAY, Built, made_once
from tests.hostile.catalogue import HERE, small_site
from tests.hostile.sites import HostileSites

pytestmark = pytest.mark.browser

TEXTS = sorted(path.stem for path in (HERE / "texts").glob("*.txt"))
PAGES = ("", "kettle/descale/", "kettle/does-not-boil/", "pl/contact/")


@pytest.fixture(scope="module")
def tab_on(chromium: Browser) -> Iterator[object]:
    """Opens a built site in a tab of a phone."""
    with ExitStack() as stack:

        def on(site: Built) -> Tab:
            return Tabs(chromium, stack.enter_context(served(site.site)))("phone")

        yield on


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_of_a_text_runs(tab_on, tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """No script, no dialog, no request to elsewhere, nothing that the policy had to stop; and the page fits the phone."""
    tab = tab_on(HostileSites(tmp_path_factory).built(text))
    for address in PAGES:
        tab.open(address)
        assert tab.troubles == []
        assert tab.page.evaluate("window.__pwned") is None
        expect(tab.page.locator("main h1").first).to_be_visible()
    tab.page.context.close()


def test_a_picture_runs_nothing(tab_on, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Even when its file is opened by itself, where a browser would run what it holds."""
    from kb_builder.pipeline import Request, build

    def make(folder) -> None:
        small_site(folder)
        picture = "products/kettle/images/kettle.svg"
        (folder / picture).write_bytes((HERE / "examples/pictures-with-scripts" / picture).read_bytes())
        assert not build(Request(folder, DAY)).errors

    tab = tab_on(Built(made_once(tmp_path_factory, "hostile-picture", make)))
    tab.open("kettle/")
    assert tab.troubles == []
    tab.open("kettle/images/kettle.svg")
    assert tab.page.evaluate("window.__pwned") is None
    assert any("Content Security Policy" in trouble for trouble in tab.troubles)
    tab.page.context.close()
