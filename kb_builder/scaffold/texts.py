"""Templates of files → their texts, with the line that tells editors which schema a file follows."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kb_builder.content.layout import PRODUCTS, place_of
from kb_builder.content.schemas import modeline

_PLAIN = re.compile(r"[^\W\d_][\w ()'’/.+-]*(?<! )\Z")
_OTHER_TYPES = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words that are no text to YAML 1.2, or to the 1.1 of other tools."""


def folder(name: str) -> Path:
    """A folder of templates in the package."""
    return Path(str(files("kb_builder.scaffold") / name))


def filled(template: str, values: dict[str, Any]) -> str:
    """The text of a template (``site/products/_shared/brand.yml``)."""
    return _environment().get_template(template).render(**values)


def with_schema(text: str, file: str) -> str:
    """A YAML file, or front matter, with the line for editors; other files as they are.

    ``file`` is relative to the root of the site.
    """
    path = PurePosixPath(file)
    place = place_of(path.relative_to(PRODUCTS)) if path.parts[0] == PRODUCTS else None
    if place is None or place.kind in ("file", "po"):
        return text
    line = modeline(place.kind, depth=len(path.parts) - 1)
    return text.replace("---\n", f"---\n{line}\n", 1) if place.kind == "prose" else f"{line}\n{text}"


def yaml_text(value: str) -> str:
    """A text as a YAML scalar of one line, in quotes where YAML could take it for something else."""
    if _PLAIN.match(value) and value.lower() not in _OTHER_TYPES:
        return value
    return json.dumps(value, ensure_ascii=False)


def markdown_text(value: str) -> str:
    """A text whose signs mean nothing in Markdown."""
    return re.sub(r"([\\`*_\[\]{}#])", r"\\\1", escape(value, quote=False))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder(".")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # "{#" begins an anchor in Markdown.
        comment_start_string="{##",
        comment_end_string="##}",
    )
    environment.filters.update(yaml=yaml_text, markdown=markdown_text)
    return environment
