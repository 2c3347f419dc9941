"""``kb fmt``: one layout, the same data, every comment."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from kb_builder.content.files import split_front_matter
from kb_builder.content.yaml_style import NoStyleError, styled
from kb_builder.content.yaml_text import read_yaml
from tests.content.careless import Careless, some_data
from tests.demo import CHECKOUT

EXAMPLES = sorted((Path(__file__).parent / "examples/style").glob("*.yml"))
DEMO = sorted((CHECKOUT / "products").rglob("*.yml")) + sorted((CHECKOUT / "products").rglob("*.md"))


def comment_lines(text: str) -> list[str]:
    """The comments that the careless writer wrote, as far as they still stand in a text."""
    return [
        f"# {part.splitlines()[0].rstrip()}"
        for part in text.split("# ")[1:]
        if "it's: [a" in part.splitlines()[0]
    ]


@pytest.mark.parametrize(
    "path", [one for one in EXAMPLES if not one.stem.endswith("-styled")], ids=lambda path: path.stem
)
def test_examples(path: Path) -> None:
    """What a file looks like before and after."""
    assert styled(path.read_text("utf-8")) == path.with_name(f"{path.stem}-styled.yml").read_text("utf-8")


@given(some.integers(0, 2**32))
@settings(max_examples=150)
def test_any_layout(seed: int) -> None:
    """The data and the comments stay, and a second time changes nothing."""
    random = Random(seed)
    writer = Careless(random)
    data = some_data(random)
    text = writer.file(data)
    assert read_yaml(text, "").data == data, text
    made = styled(text)
    assert read_yaml(made, "").data == data
    assert comment_lines(made) == comment_lines(text)
    assert len(comment_lines(made)) == len(writer.comments)
    assert styled(made) == made
    assert not [line for line in made.split("\n") if "\t" in line[: len(line) - len(line.lstrip())]]


def test_the_demo() -> None:
    """Every file that people wrote keeps its data and comments, and a second time changes nothing."""
    for path in DEMO:
        text = path.read_text("utf-8")
        header = (split_front_matter(text)[0] or "") if path.suffix == ".md" else text
        made = styled(header)
        assert read_yaml(made, "").data == read_yaml(header, "").data
        assert made.count("# ") == header.count("# ")
        assert styled(made) == made


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: [\n", "a value is missing here"),
        ("a: *b\n", "'*b' is a YAML alias"),
        ("- a\n", "the file is no group of fields"),
        ("{a: b}\n", "the file is no group of fields"),
        ("%YAML 1.2\n---\na: b\n", "it begins with a directive (%)"),
        ("? [a]\n: b\n", "a key is no plain text"),
    ],
)
def test_what_is_left_alone(text: str, why: str) -> None:
    """A text that nobody can bring into style says why."""
    with pytest.raises(NoStyleError, match=re.escape(why)):
        styled(text)


@pytest.mark.parametrize("text", ["", "\n\n", "# a\n\n\n# b", "---\n# a\na: b\n...\n"])
def test_hardly_any_data(text: str) -> None:
    """Comments of an empty file stay; the marks of a document go."""
    made = styled(text)
    assert made == {"": "", "\n\n": ""}.get(text, "# a\na: b\n" if "---" in text else "# a\n\n# b\n")
