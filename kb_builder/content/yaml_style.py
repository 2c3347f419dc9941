"""YAML in one style: scalars and comments stay letter for letter, and only what stands between them is written anew.

Two columns a level, lists indented under their key, one space after ``-``, ``:`` and ``,``, none within brackets, two before a
comment at the end of a line, at most one blank line in a row. A list or group in brackets stays on one line if it was written
on one; else it has a line for each item. The order of keys and the quotes are the writer's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from kb_builder.content.yaml_text import compose, read_yaml

_STEP = "  "
_BLANK_END = re.compile(r"(?:\n[ ]*)+\Z")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class NoStyleError(ValueError):
    """The text can't be brought into the style; the message says why."""


@dataclass
class _Gap:
    """What stands between two values besides signs: comments and blank lines."""

    trailing: str = ""
    """The comment on the line of what came before."""
    lines: list[tuple[int, str]] = field(default_factory=list)
    """Column and text of each comment on a line of its own; an empty text is a blank line."""

    @property
    def comments(self) -> list[str]:
        """Every comment, in order."""
        return [one for one in (self.trailing, *(text for _, text in self.lines)) if one]


def styled(text: str) -> str:
    """The text in the style of this project.

    :raises NoStyleError: when it is no YAML that ``kb check`` can read, or when anything but its layout would change.
    """
    data = read_yaml(text, "")
    if data.data is None and data.problems:
        raise NoStyleError(data.problems[0].message)
    root = compose(text)
    writer = _Writer(text)
    result = writer.document(root)
    if root is not None:
        again = read_yaml(result, "")
        if again.data != data.data or comments_of(result) != comments_of(text):
            raise NoStyleError("it is written in a way that only a person can bring into the style")
    return result


def comments_of(text: str) -> list[str]:
    """Every comment of a YAML text, in order."""
    found: list[str] = []
    at = 0
    for start, end, is_block in _scalars(compose(text), text):
        found += _gap(text[at:start], first=at == 0).comments
        if is_block:
            head = text[start:end].partition("\n")[0]
            found += [head[head.index("#") :].rstrip()] if "#" in head else []
        at = end
    return found + _gap(text[at:], first=at == 0).comments


def _scalars(node: Any, text: str) -> list[tuple[int, int, bool]]:
    if node is None:
        return []
    if isinstance(node, yaml.ScalarNode):
        return [(node.start_mark.index, _end(node, text), node.style in ("|", ">"))]
    if isinstance(node, yaml.MappingNode):
        return [spot for pair in node.value for one in pair for spot in _scalars(one, text)]
    return [spot for one in node.value for spot in _scalars(one, text)]


def _end(node: Any, text: str) -> int:
    """Where a value ends, before its last line break; blank lines after a block of text are not its own unless it keeps them
    (``|+``).
    """
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if getattr(node, "style", None) not in ("|", ">"):
        return end
    if "+" in text[start:end].partition("\n")[0].partition("#")[0]:
        return end - 1 if text[end - 1] == "\n" else end
    return start + len(_BLANK_END.sub("", text[start:end]))


def _gap(text: str, first: bool = False) -> _Gap:
    gap = _Gap()
    lines = text.split("\n")
    if first:
        lines.insert(0, "")
    gap.trailing = _comment(lines[0])
    for line in lines[1:-1] if len(lines) > 1 else ():
        comment = _comment(line)
        if comment or not line.strip():
            gap.lines.append((line.index("#") if comment else 0, comment))
    last = lines[-1] if len(lines) > 1 else ""
    if "#" in last:
        gap.lines.append((last.index("#"), _comment(last)))
    return gap


def _comment(line: str) -> str:
    return line[line.index("#") :].rstrip() if "#" in line else ""


def _start(node: Any) -> int:
    return int(node.start_mark.index)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _is_block(node: Any) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


@dataclass
class _Item:
    """An item within brackets: its text, what stood before it, the comments within it."""

    text: str
    gap: _Gap
    inner: list[str]
    is_broken: bool

    @property
    def own_lines(self) -> list[str]:
        """Comments that get a line before the item."""
        return [text for _, text in self.gap.lines if text] + self.inner


class _Writer:
    """Writes the nodes of a text line by line; ``at`` is how far the old text has been dealt with."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: list[str] = []
        self.closed: list[tuple[int, str]] = []
        """Old column and new indentation of the lists and groups that ended since the last value."""

    def document(self, root: Any) -> str:
        if root is None:
            self.between(len(self.text), -1, "")
        elif not isinstance(root, yaml.MappingNode) or root.flow_style:
            raise NoStyleError("the file is no group of fields")
        elif re.search(r"^%", self.text[: _start(root)], re.MULTILINE):
            raise NoStyleError("it begins with a directive (%)")
        else:
            self.mapping(root, "", None)
            self.between(len(self.text), -1, "")
        while self.lines and not self.lines[-1]:
            self.lines.pop()
        return "".join(f"{line}\n" for line in self.lines)

    def between(self, to: int, column: int, indent: str, lead: str | None = None) -> None:
        """Comments and blank lines up to the next value, which stood at ``column`` and is written at ``indent``, or behind
        ``lead``: then they come to stand before that.
        """
        gap = _gap(self.text[self.at : to], first=self.at == 0)
        self.at = to
        if lead is not None:
            indent = _indent(lead)
        if gap.trailing and lead is not None:
            self.lines.append(indent + gap.trailing)
        elif gap.trailing:
            self.lines[-1] += f"  {gap.trailing}"
        for place, comment in gap.lines:
            if comment:
                # A comment below the last item of a list belongs to the list, not to what comes after it.
                inner = [one for one in self.closed if column < one[0] <= place]
                self.lines.append((max(inner)[1] if inner else indent) + comment)
            elif self.lines and self.lines[-1]:
                self.lines.append("")
        self.closed.clear()

    def mapping(self, node: Any, indent: str, lead: str | None) -> None:
        """A group; ``lead`` is what its first line begins with after the ``-`` of a list."""
        column = node.start_mark.column
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.style in ("|", ">"):
                raise NoStyleError("a key is no plain text")
            self.between(_start(key), column, indent, lead)
            name = self.text[_start(key) : key.end_mark.index]
            if "\n" in name:
                raise NoStyleError("a key goes over several lines")
            self.at = key.end_mark.index
            self.entry(f"{indent if lead is None else lead}{name}:", value, indent)
            lead = None
        self.closed.append((column, indent))

    def sequence(self, node: Any, indent: str, lead: str | None) -> None:
        """A list; ``lead`` as for a group."""
        column = node.start_mark.column
        for item in node.value:
            self.between(_start(item), column, indent, lead)
            begin = f"{indent if lead is None else lead}-"
            lead = None
            if isinstance(item, yaml.MappingNode) and not item.flow_style:
                self.mapping(item, indent + _STEP, f"{begin} ")
            elif _is_block(item):
                self.sequence(item, indent + _STEP, f"{begin} ")
            else:
                self.lines.append(self.leaf(begin, item, indent))
        self.closed.append((column, indent))

    def entry(self, begin: str, value: Any, indent: str) -> None:
        """A value after its key."""
        if _is_block(value):
            self.lines.append(begin)
            write = self.mapping if isinstance(value, yaml.MappingNode) else self.sequence
            write(value, indent + _STEP, None)
            return
        if _start(value) != value.end_mark.index:
            # A comment between a key and its value comes to stand before them.
            self.lines += [_indent(begin) + one for one in _gap(self.text[self.at : _start(value)]).comments]
            self.at = _start(value)
        self.lines.append(self.leaf(begin, value, indent))

    def leaf(self, begin: str, node: Any, indent: str) -> str:
        """A text or a collection in brackets behind what its line begins with."""
        start, self.at = _start(node), _end(node, self.text)
        if start == node.end_mark.index:
            return begin
        if isinstance(node, yaml.CollectionNode):
            return f"{begin} {self.flow(node, indent + _STEP)}"
        if node.style in ("|", ">"):
            return f"{begin} {self.block(node, indent)}"
        return f"{begin} {self.scalar(node, indent + _STEP)}"

    def scalar(self, node: Any, indent: str) -> str:
        """A plain or quoted text; its further lines are indented."""
        first, *more = self.text[_start(node) : node.end_mark.index].split("\n")
        return "\n".join([first, *(indent + line.lstrip(" \t") if line.strip() else "" for line in more)])

    def block(self, node: Any, indent: str) -> str:
        """A block of text: its lines keep their distances from each other."""
        head, *lines = self.text[_start(node) : _end(node, self.text)].split("\n")
        match = _BLOCK_HEADER.match(head)
        assert match is not None
        comment = _comment(head[match.end() :])
        header = re.sub(r"\d", "2", match[0])
        given = re.search(r"\d", match[0])
        filled = [line for line in lines if line.strip(" ")]
        old = len(filled[0]) - len(filled[0].lstrip(" ")) if filled else 0
        if given:
            old = self.block_column(node) + int(given[0])
        written = [indent + _STEP + line[old:] if len(line) > old else "" for line in lines]
        return "\n".join([header + (f"  {comment}" if comment else ""), *written])

    def block_column(self, node: Any) -> int:
        """The indentation of the line on which a block of text begins, not counting the dashes of lists but the last."""
        line = self.text[self.text.rfind("\n", 0, _start(node)) + 1 : _start(node)]
        dashes = re.match(r"(?: |- )*", line)
        assert dashes is not None
        before = dashes[0]
        return len(before) if line[len(before) :].strip() else before.rfind("-")

    def flow(self, node: Any, indent: str) -> str:
        """A collection in brackets, on one line unless it was broken between its items or holds a comment."""
        start, end = _start(node), int(node.end_mark.index)
        is_map = isinstance(node, yaml.MappingNode)
        opening, closing = "{}" if is_map else "[]"
        self.at = start + 1 if self.text[start] == opening else start
        has_end = self.text[end - 1] == closing and self.at == start + 1
        made = [self.flow_item(one, indent) for one in node.value]
        last = _gap(self.text[self.at : end - 1 if has_end else end])
        broken = "\n" in self.text[self.at : end] or any(one.is_broken for one in made)
        self.at = end
        if not broken:
            return opening + ", ".join(one.text for one in made) + closing
        lines = [opening]
        for number, one in enumerate(made):
            if one.gap.trailing:
                lines[-1] += f"  {one.gap.trailing}"
            lines += [indent + comment for comment in one.own_lines]
            lines.append(f"{indent}{one.text}" + ("," if number < len(made) - 1 else ""))
        return self.flow_end(lines, last, closing, indent, bool(made))

    def flow_end(self, lines: list[str], last: _Gap, closing: str, indent: str, filled: bool) -> str:
        """The lines with the bracket that closes them: behind the last item, but on a line of its own after a comment."""
        if last.trailing:
            lines[-1] += f"  {last.trailing}"
        lines += [indent + text for _, text in last.lines if text]
        if last.comments:
            lines.append(indent + closing)
        else:
            lines[-1] += closing
        if not filled and not last.comments:
            return lines[0]
        return "\n".join(lines)

    def flow_item(self, item: Any, indent: str) -> _Item:
        """An item of a list in brackets, or a pair of a group in them."""
        key, value = item if isinstance(item, tuple) else (None, item)
        first = key or value
        before = self.text[self.at : _start(first)]
        self.at = _start(first)
        inner: list[str] = []
        text = ""
        if key is not None:
            if not isinstance(key, yaml.ScalarNode) or "\n" in self.text[_start(key) : key.end_mark.index]:
                raise NoStyleError("a key is no plain text")
            text = self.text[_start(key) : key.end_mark.index] + ": "
            self.at = key.end_mark.index
            inner = _gap(self.text[self.at : _start(value)]).comments
        self.at = int(value.end_mark.index)
        if isinstance(value, yaml.CollectionNode):
            text += self.flow(value, indent + _STEP)
        elif _start(value) != value.end_mark.index:
            text += self.scalar(value, indent + _STEP)
        return _Item(text, _gap(before), inner, "\n" in before or bool(inner))
