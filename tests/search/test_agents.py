"""The agents' index: up to date for what changed only, and made anew when it is damaged."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb_builder.cli import main
from kb_builder.pipeline import Request
from kb_builder.search.agents import Agents, NotBuiltError
from kb_builder.search.documents import Document, Section, read_document
from kb_builder.search.finder import Question
from kb_builder.search.whoosh_finder import WhooshFinder

PAGES = (
    Document(
        "wm/filter/",
        "Clean the drain filter",
        "guide",
        "KB-1",
        ("OLD-1",),
        "wm",
        "Washer",
        sections=(Section("turn", "", "Turn the cap slowly."),),
    ),
    Document("wm/codes/", "Error codes", "error_codes", product="wm", codes=(("E18", "wm/filter/"),)),
    Document("rt/light/", "The light is red", "tree", "KB-2", product="rt", product_name="Router"),
)
HTML = b"""<script type="application/json" id="kb-data-page">{"kind":"guide","id":"KB-1"}</script>
<article class="md-content__inner"><h1>Title</h1><p class="kb-lead">Lead</p><h2 id="a">Part</h2><ol><li id="s">Step</li></ol></article>"""


@pytest.fixture
def finder(tmp_path: Path) -> WhooshFinder:
    """An index of three pages."""
    made = WhooshFinder(tmp_path / "index", "en")
    assert made.update(PAGES, ()) == len(PAGES)
    return made


def found(finder: WhooshFinder, text: str, **more: str) -> list[str]:
    """Addresses, best first."""
    return [one.document.address for one in finder.search(Question(text, **more)).results]


def test_finds_with_mistakes_and_endings(finder: WhooshFinder) -> None:
    """A wrong letter and another ending still find the page, and the place in it."""
    assert found(finder, "cleaning the drian filtre")[0] == "wm/filter/"
    assert finder.search(Question("turn cap")).results[0].anchor == "turn"


@pytest.mark.parametrize("text", ["E18", "e-18", "E 18", "KB-1", "old-1"])
def test_names_lead_straight(finder: WhooshFinder, text: str) -> None:
    """Codes, ids and aliases, however they are written."""
    assert finder.search(Question(text)).straight == ("wm/filter/",)


def test_filters(finder: WhooshFinder) -> None:
    """Only one product, only one kind."""
    assert found(finder, "red filter", product="rt") == ["rt/light/"]
    assert found(finder, "red filter", kind="guide") == ["wm/filter/"]


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 10_000, "<b> AND OR (", "🧺", "the of and", "\x00\u202e", "洗衣機 router"]
)
def test_any_question_has_an_answer(finder: WhooshFinder, text: str) -> None:
    """Whatever is typed, nothing fails."""
    assert isinstance(found(finder, text), list)


def test_only_what_changed_is_written(finder: WhooshFinder) -> None:
    """The same pages cost nothing; a changed and a removed one count."""
    assert finder.update(PAGES, ()) == 0
    assert finder.update((replace(PAGES[0], title="Rinse the sieve"), PAGES[1]), ()) == 2
    assert found(finder, "sieve") == ["wm/filter/"]
    assert found(finder, "light") == []


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    """From the pages of the built site; without them the caller is told."""
    site = tmp_path / "site"
    (site / "wm/filter").mkdir(parents=True)
    (site / "wm/filter/index.html").write_bytes(HTML)
    page = read_document(HTML, "wm/filter/")
    assert page is not None
    assert [one.anchor for one in page.sections] == ["a", "s"]
    agents = Agents(tmp_path / "cache", site)
    agents.update({"en": (page,)}, {"en": ""}, {})
    for file in (tmp_path / "cache/find/public/en").iterdir():
        file.write_bytes(b"damaged")
    again = Agents(tmp_path / "cache", site)
    assert [one.document.id for one in again.search("en", Question("title")).results] == ["KB-1"]
    with pytest.raises(NotBuiltError):
        Agents(tmp_path / "nothing", site).search("en", Question("title"))


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site whose last build left an index."""
    for product in ("wm", "rt"):
        (tmp_path / "products" / product).mkdir(parents=True)
        (tmp_path / "products" / product / "product.yml").write_text("name: x", encoding="utf-8")
    prose = Document("wm/why/", "Why it drips", "prose", "KB-3", product="wm")
    Request(tmp_path, date.min).agents.update({"en": (*PAGES, prose)}, {"en": ""}, {})
    return tmp_path


@pytest.mark.parametrize(
    ("options", "code", "output"),
    [
        (["drips", "--kind", "article"], 0, "KB-3       Why it drips\n           /wm/why/\n"),
        (["drips", "--kind", "guide"], 1, "Nothing found. Try other words.\n"),
        (["red", "--product", "rt"], 0, "KB-2       The light is red\n           /rt/light/\n"),
        (["red", "--product", "rtt"], 2, "kb: there is no product 'rtt'\n  = Did you mean 'rt'?\n"),
    ],
)
def test_find_in_the_terminal(built: Path, options: list[str], code: int, output: str) -> None:
    """Kinds as writers call them; a product that does not exist is not searched in silence."""
    result = CliRunner().invoke(main, ["find", "-C", str(built), *options])
    assert (result.exit_code, result.output) == (code, output)


def test_bytes_that_are_no_text(built: Path) -> None:
    """Nothing fails, and what is printed can be read."""
    for words in ("\udcff\udcfe", "red \udcff", "x" * 10_000, "<b> AND (", "🧺"):
        result = CliRunner().invoke(main, ["find", "-C", str(built), "--json", words])
        assert result.exit_code == (0 if "red" in words else 1), words[:20]
        json.loads(result.stdout_bytes.decode("utf-8"))


def test_find_knows_its_kinds(built: Path) -> None:
    """A kind that does not exist is refused."""
    result = CliRunner().invoke(main, ["find", "-C", str(built), "red", "--kind", "guides"])
    assert result.exit_code == 2
    assert "'guides' is not one of 'guide', 'tree', 'article', 'notice'" in result.output


@pytest.mark.parametrize("damage", ["cut", "gone", "other"])
def test_any_damage_is_mended(tmp_path: Path, damage: str) -> None:
    """Whichever file is cut off, is gone or holds something else: the question is answered, and so is the next build."""
    site = tmp_path / "site"
    (site / "wm/filter").mkdir(parents=True)
    (site / "wm/filter/index.html").write_bytes(HTML)
    page = read_document(HTML, "wm/filter/")
    assert page is not None
    folder = tmp_path / "cache/find/public/en"
    Agents(tmp_path / "cache", site).update({"en": (page,)}, {"en": ""}, {})
    for name in sorted(file.name for file in folder.iterdir() if file.stat().st_size):
        for answers in (True, False):
            file = next((one for one in folder.iterdir() if one.suffix == Path(name).suffix), folder / name)
            if damage == "gone":
                file.unlink()
            else:
                kept = file.read_bytes()
                file.write_bytes(kept[: len(kept) // 2] if damage == "cut" else b"{}")
            agents = Agents(tmp_path / "cache", site)
            if answers:
                assert [one.document.id for one in agents.search("en", Question("title")).results] == ["KB-1"]
            agents.update({"en": (page,)}, {"en": ""}, {})
            assert [one.document.id for one in agents.search("en", Question("title")).results] == ["KB-1"]
