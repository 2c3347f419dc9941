"""YAML that others wrote, read with every value as text; odd tags and anchors do no harm."""

from __future__ import annotations

from typing import Any

import yaml

MAX_DEPTH = 40


def load(text: str) -> Any:
    """The data, all scalars as strings. Raises ``ValueError`` for what is no YAML or is nested too deep."""
    try:
        _check_depth(text)
        return yaml.load(text, Loader=yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeError) as error:
        raise ValueError(str(error)) from error


def _check_depth(text: str) -> None:
    """The parser's own recursion has no limit; its events show the depth without recursion."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise ValueError(f"lists and groups are nested more than {MAX_DEPTH} deep")
