"""The texts that customers must never see, wherever a writer may put them."""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.model import Record
from kb_builder.content.model.base import Internal, Translatable
from kb_builder.content.model.fields import leaves


def internal_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """File and text of every internal field, and of every text of records for agents only."""
    for entry in _entries(catalogue):
        for leaf in leaves(entry.record):
            secret = leaf.mark(Internal) or (_for_agents(entry) and leaf.mark(Translatable))
            if secret and isinstance(leaf.value, str):
                yield entry.file, leaf.value


def public_texts(catalogue: Catalogue) -> Iterator[str]:
    """All that is written for everybody: what stands there as well is no secret."""
    for entry in _entries(catalogue):
        if not _for_agents(entry):
            for leaf in leaves(entry.record):
                if isinstance(leaf.value, str) and not leaf.mark(Internal):
                    yield leaf.value
    for page in catalogue.pages:
        yield from (page.title, page.summary, page.body)


def _for_agents(entry: Entry[Record]) -> bool:
    return getattr(entry.record, "audience", "public") == "agent"


def _entries(catalogue: Catalogue) -> Iterator[Entry[Record]]:
    it = catalogue
    yield from (*it.products, *it.articles)  # type: ignore[misc]
    yield from (it.brand, it.channels, it.centres, it.warranty, it.returns, it.complaints, it.prices)  # type: ignore[misc]
