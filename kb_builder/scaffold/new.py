"""The first text of a new article or product: valid, a draft, and full of hints on what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

from kb_builder import addresses
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.layout import ARTICLE_FOLDERS, PRODUCTS, RESERVED_SLUGS, SHARED, SLUG
from kb_builder.content.model.article import GuideType, Notice
from kb_builder.scaffold.texts import filled, with_schema

GUIDE_TYPES: tuple[str, ...] = get_args(GuideType)
NOTICE_KINDS: tuple[str, ...] = get_args(Notice.model_fields["kind"].annotation)
PRODUCT_KINDS = ("product", "topic")

_FIRST_NUMBERS = {"guide": 1001, "tree": 2001, "prose": 3001, "notice": 4001}
"""Kinds keep apart while there are few articles; later only uniqueness counts."""
_OWN_NUMBER = re.compile(r"[0-9]{1,5}\Z")
"""Longer numbers come from imported help centres."""
_ID = re.compile(r"[A-Z][A-Z0-9]*-[0-9A-Z][0-9A-Za-z-]{0,40}\Z")
_TEMPLATES = {
    "guide": "guide.yml", "tree": "tree.yml", "prose": "article.md", "notice": "notice.yml", "product": "product.yml",
}  # fmt: skip


class NewError(ValueError):
    """Why the file can't be made, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True)
class New:
    """What is wanted."""

    kind: str
    """``guide``, ``tree``, ``prose``, ``notice`` or ``product``."""
    product: str
    """The folder below ``products/``; ``_shared`` for an article of several products."""
    slug: str
    title: str
    summary: str
    day: date
    detail: str = ""
    """The type of a guide, or the kind of a notice or product."""
    id: str = ""
    """Empty means the next free one."""
    products: tuple[str, ...] = ()
    """The products that show a shared article."""


def new_file(wanted: New, catalogue: Catalogue) -> tuple[str, str]:
    """Path relative to the root of the site, and text.

    :raises NewError: when the name or the id is taken or not allowed, or the product does not exist.
    """
    if wanted.kind == "product":
        file = f"{PRODUCTS}/{wanted.slug}/product.yml"
        _check_product(wanted.slug, catalogue)
    else:
        folder, suffix = next(
            (name, suffix) for name, (kind, _, suffix) in ARTICLE_FOLDERS.items() if kind == wanted.kind
        )
        file = f"{PRODUCTS}/{wanted.product}/{folder}/{wanted.slug}{suffix}"
        _check_article(wanted, catalogue)
    text = filled(f"new/{_TEMPLATES[wanted.kind]}", _values(wanted, catalogue))
    return file, with_schema(text, file)


def title_from(slug: str) -> str:
    """A first title: ``clean-the-door`` becomes ``Clean the door``."""
    words = re.sub(r"[-_]+", " ", slug)
    return words[:1].upper() + words[1:]


def next_id(kind: str, catalogue: Catalogue) -> str:
    """The id after the last one of this kind, free in the whole catalogue."""
    prefix = catalogue.brand.record.id_prefix + "-"
    own = [entry.record.id for entry in catalogue.articles if entry.kind == kind]
    own += [item.id for item in catalogue.broken if item.kind == kind and item.id]
    numbers = [
        int(one.removeprefix(prefix))
        for one in own
        if one.startswith(prefix) and _OWN_NUMBER.match(one.removeprefix(prefix))
    ]
    number = max((*numbers, _FIRST_NUMBERS[kind] - 1)) + 1
    taken = frozenset(_ids(catalogue))
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


def _ids(catalogue: Catalogue) -> Iterator[str]:
    """Every id that leads somewhere or ever did."""
    for entry in catalogue.articles:
        yield entry.record.id
        yield from entry.record.aliases
    yield from (item.id for item in catalogue.broken if item.id)
    yield from (one.id for one in catalogue.published.record.published if one.id)


def _values(wanted: New, catalogue: Catalogue) -> dict[str, Any]:
    topics = [topic.id for topic in catalogue.channels.record.topics]
    categories = catalogue.brand.record.categories
    first_choice = "recall" if wanted.kind == "notice" else "technical-help"
    return {
        "id": "" if wanted.kind == "product" else wanted.id or next_id(wanted.kind, catalogue),
        "title": wanted.title,
        "summary": wanted.summary,
        "slug": wanted.slug,
        "detail": wanted.detail,
        "products": wanted.products,
        "topic": first_choice if first_choice in topics else next(iter(topics), ""),
        "category": categories[0].id if categories else "",
        "today": wanted.day.isoformat(),
        "in_a_year": (wanted.day + timedelta(days=365)).isoformat(),
    }


def _check_product(slug: str, catalogue: Catalogue) -> None:
    _check_slug(slug)
    taken = {entry.product for entry in catalogue.entries} | {item.product for item in catalogue.broken}
    reserved = {
        *RESERVED_SLUGS, *(tag.lower() for tag in catalogue.brand.record.locales), *(page.slug for page in catalogue.pages),
    }  # fmt: skip
    if slug in reserved:
        raise NewError(f"the site itself uses the address /{slug}/", "Choose another name.")
    if slug in taken:
        raise NewError(f"there is a product '{slug}' already", "Choose another name, or edit its files.")


def _check_article(wanted: New, catalogue: Catalogue) -> None:
    _check_slug(wanted.slug)
    _check_place(wanted, catalogue)
    address = addresses.article(wanted.product, wanted.slug)
    if address == addresses.error_codes(wanted.product):
        raise NewError(f"the site itself uses the address /{address}", "Choose another name.")
    places = [
        (item.product, item.slug, item.file)
        for item in (*catalogue.articles, *catalogue.broken)
        if item.kind != "product"
    ]
    for product in (wanted.product, *wanted.products):
        shown = {entry.slug: entry.file for entry in catalogue.articles_of.get(product, ())}
        shown |= {slug: file for owner, slug, file in places if owner == product}
        if wanted.slug in shown:
            hint = "Choose another name, or edit that file."
            raise NewError(f"the name '{wanted.slug}' is taken by {shown[wanted.slug]}", hint)
    if wanted.id and not _ID.match(wanted.id):
        raise NewError(
            f"'{wanted.id}' is no id", "Write capital letters, a hyphen and a number, like KB-1014."
        )
    if wanted.id in _ids(catalogue):
        hint = f"Leave the id out: the next free one is {next_id(wanted.kind, catalogue)}."
        raise NewError(f"the id {wanted.id} is taken", hint)


def _check_place(wanted: New, catalogue: Catalogue) -> None:
    known = {entry.slug for entry in catalogue.products}
    known |= {item.product for item in catalogue.broken if item.kind == "product"}
    for product in wanted.products if wanted.product == SHARED else (wanted.product, *wanted.products):
        if product not in known:
            hint = f"Make it first with 'kb new product {product}', or choose one of: {', '.join(sorted(known))}."
            raise NewError(f"there is no product '{product}'", hint)
    if wanted.product == SHARED and not wanted.products:
        raise NewError("no product shows this article", "Name the products with --product, once for each.")


def _check_slug(slug: str) -> None:
    if not SLUG.match(slug):
        hint = "Use lower-case letters, digits and hyphens: the name becomes the address of the page."
        raise NewError(f"'{slug}' can't be part of an address", hint)
