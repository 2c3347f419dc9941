"""What is wrong with a catalogue's meaning. Shape is the business of :mod:`kb_builder.content`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kb_builder.checks.acceptance import without_accepted
from kb_builder.checks.facts import gather
from kb_builder.checks.registry import RULES
from kb_builder.checks.translated import translation_problems
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.problem import Problem

if TYPE_CHECKING:
    from kb_builder.content.translations import Translations

__all__ = ["as_strict", "check", "without_accepted"]


def check(catalogue: Catalogue, day: date, translations: Translations | None = None) -> tuple[Problem, ...]:
    """Every problem of a catalogue and its translations on a day, by path;
    :func:`kb_builder.content.positions.locate` adds the lines.

    Pure: whether a picture exists is asked of ``catalogue.files``.
    """
    facts = gather(catalogue, day)
    found = tuple(problem for rule in RULES for problem in rule.problems(facts))
    return (*found, *translation_problems(translations)) if translations else found


def as_strict(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems as ``--strict`` sees them: the overdue review of a source of law or money is an error, which nobody can accept."""
    for one in problems:
        overdue = one.code == "review-overdue" and "sources" in one.path
        yield replace(one, severity="error") if overdue else one
