"""Plain data → a record, and pydantic's errors → problems in the writer's words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import ValidationError

from kb_builder.content.layout import kind_words
from kb_builder.content.model import Record
from kb_builder.content.model.schema_types import record_type_at
from kb_builder.content.problem import MAX_PROBLEMS, FieldPath, Problem, too_many

R = TypeVar("R", bound=Record)


def shape(model: type[R], data: Any, file: str, kind: str) -> tuple[R | None, tuple[Problem, ...]]:
    """The record, or None and every reason why the data are none."""
    if data is None:
        return None, (
            Problem(
                "empty-file",
                file,
                "the file is empty",
                f"It should hold {kind_words(kind)}.",
                line=1,
                column=1,
            ),
        )
    if not isinstance(data, dict):
        message = f"the file should hold {kind_words(kind)}: fields such as 'name: value'"
        return None, (Problem("wrong-type", file, message, line=1, column=1),)
    try:
        return model.model_validate(data), ()
    except ValidationError as error:
        errors = _missing_together(item for item in error.errors(include_url=False) if not _follows(item))
        problems = [_problem(item, model, data, file, kind) for item in errors[:MAX_PROBLEMS]]
        if len(errors) > MAX_PROBLEMS:
            problems.append(too_many(file, len(errors) - MAX_PROBLEMS))
        return None, tuple(problems)


def _missing_together(errors: Iterable[Any]) -> list[Any]:
    """The errors with what is missing in one group as one of them."""
    first: dict[tuple[Any, ...], Any] = {}
    kept = []
    for error in errors:
        if error["type"] == "missing":
            group = error["loc"][:-1]
            if group in first:
                first[group].setdefault("also", []).append(error["loc"][-1])
                continue
            first[group] = error
        kept.append(error)
    return kept


def _follows(error: Any) -> bool:
    """Whether the error only follows from another: reading reports empty values itself, and pydantic calls a list too
    short when it refused the list's entries.
    """
    if error["input"] is None and error["type"] != "missing":
        return bool(error["loc"] != ("body",))
    return bool(error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"])


def _problem(error: Any, model: type[Record], data: Any, file: str, kind: str) -> Problem:
    path: FieldPath = tuple(part for part in error["loc"] if not str(part).startswith("kind:"))
    if path[-1:] == ("[key]",):
        return _bad_key(path[:-1], error, file)
    name = _name(path)
    rule = _RULES.get(error["type"])
    if error["type"] == "extra_forbidden":
        return _unknown_key(path, model, data, file, kind)
    if error["type"] == "missing":
        parent = _name(path[:-1])
        where = f"'{parent}'" if parent else kind_words(kind)
        names = [str(path[-1]), *error.get("also", ())]
        listed = ", ".join(f"'{name}'" for name in names)
        message = f"{listed} {'is' if len(names) == 1 else 'are'} missing in {where}"
        hint = f"Add '{names[0]}: …'." if len(names) == 1 else "Add these fields."
        return Problem("missing-key", file, message, hint, path=path[:-1])
    if error["input"] is None:
        return Problem(
            "empty-value",
            file,
            f"'{name}' has no value",
            "Give a value, or remove the line.",
            path=path,
            on_key=True,
        )
    if rule is not None:
        code, words = rule
        return Problem(code, file, f"'{name}' {words.format(**_context(error))}", _hint(error), path=path)
    return Problem("wrong-value", file, f"'{name}': {error['msg']}", path=path)


_RULES = {
    "string_type": ("wrong-type", "must be text"),
    "int_type": ("wrong-type", "must be a whole number"),
    "int_parsing": ("wrong-type", "must be a whole number"),
    "int_from_float": ("wrong-type", "must be a whole number"),
    "float_type": ("wrong-type", "must be a number"),
    "float_parsing": ("wrong-type", "must be a number"),
    "decimal_type": ("wrong-type", "must be a number"),
    "decimal_parsing": ("wrong-type", "must be a number such as 149.90"),
    "bool_type": ("wrong-type", "must be true or false"),
    "tuple_type": ("wrong-type", "must be a list: each entry on a line of its own that begins with '- '"),
    "dict_type": ("wrong-type", "must be a group of named fields"),
    "model_type": ("wrong-type", "must be a group of fields, not {given}"),
    "model_attributes_type": ("wrong-type", "must be a group of fields, not {given}"),
    "iso_date": ("wrong-value", "is no date"),
    "date_from_datetime_parsing": ("wrong-value", "is no day of the calendar"),
    "date_parsing": ("wrong-value", "is no day of the calendar"),
    "literal_error": ("wrong-value", "is {value}, and must be one of {expected}"),
    "string_pattern_mismatch": ("wrong-value", "is {value}, which has not the right form"),
    "string_too_short": ("empty-value", "has no text"),
    "string_too_long": ("too-long", "is longer than {max_length} characters"),
    "too_short": ("wrong-value", "needs more entries: at least {min_length}"),
    "greater_than_equal": ("wrong-value", "must be {ge} or more"),
    "less_than_equal": ("wrong-value", "must be {le} or less"),
    "decimal_max_places": ("wrong-value", "has more than {decimal_places} decimal places"),
    "decimal_max_digits": ("wrong-value", "has too many digits"),
    "finite_number": ("wrong-value", "must be a finite number"),
}


def _context(error: Any) -> dict[str, Any]:
    value = error["input"]
    given = {str: "text", list: "a list", int: "a number", float: "a number", bool: "true or false"}
    plain = isinstance(value, str | int | float)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    shown = f"'{_short(text)}'" if plain else given.get(type(value), "a group of fields")
    return {"value": shown, "given": given.get(type(value), "this"), **error.get("ctx", {})}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _hint(error: Any) -> str:
    value, kind = error["input"], error["type"]
    if kind == "string_type" and isinstance(value, bool | int | float):
        return 'Put it in quotes: "…".'
    if kind == "iso_date" or kind.startswith("date_"):
        return "Write it as YYYY-MM-DD, for example 2026-10-02."
    if kind == "literal_error" and isinstance(value, str):
        allowed = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
        near = difflib.get_close_matches(value, allowed, 1, 0.5)
        return f"Did you mean '{near[0]}'?" if near else ""
    if kind == "string_pattern_mismatch":
        return _pattern_hint(error)
    return ""


_PATTERN_HINTS = {
    "^[a-z0-9]": "Use lower-case letters, digits and hyphens.",
    "^[A-Z][A-Z0-9]*-": "Use capital letters, a hyphen and a number, for example KB-1014.",
    "^[A-Z][A-Z0-9]{": "Use up to ten capital letters and digits, for example KB.",
    "^[0-9a-f]{64}": "Write the 64 hexadecimal digits that sha256sum prints.",
    "^[0-9A-Za-z][0-9A-Za-z.+_-]*": "Use letters, digits, '.', '+', '-' and '_', for example 2.4.1.",
    r"^\d{8,14}": "Write the 8 to 14 digits below the bar code, in quotes.",
    "^/": "Begin with '/', for example /old/page/, and write no spaces.",
}
"""By how the pattern begins."""


def _pattern_hint(error: Any) -> str:
    pattern = error.get("ctx", {}).get("pattern", "")
    return next((hint for start, hint in _PATTERN_HINTS.items() if pattern.startswith(start)), "")


def _bad_key(path: FieldPath, error: Any, file: str) -> Problem:
    """A name that the writer chose and that has not the form of a name."""
    message = f"'{_short(str(path[-1]))}' in '{_name(path[:-1])}' can't be a name"
    return Problem("wrong-value", file, message, _pattern_hint(error), path=path, on_key=True)


def _unknown_key(path: FieldPath, model: type[Record], data: Any, file: str, kind: str) -> Problem:
    key = str(path[-1])
    owner = record_type_at(model, path[:-1], data)
    known = [info.alias or name for name, info in owner.model_fields.items()] if owner else []
    near = difflib.get_close_matches(key, known, 1, 0.6)
    where = kind_words(kind) if len(path) == 1 else f"'{_name(path[:-1])}'"
    message = f"'{key}' is not a field of {where}"
    if near:
        message += f"; did you mean '{near[0]}'?"
    hint = "" if near or not known else "Fields here: " + ", ".join(known) + "."
    return Problem("unknown-key", file, message, hint, path=path, on_key=True)


def _name(path: FieldPath) -> str:
    """``steps[2].text``: lists counted from 1, as people count."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if text else str(part))
    return text
