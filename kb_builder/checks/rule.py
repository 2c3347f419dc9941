"""What a rule is: a name, how bad it is, and a function that finds what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kb_builder.checks.facts import Facts
from kb_builder.content.problem import FieldPath, Problem, Severity


class Finding(NamedTuple):
    """A place that breaks a rule; the rule adds its name to it."""

    file: str
    message: str
    hint: str = ""
    path: FieldPath = ()
    on_key: bool = False
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the checker."""

    code: str
    severity: Severity
    find: Callable[[Facts], Iterable[Finding]]

    def problems(self, facts: Facts) -> Iterable[Problem]:
        """Everything in the catalogue that breaks the rule."""
        for finding in self.find(facts):
            yield Problem(
                self.code,
                finding.file,
                finding.message,
                finding.hint,
                self.severity,
                finding.path,
                finding.on_key,
                finding.offset,
            )
