"""The search indexes of a built site, one a locale."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from kb_builder.search.documents import Document, read_documents
from kb_builder.search.index import Memory, synonym_words
from kb_builder.search.shards import write_index

Synonyms = Mapping[str, Sequence[Sequence[str]]]


def index_site(
    site: Path, names: Collection[str], prefixes: Mapping[str, str], synonyms: Synonyms
) -> Mapping[str, tuple[Document, ...]]:
    """Write the indexes of a site; ``names`` are its files, ``prefixes`` says below which folder each locale lies.

    Returns what was read from the pages of each locale.
    """
    found: dict[str, tuple[Document, ...]] = {}
    for locale, prefix in prefixes.items():
        documents = documents_of(site, prefixes, locale, names)
        write_index(Memory(locale, documents, synonym_words(synonyms.get(locale, ()), locale)), site / prefix)
        found[locale] = documents
    return found


def documents_of(
    site: Path, prefixes: Mapping[str, str], locale: str, names: Collection[str] | None = None
) -> tuple[Document, ...]:
    """What the pages of one locale say; ``names`` are the files of the site, where they are known."""
    others = tuple(other for other in prefixes.values() if other and other != prefixes[locale])
    if names is None:
        names = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    pages = [name for name in names if name.endswith(".html") and not name.startswith(others)]
    return tuple(sorted(read_documents(site, pages, prefixes[locale]), key=_order))


def _order(document: Document) -> tuple[str, str, str]:
    """Pages of one product and kind side by side, so that the index says it once for all of them."""
    return (document.product, document.kind, document.address)
