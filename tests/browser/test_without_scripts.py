"""Everything can be read and reached without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.kinds import Case, first_of_each_kind, prefix
from tests.browser.tab import Device, Tabs
from tests.demo import demo_locales

pytestmark = pytest.mark.browser

CASES = first_of_each_kind()
HIDDEN = """() => {
  const shown = node => node.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const folded = node => node.closest("details:not([open])");
  const named = [...document.querySelectorAll("a[href^='#']")].map(link => link.hash.slice(1));
  const linked = node => node && ((node.id && named.includes(node.id) && getComputedStyle(node).display === "none") || linked(node.parentElement));
  const texts = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
  const hidden = [];
  for (let text; (text = texts.nextNode());) {
    const parent = text.parentElement;
    if (text.data.trim() && !parent.closest("script, style, template, .headerlink, .kb-scripted, .kb-jump--phone") && !folded(parent) && !linked(parent) && !shown(parent))
      hidden.push(text.data.trim());
  }
  return hidden;
}"""
"""Texts of the page's own part that a reader does not see. What is folded, and what a link shows, needs no script; what only a
script can make work says so (`kb-scripted`), and a phone has links in place of the table of contents (`kb-jump--phone`)."""

MENUS = "header a[href], .kb-breadcrumbs a[href], .kb-nav a[href], footer a[href]"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_page_can_be_read(tabs: Tabs, case: Case) -> None:
    """Heading and text are there, and nothing of the text is hidden until a script shows it."""
    tab = tabs("desktop", javascript=False)
    tab.open(case.address)
    assert tab.troubles == []
    expect(tab.page.locator("main h1")).to_be_visible()
    assert len(tab.page.locator(".md-content").inner_text()) > 40
    assert tab.page.evaluate(HIDDEN) == []
    assert tab.page.locator(".kb-scripted:visible").count() == 0


@pytest.mark.parametrize("case", CASES, ids=str)
def test_scripts_hide_nothing_on_a_phone(tabs: Tabs, case: Case) -> None:
    """What a page says on a phone without scripts is at least what it says with them, but for what needs a script (a form, a code,
    the answers so far).
    """
    said = {}
    for javascript in (True, False):
        tab = tabs("phone", javascript=javascript)
        tab.open(case.address)
        # Hidden by a rule, so that what a script adds a moment later is hidden, too.
        tab.page.evaluate(
            "const rule = new CSSStyleSheet(); rule.replaceSync('.kb-scripted { display: none !important }');"
            "document.adoptedStyleSheets = [rule]"
        )
        said[javascript] = tab.page.locator("main .md-content").inner_text().split("\n")
    assert [line for line in said[True] if line not in said[False]] == []


@pytest.mark.parametrize("case", [case for case in CASES if case.name == "guide"], ids=str)
def test_what_a_link_shows(tabs: Tabs, case: Case) -> None:
    """Who says that the guide helped is told that this is all."""
    tab = tabs("phone", javascript=False)
    tab.open(case.address)
    expect(tab.page.locator("#kb-done")).to_be_hidden()
    tab.page.locator("a[href='#kb-done']").click()
    expect(tab.page.locator("#kb-done")).to_be_in_viewport()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_menus_lead_on(tabs: Tabs, case: Case) -> None:
    """Every link of the header, the breadcrumbs, the sidebar and the footer leads to a page of the site or elsewhere."""
    tab = tabs("desktop", javascript=False)
    tab.open(case.address)
    links = tab.page.locator(MENUS).evaluate_all("nodes => nodes.map(node => node.href)")
    assert len(links) > 5
    own = {link.partition("#")[0] for link in links if link.startswith(tab.base)}
    assert own
    assert [link for link in own if not tabs.answers(link)] == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_same_page_in_another_language(tabs: Tabs, case: Case) -> None:
    """The language switch can be reached and leads to the same page."""
    device: Device = "desktop" if case.name in ("home", "404") else "phone"
    tab = tabs(device, javascript=False)
    other = next(locale for locale in demo_locales() if locale != case.locale)
    tab.open(case.address)
    tab.page.locator("header .md-select > button").click()
    tab.page.locator(f'header a[hreflang="{other}"]').click()
    same = case.address.removeprefix(prefix(case.locale))
    # The page for unknown addresses can't know which one the reader meant.
    expected = prefix(other) + ("" if case.name == "404" else same)
    expect(tab.page).to_have_url(tab.base + expected)
    expect(tab.page.locator("html")).to_have_attribute("lang", other)


def test_the_sidebar_on_a_phone(tabs: Tabs) -> None:
    """It opens with a tap, shows the product's pages, and its links work."""
    tab = tabs("phone", javascript=False)
    product = next(case for case in CASES if case.name == "product")
    tab.open(product.address)
    drawer = tab.page.locator(".kb-nav a[href]:not([aria-current])").last
    tab.page.locator('label[for="__drawer"]:visible').first.click()
    drawer.scroll_into_view_if_needed()
    drawer.click()
    expect(tab.page.locator("main h1")).to_be_visible()
    assert tab.page.url != tab.base + product.address
