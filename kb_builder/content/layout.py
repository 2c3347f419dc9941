"""Where each entity lives on disk, and what a file's path says about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kb_builder.content.model import (
    Accepted,
    Brand,
    Centres,
    Channels,
    Complaints,
    Glossary,
    Guide,
    Holidays,
    Ledger,
    Notice,
    PriceBook,
    Product,
    Prose,
    Record,
    Redirects,
    Returns,
    SearchTests,
    Synonyms,
    Tree,
    Warranty,
)

PRODUCTS = "products"
SHARED = "_shared"
DOCS = "docs"
HANDBOOK = "handbook"
CACHE = ".kb-cache"
"""What only speeds up or guards a run, below the root of a site."""

SHARED_FILES: Mapping[str, type[Record]] = {
    "brand": Brand,
    "channels": Channels,
    "centres": Centres,
    "holidays": Holidays,
    "warranty": Warranty,
    "returns": Returns,
    "complaints": Complaints,
    "prices": PriceBook,
    "glossary": Glossary,
    "synonyms": Synonyms,
    "search-tests": SearchTests,
    "redirects": Redirects,
    "published": Ledger,
    "accepted": Accepted,
}
ARTICLE_FOLDERS: Mapping[str, tuple[str, type[Record], str]] = {
    "guides": ("guide", Guide, ".yml"),
    "trees": ("tree", Tree, ".yml"),
    "articles": ("prose", Prose, ".md"),
    "notices": ("notice", Notice, ".yml"),
}
FILE_FOLDERS = ("images", "documents")
RELEASED = "released"
"""The folder below ``_shared`` in which `kb release` keeps what customers were shown: ``released/KB-2007/7K2M.pl.json``."""
KINDS: Mapping[str, type[Record]] = {
    "product": Product,
    **{kind: model for kind, model, _ in ARTICLE_FOLDERS.values()},
    **SHARED_FILES,
}
KIND_WORDS: Mapping[str, str] = {
    "prose": "an article", "brand": "brand.yml", "channels": "channels.yml", "centres": "centres.yml",
    "holidays": "holidays.yml", "warranty": "warranty.yml", "returns": "returns.yml", "complaints": "complaints.yml",
    "prices": "prices.yml", "glossary": "glossary.yml", "synonyms": "synonyms.yml",
    "search-tests": "search-tests.yml", "redirects": "redirects.yml", "published": "published.yml",
    "accepted": "accepted.yml",
}  # fmt: skip
"""How messages name a kind; "a guide", "a tree", … otherwise."""
RESERVED_SLUGS = frozenset(
    {
        "k",
        "c",
        "search",
        "contact",
        "warranty",
        "prices",
        "returns",
        "complaints",
        "centres",
        "assets",
        "error-codes",
    }
)
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """What a path below ``products/`` stands for."""

    kind: str
    """A key of :data:`KINDS`, or ``file`` for pictures and documents, ``po`` for translations, ``released`` for what is kept."""
    product: str
    slug: str


def place_of(path: PurePosixPath) -> Place | None:
    """The place of a path relative to ``products/``; None when nothing may stand there."""
    parts = path.parts
    if len(parts) == 2 and parts[0] == SHARED and path.suffix == ".yml" and path.stem in SHARED_FILES:
        return Place(path.stem, SHARED, path.stem)
    if len(parts) == 2 and parts[1] == "product.yml" and parts[0] != SHARED:
        return Place("product", parts[0], parts[0])
    if len(parts) == 3 and parts[1] in ARTICLE_FOLDERS:
        kind, _, suffix = ARTICLE_FOLDERS[parts[1]]
        return Place(kind, parts[0], path.stem) if path.suffix == suffix else None
    if len(parts) == 3 and parts[1] == "locale" and path.suffix == ".po":
        return Place("po", parts[0], path.stem)
    if len(parts) == 4 and parts[:2] == (SHARED, RELEASED) and path.suffix == ".json":
        return Place("released", SHARED, f"{parts[2]}/{path.stem}")
    if len(parts) >= 3 and parts[1] in FILE_FOLDERS:
        return Place("file", parts[0], "/".join(parts[2:]))
    return None


def kind_words(kind: str) -> str:
    """The kind as a message names it."""
    return KIND_WORDS.get(kind, f"a {kind}")
