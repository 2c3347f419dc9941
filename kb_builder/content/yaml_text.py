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

from kb_builder.content.problem import FieldPath, Problem

MAX_DEPTH = 40

_PLAIN = "plain"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|Inf|INF)\Z|\.(nan|NaN|NAN)\Z"
)
_MAYBE_NUMBER = re.compile(r"[-+.0-9]")
_MAYBE_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*]\S", re.MULTILINE)
_DEEP_INDENT = re.compile(rf"^ {{{MAX_DEPTH},}}\S|(?:- ){{10}}|(?:\? ){{10}}", re.MULTILINE)


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
            node = _compose(text)
        except yaml.MarkedYAMLError as error:
            found = _syntax_problem(error, text, file)
        except (yaml.YAMLError, ValueError, UnicodeError, RecursionError) as error:
            found = Problem("yaml-syntax", file, _plain_words(str(error).splitlines()[0]), line=1, column=1)
    if found is not None:
        return Yaml(None, (_shifted(found, first_line),))
    if node is None:
        return Yaml(None, ())
    walk = _Walk(file)
    data = walk.value(node)
    return Yaml(data, tuple(_shifted(problem, first_line) for problem in walk.problems))


def position(text: str, path: FieldPath, on_key: bool = False) -> tuple[int, int]:
    """Line and column (from 1) of the value at ``path``, or of the deepest part of the path that exists."""
    try:
        node = _compose(text)
    except (yaml.YAMLError, ValueError, UnicodeError, RecursionError):
        return (1, 1)
    mark = node.start_mark if node is not None else None
    for depth, part in enumerate(path):
        last = depth == len(path) - 1
        found = _child(node, part)
        if found is None:
            break
        key, node = found
        mark = key.start_mark if (on_key and last and key is not None) else node.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


def value_offset(text: str, path: FieldPath, offset: int) -> tuple[int, int]:
    """Line and column of a character inside a text value, as near as the scalar's style allows."""
    node = _compose(text)
    for part in path:
        found = _child(node, part)
        if found is None:
            break
        node = found[1]
    if not isinstance(node, yaml.ScalarNode):
        return position(text, path)
    start = node.start_mark
    if node.style not in ("|", ">"):
        lead = 1 if node.style in ("'", '"') else 0
        return (
            (start.line + 1, start.column + 1 + lead + offset)
            if "\n" not in node.value
            else (start.line + 1, start.column + 1)
        )
    before = node.value[:offset]
    lines = text.split("\n")
    line = start.line + 1 + before.count("\n")
    body = lines[line] if line < len(lines) else ""
    indent = (
        len(lines[start.line + 1]) - len(lines[start.line + 1].lstrip(" "))
        if start.line + 1 < len(lines)
        else 0
    )
    column = min(indent + offset - (before.rfind("\n") + 1), max(len(body) - 1, 0))
    return (line + 1, column + 1)


def _compose(text: str) -> Any:
    loader = _PlainLoader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


def _child(node: Any, part: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == part:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return None, node.value[part]
    return None


class _Walk:
    """Turns nodes into data and collects what is wrong on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def problem(self, code: str, node: Any, message: str, hint: str = "") -> None:
        mark = node.start_mark
        self.problems.append(
            Problem(code, self.file, message, hint, line=mark.line + 1, column=mark.column + 1)
        )

    def value(self, node: Any) -> Any:
        if node.tag is not _PLAIN and node.tag != _PLAIN:
            self.problem(
                "yaml-tag",
                node,
                f"the tag '{node.tag}' is not allowed",
                "Remove the tag and the '!' before it.",
            )
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        return self.mapping(node)

    def mapping(self, node: Any) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None:
                self.problem("yaml-syntax", key, "a key must be a word, not a list or a group of keys")
                continue
            if name == "<<":
                self.problem("yaml-alias", key, "the merge key '<<' is not allowed", "Write the fields out.")
                continue
            if name in result:
                self.problem("duplicate-key", key, f"'{name}' stands here twice", "Keep one of the two.")
                continue
            result[name] = self.value(value)
        return result


def _scalar(node: Any) -> Any:
    value = node.value
    if node.style:  # quoted or block; the C parser says '' for plain
        return value
    if value in _NULLS:
        return None
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    if _MAYBE_NUMBER.match(value):
        if _INT.match(value) and len(value) < 40:
            return int(value, 0) if value[:2] in ("0o", "0x") else int(value)
        if _FLOAT.match(value):
            return float(value)
    return value


def _suspicious(text: str) -> bool:
    """Whether the slower look for anchors and depth is needed at all."""
    return (
        _MAYBE_ANCHOR.search(text) is not None
        or text.count("[") + text.count("{") > 1000
        or _DEEP_INDENT.search(text) is not None
        or "[[[[" in text
        or "{{{{" in text
    )


def _refused(text: str, file: str) -> Problem | None:
    """Anchors, aliases and endless nesting, found from events: no recursion, nothing is expanded."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            line, column = _place(event.start_mark)
            if isinstance(event, yaml.NodeEvent) and event.anchor:
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                message = f"'{sign}{event.anchor}' is a YAML {'alias' if sign == '*' else 'anchor'}, and those are not allowed"
                return Problem(
                    "yaml-alias",
                    file,
                    message,
                    "Write the text out, or put it in quotes.",
                    line=line,
                    column=column,
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                message = f"the lists and groups are nested more than {MAX_DEPTH} deep"
                return Problem("yaml-too-deep", file, message, "Flatten the file.", line=line, column=column)
    except (yaml.YAMLError, ValueError, UnicodeError):
        return None
    return None


def _place(mark: Any) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = _place(mark)
    lines = text.split("\n")
    here = lines[line - 1] if line <= len(lines) else ""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    if here[: max(column, 1)].strip(" ").startswith("\t") or "\\t" in said or "tab" in said:
        column = here.find("\t") + 1 or column
        return Problem(
            "yaml-syntax",
            file,
            "a tab stands where only spaces may",
            "Indent with two spaces.",
            line=line,
            column=column,
        )
    if here.startswith(("<<<<<<<", "=======", ">>>>>>>")) or any(
        item.startswith(("<<<<<<< ", ">>>>>>> ")) for item in lines
    ):
        line = next(
            (n for n, item in enumerate(lines, 1) if item.startswith(("<<<<<<<", "=======", ">>>>>>>"))), line
        )
        hint = "Choose one side and remove the marks."
        return Problem("merge-conflict", file, "a merge conflict is not resolved", hint, line=line, column=1)
    return Problem("yaml-syntax", file, _plain_words(said), _syntax_hint(said), line=line, column=column)


_WORDS = (
    ("mapping values are not allowed", "a second ':' stands in this line"),
    ("could not find expected ':'", "a ':' is missing after the key"),
    ("did not find expected key", "the indentation does not fit the lines above"),
    ("did not find expected '-' indicator", "the indentation does not fit the list above"),
    ("did not find expected ',' or ']'", "a ',' or the closing ']' is missing"),
    ("did not find expected ',' or '}'", "a ',' or the closing '}' is missing"),
    ("found unexpected end of stream", "a quote is opened and never closed"),
    ("found character that cannot start any token", "a text can't begin with this character"),
    ("expected a single document", "'---' begins a second document in this file"),
    ("control characters are not allowed", "the text holds a control character"),
    ("special characters are not allowed", "the text holds a control character"),
    ("found undefined alias", "'*' begins a YAML alias, and those are not allowed"),
    ("did not find expected node content", "a value is missing here"),
    ("block sequence entries are not allowed", "a list item can't begin here"),
    ("did not find expected <document start>", "the line does not fit the text before it"),
    ("found invalid Unicode character", "an escape in the text is no valid character"),
)


def _plain_words(said: str) -> str:
    for pattern, words in _WORDS:
        if pattern in said:
            return words
    return f"this is not valid YAML: {said}"


def _syntax_hint(said: str) -> str:
    if "mapping values" in said or "cannot start any token" in said or "alias" in said:
        return "Put the text in quotes."
    if "expected key" in said or "indicator" in said:
        return "Line up keys of one group under each other."
    return ""


def _shifted(problem: Problem, lines: int) -> Problem:
    if not lines:
        return problem
    return replace(problem, line=problem.line + lines)
