"""What `accepted.yml` takes out of the report, and what it can't."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from kb_builder.content.load import load
from kb_builder.content.model import Notice
from tests.checks.sites import codes_of, problems_of, site
from tests.demo import CHECKOUT

DRAWER = "products/wm/guides/clean-drawer.yml"
GUIDE = """id: KB-1002
title: Clean the drawer
type: maintain
summary: Rinse the drawer.
steps: [{id: pull, text: Pull the drawer out.}]
changed: 2026-10-02
state: archived
"""
NOTICE = """id: KB-4001
title: The app is closed for a night
summary: Nobody can sign in.
kind: known_issue
published: 2026-03-04
valid_through: 2026-03-15
text: We move it.
changed: 2026-03-04
state: published
"""
PO = """msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "KB-1002:title"
msgid "Clean the tray"
msgstr "Umyj szufladę"
"""
FILES = {DRAWER: GUIDE, "products/wm/notices/night.yml": NOTICE, "products/wm/locale/pl.po": PO}


def accepted(*entries: str) -> Mapping[str, str]:
    """The list with entries in flow style, over the files that it is about."""
    lines = "".join(f"  - {{{entry}, reason: On purpose.}}\n" for entry in entries)
    return {**FILES, "products/_shared/accepted.yml": f"accepted:\n{lines}"}


def test_without_a_list_everything_is_reported(tmp_path: Path) -> None:
    """The files give one warning."""
    assert codes_of(site(tmp_path, FILES)) == ["archived-without-replacement"]


@pytest.mark.parametrize(
    "entries",
    [
        (f"file: {DRAWER}, state: archived",),
        ("file: products/wm/notices/night.yml, state: expired",),
        ("file: products/wm/locale/pl.po, state: stale",),
        ("file: products/wm/locale/pl.po, state: untranslated",),
        (f"file: {DRAWER}, state: archived", "file: products/wm/notices/night.yml, state: expired"),
    ],
)
def test_a_warning_and_the_states_of_files(tmp_path: Path, entries: tuple[str, ...]) -> None:
    """An accepted warning is gone, and an entry that holds is no problem."""
    rule = f"file: {DRAWER}, rule: archived-without-replacement"
    assert codes_of(site(tmp_path, accepted(rule, *entries))) == []


@pytest.mark.parametrize(
    ("entry", "code", "message"),
    [
        (f"file: {DRAWER}, state: draft", "accepts-nothing", f"'{DRAWER}' is not draft (any more)"),
        ("file: products/wm/locale/de.po, state: stale", "accepts-nothing", "'products/wm/locale/de.po' is not stale (any more)"),
        (f"file: {DRAWER}", "accepts-nothing", "the entry has to name either a rule or a state"),
        (
            f"file: {DRAWER}, rule: review-overdue, state: archived",
            "accepts-nothing",
            "the entry has to name either a rule or a state",
        ),
        (f"file: {DRAWER}, rule: reviw-overdue", "unknown-reference", "there is no rule 'reviw-overdue'"),
        (f"file: {DRAWER}, rule: dead-link", "accepts-error", "'dead-link' is an error, and errors can't be accepted"),
    ],
)  # fmt: skip
def test_an_entry_that_does_not_hold(tmp_path: Path, entry: str, code: str, message: str) -> None:
    """It is a problem of the list itself."""
    rule = f"file: {DRAWER}, rule: archived-without-replacement"
    found = problems_of(site(tmp_path, accepted(rule, entry)))
    assert [(one.code, one.message, one.line) for one in found] == [(code, message, 3)]


def test_an_entry_twice(tmp_path: Path) -> None:
    """Two reasons for one thing contradict each other sooner or later."""
    rule = f"file: {DRAWER}, rule: archived-without-replacement"
    assert codes_of(site(tmp_path, accepted(rule, rule))) == ["accepts-nothing"]


def test_a_warning_of_another_file_stays(tmp_path: Path) -> None:
    """An entry is about one file."""
    other = {"products/wm/guides/clean-door.yml": GUIDE.replace("KB-1002", "KB-1003")}
    rule = f"file: {DRAWER}, rule: archived-without-replacement"
    found = problems_of(site(tmp_path, {**accepted(rule), **other}))
    assert [(one.code, one.file) for one in found] == [
        ("archived-without-replacement", "products/wm/guides/clean-door.yml")
    ]


def test_the_demo_lists_what_it_leaves_on_purpose() -> None:
    """Every draft, validated or archived article and every expired notice of the demo stands in its list with a reason."""
    catalogue = load(CHECKOUT).catalogue
    listed = {(one.file, one.state) for one in catalogue.accepted.record.accepted}
    states = {(entry.file, entry.record.state) for entry in catalogue.articles}
    for entry in catalogue.articles:
        ends = entry.record.valid_through if isinstance(entry.record, Notice) else None
        if ends is not None and ends < date(2026, 11, 25):
            states.add((entry.file, "expired"))
    assert {one for one in states if one[1] in ("draft", "validated", "archived", "expired")} <= listed
