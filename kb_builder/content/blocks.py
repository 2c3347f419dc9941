"""Markdown text → its blocks: what translators see as one message, and what a page may mark with its language.

A block is a paragraph, heading, list with all that is nested in it, table, quotation or callout, fence, or a piece of
HTML from its first tag to the matching last one. Blocks joined by blank lines are the same text again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from markdown_it import MarkdownIt

SEPARATOR = "\n\n"

_PARSER: Final = MarkdownIt("commonmark").enable("table").disable(["inline", "text_join"])
# A list, a fence, … can begin with none of these, so that most texts need no parser.
_PLAIN_LINE = re.compile(r"[^\W\d_]|\*\*?\w|\[[^\]^]+\]\(")
_TAKES_INDENTED = re.compile(r"(!!!|\?\?\?\+?|===) |\[\^[^\]]+\]:|: {1,3}\S|[^\n]+\n: {1,3}\S")
_CONTAINER = re.compile(
    r"<(/?)(address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|header|main|nav|ol|p"
    r"|section|table|ul|video|picture)\b[^<>]*>",
    re.IGNORECASE,
)
_NO_WORDS = (
    re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL),
    re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL),
    re.compile(r"(?<=\]\()[^\s)]*"),
    re.compile(r"\bhttps?://[^\s<>]*|\b[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"(?<=\s)\{[^{}\n]*\}|\]\[[^\]\n]*\]"),
)
_TAG = re.compile(r"<[^<>]*>")
_SPOKEN_ATTRIBUTE = re.compile(r"""\b(?:alt|title|aria-label)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a Markdown text."""

    text: str
    offset: int
    """Characters before it in the text."""
    code: bool = False
    """Code, a rule, or link targets: the same in every language."""

    @property
    def translatable(self) -> bool:
        """Whether there are words to translate: not for code, pictures without alt text, bare links."""
        return not self.code and has_words(self.text, markdown=True)


def has_words(text: str, *, markdown: bool = False) -> bool:
    """Whether a text holds at least one letter that readers see."""
    if markdown and (not _LETTER.match(text) or text.startswith("http")):
        for pattern in _NO_WORDS:
            text = pattern.sub(" ", text)
        spoken = " ".join(first or second for first, second in _SPOKEN_ATTRIBUTE.findall(text))
        text = f"{_TAG.sub(' ', text)} {spoken}"
    return _LETTER.search(text) is not None


def split_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text in their order."""
    lines = text.strip("\n").split("\n")
    first = len(text) - len(text.lstrip("\n"))
    if all(map(_PLAIN_LINE.match, lines)) and not any("|" in line for line in lines):
        return (Block("\n".join(lines), first),)
    spans = _joined_html(lines, _joined_indented(lines, list(_spans(lines))))
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=first))
    return tuple(
        Block("\n".join(lines[start:end]), offsets[start], kind in _CODE_KINDS)
        for kind, start, end in (_trimmed(lines, span) for span in spans)
        if start < end
    )


_Span = tuple[str, int, int]
_CODE_KINDS = frozenset({"fence", "code_block", "hr", "definition"})


def _spans(lines: list[str]) -> Iterator[_Span]:
    """Top-level pieces as CommonMark sees them; lines that leave no token are targets of links."""
    done = 0
    for token in _PARSER.parse("\n".join(lines)):
        if token.level or token.map is None or token.nesting < 0:
            continue
        start, end = token.map
        if any(line.strip() for line in lines[done:start]):
            yield "definition", done, start
        yield token.type, start, end
        done = end
    if any(line.strip() for line in lines[done:]):
        yield "definition", done, len(lines)


def _trimmed(lines: list[str], span: _Span) -> _Span:
    kind, start, end = span
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return kind, start, end


def _joined_indented(lines: list[str], spans: list[_Span]) -> list[_Span]:
    """Indented text after an admonition, a tab, a footnote or a definition belongs to it and is no code."""
    joined: list[_Span] = []
    for kind, start, end in spans:
        if kind == "code_block" and joined:
            before = joined[-1]
            if _TAKES_INDENTED.match("\n".join(lines[before[1] : before[2]])):
                joined[-1] = ("paragraph_open", before[1], end)
                continue
        joined.append((kind, start, end))
    return joined


def _joined_html(lines: list[str], spans: list[_Span]) -> list[_Span]:
    """From a tag to the one that closes it, whatever stands between; a tag that nothing closes stands alone."""
    balance, total = [], 0
    for kind, start, end in spans:
        if kind == "html_block":
            tags = _CONTAINER.findall("\n".join(lines[start:end]))
            total += sum(-1 if slash else 1 for slash, _ in tags)
        balance.append(total)
    closes = _next_at_most(balance)
    joined: list[_Span] = []
    index = 0
    while index < len(spans):
        kind, start, end = spans[index]
        last = closes[index] if kind == "html_block" else index
        joined.append((kind, start, spans[last][2]))
        index = last + 1
    return joined


def _next_at_most(balance: list[int]) -> list[int]:
    """For each block the next one (itself included) after which no more tags are open than before it; else itself."""
    found = list(range(len(balance)))
    waiting: list[tuple[int, int]] = []
    for index, after in enumerate(balance):
        before = balance[index - 1] if index else 0
        waiting.append((before, index))
        while waiting and waiting[-1][0] >= after:
            found[waiting.pop()[1]] = index
    return found
