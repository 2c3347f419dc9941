"""What every script of the theme builds on."""

from tests.scripts.conftest import Scripts


def test_a_sentence_is_filled_in(scripts: Scripts) -> None:
    """Names in a sentence are replaced by their values; a name without one stays to be seen."""
    assert scripts.call("page.js", "filled", "%(n)s left of %(all)s", {"n": 2}) == "2 left of %(all)s"


def test_texts_never_become_html(scripts: Scripts) -> None:
    """What looks like a tag in a text stays a text."""
    code = """async (url) => (await import(url)).element("p", {title: null, hidden: true}, "<b>", null, "x").outerHTML"""
    assert scripts.page().evaluate(code, scripts.base + "page.js") == '<p hidden="">&lt;b&gt;x</p>'


def test_a_page_without_data(scripts: Scripts) -> None:
    """A part whose data is not there finds nothing, and no error."""
    assert scripts.call("page.js", "dataOf", "tree") is None
