"""Present texts and the messages of a PO file → the messages of the new one.

What counts is what a translator would find: the same text keeps its translation wherever it moved within its article;
a text that changed keeps the old translation as fuzzy, with the text that it was made for; a text that is gone is kept
as obsolete and comes back when the text does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from kb_builder.content.extraction import SourceText
from kb_builder.content.po import PoMessage

Key = tuple[str, str]
"""Context and source text."""

SIMILAR = 0.6
"""Share of common words from which a block counts as a changed one and not as a new one."""
_NEIGHBOURS = 25
"""How far a changed block is looked for among those left over."""
_MANY_WORDS = 2000
_WORDS = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|\w+|[^\w\s]")
_NUMBER = re.compile(r"(?<=\.)\d+(?=\.|$)")
T = TypeVar("T")


def merge(
    old: Sequence[PoMessage], texts: Sequence[SourceText], elsewhere: Mapping[Key, PoMessage]
) -> tuple[PoMessage, ...]:
    """The present texts in their order with what was translated, and then what became obsolete.

    ``elsewhere`` are translations of other files in the same language, used for the very same text and context.
    """
    merging = _Merging(old, texts)
    merging.take_same()
    merging.take_undone()
    merging.take_moved(lambda context: _NUMBER.sub("*", context))
    merging.take_moved(lambda context: context.partition(":")[0])
    merging.take_from(elsewhere)
    merging.take_only_change()
    merging.take_similar(lambda context: context)
    merging.take_similar(lambda context: _NUMBER.sub("*", context))
    return merging.result()


class _Merging:
    """One merge: which old message each text has taken, and which are left."""

    def __init__(self, old: Sequence[PoMessage], texts: Sequence[SourceText]) -> None:
        self.texts = texts
        self.taken: dict[int, PoMessage] = {}
        self.old = list(old)
        self.used: set[int] = set()

    def take(self, text: int, old: int, *, fuzzy: bool = False) -> None:
        """Give the translation of an old message to a text."""
        message = self.old[old]
        self.used.add(old)
        if fuzzy:
            flags = tuple(sorted({*message.flags, "fuzzy"})) if message.translated else message.flags
            previous = message.previous if message.fuzzy and message.previous else message.source
            message = replace(message, flags=flags, previous=previous if message.translated else None)
        self.taken[text] = message

    def left_texts(self) -> list[int]:
        """Texts without an old message."""
        return [index for index in range(len(self.texts)) if index not in self.taken]

    def left_old(self, *, obsolete: bool = False) -> list[int]:
        """Old messages that nobody took."""
        return [
            index
            for index, message in enumerate(self.old)
            if index not in self.used and (obsolete or not message.obsolete)
        ]

    def take_same(self) -> None:
        """The same text at the same place; one that was obsolete comes back."""
        places = {
            (self.old[index].context, self.old[index].source): index
            for index in reversed(self.left_old(obsolete=True))
        }
        for index, text in enumerate(self.texts):
            if (place := places.get((text.context, text.text))) is not None:
                self.take(index, place)

    def take_undone(self) -> None:
        """A text that is again the one that a fuzzy translation was made for."""
        places = {
            (self.old[index].context, self.old[index].previous): index
            for index in reversed(self.left_old())
            if self.old[index].fuzzy and self.old[index].previous
        }
        for index in self.left_texts():
            text = self.texts[index]
            place = places.pop((text.context, text.text), None)
            if place is not None:
                self.take(index, place)
                flags = tuple(flag for flag in self.old[place].flags if flag != "fuzzy")
                self.taken[index] = replace(self.old[place], flags=flags, previous=None)

    def take_moved(self, group: Callable[[str], str]) -> None:
        """The same text under another context of the same group: list entries that moved, steps with a new id."""
        places: defaultdict[Key, list[int]] = defaultdict(list)
        for index in self.left_old(obsolete=True):
            if self.old[index].translated:
                places[group(self.old[index].context), self.old[index].source].append(index)
        for index in self.left_texts():
            found = places.get((group(self.texts[index].context), self.texts[index].text))
            if found:
                self.take(index, found.pop(0))

    def take_from(self, elsewhere: Mapping[Key, PoMessage]) -> None:
        """The same text of an article that moved here from another folder."""
        for index in self.left_texts():
            text = self.texts[index]
            if (message := elsewhere.get((text.context, text.text))) is not None:
                self.taken[index] = message

    def take_only_change(self) -> None:
        """A field that holds one text, then and now: however much it changed, it is the same message."""
        now = _grouped(range(len(self.texts)), lambda index: self.texts[index].context)
        then = _grouped(
            (index for index, message in enumerate(self.old) if not message.obsolete),
            lambda index: self.old[index].context,
        )
        for index in self.left_texts():
            before = then.get(self.texts[index].context, [])
            if len(before) == 1 == len(now[self.texts[index].context]) and before[0] not in self.used:
                self.take(index, before[0], fuzzy=True)

    def take_similar(self, group: Callable[[str], str]) -> None:
        """Blocks of one field that changed a little, the most similar pair first."""
        now = _grouped(self.left_texts(), lambda index: group(self.texts[index].context))
        then = _grouped(self.left_old(), lambda index: group(self.old[index].context))
        for name, texts in now.items():
            for _, text, old in sorted(self._pairs(texts, then.get(name, []))):
                if text not in self.taken and old not in self.used:
                    self.take(text, old, fuzzy=True)

    def _pairs(self, texts: Sequence[int], old: Sequence[int]) -> Iterable[tuple[float, int, int]]:
        words = {index: _WORDS.findall(self.old[index].source) for index in old}
        for position, text in enumerate(texts):
            mine = _WORDS.findall(self.texts[text].text)
            for other in old[max(0, position - _NEIGHBOURS) : position + _NEIGHBOURS + 1]:
                ratio = _similarity(mine, words[other])
                if ratio >= SIMILAR:
                    yield -ratio, text, other

    def result(self) -> tuple[PoMessage, ...]:
        """The present messages and then the obsolete ones."""
        present = [self._present(index, text) for index, text in enumerate(self.texts)]
        gone = [
            replace(self.old[index], obsolete=True, references=(), extracted=())
            for index in sorted(self.left_old(obsolete=True), key=lambda index: not self.old[index].obsolete)
            if self.old[index].translated
        ]
        return (*present, *_without_repeats(gone))

    def _present(self, index: int, text: SourceText) -> PoMessage:
        message = self.taken.get(index) or PoMessage(text.context, text.text)
        flags = {*message.flags, *text.flags}
        if message.plural != text.plural and message.translated:
            flags.add("fuzzy")
        return replace(
            message,
            context=text.context,
            source=text.text,
            plural=text.plural,
            target="" if text.plural else message.target or (message.targets or ("",))[0],
            targets=(message.targets or (message.target,)) if text.plural else (),
            flags=tuple(sorted(flags)),
            extracted=(text.about,) if text.about else (),
            references=text.references,
            obsolete=False,
        )


def _without_repeats(messages: Iterable[PoMessage]) -> list[PoMessage]:
    first: dict[Key, PoMessage] = {}
    for message in messages:
        first.setdefault((message.context, message.source), message)
    return list(first.values())


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def _similarity(mine: list[str], other: list[str]) -> float:
    matcher = SequenceMatcher(None, mine, other, autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    if len(mine) + len(other) > _MANY_WORDS:
        return matcher.quick_ratio()
    return matcher.ratio()
