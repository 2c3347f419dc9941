"""Words, addresses, and what is left on purpose: glossary, synonyms, search tests, redirects, the ledger, accepted.yml."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kb_builder.content.model.base import Date, LocaleTag, Record, Text

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Share = Annotated[float, Field(ge=0, le=1)]
SitePath = Annotated[str, StringConstraints(pattern=r"^/[^\s]*$", max_length=1000)]


class Term(Record):
    """A word that the texts use, and what it means."""

    term: Text
    definition: Text
    aliases: tuple[Text, ...] = ()


class Glossary(Record):
    """``glossary.yml``."""

    terms: tuple[Term, ...] = ()


class Synonyms(Record):
    """``synonyms.yml``: groups of words that mean the same, per locale."""

    synonyms: dict[LocaleTag, tuple[Annotated[tuple[Word, ...], Field(min_length=2)], ...]] = {}


class SearchQuestion(Record):
    """A question and the articles of which one must be among the first results."""

    q: Word
    ids: Annotated[tuple[str, ...], Field(min_length=1)]
    first: Annotated[int, Field(ge=1, le=20, strict=True)] = 3


class SearchFloors(Record):
    """The least that a search must reach."""

    hit_at_1: Share = 0.0
    hit_at_3: Share = 0.0
    none: Share = 1.0
    """The greatest share of questions without any result."""


class SearchTests(Record):
    """``search-tests.yml``: relevance as tests, per locale."""

    floors: SearchFloors = SearchFloors()
    questions: dict[LocaleTag, tuple[SearchQuestion, ...]] = {}


class Redirect(Record):
    """An old address and where it leads now."""

    from_: Annotated[SitePath, Field(alias="from")]
    to: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    """An article id with an optional ``#anchor``, ``product:<slug>``, ``page:<name>``, a path or an https address."""


class Redirects(Record):
    """``redirects.yml``."""

    redirects: tuple[Redirect, ...] = ()


class AcceptedState(Record):
    """Something that is as it is on purpose."""

    file: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    """Relative to the root of the site."""
    rule: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z0-9]+)*$", max_length=60)] | None = None
    """A rule of the checker whose warnings about the file are not reported."""
    state: Literal["draft", "validated", "archived", "expired", "stale", "untranslated"] | None = None
    """Or a state that breaks no rule, and that readers or writers see."""
    reason: Text


class Accepted(Record):
    """``accepted.yml``: the one place that lists what is left on purpose."""

    accepted: tuple[AcceptedState, ...] = ()


class Released(Record):
    """An address that was published once, with its anchors."""

    address: SitePath
    id: str | None = None
    anchors: tuple[str, ...] = ()
    since: Date


class Ledger(Record):
    """``published.yml``: every address ever released; written by ``kb release``."""

    published: tuple[Released, ...] = ()
