"""`kb new` writes drafts that `kb check` accepts, with the next free id, and never touches what is there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kb_builder.cli import main
from kb_builder.content.load import load
from kb_builder.scaffold.new import GUIDE_TYPES, NOTICE_KINDS, next_id, title_from
from tests.demo import DAY, made_once

EVERYTHING = [
    ["guide", "kettle/clean-the-lid"],
    *(["guide", f"kettle/a-{kind}", "--type", kind] for kind in GUIDE_TYPES),
    ["tree", "kettle/leaks"],
    ["article", "kettle/save-energy"],
    *(["notice", f"kettle/an-{kind.replace('_', '-')}", "--kind", kind] for kind in NOTICE_KINDS),
    ["guide", "_shared/serial-number", "--product", "kettle"],
    ["tree", "_shared/no-power", "--product", "kettle"],
    ["article", "_shared/recycling", "--product", "kettle"],
    ["notice", "_shared/2026-app", "--product", "kettle"],
    ["product", "toaster"],
    ["product", "orders", "--kind", "topic"],
    ["guide", "toaster/first-toast", "--title", "No: \"a\" & 'b' #1, {x} [y]", "--summary", "yes"],
    ["article", "orders/where-is-it", "--title", "1e5"],
    ["tree", "orders/late", "--id", "SHOP-1"],
]


@pytest.fixture(scope="session")
def fresh_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `kb init`."""

    def make(folder: Path) -> None:
        result = CliRunner().invoke(main, ["init", str(folder), "--on", DAY.isoformat()])
        assert result.exit_code == 0, result.output

    return made_once(tmp_path_factory, "fresh-site", make)


@pytest.fixture
def site(fresh_site: Path, tmp_path: Path) -> Path:
    """A copy of it to write into."""
    return Path(shutil.copytree(fresh_site, tmp_path / "site"))


def new(site: Path, *arguments: str, **options: Any) -> Result:
    """`kb new` in a site."""
    line = ["new", arguments[0], *arguments[1:], "-C", str(site), "--on", DAY.isoformat()]
    return CliRunner().invoke(main, line, **options)


def test_everything_new_checks(site: Path) -> None:
    """Every kind and every choice, with awkward titles, as a draft without a warning."""
    for arguments in EVERYTHING:
        result = new(site, *arguments)
        assert result.exit_code == 0, result.output
        assert (site / result.output.strip()).is_file()
    checked = CliRunner().invoke(main, ["check", "--strict", "--on", DAY.isoformat(), "-C", str(site)])
    assert checked.exit_code == 0, checked.output


def test_it_is_a_draft_for_today(site: Path) -> None:
    """Nothing new is published by itself; the path is all that is printed."""
    result = new(site, "guide", "kettle/clean-the-lid", "--title", "Clean the lid", "--type", "maintain")
    assert result.output == "products/kettle/guides/clean-the-lid.yml\n"
    text = (site / result.output.strip()).read_text("utf-8")
    assert text.startswith(
        "# yaml-language-server: $schema=../../../.kb/schemas/guide.schema.json\nid: KB-1003\n"
    )
    guide = next(entry.record for entry in load(site).catalogue.guides if entry.slug == "clean-the-lid")
    assert (guide.title, guide.type, guide.state, guide.changed) == (
        "Clean the lid",
        "maintain",
        "draft",
        DAY,
    )


def test_ids_follow_the_last_of_their_kind(site: Path) -> None:
    """Ids that anything leads to are passed over, and so are the long numbers of imported articles."""
    shared = site / "products/kettle/guides"
    guide = (
        (shared / "prepare-the-kettle.yml")
        .read_text("utf-8")
        .replace("KB-1001", "KB-1007\naliases: [KB-1008]")
    )
    (shared / "prepare-the-kettle.yml").write_text(guide, "utf-8")
    imported = guide.replace("KB-1007", "KB-360013").replace("KB-1008", "X-1")
    (shared / "imported.yml").write_text(imported, "utf-8")
    catalogue = load(site).catalogue
    assert next_id("guide", catalogue) == "KB-1009"
    assert next_id("tree", catalogue) == "KB-2002"


def test_an_id_that_was_ever_published_is_not_given_again(site: Path) -> None:
    """The ledger remembers articles that are gone."""
    ledger = "published:\n  - {address: /kettle/gone/, id: KB-1003, since: 2026-01-01}\n"
    (site / "products/_shared/published.yml").write_text(ledger, "utf-8")
    assert next_id("guide", load(site).catalogue) == "KB-1004"


def test_a_file_that_is_broken_keeps_its_id(site: Path) -> None:
    """Half-written articles still count."""
    (site / "products/kettle/guides/half.yml").write_text("id: KB-1003\ntitle: Half\n", "utf-8")
    assert next_id("guide", load(site).catalogue) == "KB-1004"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["guide", "kettle/descale-the-kettle"], "is taken by products/kettle/guides/descale-the-kettle.yml"),
        (["article", "kettle/does-not-heat"], "is taken by products/kettle/trees/does-not-heat.yml"),
        (
            ["guide", "_shared/hard-water", "--product", "kettle"],
            "is taken by products/kettle/articles/hard-water.md",
        ),
        (["guide", "toaster/x"], "there is no product 'toaster'"),
        (["guide", "_shared/x"], "no product shows this article"),
        (["guide", "_shared/x", "--product", "toaster"], "there is no product 'toaster'"),
        (["guide", "kettle"], "names no product"),
        (["guide", "kettle/"], "names no product"),
        (["guide", "kettle/Clean The Lid"], "can't be part of an address"),
        (["guide", "kettle/../x"], "can't be part of an address"),
        (["guide", "../kettle/x"], "can't be part of an address"),
        (["guide", "kettle/error-codes"], "the site itself uses the address"),
        (["guide", "kettle/x", "--id", "KB-1001"], "the id KB-1001 is taken"),
        (["guide", "kettle/x", "--id", "1001"], "is no id"),
        (["guide", "kettle/x", "--type", "clean"], "'clean' is not one of"),
        (["guide", "kettle/x", "--title", " "], "1 to 1,000 characters"),
        (["product", "kettle"], "there is a product 'kettle' already"),
        (["product", "_shared"], "can't be part of an address"),
        (["product", "warranty"], "the site itself uses the address /warranty/"),
        (["product", "about"], "the site itself uses the address /about/"),
        (["product", "en"], "the site itself uses the address /en/"),
    ],
)
def test_what_can_not_be_made_is_refused(site: Path, arguments: list[str], words: str) -> None:
    """With exit code 2, in words that say why, and nothing written."""
    before = sorted(site.rglob("*"))
    result = new(site, *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
    assert sorted(site.rglob("*")) == before


def test_no_file_is_overwritten(site: Path) -> None:
    """Not even one that the site does not read."""
    target = site / "products/kettle/guides/half.yml"
    target.mkdir()
    assert new(site, "guide", "kettle/half").exit_code == 2
    assert target.is_dir()


def test_it_asks_at_a_terminal(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the options leave out is asked for; the return key takes the suggestion."""
    monkeypatch.setattr("kb_builder.cli.new._at_terminal", lambda: True)
    result = new(site, "guide", "kettle/clean-the-lid", input="\nFor a lid that sticks.\nrepair\n")
    assert result.exit_code == 0, result.output
    guide = next(entry.record for entry in load(site).catalogue.guides if entry.slug == "clean-the-lid")
    assert (guide.title, guide.summary, guide.type) == ("Clean the lid", "For a lid that sticks.", "repair")


def test_it_asks_where_it_belongs(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a place it asks for the product and the name; what several products share asks who shows it. All of it checks."""
    monkeypatch.setattr("kb_builder.cli.new._at_terminal", lambda: True)
    asked = [
        (["guide"], "kettle\nclean-the-lid\n\n\n\n", "products/kettle/guides/clean-the-lid.yml"),
        (["tree"], "oven\n_shared\nno-power\nkettle\n\n\n", "products/_shared/trees/no-power.yml"),
        (["notice"], "kettle\nlid-recall\n\n\nrecall\n", "products/kettle/notices/lid-recall.yml"),
        (["product"], "toaster\n\n\n", "products/toaster/product.yml"),
    ]
    for arguments, typed, file in asked:
        result = new(site, *arguments, input=typed)
        assert result.exit_code == 0, result.output
        assert result.output.splitlines()[-1] == file
    checked = CliRunner().invoke(main, ["check", "--strict", "--on", DAY.isoformat(), "-C", str(site)])
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize("kind", ["guide", "product"])
def test_without_a_terminal_it_asks_nothing(site: Path, kind: str) -> None:
    """It says what is missing and ends with 2."""
    result = new(site, kind)
    assert result.exit_code == 2
    assert "NAME" in result.output


def test_outside_a_site_it_says_so(tmp_path: Path) -> None:
    """There is nothing to add to."""
    result = new(tmp_path, "guide", "kettle/x")
    assert result.exit_code == 2
    assert "there is no 'products' folder" in result.output


def test_a_title_is_made_of_the_name() -> None:
    """The first letter is a capital, hyphens are spaces."""
    assert title_from("clean-the_door") == "Clean the door"
