"""A writer's text with headings → Markdown for the engine.

``<case>.md`` is what a writer wrote, ``<case>.expected.txt`` what is handed to the engine; ``UPDATE_GOLDENS=1`` writes
the expected files again. Whatever the text holds, the engine may see exactly our headings and nothing else of it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser

from kb_builder.site.markdown import plain_text, to_html
from kb_builder.site.outline import below_title, outlined

CASES = sorted(Path(__file__).parent.glob("*.md"))


def html_of(text: str) -> str:
    """The cleaned HTML; links and pictures keep their address unless it is a script."""
    return to_html(text, lambda _tag, _name, value: None if value.startswith("javascript:") else value)


def through_engine(markdown: str) -> tuple[str, list[dict[str, Any]]]:
    """What the engine makes of it, and its table of contents, flat."""
    engine = Markdown(extensions=["toc", "attr_list", "tables"])
    html = engine.convert(markdown)
    return html, list(_flat(engine.toc_tokens))  # type: ignore[attr-defined]


def _flat(tokens: list[dict[str, Any]]) -> Any:
    for token in tokens:
        yield token
        yield from _flat(token["children"])


def words(html: str) -> list[str]:
    """Every visible word."""
    return re.findall(r"\w+", plain_text(html))


def with_words(html: LexborHTMLParser, tag: str) -> list[str]:
    """What stands in the elements of a kind; an empty heading goes, with all empty elements in it."""
    return [text for node in html.css(tag) if (text := node.text().strip())]


def holds(source: str) -> None:
    """The engine loses no word, makes no markup, and lists each heading once under an id of its own."""
    expected = html_of(source)
    actual, tokens = through_engine(outlined(expected))
    assert words(actual) == words(expected)
    ids = [token["id"] for token in tokens]
    assert len(ids) == len(set(ids))
    before, after = LexborHTMLParser(expected), LexborHTMLParser(actual)
    for tag in ("a", "em", "strong", "code", "pre", "table", "li", "p", "blockquote"):
        assert len(with_words(after, tag)) == len(with_words(before, tag)), tag
    assert len(after.css("img")) == len(before.css("img"))
    assert not after.css("script, style, [onclick], [onerror]")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """A text is handed to the engine as expected."""
    actual = outlined(html_of(path.read_text(encoding="utf-8"))) + "\n"
    golden = path.with_suffix(".expected.txt")
    if os.environ.get("UPDATE_GOLDENS") == "1":
        golden.write_text(actual, encoding="utf-8")
    assert actual == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_engine_sees_only_our_headings(path: Path) -> None:
    """No word is lost and nothing of the text is taken as Markdown a second time."""
    holds(path.read_text(encoding="utf-8"))


SIGNS = st.sampled_from(
    ["# ", "## ", "\n\n", "\n", "*", "_", "`", "[", "](", ")", "{", "}", "{#a}", "{: .b }", "<b>", "</b>", "<h2>",
     "</h2>", "<div>", "</div>", "<li>", "</p>", "<pre>", "</pre>", "&lt;", "&amp;", "|", "- ", "> ", "    ", "```\n", "<!--",
     "-->", "<![CDATA[", "<?", "標題", "word", "1. ", "===\n", "![", "\\", "\t", "<a href='x'>", "</a>", "~", ":   "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, max_size=14).map("".join))
def test_any_text_survives(text: str) -> None:
    """The same holds for texts made of every sign that means something to a parser."""
    holds(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# A\n\n## B", "<h2>A</h2>\n<h3>B</h3>"),
        ("## A\n\n### B", "<h2>A</h2>\n<h3>B</h3>"),
        ("# A\n\n###### B", "<h2>A</h2>\n<h6>B</h6>"),
        ("# A\n\n`<h1>`", "<h2>A</h2>\n<p><code>&lt;h1&gt;</code></p>"),
    ],
)
def test_a_text_has_no_heading_of_the_page(written: str, shown: str) -> None:
    """The page's title is its only first-level heading, also where a step or an answer holds one."""
    assert below_title(html_of(written)) == shown
