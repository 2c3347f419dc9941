"""Steps that are no list: headings ``Step 1: …``, lines ``1. …`` of plain text → the ordered list that they mean.

Nothing of the text is taken away: ``Step 1: Open it`` stays as it is, in bold where it was a heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb_builder.importers.body.tree import Element, Flow, Node, find, plain, tag_level

_WORDS = (
    "step|krok|schritt|étape|etape|paso|passo|passaggio|fase|stap|steg|trin|vaihe|lépés|adım|bước|шаг|крок"
    "|步驟|步骤|ステップ|手順|단계"
)
_NUMERALS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_ENGLISH = {name: number for number, name in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}  # fmt: skip
_VALUE = rf"\d{{1,2}}|[{''.join(_NUMERALS)}]|{'|'.join(_ENGLISH)}"
_WORDED = re.compile(rf"(?:{_WORDS})\s{{0,3}}#?({_VALUE})(?!\w|[.]\d)|第\s?({_VALUE})\s?步", re.IGNORECASE)
_CIRCLED = {chr(0x2460 + number): number + 1 for number in range(20)}
_BARE = re.compile(
    rf"(\d{{1,2}})(?:[.)、．](?!\d)|\ufe0f?\u20e3)\s*\S|(?:([{''.join(_NUMERALS)}])、|([{''.join(_CIRCLED)}])\s?)\S"
)
_LEAST = 2
_LEAST_BARE = 3
_LONGEST_BARE = 60
"""Words of a step on average."""
_TOLD = re.compile(
    r"\b(?:steps?|instructions|procedure|krok\w*|schritt\w*|étapes|pasos)\b|步驟|步骤|手順", re.IGNORECASE
)
_LEADING_NUMBER = re.compile(r"\W*\d{1,3}[.)]\s*")
_QUESTION = re.compile(r"[^.!。！]{3,200}[?？]")
_ASKED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Mark:
    """A block that begins a step."""

    index: int
    number: int
    tag: str
    worded: bool
    """Whether a word such as ``Step`` stands before the number."""

    @property
    def form(self) -> tuple[str, bool]:
        """What all marks of a row have in common."""
        return self.tag, self.worded


def with_numbered_lists(blocks: tuple[Element, ...]) -> tuple[Element, ...]:
    """The blocks, with an ordered list in place of each row of numbered headings or paragraphs."""
    blocks = tuple(_with_told_lists(blocks))
    marks = list(_marks(blocks))
    found: list[Element] = []
    done = 0
    for row in _rows(marks, blocks):
        if row[0].index < done:
            continue
        found += blocks[done : row[0].index]
        ends = [*(mark.index for mark in row[1:]), _end(blocks, row[-1])]
        items = tuple(_item(blocks[mark.index : end]) for mark, end in zip(row, ends, strict=True))
        found.append(Element("ol", {"start": "1"}, items))
        done = ends[-1]
    return (*found, *blocks[done:])


def _with_told_lists(blocks: tuple[Element, ...]) -> Iterator[Element]:
    """``Follow these steps:`` over a list makes its items steps, whatever stands before them."""
    for index, block in enumerate(blocks):
        before = plain(blocks[index - 1]) if index and blocks[index - 1].tag == "p" else ""
        told = before.endswith((":", "：")) and _TOLD.search(before[-200:])
        is_row = block.tag == "ul" and (told or _counts(block.children))
        yield Element("ol", {"start": "1"}, block.children) if is_row else block


def _counts(items: tuple[Node, ...]) -> bool:
    """Whether the items begin with ``Step 1``, ``Step 2`` and so on."""
    marks = [_WORDED.match(plain(item)[:80]) for item in items]
    numbers = [_number(match[1] or match[2]) for match in marks if match]
    return len(numbers) >= _LEAST and numbers == list(range(1, len(items) + 1))


def asks(items: tuple[Node, ...]) -> bool:
    """Whether a list holds questions with their answers, which nobody follows as steps."""
    asking = sum(1 for item in items if _QUESTION.match(_LEADING_NUMBER.sub("", plain(item)[:400], count=1)))
    return asking > _ASKED_SHARE * len(items)


def _marks(blocks: tuple[Element, ...]) -> Iterator[_Mark]:
    for index, block in enumerate(blocks):
        if block.tag != "p" and not tag_level(block):
            continue
        text = plain(block)[:80]
        worded = _WORDED.match(text)
        match = worded or _BARE.match(text)
        if match:
            number = next(text for text in match.groups() if text)
            yield _Mark(index, _number(number), block.tag, worded is not None)


def _number(text: str) -> int:
    return _NUMERALS.get(text) or _CIRCLED.get(text) or _ENGLISH.get(text.lower()) or int(text)


def _rows(marks: list[_Mark], blocks: tuple[Element, ...]) -> Iterator[list[_Mark]]:
    """Marks of one form that count 1, 2, 3, … with no heading above them in between."""
    for start, first in enumerate(marks):
        if first.number != 1:
            continue
        row = [first]
        for mark in marks[start + 1 :]:
            if mark.form != first.form:
                continue
            if mark.number != row[-1].number + 1 or not _together(blocks, row[-1], mark):
                break
            row.append(mark)
        if len(row) >= _LEAST and (first.worded or _are_short(blocks, row)):
            yield row


def _are_short(blocks: tuple[Element, ...], row: list[_Mark]) -> bool:
    """Numbers alone also count chapters and clauses, which are few or long."""
    words = len(plain(*blocks[row[0].index : _end(blocks, row[-1])]).split())
    return len(row) >= _LEAST_BARE and words <= _LONGEST_BARE * len(row)


def _together(blocks: tuple[Element, ...], one: _Mark, other: _Mark) -> bool:
    level = tag_level(blocks[one.index]) or 7
    return not any(0 < tag_level(block) < level for block in blocks[one.index + 1 : other.index])


def _end(blocks: tuple[Element, ...], last: _Mark) -> int:
    """Where the last step ends: at the next heading of its level; of paragraphs, behind a picture, code or box."""
    level = tag_level(blocks[last.index])
    for index in range(last.index + 1, len(blocks)):
        block = blocks[index]
        if level and 0 < tag_level(block) <= level:
            return index
        if not level and (tag_level(block) or (block.tag == "p" and not _is_picture(block))):
            return index
    return len(blocks)


def _is_picture(block: Element) -> bool:
    return block.get("caption") != "" or (not plain(block) and any(find((block,), "img")))


def _item(blocks: tuple[Element, ...]) -> Element:
    return Element("li", {}, without_headings(blocks))


def without_headings(blocks: Flow) -> Flow:
    """The blocks of a step: a heading inside it is a line in bold; its anchors stay."""
    return tuple(node for block in blocks for node in _as_text(block))


def _as_text(block: Node) -> Flow:
    if isinstance(block, str) or not tag_level(block):
        return (block,)
    anchors = tuple(Element("anchor", {"id": name}) for name in block.get("anchors").split())
    words: Flow = (
        block.children if any(find(block.children, "strong")) else (Element("strong", {}, block.children),)
    )
    return (Element("p", {}, (*anchors, *words)),)
