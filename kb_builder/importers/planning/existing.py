"""What the site holds already: names and ids that an import must leave alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kb_builder.content.layout import ARTICLE_FOLDERS, PRODUCTS, SHARED
from kb_builder.content.yaml_text import read_yaml
from kb_builder.importers.writing.store import Memory

_ID = re.compile(r"^id:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
REDIRECTS = f"{PRODUCTS}/{SHARED}/redirects.yml"
BRAND = f"{PRODUCTS}/{SHARED}/brand.yml"


@dataclass(frozen=True)
class Existing:
    """Names that others gave, and those that earlier imports gave."""

    products: frozenset[str]
    """Slugs of products that no import made."""
    slugs: Mapping[str, frozenset[str]]
    """For each product the slugs of articles that no import made."""
    ids: frozenset[str]
    own_slugs: Mapping[str, tuple[str, str]]
    """Id of an imported article → its product and slug."""
    id_prefix: str
    categories: frozenset[str]
    redirects: str | None
    """The text of redirects.yml."""


def look_around(root: Path, memory: Memory) -> Existing:
    """Read the names of the site; files that can't be read count by their name only."""
    products: set[str] = set()
    slugs: dict[str, set[str]] = {}
    ids: set[str] = set()
    for path in sorted((root / PRODUCTS).glob("*")):
        if (
            path.is_dir()
            and path.name != SHARED
            and f"{PRODUCTS}/{path.name}/product.yml" not in memory.hashes
        ):
            products.add(path.name)
    for folder, (_, _, suffix) in ARTICLE_FOLDERS.items():
        for path in sorted((root / PRODUCTS).glob(f"*/{folder}/*{suffix}")):
            if path.relative_to(root).as_posix() not in memory.hashes:
                slugs.setdefault(path.parts[-3], set()).add(path.stem)
                ids.update(_ID.findall(_text(path)[:20_000])[:1])
    brand = read_yaml(_text(root / BRAND), BRAND).data
    brand = brand if isinstance(brand, dict) else {}
    prefix = brand.get("id_prefix")
    categories = brand.get("categories")
    return Existing(
        frozenset(products),
        {product: frozenset(names) for product, names in slugs.items()},
        frozenset(ids),
        {id_: _place(path) for path, id_ in memory.ids.items()},
        prefix if isinstance(prefix, str) and re.fullmatch(r"[A-Z][A-Z0-9]{0,9}", prefix) else "KB",
        frozenset(str(item.get("id")) for item in categories if isinstance(item, dict))
        if isinstance(categories, list)
        else frozenset(),
        _text(root / REDIRECTS) or None,
    )


def _place(path: str) -> tuple[str, str]:
    parts = PurePosixPath(path)
    return parts.parts[1], parts.stem


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
