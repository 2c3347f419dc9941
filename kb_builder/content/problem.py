"""A problem is data: where, what, how bad, and what to do. Printing it is the command line's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
MAX_PROBLEMS = 100
"""More than this of one file's shape help nobody."""
FieldPath = tuple[str | int, ...]
"""Names and indexes from the top of a file to a value: ``("steps", 2, "text")``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a writer should mend.

    ``file`` is relative to the root of the site, with ``/``. ``line`` and ``column`` count from 1; 0 means that
    only ``path`` is known so far (:func:`kb_builder.content.positions.locate` fills them).
    """

    code: str
    file: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    path: FieldPath = ()
    on_key: bool = False
    """The place is the key itself, not its value."""
    offset: int | None = None
    """Characters from the start of the value, where that is known."""
    line: int = 0
    column: int = 0

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By file, then place."""
        return (self.file, self.line, self.column, self.code, self.message)


def too_many(file: str, more: int) -> Problem:
    """Stands for the rest of the problems of one file."""
    message = f"the file has {more:,} more problems like these"
    return Problem(
        "too-many-problems", file, message, "Mend the first ones and check again.", line=1, column=1
    )
