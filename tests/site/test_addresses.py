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


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/", ""),
        ("/faq", "faq/"),
        ("/faq/", "faq/"),
        ("/faq/index.html", "faq/"),
        ("/index.html", ""),
        ("/help/filter.html?lang=en#top", "help/filter.html"),
        ("/wiki/Help:Filter%20cap", "wiki/Help:Filter cap/"),
        ("/%E6%B8%85%E6%BD%94/", "清潔/"),
        ("/a/../b/", None),
        ("/a%2F..%2Fb/", None),
        ("//elsewhere.example/", None),
        ("/a//b/", None),
        ("/a//", None),
        ("/%00/", None),
        ("/%0Aa/", None),
        ("/a%5Cb/", None),
        ("/" + "a" * 300 + "/", None),
        ("/assets/kb/kb.css", None),
        ("/_headers", None),
        ("/404.html", None),
    ],
)
def test_an_old_address(path: str, address: str | None) -> None:
    """A path of an earlier site becomes an address of ours, or is refused."""
    assert addresses.old_address(path) == address
