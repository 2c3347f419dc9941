"""Texts in two languages keep their footnotes and links."""

from kb_builder.content.localise import Phrase
from kb_builder.site.markdown import to_html
from kb_builder.site.runs import language_runs


def as_html(*blocks: tuple[str, str]) -> list[str]:
    """The HTML of each run of a text made of (language, block)."""
    phrases = [Phrase(text, lang) for lang, text in blocks]
    return [to_html(run, lambda _tag, _name, value: value) for _, run in language_runs(phrases)]


def test_one_language_is_one_run() -> None:
    """A text in one language is converted as a whole."""
    assert language_runs([Phrase("A", "pl"), Phrase("B", "pl")]) == (("pl", "A\n\nB"),)


def test_a_footnote_goes_to_the_run_that_refers_to_it() -> None:
    """The definition stands in another language than the reference: it is printed once, below its own run."""
    first, second = as_html(("pl", "Tekst[^1]."), ("en", "Other text."), ("en", "[^1]: The note."))
    assert "The note." in first
    assert 'href="#fn:1"' in first
    assert "The note." not in second


def test_the_address_of_a_link_is_known_in_every_run() -> None:
    """A reference-style link works although its address is defined in the other language's part."""
    first, _ = as_html(("pl", "[Tekst][a]"), ("en", "Text.\n\n[a]: https://example.com/"))
    assert '<a href="https://example.com/">Tekst</a>' in first


def test_a_definition_in_code_stays_where_it_is() -> None:
    """What looks like a definition inside a fence is code."""
    html = as_html(("pl", "```\n[a]: x\n```"), ("en", "Text."))
    assert "[a]: x" in html[0]
