"""Folded parts of the company's pages: a link to one opens it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.tab import Tabs

pytestmark = pytest.mark.browser


def test_a_link_to_a_country_opens_it(tabs: Tabs) -> None:
    """The chips at the top lead to countries that are folded."""
    tab = tabs("phone")
    tab.open("contact/")
    country = tab.page.locator("details#country-gb")
    expect(country).not_to_have_attribute("open", "")
    tab.page.locator(".kb-jump a[href='#country-gb']").click()
    expect(country).to_have_attribute("open", "")


def test_a_link_to_what_a_country_holds_opens_it(tabs: Tabs) -> None:
    """Other pages link to a promise, wherever it is folded."""
    tab = tabs("phone")
    tab.open("warranty/")
    anchor = tab.page.locator("details#country-gb .kb-promise").first.get_attribute("id")
    tab.page.goto("about:blank")
    tab.open(f"warranty/#{anchor}")
    expect(tab.page.locator(f"[id='{anchor}']")).to_be_in_viewport()
