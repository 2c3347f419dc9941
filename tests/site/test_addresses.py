"""Addresses and places in pages."""

import pytest

from kb_builder import addresses


@pytest.mark.parametrize(
    ("code", "anchor"),
    [("E18", "E18"), ("F-02", "F-02"), ("5", "code-5"), ("Err 5", "code-Err-5"), ("0x80/1", "code-0x80-1"), ("錯誤", "code-錯誤")],
)  # fmt: skip
def test_the_place_of_an_error_code(code: str, anchor: str) -> None:
    """A code that can be an anchor is one, so that agents can type the link; any other gets a harmless form."""
    assert addresses.code_anchor(code) == anchor


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("", "wm700/", "wm700/"),
        ("wm700/", "", "../"),
        ("wm700/", "wm700/", "./"),
        ("wm700/a/", "wm700/b/#step", "../b/#step"),
        ("wm700/a/", "rt50/images/x.svg", "../../rt50/images/x.svg"),
        ("c/laundry/", "c/laundry/#top", "./#top"),
    ],
)
def test_links_are_relative(here: str, there: str, link: str) -> None:
    """A link works wherever the site is put."""
    assert addresses.relative(here, there) == link
