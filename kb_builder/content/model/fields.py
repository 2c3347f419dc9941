"""Walks a record by the marks of its fields (:mod:`kb_builder.content.model.base`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from kb_builder.content.model.base import Format, Internal, PathIn, Record, Reference, Translatable

Mark = Translatable | Reference | Format | PathIn | Internal
R = TypeVar("R", bound=Record)
MarkType = TypeVar("MarkType", Translatable, Reference, Format, PathIn, Internal)

_MARKS = (Translatable, Reference, Format, PathIn, Internal)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a record with the marks of its field."""

    path: tuple[str | int, ...]
    """As in the file: ``("steps", 1, "text")``."""
    keys: tuple[str, ...]
    """The same with ids in place of positions, so that it survives reordering: ``("steps", "drain", "text")``."""
    value: Any
    marks: tuple[Mark, ...]

    def mark(self, kind: type[MarkType]) -> MarkType | None:
        """The mark of this kind, if the field has one."""
        return next((mark for mark in self.marks if isinstance(mark, kind)), None)


@cache
def field_marks(model: type[Record]) -> tuple[tuple[str, str, tuple[Mark, ...]], ...]:
    """Name, key in the file and marks of each field of a record."""
    return tuple(
        (
            name,
            info.alias or name,
            tuple(_dig(info.annotation)) + tuple(m for m in info.metadata if isinstance(m, _MARKS)),
        )
        for name, info in model.model_fields.items()
    )


def _dig(annotation: Any) -> Iterator[Mark]:
    if get_origin(annotation) is Annotated:
        yield from (mark for mark in annotation.__metadata__ if isinstance(mark, _MARKS))
    for argument in get_args(annotation):
        if argument is not Ellipsis:
            yield from _dig(argument)


def leaves(record: Record) -> Iterator[Leaf]:
    """Every value that is set, depth first, in the order of the model's fields."""
    yield from _record_leaves(record, (), ())


def _record_leaves(record: Record, path: tuple[str | int, ...], keys: tuple[str, ...]) -> Iterator[Leaf]:
    for name, alias, marks in field_marks(type(record)):
        value = getattr(record, name)
        if value is not None and value != ():
            yield from _value_leaves(value, (*path, alias), (*keys, alias), marks)


def _value_leaves(
    value: Any, path: tuple[str | int, ...], keys: tuple[str, ...], marks: tuple[Mark, ...]
) -> Iterator[Leaf]:
    if isinstance(value, Record):
        yield from _record_leaves(value, path, keys)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _value_leaves(item, (*path, index), (*keys, item_key(item, index)), marks)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _value_leaves(item, (*path, key), (*keys, str(key)), marks)
    else:
        yield Leaf(path, keys, value, marks)


def item_key(item: Any, index: int) -> str:
    """What names an item of a list: its id, code or country, else its place."""
    for name in ("id", "code", "country"):
        value = getattr(item, name, None)
        if isinstance(value, str):
            return value
    return str(index)


def with_values(record: R, change: Callable[[Leaf], Any]) -> R:
    """A copy of the record with each value replaced by what ``change`` returns for it."""
    return _changed_record(record, (), (), change)


def with_value(record: Record, name: str, change: Callable[[Leaf], Any]) -> Any:
    """One field of what :func:`with_values` gives, without the work for the others."""
    alias, marks = next((alias, marks) for field, alias, marks in field_marks(type(record)) if field == name)
    return _changed_value(getattr(record, name), (alias,), (alias,), marks, change)


def _changed_record(
    record: R, path: tuple[str | int, ...], keys: tuple[str, ...], change: Callable[[Leaf], Any]
) -> R:
    update: dict[str, Any] = {}
    for name, alias, marks in field_marks(type(record)):
        value = getattr(record, name)
        new = _changed_value(value, (*path, alias), (*keys, alias), marks, change)
        if new is not value:
            update[name] = new
    return record.model_copy(update=update) if update else record


def _changed_value(
    value: Any,
    path: tuple[str | int, ...],
    keys: tuple[str, ...],
    marks: tuple[Mark, ...],
    change: Callable[[Leaf], Any],
) -> Any:
    if value is None:
        return None
    if isinstance(value, Record):
        return _changed_record(value, path, keys, change)
    if isinstance(value, tuple):
        items = tuple(
            _changed_value(item, (*path, index), (*keys, item_key(item, index)), marks, change)
            for index, item in enumerate(value)
        )
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        return {
            key: _changed_value(item, (*path, key), (*keys, str(key)), marks, change)
            for key, item in value.items()
        }
    return change(Leaf(path, keys, value, marks))


@cache
def has_internal(model: type[Record]) -> bool:
    """Whether the record itself has fields for agents only."""
    return any(isinstance(mark, Internal) for _, _, marks in field_marks(model) for mark in marks)


def without_internal(record: R) -> R:
    """A copy without anything that is marked :class:`Internal`, at any depth."""
    return _public(record)  # type: ignore[no-any-return]


def _public(value: Any) -> Any:
    if isinstance(value, Record):
        update: dict[str, Any] = {}
        for name, _, marks in field_marks(type(value)):
            old = getattr(value, name)
            if old is None or old == ():
                continue
            new = _emptied(old) if any(isinstance(mark, Internal) for mark in marks) else _public(old)
            if new is not old:
                update[name] = new
        return value.model_copy(update=update) if update else value
    if isinstance(value, tuple):
        items = tuple(_public(item) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        return {key: _public(item) for key, item in value.items()}
    return value


def _emptied(value: Any) -> Any:
    return () if isinstance(value, tuple) else None
