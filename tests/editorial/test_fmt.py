"""``kb fmt`` on the site of ``kb init``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.building.edits import tiny_site
from tests.editorial.test_commands import kb

GUIDE = "products/kettle/guides/descale-the-kettle.yml"
ARTICLE = "products/kettle/articles/hard-water.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site as ``kb init`` makes it."""
    return tiny_site(tmp_path / "site")


def wide(text: bytes) -> bytes:
    """More space behind the name of each field."""
    return re.sub(rb"^( *\w+): ", rb"\1:   ", text, flags=re.MULTILINE)


def test_what_the_commands_write_is_in_style(site: Path) -> None:
    """Nothing to do for a new site, a new guide, tree, article, notice and product."""
    for kind in ("guide", "tree", "article", "notice"):
        kb("new", kind, f"kettle/new-{kind}", "--title", "It's: new", "-C", str(site))
    kb("new", "product", "toaster", "-C", str(site))
    assert kb("fmt", "--check", "-C", str(site)).startswith("0 of ")


def test_a_file_is_brought_into_style(site: Path) -> None:
    """First it is only named, then it is written, then there is nothing left; the body of an article is not touched."""
    neat = {file: (site / file).read_bytes() for file in (GUIDE, ARTICLE)}
    (site / GUIDE).write_bytes(b"\xef\xbb\xbf" + wide(neat[GUIDE]).replace(b"\n", b"\r\n"))
    header, body = (neat[ARTICLE] + b"\n*  odd\n\n\n\n   list").split(b"---\n", 2)[1:]
    (site / ARTICLE).write_bytes(b"---\n" + wide(header) + b"---\n" + body)
    assert set(kb("fmt", "--check", "-C", str(site), code=1).splitlines()[:2]) == {GUIDE, ARTICLE}
    assert kb("fmt", str(site / "products/_shared"), "-C", str(site)).startswith("0 of ")
    assert GUIDE in kb("fmt", "-C", str(site))
    assert (site / GUIDE).read_bytes() == neat[GUIDE]
    assert (site / ARTICLE).read_bytes() == b"---\n" + header + b"---\n" + body
    assert kb("fmt", "-C", str(site)).startswith("0 of ")


@pytest.mark.parametrize("text", ["a: [", "<<<<<<< HEAD\na: b\n", "a: &b c\n", "\xff", "a: b\n- c\n"])
def test_a_file_that_cannot_be_read(site: Path, text: str) -> None:
    """It is named and left as it is; the others are written."""
    (site / GUIDE).write_bytes(text.encode("latin-1"))
    before = (site / GUIDE).read_bytes()
    assert f"{GUIDE}: left alone: " in kb("fmt", "-C", str(site), code=1)
    assert (site / GUIDE).read_bytes() == before


def test_no_such_path(site: Path) -> None:
    """The command says so and ends with 2."""
    assert "nowhere" in kb("fmt", "nowhere", "-C", str(site), code=2)
