"""A code that came along: the contact page shows what was tried, the search leads to the place in the tree."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Locator, Page, expect

from kb_builder.aftersales.handoff import (
    Handoff,
    encode,
    grouped,
    pack,
    product_number,
    revision_name,
    revision_number,
    tree_number,
)
from kb_builder.aftersales.walk import as_data
from kb_builder.site.walks import source_walk
from tests.browser.kinds import prefix
from tests.browser.tab import Tabs
from tests.demo import demo_locales, demo_plan

pytestmark = pytest.mark.browser
ENTRY: Any = demo_plan().catalogue.article_by_id["KB-2007"]
WALK = source_walk(demo_plan().catalogue, ENTRY)
ANSWERS = [1, 0, 1]
"""Steps through the demo's tree about a machine that does not drain."""


def code(revision: int | None = None, tree: str = "KB-2007") -> str:
    """A customer's code."""
    number = revision_number(WALK) if revision is None else revision
    return encode(Handoff(tree_number(tree), product_number("wm700"), number, pack(WALK, ANSWERS)))


def passed(page: Page) -> Locator:
    """What the contact page says about a code."""
    return page.locator("#kb-ask-contact .kb-walk__kept, #kb-ask-contact .kb-walk__note")


@pytest.mark.parametrize("locale", demo_locales())
def test_contact_shows_the_path(tabs: Tabs, locale: str) -> None:
    """Product, tree, every question and answer in the reader's language; product and topic are chosen; the mail carries the code."""
    tab = tabs("phone")
    tab.open(f"{prefix(locale)}contact/?code={grouped(code()).lower().replace(' ', '-')}")
    said = passed(tab.page)
    expect(said.locator("strong").first).to_have_text(grouped(code()))
    expect(said.locator("li")).to_have_count(len(ANSWERS) + 1)
    link = said.get_by_role("link")
    expect(link).to_have_attribute("href", f"{tab.base}{prefix(locale)}wm700/does-not-drain/?code={code()}")
    form = tab.page.locator("#kb-ask-contact form")
    expect(form.locator("[name='product']")).to_have_value("wm700")
    expect(form.locator("[name='topic']")).not_to_have_value("")
    mails = tab.page.locator("#kb-ask-contact [role=status] a[href^='mailto:']")
    assert all(grouped(code()) in unquote(mail.get_attribute("href") or "") for mail in mails.all())
    assert mails.count()
    assert tab.troubles == []
    labels = said.locator("li strong").all_text_contents()
    link.click()
    tab.page.wait_for_load_state()
    shown = tab.page.locator(".kb-walk__answers li > strong")
    expect(shown).to_have_count(len(ANSWERS))
    assert shown.all_text_contents() == labels


def test_contact_says_what_is_wrong_with_a_code(tabs: Tabs) -> None:
    """A wrong character, a tree of another site, a revision that nobody kept; whoever has a code still gets the form."""
    tab = tabs("phone")
    wrong = code()[:-1] + ("2" if code()[-1] != "2" else "3")
    for given, message in (
        (wrong, "This is no code. Check it group by group."),
        ("<img src=x onerror=window.harm=true>", "This is no code. Check it group by group."),
        (code(tree="KB-77777"), "No page of this site gave this code."),
        (code(revision=7), "The page has changed since it gave this code. Tell us what you have tried."),
    ):
        tab.open(f"contact/?code={given}#topic-repair")
        expect(passed(tab.page)).to_contain_text(message)
        expect(tab.page.locator("#kb-ask-contact [name='topic']")).to_have_value("repair")
        assert tab.page.evaluate("window.harm") is None
        assert tab.page.locator("#kb-ask-contact img").count() == 0


def test_contact_shows_what_an_older_revision_showed(tabs: Tabs) -> None:
    """The words of then, as texts, and since when they are no longer true."""
    tab = tabs("phone")
    data = as_data(WALK) | {"released": "2026-01-02", "title": "The machine did not drain"}
    data["places"][WALK.start]["title"] = "<b>What</b> did it show?"
    file = f"assets/trees/KB-2007/{revision_name(7)}.json"
    tab.page.route(f"**/{file}", lambda route: route.fulfill(body=json.dumps(data)))
    tab.open(f"contact/?code={code(revision=7)}")
    expect(passed(tab.page)).to_contain_text("This is what it showed then (2026-01-02)")
    expect(passed(tab.page).locator("li").first).to_contain_text("<b>What</b> did it show?")
    tab.page.unroute(f"**/{file}")


@pytest.mark.parametrize("locale", demo_locales())
def test_search_goes_straight_to_the_path(tabs: Tabs, locale: str) -> None:
    """Typed into the box with Enter, or as the address of the search page."""
    tab = tabs("desktop")
    arrived = f"{tab.base}{prefix(locale)}wm700/does-not-drain/?path=2.1.2#"
    tab.open(f"{prefix(locale)}search/?q={grouped(code()).lower()}")
    tab.page.wait_for_url(f"{arrived}*")
    tab.open(prefix(locale))
    tab.page.keyboard.press("/")
    tab.page.locator(".kb-box__input").fill(f" {grouped(code())}")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(f"{arrived}*")


def test_search_says_that_a_code_is_mistyped(tabs: Tabs) -> None:
    """In the box and on the page; other queries hear nothing of codes."""
    tab = tabs("desktop")
    wrong = grouped(code()[:-1] + ("2" if code()[-1] != "2" else "3"))
    tab.open(f"search/?q={wrong}")
    expect(tab.page.locator(".kb-results [role=alert]")).to_have_text(
        "If this is a code, a character is wrong. Check it group by group."
    )
    tab.open(f"search/?q={code(tree='KB-77777')}")
    expect(tab.page.locator(".kb-results [role=alert]")).to_have_text("No page of this site gave this code.")
    tab.open("search/?q=washer wont drain e18")
    expect(tab.page.locator(".kb-results__hit").first).to_be_visible()
    expect(tab.page.locator(".kb-results [role=alert]")).to_have_count(0)
    tab.open("")
    tab.page.keyboard.press("/")
    tab.page.locator(".kb-box__input").fill(wrong)
    expect(tab.page.locator(".kb-box__note")).to_contain_text("If this is a code, a character is wrong.")
