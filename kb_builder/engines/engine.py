"""What every engine does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Built:
    """A project that was built."""

    site: Path
    warnings: tuple[str, ...]
    peak_bytes: int
    """Most memory that the engine used."""


class EngineError(Exception):
    """The engine stopped; ``page`` is the Markdown file below ``docs/`` at which it did, where that is known."""

    def __init__(self, message: str, page: str | None, log: str) -> None:
        super().__init__(message)
        self.page = page
        self.log = log


class Engine(Protocol):
    """Builds one staged project."""

    def build(self, project: Path, day: date) -> Built:
        """HTML of the project as of a day, so that the same input gives the same bytes."""
        ...
