"""What editors check and offer while somebody writes."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from kb_builder.cli import main
from kb_builder.content.files import split_front_matter
from kb_builder.content.layout import KINDS, place_of
from kb_builder.content.load import load
from kb_builder.content.model.base import REFERENCE
from kb_builder.content.reference_targets import reference_targets
from kb_builder.content.schemas import DIALECT, schemas
from kb_builder.content.yaml_text import read_yaml
from tests.demo import CHECKOUT

PRODUCTS = CHECKOUT / "products"
KINDS_BY_HAND = sorted(set(KINDS) - {"published"})


@cache
def validators(catalogue: bool) -> Mapping[str, Draft202012Validator]:
    """Kind of file → its schema, with the ids of the demo or without."""
    targets = reference_targets(load(CHECKOUT).catalogue) if catalogue else None
    made = {name.removesuffix(".schema.json"): json.loads(text) for name, text in schemas(targets).items()}
    for schema in made.values():
        assert schema["$schema"] == DIALECT
        Draft202012Validator.check_schema(schema)
    return {kind: Draft202012Validator(schema) for kind, schema in made.items()}


@cache
def demo_files() -> Mapping[str, tuple[str, Any]]:
    """Every file of the demo that holds fields: its kind and its data."""
    found = {}
    for path in sorted(PRODUCTS.rglob("*")):
        file = path.relative_to(PRODUCTS).as_posix()
        place = place_of(PurePosixPath(file)) if path.is_file() else None
        if place is not None and place.kind in KINDS:
            text = path.read_text("utf-8")
            header = split_front_matter(text)[0] if path.suffix == ".md" else text
            found[file] = (place.kind, read_yaml(header or "", file).data)
    return found


@pytest.mark.parametrize("catalogue", [False, True], ids=["plain", "catalogue"])
def test_every_file_of_the_demo(catalogue: bool) -> None:
    """An editor has nothing to say against what ``kb check`` accepts."""
    wrong = [
        f"{file}: {error.json_path}: {error.message[:80]}"
        for file, (kind, data) in demo_files().items()
        for error in validators(catalogue)[kind].iter_errors(data)
    ]
    assert wrong == []
    assert {kind for kind, _ in demo_files().values()} >= {
        "guide",
        "tree",
        "prose",
        "notice",
        "product",
        "brand",
    }


@pytest.mark.parametrize(
    ("file", "key", "value"),
    [
        ("wm700/guides/clean-drain-filter.yml", "titel", "Clean"),
        ("wm700/guides/clean-drain-filter.yml", "type", "clean"),
        ("wm700/guides/clean-drain-filter.yml", "id", "kb 1014"),
        ("wm700/guides/clean-drain-filter.yml", "steps", "none"),
        ("wm700/trees/does-not-drain.yml", "nodes", {"a": {"question": "?"}}),
        ("wm700/product.yml", "kind", "machine"),
    ],
)  # fmt: skip
def test_what_an_editor_underlines(file: str, key: str, value: Any) -> None:
    """Unknown fields, values that are none of a list, ids of another form, other types."""
    kind, data = demo_files()[file]
    assert list(validators(False)[kind].iter_errors({**copy.deepcopy(data), key: value}))


@pytest.mark.parametrize("kind", KINDS_BY_HAND)
def test_every_field_is_described(kind: str) -> None:
    """Whoever writes reads in the editor what a field says."""
    schema = validators(False)[kind].schema
    for name, record in {kind: schema, **schema.get("$defs", {})}.items():
        for field, value in record.get("properties", {}).items():
            assert value.get("description"), f"{name}.{field}"


def test_editors_offer_ids() -> None:
    """Guides where a guide belongs, each with its title; an id that was made since then is no mistake."""
    tree = validators(True)["tree"].schema
    offered = {one["const"]: one["description"] for one in tree["$defs"]["ids-guide"]["anyOf"]}
    assert offered["KB-1014"] == "Clean the drain filter (guide, wm700, published)"
    assert "KB-2007" not in offered
    step = tree["$defs"]["GuideStep"]["properties"]["guide"]
    assert step[REFERENCE] == "guide"
    assert step["anyOf"] == [{"$ref": "#/$defs/ids-guide"}, {"type": "string"}]


def test_everything_that_is_referred_to_is_offered() -> None:
    """No kind of reference is forgotten: each one that a schema names has the ids of the demo."""
    named = {kind for text in schemas().values() for kind in references(json.loads(text))}
    targets = reference_targets(load(CHECKOUT).catalogue)
    assert named == set(targets)
    assert [kind for kind in named if not targets[kind]] == []


def references(schema: Any) -> set[str]:
    """The kinds of references within a schema."""
    items = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = {schema[REFERENCE]} if isinstance(schema, dict) and REFERENCE in schema else set()
    return own.union(*map(references, items))


def test_the_command(tmp_path: Path) -> None:
    """``--catalogue`` writes the ids; without it none are left."""
    for options, has in ((["--catalogue"], True), ([], False)):
        done = CliRunner().invoke(main, ["schema", "-C", str(CHECKOUT), "-o", str(tmp_path), *options])
        assert done.exit_code == 0, done.output
        assert ("ids-article" in (tmp_path / "tree.schema.json").read_text("utf-8")) == has


def test_schemas_that_cant_be_written(tmp_path: Path) -> None:
    """A message, and no list of calls."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["schema", "-C", str(CHECKOUT), "-o", str(tmp_path / "file" / "schemas")], prog_name="kb"
    )
    assert (done.exit_code, done.output.partition(":")[0]) == (2, "kb")
    assert "the schemas can't be written" in done.output
