"""A small complete site of an invented company, which checks and builds at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from kb_builder.content.schemas import FOLDER, schemas
from kb_builder.scaffold.markets import market_facts
from kb_builder.scaffold.texts import filled, folder, with_schema

_TEMPLATES = "site"
_FILLED = frozenset({".yml", ".md", ""})
"""Suffixes of files that hold placeholders; all others are copied."""
_LANGUAGE = "en"
"""What the texts are written in."""


@dataclass(frozen=True)
class Choices:
    """What somebody who starts a site says about it."""

    name: str
    locales: tuple[str, ...]
    """The first is the default."""
    countries: tuple[str, ...]
    day: date


def site_files(choices: Choices) -> Mapping[str, str | Path]:
    """Path within the site → text, or the file to copy.

    :raises ValueError: for a country without a currency or a time zone.
    """
    values = _values(choices)
    top = folder(_TEMPLATES)
    found: dict[str, str | Path] = {}
    for path in sorted(top.rglob("*")):
        name = path.relative_to(top).as_posix()
        file = name.replace("dot-", ".")
        if path.is_file() and path.suffix in _FILLED:
            found[file] = with_schema(filled(f"{_TEMPLATES}/{name}", values), file)
        elif path.is_file():
            found[file] = path
    return {**found, **{f"{FOLDER}/{name}": text for name, text in schemas().items()}}


def _values(choices: Choices) -> dict[str, Any]:
    # The texts name their language only where the site's default is another one of its languages.
    named = _LANGUAGE if _LANGUAGE in choices.locales[1:] else ""
    return {
        "name": choices.name,
        "locales": choices.locales,
        "language": named,
        "markets": [market_facts(country, choices.locales, choices.day) for country in choices.countries],
        "year": choices.day.year,
        "today": choices.day.isoformat(),
        "in_a_year": (choices.day + timedelta(days=365)).isoformat(),
    }
