"""What the site holds already: names and ids that an import must leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from kb_builder.content.files import split_front_matter
from kb_builder.content.layout import ARTICLE_FOLDERS, PRODUCTS, SHARED
from kb_builder.content.yaml_text import read_yaml
from kb_builder.importers.writing.store import Memory

_PREFIX = re.compile(r"[A-Z][A-Z0-9]{0,9}\Z")
REDIRECTS = f"{PRODUCTS}/{SHARED}/redirects.yml"
HAND_WRITTEN = "docs"
"""Where the site keeps pages such as ``about``."""
BRAND = f"{PRODUCTS}/{SHARED}/brand.yml"


@dataclass(frozen=True)
class Existing:
    """Names that others gave, and those that earlier imports gave."""

    products: frozenset[str]
    """Slugs of products that no import made."""
    slugs: Mapping[str, frozenset[str]]
    """For each product the slugs of articles that no import made."""
    ids: frozenset[str]
    """Ids and aliases of articles that no import made."""
    own_slugs: Mapping[str, tuple[str, str]]
    """Id of an imported article → its product and slug."""
    id_prefix: str
    categories: frozenset[str]
    locales: frozenset[str]
    """Languages of the site; empty when there is no brand.yml."""
    redirects: str
    """The text of redirects.yml; empty when there is none."""
    pages: frozenset[str] = frozenset()
    """Addresses of pages that no import made, without the slash at their end."""


def look_around(root: Path, memory: Memory) -> Existing:
    """Read the names of the site; files that can't be read count by their name only."""
    slugs: dict[str, set[str]] = {}
    ids: set[str] = set()
    for folder, (_, _, suffix) in ARTICLE_FOLDERS.items():
        for path in sorted((root / PRODUCTS).glob(f"*/{folder}/*{suffix}")):
            if path.relative_to(root).as_posix() not in memory.hashes:
                slugs.setdefault(path.parts[-3], set()).add(path.stem)
                ids.update(_ids_in(path))
    brand = read_yaml(_text(root / BRAND), BRAND).data
    brand = brand if isinstance(brand, dict) else {}
    prefix = str(brand.get("id_prefix"))
    locales = frozenset(str(tag) for tag in _items(brand, "locales"))
    products = frozenset(_others_products(root, memory))
    own = {*(path.stem.lower() for path in (root / HAND_WRITTEN).glob("*.md")), *products}
    own |= {f"{product}/{name}".lower() for product, names in slugs.items() for name in names}
    return Existing(
        products=products,
        slugs={product: frozenset(names) for product, names in slugs.items()},
        ids=frozenset(ids),
        own_slugs={id_: _place(path) for path, id_ in memory.ids.items()},
        id_prefix=prefix if _PREFIX.match(prefix) else "KB",
        categories=frozenset(
            str(item.get("id")) for item in _items(brand, "categories") if isinstance(item, dict)
        ),
        locales=locales,
        redirects=_text(root / REDIRECTS),
        pages=frozenset({*own, *(f"{tag.lower()}/{page}" for tag in locales for page in own)}),
    )


def _others_products(root: Path, memory: Memory) -> Iterator[str]:
    for path in (root / PRODUCTS).glob("*"):
        if path.name != SHARED and f"{PRODUCTS}/{path.name}/product.yml" not in memory.hashes:
            yield path.name.lower()


def _ids_in(path: Path) -> Iterator[str]:
    """Id and aliases of an article, as far as its fields can be read."""
    text = _text(path)
    header, _, _ = split_front_matter(text) if path.suffix == ".md" else (text, "", 0)
    fields = read_yaml(header or "", path.name).data
    if isinstance(fields, dict):
        yield from (str(name) for name in (fields.get("id"), *_items(fields, "aliases")) if name)


def _items(fields: Mapping[str, Any], key: str) -> list[Any]:
    value = fields.get(key)
    return value if isinstance(value, list) else []


def _place(path: str) -> tuple[str, str]:
    parts = PurePosixPath(path)
    return parts.parts[1], parts.stem


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
