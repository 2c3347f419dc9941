"""What one process has worked out already: a preview that runs for hours reads a file again only when it changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Memory:
    """Results by kind and name, each with the input that it was made from."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], tuple[object, Any]] = {}

    def of(self, kind: str, name: str, given: object, make: Callable[[], T]) -> T:
        """The result for an input: kept when it is the same text, or the very same object, as the last time."""
        kept = self._kept.get((kind, name))
        if kept is not None and (kept[0] is given or (isinstance(given, str) and kept[0] == given)):
            return cast("T", kept[1])
        result = make()
        self._kept[kind, name] = (given, result)
        return result
