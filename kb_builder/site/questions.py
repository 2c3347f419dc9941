"""What pages ask of a catalogue while they are made: each question once, by its number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kb_builder.content.catalogue import Entry

SEPARATOR = "\x1f"


@dataclass
class Questions:
    """Every question by its number, and those that the page at hand has asked."""

    numbers: dict[str, int] = field(default_factory=dict)
    new: dict[str, int] = field(default_factory=dict)
    """Asked for the first time in this run."""
    asked: set[int] = field(default_factory=set)
    _texts: dict[int, str] = field(default_factory=dict)
    _next: int = 0

    def __post_init__(self) -> None:
        self._texts = {number: text for text, number in self.numbers.items()}
        self._next = max(self._texts, default=-1) + 1

    def number(self, text: str) -> int:
        """The number of a question."""
        number = self.numbers.get(text)
        if number is None:
            number = self._next
            self._next += 1
            self.numbers[text] = self.new[text] = number
            self._texts[number] = text
        return number

    def text(self, number: int) -> str | None:
        """The question of a number; None when it is not known any more."""
        return self._texts.get(number)

    def ask(self, *parts: str) -> None:
        """Note a question."""
        self.asked.add(self.number(SEPARATOR.join(parts)))


def entry_key(entry: Entry[Any]) -> str:
    """What tells an entry from every other one: its file, and the products in which these readers see it."""
    return f"{entry.file}#{','.join(getattr(entry.record, 'products', ()))}"
