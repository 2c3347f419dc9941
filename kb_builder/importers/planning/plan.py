"""Which product, slug and id each article gets: the same at every import of the same source."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from kb_builder.content.layout import RESERVED_SLUGS
from kb_builder.importers.naming import (
    article_id,
    digest,
    file_slug,
    id_from_path,
    is_alias,
    notion_id,
    slug,
    unique,
)
from kb_builder.importers.planning.existing import Existing
from kb_builder.importers.planning.products import Topic
from kb_builder.importers.reading.articles import Article
from kb_builder.importers.report import Finding
from kb_builder.importers.writing.convert import Identity

_INDEX_NAMES = frozenset({"index", "readme", "_index"})
_ID_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Planned:
    """Where an article goes, and under which name."""

    article: Article
    product: str
    slug: str
    identity: Identity
    findings: tuple[Finding, ...]

    @property
    def day_of_import(self) -> date | None:
        """The day of change, where the source names none."""
        return self.identity.changed if self.article.header.day != self.identity.changed else None

    @property
    def hidden(self) -> bool:
        """No public page links to it."""
        return self.identity.draft or self.identity.agents_only


def plan_articles(
    articles: tuple[Article, ...],
    folders: Mapping[PurePosixPath, PurePosixPath],
    topics: Mapping[PurePosixPath, Topic],
    existing: Existing,
    on: date,
) -> tuple[Planned, ...]:
    """A plan for each article, in the order of their paths."""
    ids = _ids(articles, existing)
    products = {article.path: topics[folders[article.path]].slug for article in articles}
    slugs = _slugs(articles, products, ids, existing)
    planned = []
    for article in articles:
        id_, aliases, findings = ids[article.path]
        day = article.header.day or on
        if day > on:
            findings = (*findings, Finding("day-in-future", day.isoformat()))
        header = article.header
        identity = Identity(
            id_, aliases, article.title, header.summary, min(day, on), header.draft, header.agents_only
        )
        planned.append(Planned(article, products[article.path], slugs[article.path], identity, findings))
    return tuple(planned)


Ids = Mapping[PurePosixPath, tuple[str, tuple[str, ...], tuple[Finding, ...]]]


def _ids(articles: tuple[Article, ...], existing: Existing) -> Ids:
    """Id, aliases and findings of each article. Of two files with one id the first keeps it."""
    used = {name.lower() for name in existing.ids}
    found: dict[PurePosixPath, tuple[str, tuple[str, ...], tuple[Finding, ...]]] = {}
    for article in articles:
        own, prefix = article.header.source_id, existing.id_prefix
        wish = article_id(prefix, own) if own else id_from_path(prefix, article.path.as_posix())
        id_ = _free_id(wish, used)
        used.add(id_.lower())
        alias = own or notion_id(article.path.stem)
        aliases = (alias,) if is_alias(alias) and alias.lower() not in used else ()
        used.update(name.lower() for name in aliases)
        findings = [Finding("id-changed", f"{wish} is taken, this one is {id_}")] if id_ != wish else []
        if own and own != id_ and not is_alias(own):
            findings.append(Finding("id-changed", f"'{own}' can't be part of an address, this one is {id_}"))
        found[article.path] = (id_, aliases, tuple(findings))
    return found


def _free_id(wish: str, used: Container[str]) -> str:
    """The id, or the id with the first number that makes it unlike all others in any case of letters."""
    number, id_ = 1, wish
    while id_.lower() in used:
        number += 1
        id_ = f"{wish[: _ID_LENGTH - 6]}-{number}"
    return id_


def _slugs(
    articles: tuple[Article, ...], products: Mapping[PurePosixPath, str], ids: Ids, existing: Existing
) -> Mapping[PurePosixPath, str]:
    """Slugs that are free in their product; articles of an earlier import keep theirs."""
    taken: dict[str, set[str]] = {
        product: set(existing.slugs.get(product, ())) for product in products.values()
    }
    found: dict[PurePosixPath, str] = {}
    for article in articles:
        product, known = products[article.path], existing.own_slugs.get(ids[article.path][0])
        if known is not None and known[0] == product and known[1] not in taken[product]:
            found[article.path] = known[1]
            taken[product].add(known[1])
    for article in articles:
        if article.path not in found:
            product = products[article.path]
            found[article.path] = unique(_wish(article), taken[product] | RESERVED_SLUGS)
            taken[product].add(found[article.path])
    return found


def _wish(article: Article) -> str:
    stem = article.path.stem
    if stem.lower() in _INDEX_NAMES:
        return slug(article.title) or f"page-{digest(article.title)}"
    name = file_slug(stem)
    return f"{name}-help" if name in RESERVED_SLUGS else name
