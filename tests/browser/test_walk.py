"""Walking trees: every path, with and without scripts, in every language, ends where the pure rules say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from kb_builder import addresses
from kb_builder.aftersales.handoff import (
    Handoff,
    encode,
    grouped,
    pack,
    product_number,
    revision_number,
    tree_number,
)
from kb_builder.aftersales.tree_paths import Path, paths
from kb_builder.aftersales.walk import Walk, as_data
from kb_builder.site.walks import source_walk
from tests.browser.kinds import Case, cases_of, pages_of, prefix
from tests.browser.tab import GOOD_SHIFT, Device, Tab, Tabs
from tests.browser.test_pages import findings
from tests.demo import demo_plan

pytestmark = pytest.mark.browser

TREES = cases_of({page.address: page.address for page in pages_of("tree")})
WALK_ALL = """paths => {
  const shown = () => [...document.querySelectorAll(".kb-tree > .kb-node")].filter(node => node.checkVisibility());
  const code = () => document.querySelector(".kb-handoff__code strong").textContent;
  const found = [];
  let given = [];
  for (const answers of paths) {
    let same = 0;
    while (same < given.length && same < answers.length && given[same] === answers[same]) same++;
    if (same < given.length) document.querySelectorAll(".kb-walk__change")[same].click();
    for (const answer of answers.slice(same)) shown()[0].querySelectorAll("[data-next]")[answer].click();
    given = answers;
    const nodes = shown();
    const heading = nodes[0].querySelector("h2");
    found.push({
      nodes: nodes.map(node => node.dataset.node), outcome: nodes[0].dataset.outcome ?? "", code: code(),
      focused: document.activeElement === heading, anchor: decodeURIComponent(location.hash.slice(1)),
      listed: document.querySelectorAll(".kb-walk__answers li").length,
    });
  }
  return found;
}"""
"""Walks every path in one page: back with "change" to where the path leaves the one before, then on."""
LINKS = """() => Object.fromEntries([...document.querySelectorAll("section.kb-node")].map(node => [
  node.dataset.node, [...node.querySelectorAll(".kb-answer, .kb-do[data-tree]")].map(link => link.href)]))"""
ADDED = """() => ({
  nodes: document.querySelectorAll("img[onerror], script:not([src]):not([type]), iframe, .md-content b, .md-content svg:not(.kb-qr, [viewBox='0 0 24 24'])").length,
  ran: window.harm === true,
})"""
HOSTILE = [
    "?path=<img src=x onerror=window.harm=true>",
    "?path=2.1#<img src=x onerror=window.harm=true>",
    "?path=%3Cscript%3Ewindow.harm=true%3C/script%3E",
    "?path=" + "1." * 5000 + "1",
    "?path=999999999999999999999",
    "?path=2.%00.1",
    "?path=__proto__#constructor",
    "?path=1.1.1.1.1.1.1.1#burning",
    "?path=2&path=1#javascript:window.harm=true",
    "?code=<svg onload=window.harm=true>",
    "?code=222222222223",
    "?code=" + "Z" * 3000,
    "?path=2#%E0%A4%A",
]


@dataclass(frozen=True)
class Tree:
    """A tree's page and its walk by the pure rules."""

    walk: Walk
    product: str

    def code(self, answers: list[int], revision: int | None = None) -> str:
        """The code after some answers."""
        number = revision_number(self.walk) if revision is None else revision
        return encode(
            Handoff(
                tree_number(self.walk.tree), product_number(self.product), number, pack(self.walk, answers)
            )
        )


def tree_of(address: str) -> Tree:
    """The tree at an address, without the prefix of a language."""
    page = demo_plan().by_address[address]
    assert page.entry is not None
    assert page.product is not None
    return Tree(source_walk(demo_plan().catalogue, page.entry), page.product)


def answers_of(path: Path) -> list[int]:
    """The numbers of the answers of a path."""
    return [step.answer for step in path.steps]


def opened(tabs: Tabs, address: str) -> Tab:
    """A tab in which the walk has begun."""
    tab = tabs("phone")
    tab.open(address)
    tab.page.wait_for_selector(".kb-node--here")
    return tab


def heading(page: Page) -> str:
    """What the one visible node is called."""
    visible = page.locator(".kb-tree > .kb-node:visible")
    expect(visible).to_have_count(1)
    return visible.locator("h2").inner_text()


def answer(page: Page, number: int) -> None:
    """Tap the answer of a number, from 0."""
    page.locator(".kb-node--here [data-next]").nth(number).click()


@pytest.mark.parametrize("case", TREES, ids=str)
def test_every_path_is_walked(tabs: Tabs, case: Case) -> None:
    """One node at a time; the end, its kind, the focus, the address and the code are those of the pure rules; nothing is loaded."""
    tree = tree_of(case.name)
    every = list(paths(tree.walk))
    tab = opened(tabs, case.address)
    tab.requested.clear()
    found = tab.page.evaluate(WALK_ALL, [answers_of(path) for path in every])
    assert found == [
        {
            "nodes": [path.end],
            "outcome": tree.walk.places[path.end].outcome,
            "code": grouped(tree.code(answers_of(path))),
            "focused": True,
            "anchor": path.end,
            "listed": len(path.steps),
        }
        for path in every
    ]
    tab.settle()
    # The browser asks for the icon at each new address; the QR code is drawn when help is needed, the sign of a hazard with
    # the first hazard of its level.
    later = ("favicon.png", "tree/qr.js", "kb/notice.svg", "kb/hazard.svg")
    assert [one for one in tab.requested if not one.endswith(later)] == []
    assert tab.troubles == []


@pytest.mark.parametrize("locale", demo_plan().catalogue.brand.record.locales)
def test_every_path_is_followed_without_scripts(tabs: Tabs, locale: str) -> None:
    """Link by link, from page to page where another tree goes on, each path comes to the same end."""
    tab = tabs("phone", javascript=False)
    links: dict[str, Mapping[str, list[str]]] = {}
    for page in pages_of("tree"):
        tab.open(prefix(locale) + page.address)
        links[prefix(locale) + page.address] = tab.page.evaluate(LINKS)
    for page in pages_of("tree"):
        walk = tree_of(page.address).walk
        ends = {}
        for path in paths(walk):
            address, node = prefix(locale) + page.address, walk.start
            for step in path.steps:
                link = links[address][node][step.answer].removeprefix(tab.base)
                address, _, anchor = link.partition("#")
                node = anchor or tree_of(address.removeprefix(prefix(locale))).walk.start
            ends[path] = node
        assert {path: path.end.rpartition(".")[2] for path in ends} == ends


def test_the_place_is_kept(tabs: Tabs) -> None:
    """Back and forward go from node to node, a reload stays, a link to the middle of a path opens there."""
    tab = opened(tabs, "wm700/does-not-drain/")
    start = heading(tab.page)
    answer(tab.page, 1)
    second = heading(tab.page)
    answer(tab.page, 0)
    third, address = heading(tab.page), tab.page.url
    assert len({start, second, third}) == 3
    shown = tab.page.locator(".kb-node--here h2")
    tab.page.go_back()
    expect(shown).to_have_text(second)
    tab.page.go_back()
    expect(shown).to_have_text(start)
    tab.page.go_forward()
    tab.page.go_forward()
    expect(shown).to_have_text(third)
    tab.page.reload()
    tab.page.wait_for_selector(".kb-node--here")
    assert heading(tab.page) == third
    other = opened(tabs, address.removeprefix(tab.base))
    assert heading(other.page) == third
    expect(other.page.locator(".kb-walk__answers li")).to_have_count(2)


def test_start_again_and_change(tabs: Tabs) -> None:
    """Both lead back, and the address of the start is that of the page."""
    tab = opened(tabs, "wm700/does-not-drain/?path=2.1.2#wheel")
    tab.page.locator(".kb-walk__change").nth(1).click()
    expect(tab.page).to_have_url(tab.base + "wm700/does-not-drain/?path=2#code")
    tab.page.locator(".kb-walk__again").click()
    expect(tab.page).to_have_url(tab.base + "wm700/does-not-drain/")
    expect(tab.page.locator(".kb-walk__answers li")).to_have_count(0)


def test_the_keyboard_is_enough(tabs: Tabs) -> None:
    """Tab and Enter answer; the focus stands on the new question, and what is left is announced."""
    tab = opened(tabs, "wm700/does-not-drain/")
    expect(tab.page.locator("[role=status] .kb-walk__left")).to_have_text("About 4 questions left")
    tab.page.locator(".kb-node--here [data-next]").nth(1).focus()
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "code"
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "filter"
    expect(tab.page.locator("[role=status] .kb-walk__left")).to_have_text("About 2 questions left")


def test_a_guide_opens_in_place(tabs: Tabs) -> None:
    """With its hazards and every step, without leaving the page."""
    tab = opened(tabs, "wm700/does-not-drain/?path=2.1#filter")
    guide = demo_plan().catalogue.article_by_id["KB-1014"].record
    opened_guide = tab.page.locator(".kb-node--here .kb-inplace")
    opened_guide.locator("summary").click()
    expect(opened_guide.locator(".kb-step:visible")).to_have_count(len(guide.steps))  # type: ignore[attr-defined]
    assert opened_guide.locator(".kb-hazard:visible").count() >= len(guide.hazards)  # type: ignore[attr-defined]
    assert heading(tab.page) == guide.title


@pytest.mark.parametrize("address", HOSTILE, ids=range(len(HOSTILE)))
def test_an_address_that_does_not_fit(tabs: Tabs, address: str) -> None:
    """The last node that fits is shown, with a word about it; nothing of the address becomes part of the page."""
    tab = opened(tabs, "wm700/does-not-drain/" + address)
    tab.settle()
    expect(tab.page.locator(".kb-walk__note:not(:empty)").first).to_be_visible()
    before = opened(tabs, "wm700/does-not-drain/").page.evaluate(ADDED)
    assert opened(tabs, "wm700/does-not-drain/" + address).page.evaluate(ADDED) == before
    assert "harm" not in tab.page.locator(".md-content").inner_text()
    assert [one for one in tab.troubles if "status 404" not in one and "404" not in one] == []


@pytest.mark.parametrize("locale", demo_plan().catalogue.brand.record.locales)
def test_a_code_opens_the_path(tabs: Tabs, locale: str) -> None:
    """In whatever language it is opened, typed as it was read aloud."""
    code = tree_of("wm700/does-not-drain/").code([1, 0, 1])
    tab = opened(
        tabs, f"{prefix(locale)}wm700/does-not-drain/?code={grouped(code).lower().replace(' ', '-')}"
    )
    expect(tab.page.locator(".kb-walk__answers li")).to_have_count(3)
    expect(tab.page).to_have_url(f"{tab.base}{prefix(locale)}wm700/does-not-drain/?path=2.1.2#wheel")
    other = next(one for one in demo_plan().catalogue.brand.record.locales if one != locale)
    href = tab.page.locator(f'.md-header a[hreflang="{other}"]').first.get_attribute("href")
    assert href is not None
    assert href.endswith("?path=2.1.2#wheel")


def test_an_older_and_an_unknown_code(tabs: Tabs) -> None:
    """A kept revision shows what was seen then, and how far it holds today; another one is said to be unknown."""
    tree = tree_of("wm700/does-not-drain/")
    code = tree.code([1, 0, 1], revision=7)
    address = f"wm700/does-not-drain/?code={code}"
    tab = opened(tabs, address)
    expect(tab.page.locator(".kb-walk__note", has_text="unknown")).to_be_visible()
    data: dict[str, Any] = {"released": "2026-01-02", "title": "T", "revision": "2229", **as_data(tree.walk)}
    data["places"]["code"]["title"] = "<b>What</b> did it show?"
    tab.page.route("**/assets/trees/KB-2007/*.json", lambda route: route.fulfill(json=data))
    try:
        tab.open(address)
        kept = tab.page.locator(".kb-walk__kept")
        expect(kept).to_contain_text("<b>What</b> did it show?")
        expect(kept).to_contain_text("2026-01-02")
        expect(kept.locator("li")).to_have_count(4)
        expect(kept.locator("a")).to_have_attribute("href", "?path=2.1.2#wheel")
    finally:
        tab.page.unroute("**/assets/trees/KB-2007/*.json")


def test_help_carries_the_code(tabs: Tabs) -> None:
    """In large letters, in the QR code, in the e-mail, in the form and on the contact page."""
    tab = opened(tabs, "wm700/does-not-drain/?path=2.1.2.3#book-repair")
    code = tree_of("wm700/does-not-drain/").code([1, 0, 1, 2])
    panel = tab.page.locator(".kb-handoff")
    expect(panel.locator(".kb-handoff__code strong")).to_have_text(grouped(code))
    expect(panel.locator(".kb-handoff__code strong")).to_be_visible()
    expect(panel.locator("svg.kb-qr path")).to_be_visible()
    links = panel.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    contact = addresses.relative("wm700/does-not-drain/", addresses.COMPANY_PAGES["contact"])
    assert f"{contact}?code={code}#topic-repair" in links
    assert [
        link for link in links if link.startswith("mailto:") and grouped(code).replace(" ", "%20") in link
    ]
    assert [link for link in links if link.startswith("https:") and f"code={code}" in link]
    own = tab.page.locator(".kb-node--here a[data-topic]")
    expect(own).to_have_attribute("href", f"{contact}?code={code}#topic-repair")


def _states() -> Iterator[Case]:
    for name, address in (
        ("middle", "?path=2.1#filter"),
        ("end", "?path=2.1.2.3#book-repair"),
        ("misfit", "?path=9"),
    ):
        yield from (
            Case(f"{name}", locale, f"{prefix(locale)}wm700/does-not-drain/{address}")
            for locale in ("en", "zh-Hant")
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("case", list(_states()), ids=str)
def test_a_walk_is_accessible(tabs: Tabs, case: Case, scheme: Any) -> None:
    """axe-core finds nothing on the way, at an end and after a bad link."""
    tab = tabs("phone", scheme=scheme)
    tab.open(case.address)
    tab.page.wait_for_selector(".kb-node--here")
    for folded in tab.page.locator(".kb-node--here summary, .kb-handoff:not([open]) > summary").all():
        folded.click()
    tab.settle()
    assert findings(tab) == []


@contextmanager
def script_held_back(page: Page, handle: Callable[[Route], object]) -> Iterator[Callable[[float], None]]:
    """The script of the walk is in our hands, and so is the speed of the page's clock: it stands, for it would not wait for long."""
    session = page.context.new_cdp_session(page)

    def run(speed: float) -> None:
        session.send("Animation.setPlaybackRate", {"playbackRate": speed})

    session.send("Animation.enable")
    run(0)
    page.route("**/tree/walk.js", handle)
    try:
        yield run
    finally:
        page.unroute("**/tree/walk.js")
        run(1)
        session.detach()


@pytest.mark.parametrize("anchor", ["", "#was-tap"])
@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_the_page_does_not_jump_when_the_walk_begins(tabs: Tabs, device: Device, anchor: str) -> None:
    """However late the script comes: before it the page shows the node with which the walk begins."""
    tab = tabs(device)
    page = tab.page
    waiting: list[Route] = []
    with script_held_back(page, lambda route: waiting.append(route)):
        page.goto("about:blank")
        page.goto(f"{tab.base}wm700/does-not-start/{anchor}", wait_until="commit")
        while not waiting:
            page.wait_for_timeout(20)
        visible = page.locator(".kb-tree > .kb-node:visible h2")
        expect(visible).to_have_count(1)
        before = visible.get_attribute("id")
        waiting[0].continue_()
        page.wait_for_selector(".kb-node--here")
        tab.settle()
        assert visible.get_attribute("id") == before
        if not anchor:  # where an address leads straight to a node, a note says so
            assert tab.shift() < GOOD_SHIFT


def test_every_node_is_there_when_the_script_never_comes(tabs: Tabs) -> None:
    """The page waits some seconds, then it is as without scripts."""
    tab = tabs("phone")
    page = tab.page
    with script_held_back(page, lambda route: route.abort()) as run_clock:
        page.goto(f"{tab.base}wm700/does-not-start/")
        nodes = page.locator(".kb-tree > .kb-node")
        expect(page.locator(".kb-tree > .kb-node:visible")).to_have_count(1)
        run_clock(1000)
        expect(page.locator(".kb-tree > .kb-node:visible")).to_have_count(nodes.count())
        expect(page.locator(".kb-node__number:visible")).to_have_count(nodes.count())
