"""Files as people leave them: encodings, links, binary data, sizes, names."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from kb_builder.importers import FileResult, ImportRefusedError, import_markdown

DAY = date(2026, 10, 2)
SENTENCES = {
    "utf-8-sig": "Größe: 5 €, „prüfen“.",
    "utf-16": "Größe: 5 €, „prüfen“.",
    "cp1252": "Der Kühlschrank – er läuft für 5 € nicht.",
    "cp1250": "Wyłącz pralkę i wyciągnij wtyczkę, aż zgaśnie światło.",
    "big5": "請先關閉電源，然後拔下插頭，再打開右下角的蓋子。",
    "gb18030": "请先关闭电源，然后拔下插头，再打开右下角的盖子。",
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with one good article."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "good.md").write_text("# Good\n\nText.\n", encoding="utf-8")
    return folder


def results(source: Path) -> dict[str, FileResult]:
    """What became of each file of the source."""
    report = import_markdown(source, source.parent / "site", DAY)
    return {file.source: file for file in report.files}


@pytest.mark.parametrize("encoding", SENTENCES)
def test_old_encodings_are_read(source: Path, encoding: str) -> None:
    """Every letter arrives; what is not UTF-8 is named."""
    (source / "old.md").write_bytes(f"# Title\r\n\r\n{SENTENCES[encoding]}\r\n".encode(encoding))
    file = results(source)["old.md"]
    text = (source.parent / "site" / str(file.target)).read_text(encoding="utf-8")
    assert SENTENCES[encoding] in text
    assert ("encoding" in {found.kind for found in file.warnings}) == (encoding != "utf-8-sig")


@pytest.mark.parametrize(
    ("content", "result", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x01", "failed", "the file holds binary data, not text"),
        (bytes(range(1, 255)), "failed", "the file holds binary data, not text"),
        (b"", "skipped", "the file holds no text"),
        (b"---\ntitle: Only a title\n---\n", "skipped", "the file holds no text"),
        (b"<!-- nothing -->\n", "skipped", "the file holds no text"),
        (b"x " * 1_100_000, "failed", "the file has 2.2 MB; an article has at most 2 MB"),
        (b"> " * 300 + b"x", "failed", "lists or quotes are nested more than 50 deep"),
        (b"<div>" * 3000 + b"x", "failed", "the elements are nested more than 150 deep"),
        (b"[" * 20_000, "failed", "the text has more than 10,000 opening brackets"),
    ],
    ids=["picture", "bytes", "empty", "title", "comment", "big", "quotes", "elements", "brackets"],
)
def test_what_is_no_article_is_named_with_the_reason(
    source: Path, content: bytes, result: str, reason: str
) -> None:
    """And the others arrive all the same."""
    (source / "odd.md").write_bytes(content)
    found = results(source)
    assert (found["odd.md"].result, found["odd.md"].reason) == (result, reason)
    assert found["good.md"].result == "article"


def test_links_out_of_the_folder_are_not_followed(source: Path) -> None:
    """Neither articles nor pictures nor folders."""
    secret = source.parent / "secret"
    secret.mkdir()
    (secret / "a.md").write_text("# Secret\n\nText.\n", encoding="utf-8")
    shutil.copy(next(Path(__file__).parent.glob("examples/zendesk/source/**/tank.png")), secret / "a.png")
    (source / "folder").symlink_to(secret)
    (source / "leak.md").symlink_to(secret / "a.md")
    (source / "leak.png").symlink_to(secret / "a.png")
    (source / "same.md").symlink_to("good.md")
    (source / "shows.md").write_text("# Shows\n\n![It](leak.png) ![Up](../secret/a.png)\n", encoding="utf-8")
    found = results(source)
    assert {name: file.result for name, file in found.items()} == {
        "folder": "failed", "leak.md": "failed", "leak.png": "failed", "same.md": "skipped", "good.md": "article",
        "shows.md": "article",
    }  # fmt: skip
    assert [warning.kind for warning in found["shows.md"].warnings] == ["picture-refused", "picture-refused"]
    assert "Secret" not in "".join(
        path.read_text(encoding="utf-8") for path in (source.parent / "site").rglob("*.md")
    )


def test_names_that_differ_only_in_case_stay_apart(source: Path) -> None:
    """Each article gets a slug of its own, and links between them the right id."""
    for name in ("Pump.md", "pump.md"):
        (source / name).write_text(f"# {name}\n\nText of {name}.\n", encoding="utf-8")
    if len(list(source.glob("*ump.md"))) == 1:
        pytest.xfail("this disk does not tell cases apart")
    found = results(source)
    assert {Path(str(found[name].target)).name for name in ("Pump.md", "pump.md")} == {"pump.md", "pump-2.md"}
    assert found["Pump.md"].id != found["pump.md"].id


def test_pictures_that_are_none_are_refused(source: Path) -> None:
    """A placeholder with the words for it stands in their place."""
    (source / "fake.png").write_text("<html>", encoding="utf-8")
    (source / "run.svg").write_text('<svg xmlns="x" onload="x()"/>', encoding="utf-8")
    (source / "shows.md").write_text("# Shows\n\n![A cap](fake.png) ![](run.svg)\n", encoding="utf-8")
    found = results(source)
    text = (source.parent / "site" / str(found["shows.md"].target)).read_text(encoding="utf-8")
    assert "![Missing picture: A cap](images/missing-picture.svg)" in text
    assert {found["fake.png"].result, found["run.svg"].result} == {"failed"}


@pytest.mark.parametrize(
    ("beside", "result"), [("topics", "article"), ("docs", "skipped"), ("LICENSE", "skipped")]
)
def test_the_readme_of_a_folder_of_articles_is_one(source: Path, beside: str, result: str) -> None:
    """That of a whole repository is not."""
    (source / "README.md").write_text("# Welcome\n\nRead on.\n", encoding="utf-8")
    (source / beside).mkdir()
    (source / beside / "one.md").write_text("# One\n\nText.\n", encoding="utf-8")
    assert results(source)["README.md"].result == result


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    """So are a missing folder, and a site that would be imported into itself."""
    (tmp_path / "empty").mkdir()
    for source, site in [("empty", "site"), ("missing", "site"), (".", "site")]:
        with pytest.raises(ImportRefusedError):
            import_markdown(tmp_path / source, tmp_path / site, DAY)
    assert not (tmp_path / "site").exists()


def test_a_name_in_an_old_encoding_is_reported(source: Path) -> None:
    """Nothing can link to it, and no report can carry it; the rest of the folder arrives."""
    try:
        (source / os.fsdecode(b"caf\xe9.md")).write_text("# Menu\n\nText.\n", encoding="utf-8")
    except OSError:
        pytest.xfail("this disk keeps no such names")
    (source / "good.md").write_text("# Good\n\nText.\n", encoding="utf-8")
    found = results(source)
    assert {name: file.result for name, file in found.items()} == {
        "caf\\udce9.md": "failed",
        "good.md": "article",
    }


def test_includes_have_a_bound(source: Path) -> None:
    """Two files that include each other many times stay small, and both arrive."""
    (source / "one.md").write_text("# One\n\nFirst.\n\n" + '--8<-- "two.md"\n\n' * 400, encoding="utf-8")
    (source / "two.md").write_text("# Two\n\nSecond.\n\n" + '--8<-- "one.md"\n\n' * 400, encoding="utf-8")
    found = results(source)
    assert {file.result for file in found.values()} == {"article"}
    assert all(
        (source.parent / "site" / str(file.target)).stat().st_size < 300_000 for file in found.values()
    )


def test_a_folder_whose_articles_all_fail_says_why(tmp_path: Path) -> None:
    """Not that it holds none."""
    source = tmp_path / "noise"
    source.mkdir()
    (source / "noise.md").write_bytes(bytes(range(256)) * 9)
    with pytest.raises(ImportRefusedError, match=r"none of the 1 .*noise\.md: the file holds binary data"):
        import_markdown(source, source.parent / "site", DAY)
