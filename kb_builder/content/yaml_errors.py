"""What the YAML parser says about broken syntax → a problem in a writer's words, at the place to mend."""

from __future__ import annotations

from typing import Any

import yaml

from kb_builder.content.plain_text import place_at
from kb_builder.content.problem import Problem


def syntax_problem(error: Exception, text: str, file: str) -> Problem:
    """The problem that an error of the parser stands for."""
    if not isinstance(error, yaml.MarkedYAMLError):
        line, column = _reader_place(error, text)
        words = _plain_words((str(error).splitlines() or [""])[0])
        return Problem("yaml-syntax", file, words, line=line, column=column)
    said = f"{error.context or ''} {error.problem or ''}".strip()
    mark: Any = error.problem_mark or error.context_mark
    if error.context_mark is not None and any(words in said for words in _AT_THE_BEGINNING):
        mark = error.context_mark
    index = min(mark.index, len(text.rstrip())) if mark else 0
    line, column = place_at(text, index)
    here = (text.split("\n")[line - 1 : line] or [""])[0]
    indent = here[: len(here) - len(here.lstrip())]
    if "\t" in indent or here[column - 1 : column] == "\t":
        message = "a tab stands where only spaces may"
        column = here.index("\t") + 1
        return Problem("yaml-syntax", file, message, "Indent with two spaces.", line=line, column=column)
    words, hint = _plain_words(said), _hint(said)
    if "flow" in said and error.context_mark is not None:
        hint = f"It begins in line {place_at(text, error.context_mark.index)[0]}."
    if "mapping values" in said and ": " not in here[: column - 1]:
        words, hint = (
            "a ':' can't stand here",
            "The line above may lack its own ':', or the text needs quotes.",
        )
    return Problem("yaml-syntax", file, words, hint, line=line, column=column)


def _reader_place(error: Exception, text: str) -> tuple[int, int]:
    """The parser counts bytes when it can't even read a character."""
    offset = getattr(error, "position", 0)
    before = text.encode("utf-8", "surrogatepass")[: offset if isinstance(offset, int) else 0]
    return place_at(text, len(before.decode("utf-8", "ignore")))


_AT_THE_BEGINNING = ("end of stream", "alias", "could not find expected ':'")
"""Errors that are mended where the quote, alias or key begins, not where the parser gave up."""
_WORDS = (
    ("mapping values are not allowed", "a second ':' stands in this line"),
    ("could not find expected ':'", "a ':' is missing after the key"),
    (
        "did not find expected key",
        "the line does not fit the lines above: look at its indentation and quotes",
    ),
    ("did not find expected '-' indicator", "the indentation does not fit the list above"),
    ("did not find expected ',' or ']'", "a ',' or the closing ']' is missing"),
    ("did not find expected ',' or '}'", "a ',' or the closing '}' is missing"),
    ("found unexpected end of stream", "a quote is opened here and never closed"),
    ("found unexpected document indicator", "a quote is opened and never closed before '---'"),
    ("found character that cannot start any token", "a text can't begin with this character"),
    ("expected a single document", "'---' begins a second document in this file"),
    ("control characters are not allowed", "the text holds a control character"),
    ("special characters are not allowed", "the text holds a control character"),
    ("expected alphabetic or numeric character", "a text can't begin with this character"),
    ("found undefined alias", "'*' begins a YAML alias, and those are not allowed"),
    ("did not find expected node content", "a value is missing here"),
    ("block sequence entries are not allowed", "a list item can't begin here"),
    ("block mapping keys are not allowed", "a key can't begin here"),
    ("did not find expected <document start>", "the line does not fit the text before it"),
    ("found invalid Unicode character", "an escape in the text is no valid character"),
    ("found unknown escape character", "a backslash in double quotes begins an escape, and this is none"),
    ("did not find expected hexdecimal number", "an escape in the text lacks its digits"),
    ("did not find expected comment or line break", "after '|' or '>' the text begins on the next line"),
    ("found incompatible YAML document", "the file asks for a version of YAML that is not known"),
)


def _plain_words(said: str) -> str:
    for pattern, words in _WORDS:
        if pattern in said:
            return words
    return f"this is not valid YAML: {said[:200]}"


def _hint(said: str) -> str:
    if any(word in said for word in ("mapping values", "cannot start any token", "alias", "alphabetic")):
        return "Put the text in quotes."
    if "escape" in said:
        return "Write '\\\\' for a backslash, or use single quotes."
    if "block sequence entries" in said:
        return "Begin the list on the next line, or put the text in quotes."
    if "expected key" in said or "indicator" in said:
        return "Line up the keys of one group under each other."
    if "single document" in said:
        return "One file holds one document: remove the line."
    return ""
