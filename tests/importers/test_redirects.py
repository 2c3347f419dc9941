"""Old addresses: the forms they are listed in, where they end, and the file that they share with writers."""

import pytest

from kb_builder.importers.reading.redirects import Redirect, read_redirects, settle
from kb_builder.importers.writing.redirects_file import MARK, merged

PAGES = {"/new": "KB-1", "/docs/new": "KB-2"}


def resolve(address: str) -> str:
    """Two pages that exist; other hosts as they are."""
    return address if address.startswith("https://") else PAGES.get(address, "")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("redirects.yml", "redirects:\n  - {redirect_from: /a, redirect_to: /b}\n"),
        ("redirects.yml", "- {from: [/a], to: /b}\n"),
        ("redirects.yaml", "/a: /b\n"),
        ("redirects.yml", "redirects:\n  /a: /b\n"),
        ("redirects.json", '[{"source": "/a", "destination": "/b"}]'),
        ("_redirects", "# old\n/a   /b  301\n"),
    ],
)
def test_every_form_says_the_same(name: str, text: str) -> None:
    """Lists of records, maps, lines."""
    assert read_redirects(text, name) == ((Redirect("/a", "/b"),), "")


@pytest.mark.parametrize("text", ["a: [", "- x", "&a [*a]", "[" * 3000, "{" * 3000, ""])
def test_a_list_that_can_not_be_read_says_nothing(text: str) -> None:
    """And does no harm."""
    found, _ = read_redirects(text, "redirects.yml")
    assert found == ()


def test_chains_end_where_the_last_one_leads() -> None:
    """Circles, wildcards and dead ends are named."""
    listed = [
        Redirect("/one", "/two"), Redirect("/two/", "/new"), Redirect("/x", "/y"), Redirect("/y", "/x"),
        Redirect("/dead", "/end"), Redirect("/w/*", "/new"), Redirect("/out", "https://e.example/"), Redirect("/page", "/new"),
        Redirect("/ONE", "/docs/new"),
    ]  # fmt: skip
    settled, findings = settle(listed, resolve, frozenset({"page"}))
    assert settled == (
        Redirect("/one", "KB-1"),
        Redirect("/out", "https://e.example/"),
        Redirect("/two", "KB-1"),
    )
    assert sorted(found.text.partition(":")[0] for found in findings) == [
        "/dead",
        "/page",
        "/w/*",
        "/x",
        "/y",
    ]


def test_the_writers_part_of_the_file_stays() -> None:
    """Comments, order and all; only the lines below the mark are written anew."""
    theirs = "# ours\nredirects:\n  # the old shop\n  - from: /shop\n    to: page:home\n"
    first = merged(theirs, {"/a": "KB-1", "/shop": "KB-9"}, {})
    assert first == f"{theirs}{MARK}\n  - {{from: /a, to: KB-1}}\n"
    second = merged(first, {"/b": "KB-2"}, {"/a": "KB-1"})
    assert second == f"{theirs}{MARK}\n  - {{from: /b, to: KB-2}}\n"
    edited = str(second).replace("KB-2", "KB-7") + "  - {from: /c, to: KB-3}\n"
    third = merged(edited, {"/b": "KB-2"}, {"/b": "KB-2"})
    assert third == f"{theirs}  - {{from: /b, to: KB-7}}\n  - {{from: /c, to: KB-3}}\n"


@pytest.mark.parametrize("text", ["redirects: []\n", "# nothing yet\n", "redirects:\n", ""])
def test_an_empty_file_is_filled(text: str) -> None:
    """In whatever way it is empty."""
    new = merged(text, {"/a": "KB-1"}, {})
    assert str(new).endswith(f"redirects:\n{MARK}\n  - {{from: /a, to: KB-1}}\n")


@pytest.mark.parametrize(
    "text", ["redirects: 5\n", "a: b\n", "redirects: [\n", "redirects:\n  - {form: /a}\n"]
)
def test_a_file_that_makes_no_sense_is_left_alone(text: str) -> None:
    """The import says so instead."""
    assert merged(text, {"/a": "KB-1"}, {}) is None
