"""The handbook of ``docs/handbook/``: pages of the agents' site, linked from its home, unknown to customers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_builder import addresses
from kb_builder.pipeline import Request, local_sites, read
from kb_builder.site.local import LocalSite
from kb_builder.site.render import render
from tests.demo import DAY
from tests.hostile.catalogue import small_site

PAGES = {
    "index": "# For us\n\nSee [a tree](trees.md#ask-first) and [mail](page:contact).\n",
    "trees": "# A tree\n\nBack to [the start](index.md).\n\n## Ask first\n\n```yaml products/a/trees/b.yml\nid: KB-1\n```\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site with a handbook of two pages."""
    folder = small_site(tmp_path / "help")
    (folder / "docs/handbook").mkdir(parents=True, exist_ok=True)
    for name, text in PAGES.items():
        (folder / f"docs/handbook/{name}.md").write_text(text, encoding="utf-8")
    return folder


def site(root: Path, audience: str) -> LocalSite:
    """The site in English as an audience sees it."""
    return local_sites(read(root, DAY), Request(root, DAY, audience))[1]["en"]


def test_agents_read_it(root: Path) -> None:
    """Titles are the first headings; links between its files lead to its pages; a block says which file it is."""
    agents = site(root, "agent")
    start = render(agents.plan.by_address[addresses.handbook()], agents)
    assert "title: For us" in start
    assert 'href="../handbook/trees/#ask-first"' in start or 'href="trees/#ask-first"' in start
    assert 'href="../contact/"' in start
    tree = render(agents.plan.by_address[addresses.handbook("trees")], agents)
    assert "<code>products/a/trees/b.yml</code>" in tree
    assert "## Ask first {: #ask-first" in tree
    assert 'href="../"' in tree
    assert 'href="handbook/"' in render(agents.plan.by_address[""], agents).replace('"./', '"')


def test_customers_do_not(root: Path) -> None:
    """Neither the pages nor the link."""
    public = site(root, "public")
    assert not [page for page in public.plan.pages if page.address.startswith("handbook")]
    assert "handbook" not in render(public.plan.by_address[""], public)
