"""Hostile files: a clear problem and the last good site untouched, or a site without harm.

Each folder of ``examples/`` is laid over a site that was built once. ``expected.txt`` in it says what the next build tells;
``UPDATE_GOLDENS=1`` writes it again. What git can't keep on every system is made by the functions below.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb_builder.engines import Built as EngineBuilt
from kb_builder.engines import EngineError
from kb_builder.pipeline import Report, Request, build, read
from tests.demo import DAY, made_once
from tests.demo import built as built_site
from tests.hostile.catalogue import HERE, small_site
from tests.hostile.inspection import data_is_sound, powers
from tests.site.html import pages, tree_hash

EXAMPLES = sorted(path for path in (HERE / "examples").iterdir() if path.is_dir())
BUILT = "The site is built."


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built."""
    return made_once(tmp_path_factory, "hostile-files", lambda folder: built_site(small_site(folder)))


@pytest.fixture
def site(good: Path, tmp_path: Path) -> Path:
    """A copy of it to do harm to."""
    return Path(
        shutil.copytree(good, tmp_path / "site-of-a-writer", ignore=shutil.ignore_patterns(".kb-cache"))
    )


def told(report: Report, good: Path) -> str:
    """The problems that the harmless site does not have, as lines."""
    known = {(one.file, one.code, one.line) for one in read(good, DAY).problems}
    lines = [
        f"{one.file}:{one.line}:{one.column}: {one.severity} {one.code}: {one.message}"
        for one in report.problems
        if (one.file, one.code, one.line) not in known
    ]
    return "\n".join([*sorted(lines), *([] if report.errors else [BUILT])]) + "\n"


def refused_or_harmless(site: Path, good: Path, report: Report) -> None:
    """With errors nothing of the site has changed; without, no page can do more than before."""
    if report.errors:
        assert tree_hash(site / "site") == tree_hash(good / "site")
        return
    assert list(data_is_sound(site / "site")) == []
    before = {name: powers(page) for name, page in pages(good / "site")}
    for name, page in pages(site / "site"):
        html = page.html or ""
        assert "root:x:0:" not in html
        assert "site_name: kb_builder" not in html
        own = powers(page)
        assert not [power for power in own if "__pwned" in power or "javascript:" in power], name
        if name in before:
            assert {power for power in own if power.startswith("script")} == {
                power for power in before[name] if power.startswith("script")
            }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example(site: Path, good: Path, example: Path) -> None:
    """It ends as expected, wherever the harm stands."""
    shutil.copytree(example, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    report = build(Request(site, DAY))
    expected = example / "expected.txt"
    if os.environ.get("UPDATE_GOLDENS") == "1":
        expected.write_text(told(report, good), encoding="utf-8")
    assert told(report, good) == expected.read_text(encoding="utf-8")
    refused_or_harmless(site, good, report)
    assert not (site.parent / "outside").exists()
    assert not Path("pwned").exists()


def link(where: str, target: str) -> Callable[[Path], None]:
    """A symbolic link within the site."""

    def make(site: Path) -> None:
        (site / where).parent.mkdir(parents=True, exist_ok=True)
        (site / where).symlink_to(target)

    return make


def copied(name: str, other: str) -> Callable[[Path], None]:
    """A file a second time under another name."""

    def make(site: Path) -> None:
        text = (site / name).read_bytes()
        (site / other).write_bytes(text)

    return make


def filled(name: str, text: bytes, times: int) -> Callable[[Path], None]:
    """A large file."""

    def make(site: Path) -> None:
        (site / name).write_bytes(text * times)

    return make


MADE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link to a secret": (
        link("products/kettle/images/leak.svg", "/etc/passwd"),
        "products/kettle/images/leak.svg",
    ),
    "a guide that is a link": (
        link("products/kettle/guides/leak.yml", "/etc/passwd"),
        "products/kettle/guides/leak.yml",
    ),
    "a product that is a link": (link("products/leak", "/etc"), "products/leak"),
    "a link that goes in circles": (link("products/kettle/images/loop", "."), "products/kettle/images/loop"),
    "guides by two names": (
        copied("products/kettle/guides/descale.yml", "products/kettle/guides/Descale.yml"),
        "products/kettle/guides/",
    ),
    "pictures by two names": (
        copied("products/kettle/images/seal.svg", "products/kettle/images/Seal.svg"),
        "products/kettle/images/",
    ),
    "ten megabytes": (
        filled("products/kettle/guides/big.yml", b"- words and words\n", 600_000),
        "products/kettle/guides/big.yml",
    ),
    "one line of ten megabytes": (
        filled("products/kettle/guides/big.yml", b"x" * 1000, 10_000),
        "products/kettle/guides/big.yml",
    ),
}


@pytest.mark.parametrize(("make", "file"), MADE.values(), ids=MADE)
def test_files_that_are_made_here(site: Path, good: Path, make: Callable[[Path], None], file: str) -> None:
    """The file is named, and nothing is published."""
    make(site)
    report = build(Request(site, DAY))
    assert [one for one in report.errors if one.file.startswith(file)], told(report, good)
    assert all(one.message and one.line for one in report.errors)
    refused_or_harmless(site, good, report)


def test_pictures_with_spaces_and_other_scripts(site: Path, good: Path) -> None:
    """They are shown: the address in the page leads to the file."""
    shutil.copytree(HERE / "examples" / "names-in-other-scripts", site, dirs_exist_ok=True)
    report = build(Request(site, DAY))
    assert not report.errors, told(report, good)
    for name in ("水壺 側面.svg", "zażółć (1).svg"):
        assert (site / "site/kettle/images" / name).is_file()
    page = dict(pages(site / "site"))["kettle/pictures/index.html"]
    shown = [image.attributes["src"] or "" for image in page.css(".md-content img")]
    assert len(shown) >= 4
    assert not [source for source in shown if "missing" in source]


class Crashing:
    """An engine that fails at a page."""

    def __init__(self, page: str | None) -> None:
        self.page = page

    def build(self, project: Path, day: date) -> EngineBuilt:
        """Never gives a site."""
        raise EngineError("the template lost its head", self.page, f"a long log of {project} on {day}")


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("kettle/descale/index.md", "products/kettle/guides/descale.yml"),
        ("kettle/does-not-boil/index.md", "products/kettle/trees/does-not-boil.yml"),
        ("kettle/find-serial-number/index.md", "products/_shared/guides/find-serial-number.yml"),
        ("kettle/index.md", "products/kettle/product.yml"),
        ("contact/index.md", "products/_shared/channels.yml"),
        ("about/index.md", "docs/about.md"),
        ("index.md", "products/_shared/brand.yml"),
    ],
)
def test_an_engine_that_fails_at_a_page(site: Path, good: Path, page: str, file: str) -> None:
    """The file to look into is the writer's own, and the last good site stays."""
    report = build(Request(site, DAY), engine=Crashing(page))
    assert {one.file for one in report.errors} == {file}
    assert all("the template lost its head" in one.message for one in report.errors)
    assert tree_hash(site / "site") == tree_hash(good / "site")


def test_an_engine_that_fails_anywhere(site: Path, good: Path) -> None:
    """Where no page is known, the emitted project is named."""
    report = build(Request(site, DAY), engine=Crashing(None))
    assert {one.file for one in report.errors} == {"build/en/mkdocs.yml", "build/pl/mkdocs.yml"}
    assert tree_hash(site / "site") == tree_hash(good / "site")


def test_a_template_of_the_site_that_fails(site: Path, good: Path) -> None:
    """What stands in ``overrides/`` can fail, too: the message says how, and the last good site stays."""
    (site / "overrides").mkdir()
    (site / "overrides/main.html").write_text('{% extends "no-such-base.html" %}')
    report = build(Request(site, DAY))
    assert report.errors
    assert all("no-such-base.html" in one.message for one in report.errors)
    assert tree_hash(site / "site") == tree_hash(good / "site")


def test_the_next_build_is_good_again(site: Path, good: Path) -> None:
    """A refused build leaves nothing behind that would harm the next."""
    bad = site / "products/kettle/guides/tabs.yml"
    bad.write_text("id:\tKB-900\n")
    assert build(Request(site, DAY)).errors
    bad.unlink()
    assert not build(Request(site, DAY), engine=None).errors
    assert tree_hash(site / "site") == tree_hash(good / "site")
