"""A text as the words that a search compares: ``js/search/words.js`` says the same, held to it by shared examples."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST_TEXT = 2000
"""Characters of a query that are looked at."""
MOST_WORDS = 24
"""Words of a query that are looked at."""
LONGEST_WORD = 40
"""Characters of a word that are compared."""

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ",
    "'": None, "’": None, "ʼ": None, "\u200b": None, "\u00ad": None,
})  # fmt: skip
"""What Unicode does not take apart, and signs within a word that nobody types (`won't` is `wont`)."""
_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Scripts that are written without spaces: two characters at a time take the place of words."""
_WITHIN = "'’ʼ\u00ad\u200b\u0300-\u036f"
"""Signs that stand inside a word."""
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}](?:[^\W_{_HAN}]|[{_WITHIN}])*")
_HAN_SIGN = re.compile(f"[{_HAN}]")
_LETTERS_ONLY = re.compile(r"[a-z]{1,4}")
_DIGITS = re.compile(r"\d{1,5}[a-z]?")
_NUMBER = re.compile(r"\d{1,5}")
_UNIT = re.compile(
    "v|mv|ma|mah|w|kw|kwh|wh|hz|khz|mhz|ghz|kb|mb|gb|tb|mbps|gbps|mm|cm|km|kg|g|mg|l|ml|db|bit|bar|psi|rpm"
)
_HYPHENS = frozenset("-‐‑–_")


class Word(NamedTuple):
    """One word of a text."""

    text: str
    """Folded: lower case, without marks above or below letters."""
    written: str
    """As it stands in the text, in lower case: what a stemmer reads."""
    start: int
    """Where it begins in the text."""
    end: int
    joined: bool = False
    """Made of several written apart: ``e18`` of ``E 18``, ``email`` of ``e-mail``."""


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case, without diacritics: ``Wyłącza`` is ``wylacza``."""
    if text.isascii():
        return text.lower().replace("'", "")
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").translate(_LETTERS)


def exact_key(text: str) -> str:
    """An error code, id or alias without what people write in different ways: ``e-18`` and ``E 18`` are ``e18``."""
    return re.sub(r"[\W_]+", "", fold(text))


def words(text: str) -> Iterator[Word]:
    """The words of a text in their order, those made of several ones after their last part."""
    before: Word | None = None
    for found in _RUN.finditer(text):
        run, start = found[0], found.start()
        if is_han(run[0]):
            yield from _pairs(run, start)
            before = None
            continue
        word = Word(fold(run)[:LONGEST_WORD], run.lower()[:LONGEST_WORD], start, found.end())
        yield word
        if before is not None and _belong(before, text[before.end : start], word):
            whole = before.text + word.text, before.written + word.written
            yield Word(whole[0][:LONGEST_WORD], whole[1][:LONGEST_WORD], before.start, found.end(), True)
        before = word


def query_words(text: str) -> tuple[Word, ...]:
    """The words of a query; what is too long is cut."""
    found = tuple(words(text[:LONGEST_TEXT]))
    return found[:MOST_WORDS]


def is_han(sign: str) -> bool:
    """Whether a character is of a script without spaces."""
    return _HAN_SIGN.match(sign) is not None


def _pairs(run: str, start: int) -> Iterator[Word]:
    size = min(len(run), 2)
    for place in range(len(run) - size + 1):
        pair = run[place : place + size]
        yield Word(fold(pair), pair, start + place, start + place + size)


def _belong(before: Word, between: str, word: Word) -> bool:
    """Whether two words may as well be written as one: with a hyphen between them, the two halves of a code, or a number and its unit."""
    if len(between) == 1 and between in _HYPHENS:
        return True
    halves = _LETTERS_ONLY.fullmatch(before.text) and _DIGITS.fullmatch(word.text)
    measure = _UNIT.fullmatch(word.text) and _NUMBER.fullmatch(before.text)
    return between in (" ", ".", "/", "\u00a0") and bool(halves or measure)
