"""The handbook is true: its examples make one site that checks and builds, its commands do what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kb_builder.cli import COMMANDS, main
from kb_builder.content.layout import KINDS
from tests.demo import DAY, built, made_once
from tests.handbook.blocks import CHECKOUT, HANDBOOK, blocks, commands, example_files
from tests.handbook.following import Reader

PAGES = sorted(HANDBOOK.glob("*.md"))
FOLLOWED = [
    page
    for page in (*PAGES, CHECKOUT / "README.md")
    if any(block.kind == "console" for block in blocks(page))
]
NOON = "1795435200"
"""2026-11-23 12:00 UTC as SOURCE_DATE_EPOCH: the day on which the handbook's commands are typed."""


def a_site(folder: Path) -> Path:
    """The site of `kb init` with every file of the handbook laid over it."""
    result = CliRunner().invoke(main, ["init", str(folder), "--on", DAY.isoformat()])
    assert result.exit_code == 0, result.output
    for file, text in example_files().items():
        target = folder / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def handbook_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the handbook, not built."""
    return made_once(tmp_path_factory, "handbook", a_site)


def test_the_examples_check(handbook_site: Path) -> None:
    """No example holds an error, and none even earns a warning."""
    result = CliRunner().invoke(
        main, ["check", "--strict", "--on", DAY.isoformat(), "-C", str(handbook_site)]
    )
    assert result.exit_code == 0, result.output


def test_the_examples_build(handbook_site: Path, tmp_path: Path) -> None:
    """Each product and article of the handbook has its page in both languages."""
    site = built(shutil.copytree(handbook_site, tmp_path / "site")).site
    for file in example_files():
        path = Path(file)
        if path.parts[0] != "products" or path.parts[1] == "_shared" or path.suffix == ".po":
            continue
        address = path.parts[1] if path.stem == "product" else f"{path.parts[1]}/{path.stem}"
        assert (site / address / "index.html").is_file(), address
        assert (site / "pl" / address / "index.html").is_file(), address


def test_every_entity_has_an_example() -> None:
    """Whatever a writer can write, the handbook shows. The ledger is written by a command."""
    shown = {_kind(file) for file in example_files()}
    assert set(KINDS) - {"published"} <= shown


def _kind(file: str) -> str:
    path = Path(file)
    folders = {"guides": "guide", "trees": "tree", "articles": "prose", "notices": "notice"}
    return folders.get(path.parent.name, path.stem)


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.name)
def test_the_commands_do_what_the_page_says(
    page: Path, handbook_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command ends as shown and prints what is shown. A page that begins with `kb init` starts from nothing."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)
    typed = [one.line for block in blocks(page) if block.kind == "console" for one in commands(block)]
    start = tmp_path / "start"
    if any(line.startswith("kb init") for line in typed):
        start.mkdir()
    else:
        shutil.copytree(handbook_site, start)
    reader = Reader(start)
    reader.follow(page)
    assert reader.wrong == []
    assert reader.typed


def test_every_command_is_explained() -> None:
    """The page on commands shows each command of `kb`."""
    lines = [
        one.line
        for block in blocks(HANDBOOK / "commands.md")
        if block.kind == "console"
        for one in commands(block)
    ]
    assert {line.split()[1] for line in lines if line.startswith("kb ")} == set(COMMANDS)


@pytest.mark.parametrize("page", [*PAGES, CHECKOUT / "README.md"], ids=lambda page: page.name)
def test_commands_within_sentences_exist(page: Path) -> None:
    """What a sentence names in passing is a command, with options that it has."""
    text = re.sub(r"^ *(````?).*?^ *\1$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for line in re.findall(r"`kb ([^`]+)`", text):
        understood(shlex.split(line))


def understood(words: list[str]) -> None:
    """The words are read as the command line reads them; what they name need not be there.

    :raises click.UsageError: for an unknown command or option.
    """
    command: click.Command = main
    context = click.Context(main, info_name="kb")
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command.parse_args(context, list(words))
        _, found, words = command.resolve_command(context, [*context._protected_args, *context.args])
        assert found is not None
        command, context = found, click.Context(found, context)
    command.make_parser(context).parse_args([word for word in words if word != "--help"])


@pytest.mark.parametrize("line", ["nonsense", "check --stricter", "tree nonsense"])
def test_a_false_sentence_is_found(line: str) -> None:
    """An unknown command, option or subcommand."""
    with pytest.raises(click.UsageError):
        understood(line.split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A link from page to page names a page of the handbook, and its anchor one of the page's headings."""
    text = re.sub(r"^ *(````?).*?^ *\1$", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s:]+\.md(?:#[^)\s]+)?)\)", text):
        name, _, anchor = target.partition("#")
        other = page.parent / name
        assert other.is_file(), target
        assert not anchor or anchor in _anchors(other), target


def _anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w-]+", "", title.lower().replace(" ", "-")) for title in titles}


def test_a_false_page_is_found(tmp_path: Path) -> None:
    """The reader notices another output, another ending, and a command that nobody knows."""
    page = tmp_path / "page.md"
    page.write_text(
        "```console\n$ kb --version\nkb, version …\n$ kb --version\nkb 1\n$ kb nonsense\n$ rm -r x\n```\n",
        "utf-8",
    )
    reader = Reader(tmp_path)
    reader.follow(page)
    assert [one.partition(": ")[2].split("\n")[0] for one in reader.wrong] == [
        "'kb --version' prints",
        "'kb nonsense' ended with 2:",
        "'rm -r x' is no command that the test knows",
    ]
