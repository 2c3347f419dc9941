"""PO files: what is wrong with them is said with its line, and what is right is written back as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_builder.content.po import PoFile, PoMessage, parse_po
from kb_builder.content.po_writing import format_po
from kb_builder.content.translations import load_translations
from tests.translations.sites import assert_text, files_in

FOLDER = Path(__file__).parent
HEADER = "Language: pl\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


def test_what_is_wrong_with_a_file_is_said_with_its_line(tmp_path: Path) -> None:
    """Syntax, header, encoding, name: a problem each, never an exception; ``broken.txt`` lists them."""
    lines = []
    for source in files_in(FOLDER / "broken"):
        name, _, locale = source.name.removesuffix(".po").partition(".")
        file = f"products/{name}/locale/{locale}.po"
        (tmp_path / file).parent.mkdir(parents=True)
        shutil.copy(source, tmp_path / file)
        _, problems = load_translations(tmp_path, [file], ("en", "pl", "zh-Hant"))
        assert problems, file
        lines += [
            f"{one.file}:{one.line}: {one.severity} {one.code}: {one.message}\n  = {one.hint}"
            for one in problems
        ]
    assert_text("\n".join(lines) + "\n", FOLDER / "broken.txt")


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    """It may vanish between the walk and the reading."""
    _, problems = load_translations(tmp_path, ["products/lamp/locale/pl.po"])
    assert [one.code for one in problems] == ["unreadable-file"]


@pytest.mark.parametrize("expected", files_in(FOLDER / "update"), ids=lambda path: path.parts[-6:][0])
def test_files_are_written_back_as_they_were(expected: Path) -> None:
    """Reading and writing a file that an update wrote changes nothing."""
    if expected.suffix == ".po" and "after" in expected.parts:
        text = expected.read_text("utf-8")
        po, problems = parse_po(text, expected.name)
        assert problems == ()
        assert po is not None
        assert format_po(po) == text


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
    | st.sampled_from('\n\t"\\ 燈泡。（-:[')
)


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS, TEXTS), unique_by=lambda one: one[:2]))
def test_any_text_comes_back(messages: list[tuple[str, str, str]]) -> None:
    """Quotes, backslashes, line feeds, Chinese: what was written is what is read."""
    po = PoFile(
        HEADER, tuple(PoMessage(context, source or "x", target) for context, source, target in messages)
    )
    read, _ = parse_po(format_po(po), "pl.po")
    assert read is not None
    assert [(one.context, one.source, one.target) for one in read.messages] == [
        (one.context, one.source, one.target) for one in po.messages
    ]


@given(TEXTS)
def test_lines_are_no_wider_than_a_terminal(text: str) -> None:
    """Like gettext's tools: 79 columns, a Chinese character counting two, unless one word is wider."""
    written = format_po(PoFile(HEADER, (PoMessage("a", "word " * 30, text.replace("\n", " ")),)))
    assert all(len(line) <= 79 for line in written.split("\n") if line.startswith('"word'))


PO_LINES = st.sampled_from(
    ['msgid ""', 'msgid "a"', 'msgid_plural "b"', 'msgstr ""', 'msgstr "c"', 'msgstr[0] "d"', 'msgstr[9] "e"', 'msgctxt "f"', '"g"',
     '"Plural-Forms: nplurals=2; plural=n;\\n"', "", "#", "# h", "#, fuzzy", '#| msgid "i"', '#~ msgid "j"', '#~ msgstr "k"', "#~",
     "#: a.yml:1 b", "#: \u2068a b", "#. l", 'msgstr "\\', "\ufeff", "msgid", '#~| msgid "m"']
)  # fmt: skip


@given(st.lists(PO_LINES) | st.text().map(str.splitlines))
def test_no_text_makes_the_reader_fail(lines: list[str]) -> None:
    """Whatever stands in the file: a result, or a problem within its lines."""
    po, problems = parse_po("\n".join(lines), "pl.po")
    assert po is not None or problems
    assert all(1 <= one.line <= max(len(lines), 1) for one in problems)
    if po is not None and not problems:
        again, _ = parse_po(format_po(po), "pl.po")
        assert again is not None
        assert [(one.context, one.source, one.target) for one in again.messages] == [
            (one.context, one.source, one.target) for one in po.messages
        ]
