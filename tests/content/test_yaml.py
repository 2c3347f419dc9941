"""YAML 1.2, plain: what values mean, and where they stand."""

from typing import Any

import pytest

from kb_builder.content.positions import place_in
from kb_builder.content.problem import Problem
from kb_builder.content.yaml_text import read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"), ("off", "off"), ("y", "y"), ("12:30", "12:30"), ("1_000", "1_000"), ("2026-10-02", "2026-10-02"),
        ("012", 12), ("0o17", 15), ("0x1F", 31), ("-5", -5), ("+5", 5), ("1e3", 1000.0), (".5", 0.5), ("149.90", 149.9),
        ("true", True), ("True", True), ("FALSE", False), ("truE", "truE"), ("'true'", "true"), ('"5"', "5"),
        ("=", "="), ("<<", "<<"), ("E18", "E18"), ("0b1", "0b1"), ("1.2.3", "1.2.3"), ("-", "-"), ("+48 22", "+48 22"),
        (".inf", float("inf")), ("9" * 50, float("9" * 50)), ("🙂", "🙂"), ("nullable", "nullable"), ("~x", "~x"),
    ],
)  # fmt: skip
def test_values(text: str, value: Any) -> None:
    """By the core schema of YAML 1.2: no surprises with countries, times and versions."""
    read = read_yaml(f"key: {text}\n" if text != "-" else "key: '-'\n", "f.yml")
    assert read.problems == ()
    assert read.data == {"key": value}
    assert type(read.data["key"]) is type(value)


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_a_problem(text: str) -> None:
    """No field means something by being empty."""
    assert [problem.code for problem in read_yaml(f"key: {text}\n", "f.yml").problems] == ["empty-value"]


YAML = """# 中文
名稱: 洗衣機
steps:
  - {id: one, text: "Pull \\"it\\" out, then pull again"}
  - id: two
    text: |
      First.

        Deep, then deep.
    list: [一, 二,
           三]
"""


@pytest.mark.parametrize(
    ("path", "on_key", "offset", "place"),
    [
        (("名稱",), False, None, (2, 5)),
        (("名稱",), True, None, (2, 1)),
        (("steps", 0, "id"), False, None, (4, 10)),
        (("steps", 0, "text"), True, None, (4, 15)),
        (("steps", 0, "text"), False, 5, (4, 27)),
        (("steps", 0, "text"), False, 20, (4, 44)),
        (("steps", 1, "text"), False, None, (6, 11)),
        (("steps", 1, "text"), False, 0, (7, 7)),
        (("steps", 1, "text"), False, 10, (9, 9)),
        (("steps", 1, "text"), False, 21, (9, 20)),
        (("steps", 1, "list", 1), False, None, (10, 15)),
        (("steps", 1, "list", 2), False, None, (11, 12)),
        (("steps", 1, "nothing"), True, None, (5, 5)),
        (("steps", 7, "id"), False, None, (4, 3)),
        ((), False, None, (2, 1)),
    ],
)
def test_places(
    path: tuple[str | int, ...], on_key: bool, offset: int | None, place: tuple[int, int]
) -> None:
    """Line and column of a value, its key, a character in it, or of the deepest part that exists."""
    problem = Problem("x", "f.yml", "", path=path, on_key=on_key, offset=offset)
    assert place_in(YAML, problem, front_matter=False) == place


def test_places_in_front_matter_and_body() -> None:
    """Lines count from the top of the file."""
    text = "---\ntitle: 標題\n---\n\n\nFirst, 第二.\nThird.\n"

    def place(*path: str, offset: int | None = None) -> tuple[int, int]:
        return place_in(text, Problem("x", "f.md", "", path=path, offset=offset), front_matter=True)

    assert place("title") == (2, 8)
    assert place("body") == (6, 1)
    assert place("body", offset=7) == (6, 8)
    assert place("body", offset=11) == (7, 1)


def test_places_in_a_broken_file() -> None:
    """What can't be parsed has only a beginning."""
    assert place_in("a: [", Problem("x", "f.yml", "", path=("a",)), front_matter=False) == (1, 1)
    assert place_in("", Problem("x", "f.yml", "", path=("a",)), front_matter=False) == (1, 1)
