"""YAML text → plain data, read as YAML 1.2 core and nothing more.

``no`` and ``12:30`` are strings, a key twice is an error, and aliases, anchors, tags and merge keys are refused:
files stay plain. PyYAML's C parser composes the nodes, our own walk turns them into data (twice as fast as its
constructor, and it knows the place of each key).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml._yaml import CParser

from kb_builder.content.plain_text import CONTROL, place_at
from kb_builder.content.problem import MAX_PROBLEMS, Problem, too_many
from kb_builder.content.yaml_errors import syntax_problem

MAX_DEPTH = 40

_PLAIN = "plain"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z"
)
_BEGINS_OTHER = frozenset("-+.0123456789~nNtTfF")
"""What a plain scalar that is no string can begin with."""
# Both begin with the character that is looked for, which makes them fast on texts that hold none.
_MAYBE_ANCHOR = re.compile(r"[&*](?<![^\s\[{,:?\ufeff-][&*])[0-9A-Za-z_-]+(?=[\s?:,\]}%@`]|\Z)")
_MAYBE_DEEP = re.compile(r"[-?:][ \t]+[-?:][ \t]+[-?:][ \t]+[-?:]")
_DEEP_INDENT = " " * MAX_DEPTH
_EMPTY = "Give a value, or remove the line."
_TOO_DEEP = f"the lists and groups are nested more than {MAX_DEPTH} deep"


class _PlainLoader(CParser):
    """The C parser without YAML 1.1's implicit types."""

    def __init__(self, text: str) -> None:
        super().__init__(text)

    def resolve(self, *_: Any) -> str:
        """Every untagged node gets the same tag; :func:`_scalar` decides the type."""
        return _PLAIN

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Not needed: no path resolvers."""

    def ascend_resolver(self) -> None:
        """Not needed: no path resolvers."""


@dataclass(frozen=True, slots=True)
class Yaml:
    """What a text holds: ``data`` is None when the syntax is broken or the text is empty."""

    data: Any
    problems: tuple[Problem, ...]


def read_yaml(text: str, file: str, first_line: int = 0) -> Yaml:
    """Read one YAML document; ``first_line`` shifts lines for front matter."""
    found = _refused(text, file) if _suspicious(text) else None
    if found is None:
        try:
            node = compose(text)
        except (yaml.YAMLError, ValueError, UnicodeError, RecursionError) as error:
            found = syntax_problem(error, text, file)
    if found is not None:
        return Yaml(None, (_shifted(found, first_line),))
    if node is None:
        return Yaml(None, ())
    walk = _Walk(text, file)
    data = walk.value(node)
    problems = [_shifted(problem, first_line) for problem in walk.problems]
    if walk.more:
        problems.append(too_many(file, walk.more))
    return Yaml(None if walk.too_deep else data, tuple(problems))


def compose(text: str) -> Any:
    """The node of a text; raises ``yaml.YAMLError`` and more for broken syntax."""
    loader = _PlainLoader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


class _Walk:
    """Turns nodes into data and collects what is wrong on the way."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.problems: list[Problem] = []
        self.more = 0
        self.too_deep = False

    def problem(self, code: str, node: Any, message: str, hint: str = "") -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            self.more += 1
            return
        line, column = place_at(self.text, node.start_mark.index)
        self.problems.append(Problem(code, self.file, message, hint, line=line, column=column))

    def value(self, node: Any, depth: int = 1) -> Any:
        if node.tag is not _PLAIN:
            self.tag(node)
        if node.__class__ is yaml.ScalarNode:
            return self.scalar(node)
        if depth > MAX_DEPTH:
            self.problem("yaml-too-deep", node, _TOO_DEEP, "Flatten the file.")
            self.too_deep = True
            return None
        if node.__class__ is yaml.SequenceNode:
            return [self.item(item, depth + 1) for item in node.value]
        return self.mapping(node, depth)

    def tag(self, node: Any) -> None:
        hint = "Remove the tag and the '!' before it."
        self.problem("yaml-tag", node, f"the tag '{_short(_as_written(node.tag))}' is not allowed", hint)

    def item(self, node: Any, depth: int) -> Any:
        value = self.value(node, depth)
        if value is None and not self.too_deep:
            self.problem("empty-value", node, "the entry has no value", _EMPTY)
        return value

    def mapping(self, node: Any, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, child in node.value:
            name = self.key(key)
            if name is None:
                continue
            if name in result:
                message = f"'{_short(name)}' stands here twice"
                self.problem("duplicate-key", key, message, "Keep one of the two.")
                continue
            # Most values are plain words: for those nothing else has to be asked.
            value = child.value
            is_word = child.__class__ is yaml.ScalarNode and child.tag is _PLAIN and not child.style
            if not (is_word and value and value[0] not in _BEGINS_OTHER):
                value = self.value(child, depth + 1)
            if value is None and not self.too_deep:
                self.problem("empty-value", key, f"'{_short(name)}' has no value", _EMPTY)
            result[name] = value
        return result

    def key(self, node: Any) -> str | None:
        if node.tag is not _PLAIN:
            self.tag(node)
        if node.__class__ is not yaml.ScalarNode:
            self.problem("yaml-syntax", node, "a key must be a word, not a list or a group of keys")
            return None
        if node.value == "<<" and not node.style:
            self.problem("yaml-alias", node, "the merge key '<<' is not allowed", "Write the fields out.")
            return None
        return str(node.value)

    def scalar(self, node: Any) -> Any:
        value = node.value
        if node.style == '"' and (match := CONTROL.search(value)) is not None:
            message = f"the text holds the control character U+{ord(match[0]):04X}"
            self.problem("control-character", node, message, "Remove it.")
        if node.style or (value and value[0] not in _BEGINS_OTHER):
            return value
        return _scalar(value)


def _scalar(value: str) -> Any:
    """A plain scalar by the core schema of YAML 1.2."""
    if value in _NULLS:
        return None
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    if _INT.match(value) and len(value) < 40:
        return int(value, 0) if value[:2] in ("0o", "0x") else int(value)
    if _FLOAT.match(value):
        return float(value.replace(".", "", 1) if value[-1] in "fFnN" else value)  # .inf, .nan
    return value


def _suspicious(text: str) -> bool:
    """Whether the slower look for anchors and depth is needed at all."""
    return (
        _MAYBE_ANCHOR.search(text) is not None
        or text.count("[") + text.count("{") > 1000
        or _DEEP_INDENT in text
        or _MAYBE_DEEP.search(text) is not None
    )


def _refused(text: str, file: str) -> Problem | None:
    """Anchors, aliases and endless nesting, found from events: no recursion, nothing is expanded."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                sign, word = ("*", "alias") if isinstance(event, yaml.AliasEvent) else ("&", "anchor")
                message = f"'{sign}{_short(event.anchor)}' is a YAML {word}, and those are not allowed"
                return _refusal(
                    "yaml-alias", text, file, event, message, "Write the text out, or put it in quotes."
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                return _refusal("yaml-too-deep", text, file, event, _TOO_DEEP, "Flatten the file.")
    except (yaml.YAMLError, ValueError, UnicodeError):
        return None
    return None


def _refusal(code: str, text: str, file: str, event: Any, message: str, hint: str) -> Problem:
    line, column = place_at(text, event.start_mark.index)
    return Problem(code, file, message, hint, line=line, column=column)


def _as_written(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!", 1)


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"


def _shifted(problem: Problem, lines: int) -> Problem:
    return replace(problem, line=problem.line + lines) if lines else problem
