"""Files as writers save them: encodings, sizes, links, names. Nothing raises, everything is said once."""

import os
from pathlib import Path

import pytest

from kb_builder.content.files import MAX_TEXT_BYTES, split_front_matter
from kb_builder.content.load import load
from tests.checks.sites import printed, problems_of, site

GUIDE = "products/wm/guides/clean-drawer.yml"
TEXT = """id: KB-1002
title: Wyczyść szufladę 清潔
type: maintain
summary: Rinse the drawer.
steps: [{id: pull, text: Pull the drawer out.}]
changed: 2026-10-02
state: published
"""


def said(root: Path) -> str:
    """What is printed, without the source lines."""
    return "\n".join(
        line for line in printed(problems_of(root), root).split("\n") if not line.startswith("    ")
    )


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        f"---\n{TEXT}...\n".encode(),
        f"# yaml-language-server: $schema=guide.json\n{TEXT}".encode(),
    ],
    ids=["byte order mark", "Windows line ends", "old Mac line ends", "document marks", "comment"],
)
def test_what_editors_add_does_no_harm(tmp_path: Path, content: bytes) -> None:
    """The same text in another dress."""
    root = site(tmp_path, {GUIDE: content})
    assert problems_of(root) == ()
    assert load(root).catalogue.article_by_id["KB-1002"].record.title == "Wyczyść szufladę 清潔"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (TEXT.encode("utf-16"), "1:1: error wrong-encoding: the file is UTF-16, not text in UTF-8"),
        (TEXT.encode("utf-16-be"), "1:1: error wrong-encoding: the file is binary data, not text in UTF-8"),
        ("id: KB-1002\ntitle: Löwenzahn\n".encode("latin-1"), "2:9: error wrong-encoding: the byte 0xf6 is not valid in UTF-8"),
        (TEXT.encode()[:33] + b"\xff" + TEXT.encode()[33:], "2:20: error wrong-encoding: the byte 0xff is not valid in UTF-8"),
        ("清潔\ntitle: ".encode() + b"\xe6\xb8\n", "2:8: error wrong-encoding: the byte 0xe6 is not valid in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1: error wrong-encoding: the file is binary data, not text in UTF-8"),
        (b"id: KB-1002\ntitle: a\x1b[31mb\n", "2:9: error control-character: the text holds the control character U+001B"),
        ("id: KB-1002\ntitle: a\u2028b\n".encode(), "2:9: error control-character: the text holds the control character U+2028"),
        ("id: KB-1002\ntitle: 機\x9b\n".encode(), "2:9: error control-character: the text holds the control character U+009B"),
        (b"x" * (MAX_TEXT_BYTES + 1), "1:1: error file-too-big: the file has 5.0 MB; the limit is 5 MB"),
        (b"\x00" * 10_000_000, "1:1: error file-too-big: the file has 10.0 MB; the limit is 5 MB"),
        (b"", "1:1: error empty-file: the file is empty"),
        (b"\n \n", "1:1: error empty-file: the file is empty"),
        (b"\xef\xbb\xbf", "1:1: error empty-file: the file is empty"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_said_with_its_place(tmp_path: Path, content: bytes, problem: str) -> None:
    """One problem a file, at the first byte that is wrong; columns count characters."""
    assert said(site(tmp_path, {GUIDE: content})).split("\n")[0] == f"{GUIDE}:{problem}"


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        "a: " + "[" * 100_000 + "]" * 100_000,
        "{a: " * 50_000,
        "- " * 50_000 + "a",
        "? " * 50_000 + "a",
        "- ? " * 30_000 + "a",
        "\n".join(" " * depth + "a:" for depth in range(2000)),
    ],
    ids=["open", "closed", "groups", "lists", "keys", "mixed", "indented"],
)
def test_endless_nesting_is_refused(tmp_path: Path, content: str) -> None:
    """Before the parser could run out of memory."""
    assert "error yaml-too-deep: the lists and groups are nested more than 40 deep" in said(
        site(tmp_path, {GUIDE: content})
    )


def test_aliases_are_never_expanded(tmp_path: Path) -> None:
    """A text of 200 bytes that stands for ten billion words."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert said(site(tmp_path, {GUIDE: "\n".join(lines)})).startswith(f"{GUIDE}:1:5: error yaml-alias: '&a0'")


def test_symbolic_links_do_not_lead_out(tmp_path: Path) -> None:
    """Neither files nor folders outside are read; links to what is inside are."""
    outside = tmp_path / "outside"
    (outside / "folder").mkdir(parents=True)
    (outside / "secret.yml").write_text(TEXT, encoding="utf-8")
    root = site(tmp_path / "site")
    guides = root / "products" / "wm" / "guides"
    (guides / "secret.yml").symlink_to(outside / "secret.yml")
    (guides / "gone.yml").symlink_to(guides / "nothing.yml")
    (guides / "loop.yml").symlink_to(guides / "loop.yml")
    (root / "products" / "dw").symlink_to(outside / "folder")
    (root / "products" / "wm" / "images" / "again.svg").symlink_to(
        root / "products" / "wm" / "images" / "filter.svg"
    )
    assert [line for line in said(root).split("\n") if not line.startswith("  =")] == [
        "products/dw:1:1: error outside-folder: the link leads out of the 'products' folder",
        "products/wm/guides/gone.yml:1:1: error unreadable-file: the file can't be read: it is no ordinary file, or a link to nothing",
        "products/wm/guides/loop.yml:1:1: error unreadable-file: the file can't be read: it is no ordinary file, or a link to nothing",
        "products/wm/guides/secret.yml:1:1: error outside-folder: the link leads out of the 'products' folder",
    ]  # fmt: skip


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    root = site(tmp_path)
    os.mkfifo(root / GUIDE)
    assert said(root).startswith(f"{GUIDE}:1:1: error unreadable-file: the file can't be read")


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
@pytest.mark.parametrize("name", [b"a\xffb.yml", b"a\x1b[31mb.yml", b"a\nb.yml"])
def test_names_that_are_no_text(tmp_path: Path, name: bytes) -> None:
    """They are named as well as they can be, and commands to the terminal in them are not passed on."""
    root = site(tmp_path)
    path = os.fsencode(root / "products" / "wm" / "guides") + b"/" + name
    Path(os.fsdecode(path)).write_text(TEXT, encoding="utf-8")
    text = said(root)
    assert "error file-name: the file's name holds characters that are no text" in text
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_the_id_is_known_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """The tree that leads to the guide is not called wrong, too."""
    text = TEXT.replace("KB-1002", "KB-1001").replace("Wyczyść szufladę 清潔", "Öffnen")
    lines = said(site(tmp_path, {"products/wm/guides/clean-filter.yml": text.encode(encoding)})).split("\n")
    assert [line for line in lines if "error" in line] == [lines[0]]
    assert "error wrong-encoding" in lines[0]


@pytest.mark.parametrize(
    "file", ["products/wm/guides/clean-drawer.yml", "products/wm/product.yml", "products/_shared/brand.yml"]
)
def test_a_folder_in_the_place_of_a_file(tmp_path: Path, file: str) -> None:
    """It is named as what it is, and the file is not called missing."""
    root = site(tmp_path)
    (root / file).unlink(missing_ok=True)
    (root / file).mkdir()
    (root / file / "inside.yml").write_text(TEXT, encoding="utf-8")
    assert said(root).split("\n")[:2] == [
        f"{file}:1:1: error unreadable-file: this is a folder, and a file is expected here",
        "  = Move its files elsewhere, and remove it.",
    ]
    assert "missing" not in said(root)


def test_hidden_and_backup_files_are_passed_over(tmp_path: Path) -> None:
    """What editors and systems leave behind."""
    files = {".DS_Store": "x", "wm/.git/config": "x", "wm/guides/x.yml~": "x", "wm/guides/.x.yml.swp": "x"}
    assert problems_of(site(tmp_path, {f"products/{name}": text for name, text in files.items()})) == ()


def test_an_unreadable_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's reason is passed on."""
    root = site(tmp_path, {GUIDE: TEXT})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "clean-drawer.yml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert said(root) == f"{GUIDE}:1:1: error unreadable-file: the file can't be read: Permission denied"


def test_names_that_differ_in_case_or_form_only(tmp_path: Path) -> None:
    """Some systems keep one of the two; é is one character or two."""
    text = TEXT.replace("KB-1002", "KB-1003")
    files = {"a.md": "x", "A.md": "x", "\u00e9.svg": "x", "e\u0301.svg": "x"}
    root = site(
        tmp_path, {GUIDE: text, **{f"products/wm/images/{name}": text for name, text in files.items()}}
    )
    assert said(root).count("error case-collision") == 2


@pytest.mark.parametrize(
    ("text", "header", "body", "line"),
    [
        ("---\na: 1\n---\nText\n", "a: 1\n", "Text\n", 4),
        ("---\n---\nText", "", "Text", 3),
        ("--- \na: 1\n---\t\nText", "a: 1\n", "Text", 4),
        ("---\na: 1\n---", "a: 1\n", "", 4),
        ("---\na: 1\n--- x\n---\nText", "a: 1\n--- x\n", "Text", 5),
        ("---\na: 1\nText", None, "---\na: 1\nText", 1),
        ("Text\n---\na: 1\n---\n", None, "Text\n---\na: 1\n---\n", 1),
        ("", None, "", 1),
    ],
)
def test_front_matter(text: str, header: str | None, body: str, line: int) -> None:
    """Fields, body, and the line on which the body begins."""
    assert split_front_matter(text) == (header, body, line)
