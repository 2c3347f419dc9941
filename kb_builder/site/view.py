"""What one audience may see: everything else is dropped before a page is planned, so it can't leak later."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.model import Article, Product
from kb_builder.content.model.fields import without_internal

A = TypeVar("A", bound=Article)
R = TypeVar("R", bound=Article | Product)

_PUBLIC_STATES = frozenset({"published", "archived"})
_AGENT_STATES = frozenset({"published", "archived", "validated"})
_ALL_STATES = frozenset({"published", "archived", "validated", "draft"})


def visible(catalogue: Catalogue, audience: str = "public", drafts: bool = False) -> Catalogue:
    """The catalogue as ``public`` or ``agent`` readers see it; ``drafts`` adds what is not released yet."""
    states = _ALL_STATES if drafts else (_AGENT_STATES if audience == "agent" else _PUBLIC_STATES)
    public = audience == "public"

    def shown(entry: Entry[R]) -> bool:
        return entry.record.state in states and not (public and entry.record.audience == "agent")

    def stripped(entry: Entry[R]) -> Entry[R]:
        return replace(entry, record=without_internal(entry.record)) if public else entry

    products = tuple(stripped(entry) for entry in catalogue.products if shown(entry))
    slugs = {entry.slug for entry in products}

    def articles(entries: tuple[Entry[A], ...]) -> tuple[Entry[A], ...]:
        kept = (
            entry for entry in entries if shown(entry) and (entry.product in slugs or entry.record.products)
        )
        return tuple(stripped(_in_products(entry, slugs)) for entry in kept)

    return replace(
        catalogue,
        products=products,
        guides=articles(catalogue.guides),
        trees=articles(catalogue.trees),
        prose=articles(catalogue.prose),
        notices=articles(catalogue.notices),
        **(_public_singles(catalogue) if public else {}),
    )


def _in_products(entry: Entry[A], slugs: set[str]) -> Entry[A]:
    kept = tuple(slug for slug in entry.record.products if slug in slugs)
    if kept == entry.record.products:
        return entry
    return replace(entry, record=entry.record.model_copy(update={"products": kept}))


def _public_singles(catalogue: Catalogue) -> dict[str, Entry[object]]:
    names = ("brand", "channels", "centres", "warranty", "returns", "complaints", "prices", "glossary")
    return {
        name: replace(getattr(catalogue, name), record=without_internal(getattr(catalogue, name).record))
        for name in names
    }
