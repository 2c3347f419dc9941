"""The search of the built demo site, in a real browser, and the same ranking in Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from kb_builder import addresses
from kb_builder.search import rank
from kb_builder.search.index import Memory, synonym_words
from kb_builder.search.site_index import documents_of
from tests.browser.server import served
from tests.demo import Built, demo_plan
from tests.search.examples import EXAMPLES

BRAND = demo_plan().catalogue.brand.record
PREFIXES = {locale: addresses.locale_prefix(locale, BRAND.default_locale) for locale in BRAND.locales}
FIND = "async ([base, query]) => (await import(base + 'assets/kb/js/search/find.js')).find(base + 'assets/search/', query)"
HOSTILE = [
    "<img src=x onerror=document.title='no'>",
    '"><script>document.title="no"</script>',
    "a" * 10_000,
    "🧺" * 50,
    "AND OR NOT ( \" '",
    "the of and",
]


@pytest.fixture(scope="module")
def page(chromium: Browser, demo: Built) -> Iterator[Page]:
    """A page of the demo site."""
    with served(demo.site) as base:
        tab = chromium.new_context(base_url=base, viewport={"width": 360, "height": 740}).new_page()
        tab.goto("privacy/")
        yield tab
        tab.context.close()


@pytest.mark.parametrize("locale", [one for one in EXAMPLES["queries"] if one in PREFIXES])
def test_same_ranking(page: Page, demo: Built, locale: str) -> None:
    """One rule in two languages: the same pages with the same scores."""
    synonyms = demo_plan().catalogue.synonyms.record.synonyms.get(locale, ())
    memory = Memory(locale, documents_of(demo.site, PREFIXES, locale), synonym_words(synonyms, locale))
    base = page.url.partition("privacy/")[0] + PREFIXES[locale]
    page.goto("privacy/")
    for query in EXAMPLES["queries"][locale]:
        found = page.evaluate(FIND, [base, query])
        plan, hits = rank.search(query, memory)
        assert [(hit["document"], hit["score"]) for hit in found["hits"][:10]] == [
            (hit.document, hit.score) for hit in hits[:10]
        ], query
        assert found["corrected"] == plan.corrected, query


def test_box_with_keys_only(page: Page) -> None:
    """A key opens the box, arrows choose, Enter goes, Escape closes; the choice is told to screen readers."""
    page.goto("wm700/")
    page.wait_for_selector(".kb-search-link[role=button]")
    page.keyboard.press("/")
    box = page.get_by_role("dialog").get_by_role("combobox")
    page.keyboard.type("drain")
    page.wait_for_selector("[role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert page.locator("mark").first.inner_text().lower().startswith("drain")
    page.keyboard.press("Escape")
    assert not page.locator("dialog[open]").count()
    page.keyboard.press("s")
    page.locator("[role=combobox]").fill("")
    page.keyboard.type("e-18")
    page.keyboard.press("Enter")
    page.wait_for_url("**/wm700/does-not-drain/**")


def test_misspelled_words_are_corrected(page: Page) -> None:
    """The page says what it looked for, and offers the words as they were typed."""
    page.goto("search/?q=drian+filter")
    page.wait_for_selector("[data-ready]")
    note = page.locator(".kb-corrected")
    assert "drain filter" in note.inner_text()
    note.get_by_role("link").click()
    page.wait_for_selector("[data-ready]")
    assert "literal=1" in page.url
    assert not page.locator(".kb-corrected").count()


@pytest.mark.parametrize(
    "query", HOSTILE, ids=["tag", "script", "long", "emoji", "operators", "common words"]
)
def test_hostile_queries(page: Page, query: str) -> None:
    """They find something or say that there is nothing; nothing of them becomes HTML, and nothing fails."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("search/")
    title = page.title()
    page.locator(".kb-search__input").fill(query)
    page.evaluate("query => location.assign('?' + new URLSearchParams({ q: query }))", query[:2000])
    page.wait_for_selector("[data-ready]")
    assert page.title() == title
    assert not page.locator(".kb-results img, .kb-results script").count()
    assert page.locator(".kb-results__status").inner_text()
    assert errors == []
