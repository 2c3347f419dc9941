"""What is wrong with a catalogue's meaning. Shape is the business of :mod:`kb_builder.content`."""

from __future__ import annotations

from datetime import date

from kb_builder.checks.acceptance import without_accepted
from kb_builder.checks.facts import gather
from kb_builder.checks.registry import RULES
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.problem import Problem

__all__ = ["check", "without_accepted"]


def check(catalogue: Catalogue, day: date) -> tuple[Problem, ...]:
    """Every problem of a catalogue on a day, by path; :func:`kb_builder.content.positions.locate` adds the lines.

    Pure: whether a picture exists is asked of ``catalogue.files``.
    """
    facts = gather(catalogue, day)
    return tuple(problem for rule in RULES for problem in rule.problems(facts))
