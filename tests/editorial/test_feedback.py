"""``kb feedback import``: what readers said, from logs that may be damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kb_builder.editorial.feedback import FILE, Said, as_lines, read_answers, together
from tests.building.edits import tiny_site
from tests.editorial.test_commands import kb

LOGS = Path(__file__).parent / "examples/feedback"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site without feedback."""
    return tiny_site(tmp_path / "site")


def kept(site: Path) -> list[dict[str, str]]:
    """What the site has."""
    return [json.loads(line) for line in (site / FILE).read_text("utf-8").splitlines()]


def test_a_log_of_json_lines(site: Path) -> None:
    """Malformed lines are named, the others kept, without what nobody needs to know."""
    said = kb("feedback", "import", str(LOGS / "answers.jsonl"), "-C", str(site), code=1)
    wrong = [line.partition("answers.jsonl:")[2] for line in said.splitlines() if ": warning " in line]
    assert wrong == [
        "4:1: warning malformed-feedback: the line is no JSON object",
        "5:1: warning malformed-feedback: the line is no JSON object",
        "6:1: warning malformed-feedback: 'answer' is neither 'yes' nor 'no'",
        "7:1: warning malformed-feedback: 'article' is missing",
        "8:1: warning malformed-feedback: 'article' is no text",
        "9:1: warning malformed-feedback: 'comment' is too long or no UTF-8",
        "10:1: warning malformed-feedback: the line is no JSON object",
    ]
    assert said.endswith(f"3 new of 3 answers about 1 articles, in {FILE}\n")
    assert kept(site) == [
        {"article": "KB-1002", "revision": "2026-10-01", "answer": "yes"},
        {"article": "KB-1002", "revision": "2026-11-23", "answer": "no", "reason": "unclear", "locale": "pl",
         "comment": "Where is the lid?"},
        {"article": "KB-1002", "revision": "2026-11-23", "answer": "yes", "time": "2026-11-24T10:00:00Z"},
    ]  # fmt: skip


def test_a_table(site: Path) -> None:
    """Columns in any order, values with line breaks; a line that is too short is named."""
    said = kb("feedback", "import", str(LOGS / "answers.csv"), "-C", str(site), code=1)
    assert "answers.csv:4:1: warning malformed-feedback: the line has 2 values, the first line 7" in said
    assert "answers.csv:5:1: warning malformed-feedback: 'answer' is neither" in said
    assert [(one["article"], one["comment"]) for one in kept(site)] == [("KB-2001", "Two lines")]


def test_a_log_that_has_grown(site: Path, tmp_path: Path) -> None:
    """Nothing counts twice, but two readers who say the same do."""
    log = tmp_path / "answers.jsonl"
    log.write_text('{"article": "KB-1002", "answer": "yes"}\n' * 2, "utf-8")
    assert "2 new of 2" in kb("feedback", "import", str(log), "-C", str(site))
    log.write_text('{"article": "KB-1002", "answer": "yes"}\n' * 3, "utf-8")
    assert "1 new of 3" in kb("feedback", "import", str(log), "-C", str(site))
    assert "0 new of 3" in kb("feedback", "import", str(log), "-C", str(site))


@pytest.mark.parametrize(
    ("name", "text"), [("none.jsonl", None), ("other.csv", "a,b\n1,2\n"), ("empty.csv", "")]
)
def test_a_file_that_is_none(site: Path, tmp_path: Path, name: str, text: str | None) -> None:
    """The command says so, ends with 2, and keeps what was there."""
    if text is not None:
        (tmp_path / name).write_text(text, "utf-8")
    assert name in kb("feedback", "import", str(tmp_path / name), "-C", str(site), code=2)
    assert not (site / FILE).exists()


@given(some.lists(some.binary(max_size=60)), some.sampled_from(["a.csv", "a.jsonl"]))
def test_any_bytes(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], name: str) -> None:
    """A log of anything never stops the command: each line is an answer or is named."""
    path = tmp_path_factory.mktemp("log") / name
    path.write_bytes(b"article,answer\n" + b"\n".join(lines))
    said, wrong = read_answers(path, name)
    assert all(1 <= one.line <= len(path.read_bytes().split(b"\n")) for one in wrong)
    as_lines(said).encode()


@given(some.lists(some.builds(Said, *[some.sampled_from(["", "a", "b"])] * 8), max_size=6))
def test_what_is_kept_is_read_back(tmp_path_factory: pytest.TempPathFactory, said: list[Said]) -> None:
    """The file that the command writes holds every answer, and both orders of two imports give the same."""
    good = [Said(**{**one_fields(one), "article": "KB-1", "answer": "no"}) for one in said]
    path = tmp_path_factory.mktemp("kept") / "answers.jsonl"
    path.write_text(as_lines(good), "utf-8")
    assert read_answers(path, "")[0] == good
    assert together(good[:3], good) == together(good, good[:3]) == sorted(good)


def one_fields(said: Said) -> dict[str, str]:
    """The values of an answer by name."""
    return {name: getattr(said, name) for name in Said.__slots__}
