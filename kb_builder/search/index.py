"""What a ranking asks of an index, whoever keeps it; and one that lives in memory."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Protocol

from kb_builder.search.common import common_words
from kb_builder.search.documents import Document
from kb_builder.search.meanings import own_synonyms
from kb_builder.search.spelling import INFLECTED, akin, beginning_of
from kb_builder.search.stems import endings_of, stemmer_of
from kb_builder.search.weights import KINDS, exact_keys, names_of, terms_of
from kb_builder.search.words import is_han, words

Postings = Sequence[tuple[int, int]]
"""Documents by number with the impact of a stem, in the order of the numbers."""
MOST_TARGETS = 4
"""Members of a group of synonyms that stand in for a word: each costs the browser a file."""
MOST_POSTINGS = 600
"""Documents listed for a stem: those in which it weighs most."""
MOST_FORMS = 60
"""How many words with the same beginning are looked at."""


Group = Sequence[Sequence[str]]
"""Members that mean the same, each a list of folded words."""


@dataclass(frozen=True)
class Synonyms:
    """A group as a ranking uses it."""

    members: Group
    targets: Sequence[int]
    """The members, by place, that are looked for in place of another."""


def with_targets(groups: Iterable[Group], index: Index) -> tuple[Synonyms, ...]:
    """The groups with the first members that stand in some page, in the form in which they do; groups without any are left out."""
    found = []
    for group in groups:
        members = tuple(tuple(_as_written(word, index) for word in member) for member in group)
        there = [
            n for n, member in enumerate(members) if member and all(index.stems_of(word) for word in member)
        ]
        if there:
            found.append(Synonyms(members, there[:MOST_TARGETS]))
    return tuple(found)


def _as_written(word: str, index: Index) -> str:
    """The word with the ending that it has in the pages."""
    if index.stems_of(word) or is_han(word[0]):
        return word
    forms = index.forms_from(beginning_of(word, index.endings))
    return max(
        (form for form in forms if akin(word, form, index.endings) >= INFLECTED),
        key=lambda form: akin(word, form, index.endings),
        default=word,
    )


class Index(Protocol):
    """The words of one locale and the pages that hold them."""

    @property
    def total(self) -> int:
        """How many documents there are."""
        ...

    @property
    def common(self) -> frozenset[str]:
        """Words that count little."""
        ...

    @property
    def names(self) -> Mapping[str, frozenset[str]]:
        """The stems of the names of each product."""
        ...

    def pages(self, product: str) -> int:
        """How many pages a product has."""
        ...

    @property
    def endings(self) -> frozenset[str]:
        """What is put behind the stems of the language."""
        ...

    @property
    def synonyms(self) -> Sequence[Synonyms]:
        """Words that mean the same."""
        ...

    def stems_of(self, form: str) -> Sequence[str]:
        """The stems of a word that stands in some page."""
        ...

    def forms_from(self, beginning: str) -> Sequence[str]:
        """The first words with that beginning, in order."""
        ...

    def vocabulary(self, length: int) -> Sequence[str]:
        """Words of that many letters, frequent ones first, for corrections."""
        ...

    def frequency(self, stem: str) -> int:
        """In how many documents a stem stands."""
        ...

    def postings(self, stem: str) -> Postings:
        """The documents in which a stem weighs most."""
        ...

    def named(self, key: str) -> Sequence[int]:
        """The pages to which an error code, an id or an alias leads."""
        ...

    def worth(self, document: int) -> float:
        """What a page of its kind counts."""
        ...

    def product(self, document: int) -> str:
        """The product of a page."""
        ...


def kept_postings(postings: Postings) -> Postings:
    """The documents in which a stem weighs most, in the order of their numbers."""
    if len(postings) <= MOST_POSTINGS:
        return postings
    return sorted(sorted(postings, key=itemgetter(1), reverse=True)[:MOST_POSTINGS])


def utf16(text: str) -> bytes:
    """The key by which a browser sorts texts."""
    return text.encode("utf-16-be")


def synonym_words(groups: Iterable[Iterable[str]], locale: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of ``synonyms.yml`` and those of the language as folded words, as a query is read."""
    return tuple(
        tuple(tuple(word.text for word in words(member) if not word.joined) for member in group)
        for group in (*groups, *own_synonyms(locale))
    )


@dataclass
class Memory:
    """All of an index at hand: what the files of a site are written from."""

    locale: str
    documents: Sequence[Document]
    groups: Sequence[Group] = ()
    _postings: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list), repr=False)
    _forms: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict), repr=False)
    exact: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict), repr=False)
    """What leads straight somewhere → address → the document that stands there, or says so."""

    def __post_init__(self) -> None:
        stem = stemmer_of(self.locale)
        there = {document.address: number for number, document in enumerate(self.documents)}
        for number, document in enumerate(self.documents):
            terms = terms_of(document, stem)
            for key, impact in terms.impacts.items():
                self._postings[key].append((number, impact))
            for form, key in terms.forms.items():
                self._forms[form][key] = self._forms[form].get(key, 0) + 1
            for name, address in exact_keys(document):
                self.exact[name].setdefault(address, there.get(address.partition("#")[0], number))

    @property
    def total(self) -> int:
        """How many documents there are."""
        return len(self.documents)

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that count little."""
        return common_words(self.locale)

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """The stems of the names of each product."""
        return names_of(self.documents, stemmer_of(self.locale))

    @cached_property
    def _sizes(self) -> Mapping[str, int]:
        return Counter(document.product for document in self.documents)

    def pages(self, product: str) -> int:
        """How many pages a product has."""
        return self._sizes[product]

    @cached_property
    def endings(self) -> frozenset[str]:
        """What is put behind stems."""
        return endings_of(self.locale)

    @cached_property
    def synonyms(self) -> tuple[Synonyms, ...]:
        """Words that mean the same."""
        return with_targets(self.groups, self)

    @cached_property
    def forms(self) -> Sequence[str]:
        """Every folded word, in the order of a browser."""
        return sorted(self._forms, key=utf16)

    @cached_property
    def _keys(self) -> Sequence[bytes]:
        return [utf16(form) for form in self.forms]

    @cached_property
    def _by_length(self) -> Mapping[int, Sequence[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for form in self.forms:
            if form.isalpha() and not is_han(form[0]):
                found[len(form)].append(form)
        often = {form: sum(stems.values()) for form, stems in self._forms.items()}
        return {
            length: sorted(forms, key=lambda form: (-often[form], utf16(form)))
            for length, forms in found.items()
        }

    def stems_of(self, form: str) -> Sequence[str]:
        """The stems of a word that stands in some page."""
        return tuple(self._forms.get(form, ()))

    def forms_from(self, beginning: str) -> Sequence[str]:
        """The first words with that beginning, in order."""
        found: list[str] = []
        for form in self.forms[bisect_left(self._keys, utf16(beginning)) :]:
            if not form.startswith(beginning) or len(found) == MOST_FORMS:
                break
            found.append(form)
        return found

    def vocabulary(self, length: int) -> Sequence[str]:
        """Words of that many letters, frequent ones first."""
        return self._by_length.get(length, ())

    def frequency(self, stem: str) -> int:
        """In how many documents a stem stands."""
        return len(self._postings.get(stem, ()))

    def postings(self, stem: str) -> Postings:
        """The documents that hold a stem."""
        return kept_postings(self._postings.get(stem, ()))

    def named(self, key: str) -> Sequence[int]:
        """The pages to which a key leads."""
        return sorted(set(self.exact.get(key, {}).values()))

    def worth(self, document: int) -> float:
        """What a page of its kind counts."""
        return KINDS.get(self.documents[document].kind, 1.0)

    def product(self, document: int) -> str:
        """The product of a page."""
        return self.documents[document].product
