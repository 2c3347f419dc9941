"""Every kind of page in every language on a phone and on a desktop, in a real browser."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from kb_builder.site.pages import BUILDERS
from tests.browser.kinds import Case, cases_of, first_of_each_kind, prefix
from tests.browser.tab import Device, Scheme, Tab, Tabs
from tests.demo import CHECKOUT, demo_locales, demo_plan

pytestmark = pytest.mark.browser

CASES = first_of_each_kind()
CSS = CHECKOUT / "kb_builder" / "site" / "theme" / "assets" / "kb"
WIDEST = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")]
    .filter(node => node.getBoundingClientRect().right > width + 1)
    .slice(0, 5)
    .map(node => `${node.tagName.toLowerCase()}.${node.className}: ${Math.round(node.getBoundingClientRect().right)} px`);
}"""


def sideways(tab: Tab, width: int) -> str:
    """What makes the page wider than the screen; empty when nothing does."""
    wide = tab.page.evaluate("document.scrollingElement.scrollWidth")
    return "" if wide <= width else f"{wide} px wide because of {tab.page.evaluate(WIDEST)}"


def test_the_demo_has_every_kind() -> None:
    """What the demo site lacks would not be looked at."""
    assert {page.kind for page in demo_plan().pages} == set(BUILDERS)


@pytest.mark.parametrize("device", ["phone", "desktop"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_page_opens(tabs: Tabs, case: Case, device: Device) -> None:
    """No message on the console, nothing from another host, nothing missing, no list of all pages, one heading, the right
    language, and no need to scroll sideways.
    """
    tab = tabs(device)
    tab.open(case.address)
    assert tab.troubles == []
    assert [file for file in tab.requested if "sitemap" in file] == []
    page = tab.page
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == case.locale
    assert page.title().strip()
    assert sideways(tab, page.viewport_size["width"]) == ""


REST = [
    case
    for case in cases_of({page.address: page.address for page in demo_plan().pages})
    if case.address not in {known.address for known in CASES}
]


@pytest.mark.parametrize("case", REST, ids=lambda case: case.address)
def test_every_other_page_fits_a_phone(tabs: Tabs, case: Case) -> None:
    """Whatever a writer puts into a page: a wide table or a long word scrolls by itself."""
    tab = tabs("phone", javascript=False)
    tab.open(case.address)
    assert sideways(tab, 360) == ""


@pytest.mark.parametrize("locale", demo_locales())
def test_an_unknown_address(tabs: Tabs, locale: str) -> None:
    """The reader gets a page that leads on, styled although nobody knows how deep the address is."""
    tab = tabs("phone")
    tab.open(f"{prefix(locale)}no/such/page/")
    missing = tab.base + f"{prefix(locale)}no/such/page/"
    assert [one for one in tab.troubles if missing not in one] == []
    expect(tab.page.locator("main h1")).to_be_visible()
    tab.page.locator(".md-content a[href]").first.click()
    expect(tab.page.locator("main h1")).to_be_visible()
    assert tab.page.url != missing


@pytest.mark.parametrize("locale", demo_locales())
def test_a_short_link(tabs: Tabs, locale: str) -> None:
    """It leads to its article, with scripts and without."""
    planned = demo_plan()
    article = next(iter(planned.catalogue.guides)).record.id
    page = planned.article_page(article)
    assert page is not None
    for javascript in (True, False):
        tab = tabs("desktop", javascript=javascript)
        tab.open(f"{prefix(locale)}k/{article}/")
        tab.page.wait_for_url(tab.base + prefix(locale) + page.address)
        assert tab.troubles == []


def test_the_scheme_of_the_reader(tabs: Tabs) -> None:
    """The system's light or dark scheme is taken over."""
    for scheme, name in (("light", "default"), ("dark", "slate")):
        tab = tabs("desktop", scheme=scheme)  # type: ignore[arg-type]
        tab.open("")
        expect(tab.page.locator("body")).to_have_attribute("data-md-color-scheme", name)


SCHEMES: tuple[tuple[Scheme, Device], ...] = (("light", "phone"), ("dark", "desktop"))


@pytest.mark.parametrize(("scheme", "device"), SCHEMES)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_page_is_accessible(tabs: Tabs, case: Case, scheme: Scheme, device: Device) -> None:
    """axe-core finds nothing serious or critical, nor any want of contrast, in either scheme."""
    tab = tabs(device, scheme=scheme)
    tab.open(case.address)
    assert findings(tab) == []


def findings(tab: Tab) -> list[str]:
    """What axe-core holds against the page: rule, place, and what is wrong there."""
    from axe_playwright_python.base import AXE_SCRIPT

    tab.page.evaluate(AXE_SCRIPT)
    result = tab.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{found['id']} at {node['target']}: {node['failureSummary']}"
        for found in result["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


def test_the_tools_find_harm(tabs: Tabs) -> None:
    """A page with faults of each kind is told apart from a good one, so that the tests above can fail."""
    tab = tabs("phone")
    tab.open("")
    assert (tab.troubles, sideways(tab, 360), findings(tab)) == ([], "", [])
    tab.page.evaluate("""() => {
      const wide = document.createElement("p");
      wide.textContent = "w".repeat(20);
      Object.assign(wide.style, {width: "900px", color: "#ddd", background: "#fff"});
      document.querySelector(".md-content h1").after(wide);
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red">x</p><img alt="" src="/no-such.png">');
      document.body.insertAdjacentHTML("beforeend", '<img alt="" src="https://elsewhere.example/x.png">');
    }""")
    tab.settle()
    told = "\n".join(tab.troubles)
    assert "Content Security Policy" in told
    assert "no-such.png" in told
    assert "another host: https://elsewhere.example/x.png" in told
    assert "px wide because of" in sideways(tab, 360)
    assert "color-contrast" in "\n".join(findings(tab))


@pytest.mark.parametrize("width", [360, 1280])
def test_a_product_without_a_picture(chromium: Browser, width: int) -> None:
    """Its summary is not squeezed into the narrow place of the picture."""
    page = chromium.new_page(viewport={"width": width, "height": 600})
    page.set_content(
        f"<style>{(CSS / 'home.css').read_text('utf-8')}</style>"
        '<div class="md-typeset"><div class="kb-product"><p class="kb-lead">Words</p><div class="kb-product__more"></div></div></div>'
    )
    lead, whole = (
        page.locator(one).evaluate("node => node.getBoundingClientRect().width")
        for one in (".kb-lead", ".kb-product")
    )
    page.close()
    assert lead == whole


def test_what_agents_read_of_an_article_is_one_line(chromium: Browser) -> None:
    """Its id, state and audience stand side by side, though Material shows lists as blocks."""
    material = next((Path(str(files("material"))) / "templates/assets/stylesheets").glob("main.*.css"))
    styles = material.read_text("utf-8") + (CSS / "search.css").read_text("utf-8")
    page = chromium.new_page(viewport={"width": 800, "height": 600})
    page.set_content(
        f'<html dir="ltr"><style>{styles}</style><div class="md-typeset"><div class="kb-agentbar">'
        '<ul class="kb-agentbar__facts"><li>KB-1</li><li>Published</li><li>Everybody</li></ul></div></div></html>'
    )
    tops = page.locator("li").evaluate_all("nodes => nodes.map(node => node.getBoundingClientRect().top)")
    page.close()
    assert len(tops) == 3
    assert len(set(tops)) == 1
