"""JSON Schemas of every kind of file, for completion and checks in editors."""

from __future__ import annotations

import json
from typing import Any

from kb_builder.content.layout import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".kb/schemas"


def schema_name(kind: str) -> str:
    """File name of a kind's schema."""
    return f"{kind}.schema.json"


def modeline(kind: str, depth: int) -> str:
    """The comment that tells editors which schema a YAML file follows; ``depth`` folders below the site's root."""
    return f"# yaml-language-server: $schema={'../' * depth}{FOLDER}/{schema_name(kind)}"


def schemas() -> dict[str, str]:
    """File name → JSON text, for each kind of file."""
    return {
        schema_name(kind): json.dumps(_schema(kind), ensure_ascii=False, indent=2) + "\n" for kind in KINDS
    }


def _schema(kind: str) -> dict[str, Any]:
    schema = KINDS[kind].model_json_schema(by_alias=True)
    if kind == "prose":
        # The body stands below the front matter, not in it.
        schema["properties"].pop("body")
        schema["required"].remove("body")
    return {
        "$schema": DIALECT,
        "title": kind,
        **{key: value for key, value in schema.items() if key != "title"},
    }
