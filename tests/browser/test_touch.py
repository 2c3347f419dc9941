"""What a finger has to hit is large enough."""

from __future__ import annotations

import pytest

from tests.browser.kinds import Case, first_of_each_kind
from tests.browser.tab import Tabs

pytestmark = pytest.mark.browser

LEAST = 44
SMALL = """least => [...document.querySelectorAll(
    ".md-content :is(button, summary, select, input, textarea, [role=button], .md-button, .kb-button, .kb-answers a, .kb-answer, .kb-pager a, .kb-card > a, .kb-languages a)"
  )]
  .filter(node => node.checkVisibility() && node.type !== "hidden" && node.type !== "checkbox" && node.type !== "radio")
  .map(node => [node, node.getBoundingClientRect()])
  .filter(([, box]) => box.height < least - 0.5)
  .map(([node, box]) => `${node.outerHTML.slice(0, 120)}: ${box.height} px`)"""


@pytest.mark.parametrize("case", [case for case in first_of_each_kind() if case.locale != "pl"], ids=str)
def test_tap_targets(tabs: Tabs, case: Case) -> None:
    """Buttons, answers and fields are at least 44 px high on a phone."""
    tab = tabs("phone")
    tab.open(case.address)
    assert tab.page.evaluate(SMALL, LEAST) == []
