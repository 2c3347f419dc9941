"""Variables of the source, such as ``{{ site.product }}`` and ``{% data variables.product.name %}`` → their values."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from kb_builder.importers.reading.loose_yaml import load
from kb_builder.importers.reading.source import SourceFile, decode

_DATA_SUFFIXES = frozenset({".yml", ".yaml", ".json"})
_MAX_BYTES = 500_000
_MAX_DEPTH = 6
_MOST_VALUES = 20_000
"""Of one file: aliases can make a small file mean very many values."""
_ROUNDS = 3
"""A value may name other variables."""
_TAG = re.compile(
    r"\{\{-?\s{0,9}\$?([A-Za-z_][\w.-]{0,150})\s{0,9}(?:\|[^{}\n]{0,80})?-?\}\}"
    r"|\{%-?\s{0,9}data\s{1,9}(variables\.[\w.-]{1,150})\s{0,9}-?%\}"
    r"|\{\{[<%]\s{0,9}param\s{1,9}\"?([\w.-]{1,100})\"?\s{0,9}[>%]\}\}"
    r"|(?<!\{)\{frontMatter\.([\w-]{1,60})\}(?!\})"
)
_ASIDE = re.compile(
    r"(^[ \t>]*(?:```|~~~).*?^[ \t>]*(?:```|~~~)[ \t]*$|`[^`\n]{1,500}`)", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Variables:
    """Values by their full names in lower case: ``site.product``, ``variables.product.name``."""

    values: Mapping[str, str] = field(default_factory=dict)

    def filled(self, text: str, fields: Mapping[str, str]) -> str:
        """The text with the values of all variables that are known, outside code; others stay."""
        if not any(sign in text for sign in ("{{", "{%", "{frontMatter.")):
            return text
        pieces = _ASIDE.split(text)
        pieces[::2] = [self._filled(piece, fields) for piece in pieces[::2]]
        return "".join(pieces)

    def _filled(self, text: str, fields: Mapping[str, str]) -> str:
        def one(match: re.Match[str]) -> str:
            name = (match[1] or match[2] or f"page.{match[3] or match[4]}").lower()
            scope, _, key = name.partition(".")
            if scope in ("page", "frontmatter") and key in fields:
                return fields[key]
            return self.values.get(name, match[0])

        for _ in range(_ROUNDS):
            changed = _TAG.sub(one, text)
            if changed == text:
                break
            text = changed
        return text


def read_variables(root: Path, files: Iterable[SourceFile]) -> Variables:
    """The settings of Jekyll, MkDocs and Hugo, and the files of ``_data`` and ``data/variables``."""
    values: dict[str, str] = {}
    for file in files:
        prefix = _prefix(file.path)
        if prefix is None or file.kind == "refused":
            continue
        data = _data(root / file.path)
        if prefix == "page":
            params = data.get("params") if isinstance(data, dict) else None
            values.update(
                islice(_flat(data if file.path.stem == "params" else params, prefix, 0), _MOST_VALUES)
            )
        elif prefix == "config.extra":
            extra = data.get("extra") if isinstance(data, dict) else None
            for scope in ("config.extra", "extra", ""):
                values.update(islice(_flat(extra, scope, 0), _MOST_VALUES))
        else:
            values.update(islice(_flat(data, prefix, 0), _MOST_VALUES))
    return Variables(values)


def _prefix(path: PurePosixPath) -> str | None:
    """The name before the keys of a file; None for a file without variables."""
    if path.stem.lower() in ("hugo", "params", "config") and path.suffix.lower() in (
        ".toml",
        ".yaml",
        ".yml",
    ):
        return "page"
    if path.suffix.lower() not in _DATA_SUFFIXES:
        return None
    name = path.name.lower()
    if name in ("_config.yml", "_config.yaml"):
        return "site"
    if name in ("mkdocs.yml", "mkdocs.yaml"):
        return "config.extra"
    folders = [folder.lower() for folder in path.parts[:-1]]
    if "_data" in folders:
        inner = (*folders[folders.index("_data") + 1 :], path.stem.lower())
        return ".".join(("site.data", *inner))
    if "variables" in folders:
        inner = (*folders[folders.index("variables") :], path.stem.lower())
        return ".".join(inner)
    return None


def _data(path: Path) -> Any:
    try:
        data = path.read_bytes()
        if len(data) > _MAX_BYTES:
            return None
        text = decode(data).text
        if path.suffix.lower() == ".toml":
            return tomllib.loads(text)
        return json.loads(text) if path.suffix.lower() == ".json" else load(text)
    except (OSError, ValueError, RecursionError):
        return None


def _flat(data: Any, prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict) and depth < _MAX_DEPTH:
        for key, value in data.items():
            yield from _flat(value, f"{prefix}.{key}".lower().lstrip("."), depth + 1)
    elif isinstance(data, str | int | float) and prefix and len(str(data)) < 2000:
        yield prefix, " ".join(str(data).split())
