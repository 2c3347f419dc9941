"""Which record type stands at a path of a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from kb_builder.content.model.article import (
    GuideStep,
    OutcomeNode,
    Question,
    StepNode,
    TextStep,
    TreeNode,
    action_kind,
    node_kind,
)
from kb_builder.content.model.base import Record

_BY_KIND: dict[str, type[Record]] = {
    "kind:question": Question,
    "kind:step": StepNode,
    "kind:outcome": OutcomeNode,
    "kind:tree": TreeNode,
    "kind:guide": GuideStep,
    "kind:text": TextStep,
}


def record_type_at(model: type[Record], path: tuple[str | int, ...], data: Any) -> type[Record] | None:
    """The record type at ``path`` of data that should be a ``model``; None when no record stands there."""
    current: type[Record] | None = model
    candidates: list[type[Record]] = [model]
    for part in path:
        data = _item(data, part)
        if isinstance(part, int):
            continue
        if current is not None and part in _fields(current):
            annotation = _fields(current)[part]
            candidates = list(_records(annotation))
            current = None if get_origin(annotation) is dict else _choose(candidates, data)
        else:
            current = _choose(candidates, data)
    return _choose(candidates, data) if len(candidates) > 1 else (candidates[0] if candidates else None)


def _fields(model: type[Record]) -> dict[str, Any]:
    return {info.alias or name: info.annotation for name, info in model.model_fields.items()}


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        if not isinstance(argument, str):
            yield from _records(argument)


def _choose(candidates: list[type[Record]], data: Any) -> type[Record] | None:
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    kind = action_kind(data) if GuideStep in candidates else node_kind(data)
    return _BY_KIND.get(kind)


def _item(data: Any, part: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(part)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return None
