"""Moves an article to another name or product, with what belongs to it, so that no address dies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kb_builder import addresses
from kb_builder.content.catalogue import Catalogue, Entry, shown_in
from kb_builder.content.layout import PRODUCTS, SHARED, SLUG
from kb_builder.content.model import Article

_PICTURE = re.compile(r"[\w.-]+\.(?:svg|png|jpe?g|webp|gif|avif)")


class CannotMoveError(ValueError):
    """The article can't be moved; the text says why."""


@dataclass(frozen=True)
class Move:
    """What a move does to files, relative to the root of the site."""

    renamed: Mapping[str, str]
    copied: Mapping[str, str]
    """Pictures that stay where they are, too, because other articles show them."""
    redirects: tuple[tuple[str, str], ...]
    """Old path and article id."""


def move_of(root: Path, catalogue: Catalogue, old: str, new: str) -> Move:
    """Work out the move of the article ``old`` (id, or ``wm700/clean-filter``) to ``new`` (a name, or ``rt50/clean-filter``).

    :raises CannotMoveError: for an unknown article, a name that no address can hold, or one that is taken.
    """
    entry = _entry(catalogue, old)
    product, _, slug = new.rpartition("/")
    product = product or entry.product
    if not SLUG.match(slug):
        raise CannotMoveError(
            f"'{slug}' can't be part of an address; use lower-case letters, digits and hyphens"
        )
    if product != SHARED and product not in catalogue.product_by_slug:
        raise CannotMoveError(f"there is no product '{product}'")
    path = PurePosixPath(entry.file)
    target = f"{PRODUCTS}/{product}/{path.parent.name}/{slug}{path.suffix}"
    if target == entry.file:
        raise CannotMoveError("that is where the article is")
    taken = next((one for one in catalogue.articles if (one.product, one.slug) == (product, slug)), None)
    if taken is not None or (root / target).exists():
        raise CannotMoveError(f"'{product}/{slug}' is taken by {taken.file if taken else target}")
    renamed: dict[str, str] = {entry.file: target}
    copied: dict[str, str] = {}
    if product != entry.product:
        kept, both = _pictures(root, entry, product)
        renamed |= kept
        copied |= both
    shown = shown_in(entry)
    moved_from = [addresses.article(one, entry.slug) for one in shown]
    return Move(renamed, copied, tuple((f"/{address}", entry.record.id) for address in moved_from))


def apply(root: Path, move: Move) -> None:
    """Do it: copies first, then the redirects, the renames last. A run that was stopped between can be repeated."""
    for old, new in move.copied.items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / new).write_bytes((root / old).read_bytes())
    _add_redirects(root / f"{PRODUCTS}/{SHARED}/redirects.yml", move.redirects)
    for old, new in move.renamed.items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)


def _entry(catalogue: Catalogue, old: str) -> Entry[Article]:
    found: Entry[Article] | None = catalogue.article_by_id.get(old)
    if found is None:
        product, _, slug = old.removesuffix(".yml").removesuffix(".md").rpartition("/")
        product = PurePosixPath(product).parts[-1] if product else ""
        named = [
            one for one in catalogue.articles
            if one.file == old or (one.slug == slug and product in ("", one.product))
        ]  # fmt: skip
        if len(named) != 1:
            many = ", ".join(one.file for one in named)
            raise CannotMoveError(
                f"'{old}' is no article" if not named else f"'{old}' is one of {many}; name its id"
            )
        found = named[0]  # type: ignore[assignment]
    assert found is not None
    return found


def _pictures(root: Path, entry: Entry[Article], product: str) -> tuple[dict[str, str], dict[str, str]]:
    """The article's pictures: those that nothing else of its product names move, the others are copied."""
    folder = root / PRODUCTS / entry.product
    texts = [
        path.read_text("utf-8")
        for path in (*folder.rglob("*.yml"), *folder.rglob("*.md"))
        if path != root / entry.file
    ]
    elsewhere = set(_PICTURE.findall("\n".join(texts)))
    moved: dict[str, str] = {}
    copied: dict[str, str] = {}
    for name in sorted(set(_PICTURE.findall((root / entry.file).read_text("utf-8")))):
        old, new = (f"{PRODUCTS}/{one}/images/{name}" for one in (entry.product, product))
        if (root / old).is_file() and not (root / new).exists():
            (copied if name in elsewhere else moved)[old] = new
    return moved, copied


def _add_redirects(file: Path, redirects: tuple[tuple[str, str], ...]) -> None:
    text = file.read_text("utf-8") if file.is_file() else ""
    lines = [
        f"  - {{from: {path}, to: {target}}}" for path, target in redirects if f"from: {path}," not in text
    ]
    if not lines:
        return
    if not re.search(r"^redirects:", text, re.MULTILINE):
        text = f"{text.rstrip()}\nredirects:\n" if text.strip() else "redirects:\n"
    text = re.sub(r"^redirects: *\[\] *$", "redirects:", text, flags=re.MULTILINE)
    file.write_text(re.sub(r"^redirects:.*\n", lambda found: found[0] + "\n".join(lines) + "\n", text, count=1, flags=re.MULTILINE), "utf-8")  # fmt: skip
