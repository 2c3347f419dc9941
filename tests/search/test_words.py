"""Texts as words, and how near words are: the same in Python and in the browser."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from kb_builder.search import spelling
from kb_builder.search.words import LONGEST_TEXT, counted, exact_key, query_words, words
from tests.scripts.conftest import Scripts, scripts
from tests.search.examples import EXAMPLES

__all__ = ["scripts"]


@pytest.mark.parametrize("case", EXAMPLES["words"], ids=lambda case: case["text"] or "nothing")
def test_words(case: dict[str, Any]) -> None:
    """Folded, with codes and hyphenated words as one word, too."""
    assert [word.text for word in words(case["text"])] == case["words"]


@pytest.mark.parametrize("case", EXAMPLES["words"], ids=lambda case: case["text"] or "nothing")
def test_words_in_the_browser(scripts: Scripts, case: dict[str, Any]) -> None:
    """The same words at the same places."""
    found = scripts.call("search/words.js", "words", case["text"])
    assert [word["text"] for word in found] == case["words"]


@pytest.mark.parametrize(
    "text",
    [case["text"] for case in EXAMPLES["words"]]
    + [
        "5 GHz and 2.4GHz, E.18, A-B-C, E 18-b x_y 12 V",
        "ÉCOLE-été naïve-2 Ł-3",
        "洗衣-機 E18 漏水-x",
        "a-" * 40,
        "-- - 7.5/8 kg.",
    ],
)
def test_counting_words(text: str) -> None:
    """Counting gives what listing gives."""
    listed = list(words(text))
    found, length = counted(text)
    assert found == Counter((word.text, word.written) for word in listed)
    assert length == sum(not word.joined for word in listed)


@pytest.mark.parametrize("case", EXAMPLES["distance"], ids=lambda case: f"{case['one']}-{case['other']}")
def test_distance(scripts: Scripts, case: dict[str, Any]) -> None:
    """Mistakes are counted alike on both sides."""
    arguments = (case["one"], case["other"], case["most"])
    assert spelling.distance(*arguments) == case["is"]
    assert scripts.call("search/spelling.js", "distance", *arguments) == case["is"]


@pytest.mark.parametrize("case", EXAMPLES["corrections"], ids=lambda case: case["word"])
def test_corrections(scripts: Scripts, case: dict[str, Any]) -> None:
    """Short words and codes are left as they are; the nearest words come first."""
    assert [list(one) for one in spelling.corrections(case["word"], case["vocabulary"])] == case["are"]
    assert scripts.call("search/spelling.js", "corrections", case["word"], case["vocabulary"]) == case["are"]


@pytest.mark.parametrize("written", ["E18", "e-18", "E 18", "e 18 ", "Ｅ１８"])
def test_codes_are_alike(written: str) -> None:
    """However a code is written, it is one key."""
    assert exact_key(written) == "e18"


def test_a_long_query_is_cut(scripts: Scripts) -> None:
    """Ten thousand characters give as many words as a sentence may have."""
    text = "water " * 2000
    assert len(query_words(text)) == len(scripts.call("search/words.js", "queryWords", text)) == 24
    assert len("".join(word.text for word in query_words("x" * (5 * LONGEST_TEXT)))) == 40
