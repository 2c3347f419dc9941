"""What one audience may see: everything else is dropped before a page is planned, so it can't leak later."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.memory import Memory
from kb_builder.content.model import Article, Product, Record
from kb_builder.content.model.fields import without_internal

A = TypeVar("A", bound=Article)
R = TypeVar("R", bound=Article | Product)
S = TypeVar("S", bound=Record)

_PUBLIC_STATES = frozenset({"published", "archived"})
_AGENT_STATES = frozenset({"published", "archived", "validated"})
_ALL_STATES = frozenset({"published", "archived", "validated", "draft"})


def visible(
    catalogue: Catalogue, audience: str = "public", drafts: bool = False, memory: Memory | None = None
) -> Catalogue:
    """The catalogue as ``public`` or ``agent`` readers see it; ``drafts`` adds what is not released yet.

    With the ``memory`` of an earlier run, only records that changed are stripped.
    """
    kept = memory or Memory()
    states = _ALL_STATES if drafts else (_AGENT_STATES if audience == "agent" else _PUBLIC_STATES)
    public = audience == "public"

    def shown(entry: Entry[R]) -> bool:
        return entry.record.state in states and not (public and entry.record.audience == "agent")

    def stripped(entry: Entry[R]) -> Entry[R]:
        if not public:
            return entry
        return replace(
            entry, record=kept.of("public", entry.file, entry.record, lambda: without_internal(entry.record))
        )

    products = tuple(stripped(entry) for entry in catalogue.products if shown(entry))
    slugs = {entry.slug for entry in products}

    def articles(entries: tuple[Entry[A], ...]) -> tuple[Entry[A], ...]:
        kept = (
            entry for entry in entries if shown(entry) and (entry.product in slugs or entry.record.products)
        )
        return tuple(stripped(_in_products(entry, slugs)) for entry in kept)

    seen = replace(
        catalogue,
        products=products,
        guides=articles(catalogue.guides),
        trees=articles(catalogue.trees),
        prose=articles(catalogue.prose),
        notices=articles(catalogue.notices),
    )
    return replace(_without_internal_singles(seen), handbook=()) if public else seen


def _in_products(entry: Entry[A], slugs: set[str]) -> Entry[A]:
    kept = tuple(slug for slug in entry.record.products if slug in slugs)
    if kept == entry.record.products:
        return entry
    return replace(entry, record=entry.record.model_copy(update={"products": kept}))


def _without_internal_singles(catalogue: Catalogue) -> Catalogue:
    return replace(
        catalogue,
        brand=_stripped(catalogue.brand),
        channels=_stripped(catalogue.channels),
        centres=_stripped(catalogue.centres),
        warranty=_stripped(catalogue.warranty),
        returns=_stripped(catalogue.returns),
        complaints=_stripped(catalogue.complaints),
        prices=_stripped(catalogue.prices),
    )


def _stripped(entry: Entry[S]) -> Entry[S]:
    return replace(entry, record=without_internal(entry.record))
