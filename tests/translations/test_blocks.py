"""Markdown texts as blocks: each file of ``blocks/`` and the blocks that translators get."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_builder.content.blocks import SEPARATOR, has_words, split_blocks
from tests.translations.sites import assert_text

FOLDER = Path(__file__).parent / "blocks"


@pytest.mark.parametrize("source", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_a_text_is_split_where_readers_see_a_new_block(source: Path) -> None:
    """Lists, fences, tables, callouts and HTML stay whole; code and pictures without words are marked with ``-``."""
    text = source.read_text("utf-8")
    blocks = split_blocks(text)
    assert all(text[block.offset :].startswith(block.text) for block in blocks)
    shown = [f"{'+' if block.translatable else '-'} {block.text!r}" for block in blocks]
    assert_text("\n".join(shown) + "\n", source.with_suffix(".txt"))


@pytest.mark.parametrize("source", sorted(FOLDER.glob("*.md")), ids=lambda path: path.stem)
def test_blocks_joined_by_blank_lines_have_the_same_blocks(source: Path) -> None:
    """So a text is the same whether it was translated or not."""
    blocks = [block.text for block in split_blocks(source.read_text("utf-8"))]
    assert [block.text for block in split_blocks(SEPARATOR.join(blocks))] == blocks


LINES = st.sampled_from(
    ["", "", "Words.", "- item", "  more", "    deep", "1. one", "```", "~~~", "<div>", "</div>", "<b>", "> quote", "# Head",
     "---", "| a | b |", "|---|---|", "!!! note", "[x]: y", "<!--", "-->", "![](a.svg)", "===", "* * *"]
)  # fmt: skip


@given(st.lists(LINES))
def test_no_line_is_lost(lines: list[str]) -> None:
    """Whatever a writer has begun and not ended: every line that is not blank stands in one block, in order."""
    blocks = split_blocks("\n".join(lines))
    found = [line for block in blocks for line in block.text.split("\n") if line.strip()]
    assert found == [line for line in lines if line.strip()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Press **Start**.", True),
        ("關閉電源", True),
        ("12:30", False),
        ("", False),
        ("`kb build`", False),
        ("![](a.svg)", False),
        ("![A lamp](a.svg)", True),
        ("![](a.svg)\n![](b.svg)", False),
        ('<img src="a.svg" alt="A lamp">', True),
        ('<img src="a.svg">', False),
        ("<!-- words for writers -->", False),
        ("https://example.com/", False),
        ("<https://example.com/>", False),
        ("[](KB-1014)", False),
        ("[The filter](KB-1014)", True),
    ],
)
def test_only_what_has_words_is_for_translators(text: str, expected: bool) -> None:
    """Code, addresses, pictures and numbers are the same in every language."""
    assert has_words(text, markdown=True) is expected
