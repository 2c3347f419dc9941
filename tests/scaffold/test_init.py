"""`kb init` makes a site that is complete, clean and built in one go, whatever company starts it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb_builder.cli import main
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.files import split_front_matter
from kb_builder.content.load import load
from kb_builder.content.schemas import schemas
from kb_builder.scaffold.markets import market_facts
from kb_builder.scaffold.texts import yaml_text
from kb_builder.site.markdown import plain_text
from tests.demo import DAY, built, made_once

COMPANIES = {
    "nothing said": [],
    "three languages": [
        "--locale",
        "en",
        "--locale",
        "pl",
        "--locale",
        "zh-Hant",
        "--country",
        "PL",
        "--country",
        "TW",
    ],
    "another first language": ["--locale", "pl", "--locale", "en", "--country", "pl"],
    "no English": ["--locale", "zh-Hant", "--country", "TW"],
    "tags in another spelling": ["--locale", "EN-gb", "--locale", "zh-hant", "--country", "gb"],
    "a name full of signs": ["--name", "Büro: \"A\" & 'B' #1, {x} <b>"],
    "a name that YAML takes for no text": ["--name", "No"],
    "a name that is a number": ["--name", "1e5"],
}


def kb(*arguments: str) -> Result:
    """A command as a writer types it."""
    return CliRunner().invoke(main, arguments)


def init(folder: Path, *arguments: str, day: date = DAY) -> Result:
    """`kb init` on a day."""
    return kb("init", str(folder), "--on", day.isoformat(), *arguments)


def catalogue_of(folder: Path) -> Catalogue:
    """What the site says; it has to have the right shape."""
    loaded = load(folder)
    assert loaded.problems == ()
    return loaded.catalogue


@pytest.mark.parametrize("company", COMPANIES)
def test_it_checks(tmp_path: Path, company: str) -> None:
    """Not even a warning, for every company."""
    made = init(tmp_path / "site", *COMPANIES[company])
    assert made.exit_code == 0, made.output
    checked = kb("check", "--strict", "--on", DAY.isoformat(), "-C", str(tmp_path / "site"))
    assert checked.exit_code == 0, checked.output


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 1, 1), date(2027, 12, 31)])
def test_it_checks_on_every_day(tmp_path: Path, day: date) -> None:
    """Its dates follow the day on which it is made."""
    init(tmp_path / "site", day=day)
    checked = kb("check", "--strict", "--on", day.isoformat(), "-C", str(tmp_path / "site"))
    assert checked.exit_code == 0, checked.output


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of a company with two languages."""

    def make(folder: Path) -> None:
        assert init(folder, "--locale", "en", "--locale", "pl", "--country", "PL").exit_code == 0
        built(folder)

    return made_once(tmp_path_factory, "built-scaffold", make) / "site"


def test_it_builds(built_site: Path) -> None:
    """Every product, article and hand-written page has its page, in each language."""
    pages = ("", "kettle/", "kettle/descale-the-kettle/", "kettle/does-not-heat/", "kettle/hard-water/",
             "kettle/display-too-high/", "about/", "privacy/", "contact/", "warranty/", "prices/")  # fmt: skip
    for prefix in ("", "pl/"):
        for page in pages:
            assert (built_site / prefix / page / "index.html").is_file(), prefix + page


def test_it_holds_every_kind_of_content(tmp_path: Path) -> None:
    """A writer finds an example of each kind of article, and the company's own files."""
    init(tmp_path)
    catalogue = catalogue_of(tmp_path)
    assert all(
        (
            catalogue.products,
            catalogue.guides,
            catalogue.trees,
            catalogue.prose,
            catalogue.notices,
            catalogue.pages,
        )
    )
    for kind in ("brand", "channels", "holidays", "warranty", "returns", "complaints", "prices", "glossary"):
        assert (tmp_path / "products" / "_shared" / f"{kind}.yml").is_file(), kind
    for file in (
        "README.md",
        ".gitignore",
        "mkdocs.yml",
        "overrides/assets/logo.svg",
        "overrides/assets/brand.css",
    ):
        assert (tmp_path / file).is_file(), file


def test_editors_know_every_file(tmp_path: Path) -> None:
    """The first line of each YAML file leads to a schema that was written, too."""
    init(tmp_path)
    files = [*tmp_path.glob("products/**/*.yml"), *tmp_path.glob("products/**/*.md")]
    assert files
    for file in files:
        text = file.read_text("utf-8")
        line = (split_front_matter(text)[0] or text).split("\n")[0]
        head, _, target = line.partition("$schema=")
        assert head == "# yaml-language-server: "
        assert (file.parent / target).is_file(), file
    assert {path.name for path in (tmp_path / ".kb/schemas").iterdir()} == set(schemas())


def test_the_company_stands_in_the_files(tmp_path: Path) -> None:
    """Name, languages and countries are those that were given."""
    init(
        tmp_path,
        "--name",
        "Büro: #1",
        "--locale",
        "pl",
        "--locale",
        "en",
        "--country",
        "PL",
        "--country",
        "US",
    )
    brand = catalogue_of(tmp_path).brand.record
    assert (brand.name, brand.default_locale, brand.locales) == ("Büro: #1", "pl", ("pl", "en"))
    assert [(m.country, m.locales, m.currency, m.time_zone, m.eu) for m in brand.markets] == [
        ("PL", ("pl",), "PLN", "Europe/Warsaw", True),
        ("US", ("en", "pl"), "USD", "America/New_York", False),
    ]


@pytest.mark.parametrize(
    ("country", "locales", "currency", "zone"),
    [
        ("TW", ("zh-Hant", "en"), "TWD", "Asia/Taipei"),
        ("CN", ("en",), "CNY", "Asia/Shanghai"),
        ("AU", ("en",), "AUD", "Australia/Sydney"),
        ("CH", ("de", "en"), "CHF", "Europe/Zurich"),
        ("BR", ("en",), "BRL", "America/Sao_Paulo"),
    ],
)
def test_a_country_brings_its_facts(country: str, locales: tuple[str, ...], currency: str, zone: str) -> None:
    """The languages that people there read come first; large countries have the time of most of their people."""
    facts = market_facts(country, ("en", "zh-Hant", "de", "pt-PT"), DAY)
    assert (facts.locales, facts.currency, facts.time_zone) == (locales, currency, zone)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--country", "XX"], "no country"),
        (["--country", "AQ"], "no country"),
        (["--locale", "xx-Nowhere"], "no language tag"),
        (["--locale", "en_US"], "no language tag"),
        (["--name", " "], "1 to 60 characters"),
        (["--name", "two\nlines"], "1 to 60 characters"),
        (["--on", "yesterday"], "no day"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, arguments: list[str], words: str) -> None:
    """With exit code 2 and nothing written."""
    result = kb("init", str(tmp_path / "site"), *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
    assert not (tmp_path / "site").exists()


def test_a_folder_with_content_is_refused(tmp_path: Path) -> None:
    """Whatever is there stays as it is."""
    (tmp_path / "README.md").write_text("mine", "utf-8")
    result = init(tmp_path)
    assert (result.exit_code, [path.name for path in tmp_path.iterdir()]) == (2, ["README.md"])
    assert "is not empty" in result.output
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"


def test_an_empty_repository_is_a_good_place(tmp_path: Path) -> None:
    """`git init` may come first, and `kb init .` may be typed in the folder."""
    (tmp_path / ".git").mkdir()
    assert init(tmp_path).exit_code == 0


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """A file is no folder."""
    (tmp_path / "site").write_text("mine", "utf-8")
    result = init(tmp_path / "site")
    assert result.exit_code == 2
    assert (tmp_path / "site").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Example Home", "Example Home"),
        ("O’Neil & Söhne", '"O’Neil & Söhne"'),
        ("no", '"no"'),
        ("12:30", '"12:30"'),
        ('say "a"', '"say \\"a\\""'),
        ("end ", '"end "'),
        ("洗衣機", "洗衣機"),
    ],
)
def test_texts_stay_texts_in_yaml(text: str, written: str) -> None:
    """In quotes wherever YAML could take them for something else."""
    assert yaml_text(text) == written


def test_the_privacy_page_is_true(built_site: Path) -> None:
    """It promises that nothing is loaded from elsewhere: no page names another host to load from."""
    promise = plain_text((built_site / "privacy/index.html").read_text("utf-8"))
    assert "sets no cookies and loads nothing from other servers" in promise
    for page in built_site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert 'src="http' not in text, page
        assert 'src="//' not in text, page
