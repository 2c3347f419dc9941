"""Troubleshooting trees without scripts and on paper: every node is there, every answer leads on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from kb_builder.content.model import Answer, GuideStep, OutcomeNode, Tree, TreeNode
from tests.browser.kinds import Case, cases_of, pages_of
from tests.browser.tab import Tabs
from tests.demo import demo_plan

pytestmark = pytest.mark.browser

TREES = cases_of({page.address: page.address for page in pages_of("tree")})
UNREADABLE = """names => names.filter(name => {
  const node = document.getElementById(name)?.closest("section");
  const seen = part => part.checkVisibility({opacityProperty: true, visibilityProperty: true}) && part.innerText.trim();
  // The steps of a guide are folded below the link to it.
  const parts = [...node?.querySelectorAll("h2, h3, .kb-text, .kb-answer, .kb-hazard") ?? []];
  return !parts.filter(part => !part.closest(".kb-inplace")).every(seen) || !parts.length;
})"""
ON_SCREEN = """name => {
  const box = document.getElementById(name).getBoundingClientRect();
  return box.top >= 0 && box.top < window.innerHeight;
}"""


def tree_at(case: Case) -> Tree:
    """The record behind a tree's page."""
    planned = demo_plan()
    page = planned.by_address[case.name]
    assert page.entry is not None
    return page.entry.record


def place_of(page: Page, node: str) -> Locator:
    """The section of a node: the one that holds its anchor."""
    return page.locator(f'section:has([id="{node}"])')


def answer_in(page: Page, node: str, answer: Answer) -> Locator:
    """The link of an answer. Its words may be translated; two answers may lead to the same node."""
    return place_of(page, node).locator(f'a[href="#{answer.next}"]').first


def visible_nodes(page: Page, tree: Tree) -> None:
    """Every node has a place of its own name with text that can be read."""
    assert page.evaluate(UNREADABLE, list(tree.nodes)) == []


@pytest.mark.parametrize("case", TREES, ids=str)
def test_a_tree_without_scripts(tabs: Tabs, case: Case) -> None:
    """Every node can be read; every answer is a link to the node that it names."""
    tree = tree_at(case)
    tab = tabs("phone", javascript=False)
    tab.open(case.address)
    visible_nodes(tab.page, tree)
    for name, node in tree.nodes.items():
        for number, answer in enumerate(getattr(node, "answers", ())):
            assert answer_in(tab.page, name, answer).count(), f"answer {number} of '{name}' leads elsewhere"
        if isinstance(node, TreeNode):
            target = demo_plan().article_page(node.tree)
            assert target is not None
            assert (
                place_of(tab.page, name).locator(f'a[href*="{target.address.split("/")[1]}/"]').count() >= 1
            )


@pytest.mark.parametrize("case", [case for case in TREES if case.locale == "en"], ids=str)
def test_answers_are_followed_without_scripts(tabs: Tabs, case: Case) -> None:
    """A tap on an answer shows the node."""
    tree = tree_at(case)
    tab = tabs("phone", javascript=False)
    tab.open(case.address)
    for name, node in tree.nodes.items():
        for answer in getattr(node, "answers", ()):
            answer_in(tab.page, name, answer).click()
            expect(tab.page).to_have_url(tab.base + case.address + "#" + answer.next)
            assert tab.page.evaluate(ON_SCREEN, answer.next)


@pytest.mark.parametrize("case", TREES, ids=str)
def test_a_tree_on_paper(tabs: Tabs, case: Case) -> None:
    """The whole tree is printed, whatever scripts show of it on the screen."""
    tab = tabs("desktop")
    tab.open(case.address)
    tab.page.emulate_media(media="print")
    try:
        visible_nodes(tab.page, tree_at(case))
        expect(tab.page.locator("main h1")).to_be_visible()
    finally:
        tab.page.emulate_media(media="screen")


@pytest.mark.parametrize("case", TREES, ids=str)
def test_what_a_node_says(tabs: Tabs, case: Case) -> None:
    """In the source language the question, the guide and each answer stand word by word in the node's place."""
    if case.locale != "en":
        return
    tab = tabs("desktop", javascript=False)
    tab.open(case.address)
    for name, node in tree_at(case).nodes.items():
        place = place_of(tab.page, name)
        if getattr(node, "question", None):
            expect(place).to_contain_text(node.question)
        if isinstance(getattr(node, "step", None), GuideStep):
            target = demo_plan().article_page(node.step.guide)
            assert target is not None
            assert target.entry is not None
            expect(place).to_contain_text(target.entry.record.title)
        if isinstance(node, OutcomeNode) and node.title:
            expect(place).to_contain_text(node.title)
        for answer in getattr(node, "answers", ()):
            expect(place).to_contain_text(answer.label)
