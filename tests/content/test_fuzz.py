"""Whatever a writer saves, a check ends with problems that have a place, never with a traceback."""

import random
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb_builder.content.yaml_text import read_yaml
from tests.checks.sites import BASE, printed, problems_of, site

QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FILES = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yml"))
ARTICLE = "products/wm/articles/a.md"
HEADER = "---\nid: KB-3001\ntitle: A\nsummary: A.\nchanged: 2026-10-02\nstate: published\n---\n"
SIGNS = (
    "[ ] ( ) ]( ![ ` ``` ~~~ < > </ <!-- --> <![ { } {# # KB-1001 javascript: &# &colon; product: page: :// <li> <script> "
    "' \" \\ | : --- a 機"
)
MARKUP = st.lists(st.sampled_from([*SIGNS.split(), " ", "\n", "\n\n"]), max_size=60).map("".join)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One site whose files are written over again and again."""
    return site(tmp_path_factory.mktemp("fuzz"))


def check(root: Path, file: str, content: bytes) -> None:
    """A check of the site with one file changed; the file is put back afterwards."""
    path = root / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    try:
        problems = problems_of(root)
        assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
        assert printed(problems, root).replace("\n", "").isprintable()
    finally:
        if (BASE / file).exists():
            shutil.copyfile(BASE / file, path)
        else:
            path.unlink()


@QUICK
@given(file=st.sampled_from([*FILES, ARTICLE]), content=st.binary(max_size=200))
def test_any_bytes(root: Path, file: str, content: bytes) -> None:
    """Most of them are no text at all."""
    check(root, file, content)


@QUICK
@given(file=st.sampled_from([*FILES, ARTICLE]), text=st.text(max_size=200))
def test_any_text(root: Path, file: str, text: str) -> None:
    """Most of them are no YAML."""
    check(root, file, text.encode("utf-8", "surrogatepass"))


@QUICK
@given(file=st.sampled_from(FILES), seed=st.integers(0, 2**32))
def test_mutations_of_valid_files(root: Path, file: str, seed: int) -> None:
    """Lines are lost, doubled, swapped, indented; values become others."""
    chance = random.Random(seed)
    lines = (BASE / file).read_text(encoding="utf-8").split("\n")
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        kind = chance.randrange(7)
        if kind == 0:
            del lines[place : place + chance.randint(1, 3)]
        elif kind == 1:
            lines.insert(place, lines[chance.randrange(len(lines))])
        elif kind == 2:
            lines[place] = chance.choice([" ", "  ", "\t", "- "]) + lines[place]
        elif kind == 3:
            key, colon, _ = lines[place].partition(": ")
            lines[place] = (
                key
                + colon
                + chance.choice(["5", "[]", "{}", "null", "''", "[1, {a: b}]", "true", ".nan", "x: y"])
            )
        elif kind == 4:
            lines[place] = lines[place].replace(":", chance.choice(["", "::", " :"]), 1)
        elif kind == 5:
            lines[place] = lines[place].strip()
        else:
            characters = list(lines[place])
            chance.shuffle(characters)
            lines[place] = "".join(characters)
        lines = lines or [""]
    check(root, file, "\n".join(lines).encode())


@QUICK
@given(text=MARKUP)
def test_any_markup(root: Path, text: str) -> None:
    """Markdown and HTML in any order."""
    check(root, ARTICLE, (HEADER + text).encode())


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@QUICK
@given(file=st.sampled_from(FILES), data=st.data())
def test_any_value_in_any_field(root: Path, file: str, data: st.DataObject) -> None:
    """Plain data of any shape in place of one field of a valid file."""
    fields = read_yaml((BASE / file).read_text(encoding="utf-8"), file).data
    fields[data.draw(st.sampled_from(sorted(fields)))] = data.draw(VALUES)
    check(root, file, yaml.safe_dump(fields, allow_unicode=True).encode())
