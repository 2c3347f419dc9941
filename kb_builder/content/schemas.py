"""JSON Schemas of every kind of file, for completion and checks in editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kb_builder.content.layout import KINDS
from kb_builder.content.model import Article
from kb_builder.content.model.base import REFERENCE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".kb/schemas"
Targets = Mapping[str, Mapping[str, str]]
"""What may be referred to: kind of reference → id → what it is, for the writer."""


def schema_name(kind: str) -> str:
    """File name of a kind's schema."""
    return f"{kind}.schema.json"


def modeline(kind: str, depth: int) -> str:
    """The comment that tells editors which schema a YAML file follows; ``depth`` folders below the site's root."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{schema_name(kind)}"


def schemas(targets: Targets | None = None) -> dict[str, str]:
    """File name → JSON text, for each kind of file; with ``targets`` editors offer these where something is referred to."""
    return {
        schema_name(kind): json.dumps(_schema(kind, targets or {}), ensure_ascii=False, indent=2) + "\n"
        for kind in KINDS
    }


def _schema(kind: str, targets: Targets) -> dict[str, Any]:
    model = KINDS[kind]
    schema = model.model_json_schema(by_alias=True)
    for name, record in {**schema.get("$defs", {}), model.__name__: schema}.items():
        _describe(name, record, issubclass(model, Article) and record is schema)
    if kind == "prose":
        # The body stands below the front matter, not in it.
        schema["properties"].pop("body")
        schema["required"].remove("body")
    used: set[str] = set()
    _offer(schema, targets, used)
    if used:
        schema.setdefault("$defs", {}).update({_ids(one): _offered(targets[one]) for one in sorted(used)})
    return {
        "$schema": DIALECT,
        "title": kind,
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _describe(name: str, record: dict[str, Any], is_article: bool) -> None:
    """Add the handbook's words on each field to those that the model does not describe itself."""
    texts = {**(_field_texts().get("Article", {}) if is_article else {}), **_field_texts().get(name, {})}
    for field, value in record.get("properties", {}).items():
        if field in texts:
            value.setdefault("description", texts[field])


@cache
def _field_texts() -> Mapping[str, Mapping[str, str]]:
    """Record → field → what it says: the tables of the handbook, which a test keeps the same."""
    text = (files("kb_builder.content") / "field_texts.json").read_text("utf-8")
    found: Mapping[str, Mapping[str, str]] = json.loads(text)
    return found


def _ids(kind: str) -> str:
    return f"ids-{kind}"


def _offer(schema: Any, targets: Targets, used: set[str]) -> None:
    """Let each text that refers to something offer what there is. Another text stays allowed: what was written since then is
    not known to the schema, and ``kb check`` knows better.
    """
    if isinstance(schema, list):
        for item in schema:
            _offer(item, targets, used)
    elif isinstance(schema, dict):
        for item in list(schema.values()):
            _offer(item, targets, used)
        kind = schema.get(REFERENCE)
        if isinstance(kind, str) and targets.get(kind):
            used.add(kind)
            schema["anyOf"] = [{"$ref": f"#/$defs/{_ids(kind)}"}, {"type": "string"}]


def _offered(known: Mapping[str, str]) -> dict[str, Any]:
    return {"anyOf": [{"const": name, "description": about} for name, about in sorted(known.items())]}
