"""What is left on purpose, as ``accepted.yml`` lists it: its warnings are not reported, and an entry that no longer matches
anything is a problem itself. Errors can't be accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from kb_builder.checks.near import suggestion
from kb_builder.checks.registry import NETWORK_RULES, SEVERITIES
from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.model import Accepted, AcceptedState, Notice
from kb_builder.content.problem import FieldPath, Problem

States = frozenset[tuple[str, str]]
"""Files with the states that they are in."""


def without_accepted(
    problems: Iterable[Problem], catalogue: Catalogue, day: date, translation_states: Callable[[], States]
) -> tuple[Problem, ...]:
    """The problems that nobody accepted, with those of ``accepted.yml`` itself.

    ``translation_states`` is only called when an entry names such a state: it reads every text.
    """
    found = tuple(problems)
    entry = catalogue.accepted
    wanted = {(one.file, one.rule) for one in entry.record.accepted if one.rule is not None}
    left = [one for one in found if one.severity == "error" or (one.file, one.code) not in wanted]
    warnings = {(one.file, one.code) for one in found if one.severity == "warning"}
    return (*left, *_wrong_entries(entry, warnings, _states(catalogue, day, translation_states)))


def _wrong_entries(
    entry: Entry[Accepted], warnings: set[tuple[str, str]], states: States
) -> Iterator[Problem]:
    seen: set[AcceptedState] = set()
    for number, one in enumerate(entry.record.accepted):
        path: FieldPath = ("accepted", number)
        bare = one.model_copy(update={"reason": ""})
        if (one.rule is None) == (one.state is None):
            message = "the entry has to name either a rule or a state"
            hint = "Write 'rule' with the name that stands behind 'warning', or 'state'."
            yield Problem("accepts-nothing", entry.file, message, hint, "warning", path)
        elif bare in seen:
            message = f"'{one.file}' stands here twice with '{one.rule or one.state}'"
            yield Problem("accepts-nothing", entry.file, message, "Keep one of the two.", "warning", path)
        elif one.rule is not None:
            yield from _wrong_rule(entry.file, path, one.file, one.rule, warnings)
        elif (one.file, one.state) not in states:
            message = f"'{one.file}' is not {one.state} (any more)"
            hint = "Remove the entry, or correct the file's name."
            yield Problem("accepts-nothing", entry.file, message, hint, "warning", path)
        seen.add(bare)


def _wrong_rule(
    here: str, path: FieldPath, file: str, rule: str, warnings: set[tuple[str, str]]
) -> Iterator[Problem]:
    if rule not in SEVERITIES:
        hint = suggestion(rule, SEVERITIES) or "It is the name that stands behind 'warning'."
        yield Problem("unknown-reference", here, f"there is no rule '{rule}'", hint, path=(*path, "rule"))
    elif SEVERITIES[rule] == "error":
        message = f"'{rule}' is an error, and errors can't be accepted"
        yield Problem("accepts-error", here, message, "Mend the file.", path=(*path, "rule"))
    elif (file, rule) not in warnings and rule not in NETWORK_RULES:
        message = f"'{file}' gives no warning '{rule}' (any more)"
        hint = "Remove the entry, or correct the file's name."
        yield Problem("accepts-nothing", here, message, hint, "warning", path)


def _states(catalogue: Catalogue, day: date, translation_states: Callable[[], States]) -> States:
    found: set[tuple[str, str]] = set()
    for entry in (*catalogue.articles, *catalogue.products):
        record = entry.record
        found.add((entry.file, record.state))
        if isinstance(record, Notice) and record.valid_through is not None and record.valid_through < day:
            found.add((entry.file, "expired"))
    named = {one.state for one in catalogue.accepted.record.accepted}
    if named & {"stale", "untranslated"}:
        found |= translation_states()
    return frozenset(found)
