"""Did this help? What is shown is shown by a link, and sent only when the reader sends it."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, Request, Route, expect

from kb_builder.publishing.headers import content_security_policy
from tests.browser.tab import Tabs
from tests.browser.test_pages import findings, sideways
from tests.pages.test_articles import ADDRESSES, asked, revision

pytestmark = pytest.mark.browser
ADDRESS = ADDRESSES["post"]["url"]


@pytest.mark.parametrize(
    ("address", "nodes"), [("wm700/clean-drain-filter/", 0), ("wm700/does-not-drain/", 1)]
)
def test_a_mail_on_a_phone(tabs: Tabs, address: str, nodes: int) -> None:
    """The answer No shows the reasons, each a mail; the address stays, so that a walk is not lost, and nothing is sent or kept."""
    tab = tabs("phone")
    tab.open(address)
    place = tab.page.locator(".kb-feedback")
    before = len(tab.requested)
    place.get_by_role("link", name="No", exact=True).click()
    shown = place.locator("#kb-not-done")
    expect(shown).to_be_focused()
    expect(place.locator("#kb-done")).to_be_hidden()
    links = shown.locator("a[href^='mailto:']")
    assert links.count() == 5
    for box in (link.bounding_box() for link in links.all()):
        assert box
        assert box["height"] >= 44
    assert tab.page.url == tab.base + address
    assert tab.page.locator(".kb-node--here").count() == nodes
    assert [
        one for one in tab.requested[before:] if "/images/" not in one
    ] == []  # pictures load as they come into view
    assert tab.page.context.cookies() == []
    assert sideways(tab, 360) == ""
    assert findings(tab) == []
    assert tab.troubles == []
    place.get_by_role("link", name="Yes", exact=True).click()
    expect(place.locator("#kb-done")).to_be_visible()
    expect(shown).to_be_hidden()


@pytest.mark.parametrize(
    ("status", "said"), [(204, "Thank you. This was sent."), (500, "It could not be sent.")]
)
def test_a_form_to_another_host(tabs: Tabs, status: int, said: str) -> None:
    """One request, JSON, after the press of the button, under the policy that the site is served with."""
    tab = tabs("desktop")
    sent: list[Request] = []
    page = with_form(tab.page, tab.base, status, sent)
    page.goto(f"{tab.base}kb-test.html")
    place = page.locator(".kb-feedback")
    place.get_by_role("link", name="No", exact=True).click()
    place.get_by_label("I did not understand it").check()
    place.get_by_label("What happened?").fill("Where is the lid?")
    assert sent == []
    place.locator("#kb-not-done").get_by_role("button", name="Send").click()
    expect(place.locator("#kb-not-done").get_by_role("status")).to_contain_text(said)
    posts = [one for one in sent if one.method == "POST"]
    assert len(posts) == 1
    assert json.loads(posts[0].post_data or "") == {
        "article": "KB-102", "revision": revision("kettle/descale/"), "product": "kettle", "locale": "en",
        "answer": "no", "reason": "unclear", "comment": "Where is the lid?",
    }  # fmt: skip
    assert "cookie" not in posts[0].headers
    assert "referer" not in posts[0].headers
    assert page.url == f"{tab.base}kb-test.html"
    page.unroute_all()


def with_form(page: Page, base: str, status: int, sent: list[Request]) -> Page:
    """A page that holds the form and its script alone, and the company's address, which answers with ``status``."""
    script = "import {start} from './assets/kb/js/feedback.js'; start(document.querySelector('.kb-feedback'))"
    body = f"<!doctype html><title>Test</title>{asked('post', 'kettle/descale/')}</section>"
    policy = content_security_policy([], ADDRESS)

    def company(route: Route) -> None:
        sent.append(route.request)
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "content-type"}
        route.fulfill(status=204 if route.request.method == "OPTIONS" else status, headers=headers)

    page.route(f"{base}kb-test.html", lambda route: route.fulfill(
        body=f"{body}<script type=module src=kb-test.js></script>",
        headers={"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy},
    ))  # fmt: skip
    page.route(f"{base}kb-test.js", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page.route(ADDRESS, company)
    return page
