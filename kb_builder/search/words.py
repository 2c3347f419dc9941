"""A text as the words that a search compares: ``js/search/words.js`` says the same, held to it by shared examples."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
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
_FIRST_HAN = _HAN[0]
_ONE_HAN = re.compile(f"[{_HAN}]")
_WITHIN = "'’ʼ\u00ad\u200b\u0300-\u036f"
"""Signs that stand inside a word."""
_WITHIN_SIGNS = "'’ʼ\u00ad\u200b" + "".join(map(chr, range(0x300, 0x370)))
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}](?:[^\W_{_HAN}]|[{_WITHIN}])*")
_PLAIN_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9']*")
"""The same where a text has nothing else, which is faster."""
_GAP = re.compile(r"[-‐‑–_]|(?<=\d)[ ./\u00a0](?=[^\W\d_])|(?<=[^\W_])[ ./\u00a0](?=\d)")
"""What may stand between two words that may as well be written as one."""
_LETTERS_ONLY = re.compile(r"[a-z]{1,4}")
_DIGITS = re.compile(r"\d{1,5}[a-z]?")
_NUMBER = re.compile(r"\d{1,5}")
_UNIT = re.compile(
    "v|mv|ma|mah|w|kw|kwh|wh|hz|khz|mhz|ghz|kb|mb|gb|tb|mbps|gbps|mm|cm|km|kg|g|mg|l|ml|db|bit|bar|psi|rpm"
)
_HYPHENS = frozenset("-‐‑–_")
_GAPS = frozenset(" ./\u00a0")


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
    for found in (_PLAIN_RUN if text.isascii() else _RUN).finditer(text):
        run, start = found[0], found.start()
        if is_han(run[0]):
            yield from _pairs(run, start)
            before = None
            continue
        folded, written = _folded(run)
        word = Word(folded, written, start, found.end())
        yield word
        if before is not None and start - before.end == 1 and _belong(before, text[before.end], word):
            whole = before.text + word.text, before.written + word.written
            yield Word(whole[0][:LONGEST_WORD], whole[1][:LONGEST_WORD], before.start, found.end(), True)
        before = word


def counted(text: str) -> tuple[Counter[tuple[str, str]], int]:
    """How often each word (folded, written) of a text comes, and how many words there are, not counting those made of several.

    The same as counting :func:`words`, and much faster, which the pages of a large site need.
    """
    found: Counter[tuple[str, str]] = Counter()
    length = 0
    runs = (_PLAIN_RUN if text.isascii() else _RUN).findall(text)
    for run, count in Counter(runs).items():
        here = [(pair.text, pair.written) for pair in _pairs(run, 0)] if is_han(run[0]) else [_folded(run)]
        length += count * len(here)
        for known in here:
            found[known] += count
    for gap in _GAP.finditer(text):
        before, after = _run_before(text, gap.start()), _RUN.match(text, gap.end())
        if before and after and not is_han(after[0][0]):
            one, other = Word(*_folded(before), 0, 0), Word(*_folded(after[0]), 0, 0)
            if _belong(one, gap[0], other):
                found[
                    (one.text + other.text)[:LONGEST_WORD], (one.written + other.written)[:LONGEST_WORD]
                ] += 1
    return found, length


def _run_before(text: str, end: int) -> str:
    """The word that ends there; empty where there is none."""
    start = end
    while (
        start
        and (text[start - 1].isalnum() or text[start - 1] in _WITHIN_SIGNS)
        and not is_han(text[start - 1])
    ):
        start -= 1
    return text[start:end].lstrip(_WITHIN_SIGNS)


@lru_cache(maxsize=50_000)
def _folded(run: str) -> tuple[str, str]:
    """A word folded, and in lower case."""
    return fold(run)[:LONGEST_WORD], run.lower()[:LONGEST_WORD]


def query_words(text: str) -> tuple[Word, ...]:
    """The words of a query; what is too long is cut."""
    found = tuple(words(text[:LONGEST_TEXT]))
    return found[:MOST_WORDS]


def is_han(sign: str) -> bool:
    """Whether a character is of a script without spaces."""
    return sign >= _FIRST_HAN and _ONE_HAN.match(sign) is not None


def _pairs(run: str, start: int) -> Iterator[Word]:
    size = min(len(run), 2)
    for place in range(len(run) - size + 1):
        pair = run[place : place + size]
        yield Word(fold(pair), pair, start + place, start + place + size)


def _belong(before: Word, between: str, word: Word) -> bool:
    """Whether two words may as well be written as one: with a hyphen between them, the two halves of a code, or a number and its unit."""
    if between in _HYPHENS:
        return True
    if between not in _GAPS or not (before.text[0].isdigit() or word.text[0].isdigit()):
        return False
    halves = _LETTERS_ONLY.fullmatch(before.text) and _DIGITS.fullmatch(word.text)
    return bool(halves or (_UNIT.fullmatch(word.text) and _NUMBER.fullmatch(before.text)))
