"""A writer who lays YAML out in every way that the rules allow, with comments wherever they may stand."""

from __future__ import annotations

import json
from random import Random
from typing import Any

_SPACES = ("", " ", "  ", "     ")
_TEXTS = (
    "Water", "Turn it slowly", "a: b", "- a", "# no comment", "it's", "no", "12:30", "說明書", "a #b", "{x}", "", "\ttab", "C:\\x \\",
)  # fmt: skip
_LONG = (
    "One.\n\nTwo.\n",
    "One\n  deeper\nless\n",
    "# no comment\nmore",
    "  first deeper\nthen\n",
    "kept\n\n\n",
)


def some_data(random: Random, depth: int = 0) -> Any:
    """Groups, lists and texts in each other."""
    kind = random.choice(["text", "long", "list", "group"] if depth < 3 else ["text"])
    if depth == 0 or kind == "group":
        return {f"k{number}": some_data(random, depth + 1) for number in range(random.randint(1, 4))}
    if kind == "list":
        return [some_data(random, depth + 1) for _ in range(random.randint(1, 3))]
    return random.choice(_LONG if kind == "long" else _TEXTS)


class Careless:
    """Writes data; ``comments`` are those that it wrote."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments: list[str] = []
        self.after_block = False

    def file(self, data: dict[str, Any]) -> str:
        """A whole file."""
        return self.own_lines() + self.group(data, "") + self.own_lines()

    def comment(self) -> str:
        self.comments.append(f"# {len(self.comments)} it's: [a, \"b")
        return self.comments[-1]

    def chance(self, one_in: int) -> bool:
        return self.random.randrange(one_in) == 0

    def line_end(self) -> str:
        """The end of a line, with a comment perhaps."""
        return (
            (f" {self.random.choice(_SPACES)}{self.comment()}" if self.chance(5) else "")
            + self.random.choice(("", " "))
            + "\n"
        )

    def own_lines(self) -> str:
        """Comments on lines of their own, in any column, and blank lines."""
        made = ""
        while self.chance(4):
            column = (
                "" if self.after_block else self.random.choice(_SPACES)
            )  # a comment is part of a block of text else
            made += f"{column}{self.comment()}\n" if self.chance(2) else "\n"
        return made

    def group(self, data: dict[str, Any], indent: str, lead: str | None = None) -> str:
        made = ""
        for key, value in data.items():
            made += (self.own_lines() + indent) if lead is None else lead
            self.after_block = False
            made += (
                self.random.choice((key, f'"{key}"'))
                + self.random.choice(("", "", " "))
                + ":"
                + self.value(value, indent)
            )
            lead = None
        return made

    def list(self, data: list[Any], indent: str) -> str:
        made = ""
        for value in data:
            made += f"{self.own_lines()}{indent}-"
            self.after_block = False
            if isinstance(value, dict) and self.chance(2):
                gap = self.random.choice((" ", "   "))
                made += self.group(value, f"{indent} {gap}", gap)
            else:
                made += self.value(value, indent, may_be_level=False)
        return made

    def value(self, value: Any, indent: str, may_be_level: bool = True) -> str:
        """What stands behind ``:`` or ``-``, up to the end of the line."""
        deeper = indent + " " * self.random.randint(1, 5)
        if isinstance(value, str):
            return self.text(value, deeper)
        if self.chance(3):
            return f" {self.random.choice(_SPACES)}{self.flow(value, deeper)}{self.line_end()}"
        if isinstance(value, dict):
            return self.line_end() + self.group(value, deeper)
        return self.line_end() + self.list(value, indent if may_be_level and self.chance(2) else deeper)

    def text(self, text: str, indent: str) -> str:
        if text.endswith("\n") and text.strip(" \n") == text[:-1] and not self.chance(3):
            lines = text[:-1].split("\n")
            self.after_block = True
            return f" |{self.line_end()}" + "".join(f"{indent}{one}\n" if one else "\n" for one in lines)
        gap = (
            f"{self.line_end()}{self.own_lines()}{indent}"
            if self.chance(6)
            else " " + self.random.choice(_SPACES)
        )
        return f"{gap}{self.scalar(text, indent)}{self.line_end()}"

    def scalar(self, text: str, indent: str) -> str:
        """A text that may stand within brackets, on several lines perhaps."""
        if text in ("Turn it slowly", "Water", "說明書", "it's") and self.chance(2):
            return text.replace(" ", f"\n{indent}{self.random.choice(_SPACES)}" if self.chance(3) else " ")
        if "\n" not in text and "\t" not in text and self.chance(2):
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=False)

    def flow(self, value: Any, indent: str) -> str:
        """A collection in brackets."""
        if isinstance(value, str):
            return self.scalar(value, indent)
        if isinstance(value, dict):
            items = [f"{key}: {self.flow_gap(indent)}{self.flow(one, indent)}" for key, one in value.items()]
        else:
            items = [self.flow(one, indent) for one in value]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        made = opening + self.flow_gap(indent)
        for number, item in enumerate(items):
            last = number == len(items) - 1
            made += (
                item
                + ("" if last and self.chance(2) else self.random.choice(("", " ")) + ",")
                + self.flow_gap(indent)
            )
        return made + closing

    def flow_gap(self, indent: str) -> str:
        return f" {self.line_end()}{indent}" if self.chance(6) else self.random.choice(("", " "))
