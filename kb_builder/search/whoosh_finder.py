"""The agents' index kept by Whoosh: it stores the words and their weights, the ranking is the one of the site.

The field ``words`` holds stems with their impacts, those of a band of impacts together, so that the pages in which a common word
weighs most are found without reading all that hold it; ``forms`` the words as they are written, unstemmed, each with its stem,
for corrections and endings. A page's entry depends on nothing but the page, so only what changed is written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index
from whoosh.analysis import Token

from kb_builder.search import rank
from kb_builder.search.common import common_words
from kb_builder.search.documents import Document
from kb_builder.search.finder import DamagedIndexError, Findings, Found, Question, as_data, from_data
from kb_builder.search.index import MOST_FORMS, MOST_POSTINGS, Postings, Synonyms, kept_postings, with_targets
from kb_builder.search.places import best_place
from kb_builder.search.stems import endings_of, stemmer_of
from kb_builder.search.weights import HIGHEST, KINDS, WEIGHING, exact_keys, names_of, terms_of
from kb_builder.search.words import exact_key, is_han

_LAYOUT = f"5 {WEIGHING}"
"""Changes when the fields, the words or their weights do: an index of another layout is made anew."""
_STATE = "state.json"
_BAND = 6
"""How many impacts share a term: fewer make more terms to write, more make longer ones to read."""


class Weighted:
    """Reads ``term impact term impact …``: what Whoosh calls an analyzer."""

    def __call__(self, value: str, **_options: Any) -> Iterator[Token]:
        """One token a term, its impact as the boost, which Whoosh stores as the weight."""
        parts = value.split(" ")
        for place in range(0, len(parts) - 1, 2):
            yield Token(text=parts[place], boost=float(parts[place + 1]), stopped=False, pos=place)


def _schema() -> fields.Schema:
    return fields.Schema(
        address=fields.ID(unique=True, stored=True),
        mark=fields.STORED,
        shown=fields.STORED,
        words=fields.TEXT(analyzer=Weighted(), phrase=False),
        forms=fields.KEYWORD(scorable=True),
        exact=fields.KEYWORD(scorable=True),
        kind=fields.COLUMN(columns.VarBytesColumn()),
        product=fields.COLUMN(columns.VarBytesColumn()),
    )


class WhooshFinder:
    """The index of one locale in a folder."""

    def __init__(self, folder: Path, locale: str) -> None:
        self.folder = folder
        self.locale = locale
        self._opened: _Reading | None = None

    def update(self, documents: Iterable[Document], synonyms: Sequence[Sequence[Sequence[str]]]) -> int:
        """Take over what changed; a damaged index is made anew."""
        given = tuple(documents)
        try:
            changed = self._update(given)
        except Exception:  # noqa: BLE001 - whatever Whoosh raises on damaged files
            shutil.rmtree(self.folder, ignore_errors=True)
            changed = self._update(given)
        names = {
            product: sorted(stems) for product, stems in names_of(given, stemmer_of(self.locale)).items()
        }
        state = {"layout": _LAYOUT, "synonyms": synonyms, "names": names}
        (self.folder / _STATE).write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        self._opened = None
        return changed

    def search(self, question: Question) -> Findings:
        """The best pages."""
        try:
            self._opened = self._opened or _Reading(self.folder, self.locale)
            return self._opened.search(question)
        except Exception as error:
            self._opened = None
            raise DamagedIndexError(str(error)) from error

    def _update(self, documents: tuple[Document, ...]) -> int:
        kept = self._kept()
        marks = {document.address: _mark(document) for document in documents}
        gone = [address for address in kept if address not in marks]
        changed = [
            document for document in documents if kept.get(document.address) != marks[document.address]
        ]
        if not gone and not changed and kept:
            return 0
        self.folder.mkdir(parents=True, exist_ok=True)
        opened = index.open_dir(self.folder) if kept else index.create_in(self.folder, _schema())
        writer = opened.writer(limitmb=256)
        stem = stemmer_of(self.locale)
        for address in [*gone, *(document.address for document in changed if document.address in kept)]:
            writer.delete_by_term("address", address)
        for document in changed:
            terms = terms_of(document, stem)
            writer.add_document(
                address=document.address,
                mark=marks[document.address],
                shown=json.dumps(as_data(document), ensure_ascii=False),
                words=" ".join(f"{_banded(key, impact)} {impact}" for key, impact in terms.impacts.items()),
                forms=" ".join(f"{form}|{key}" for form, key in terms.forms.items()),
                exact=" ".join({key for key, _ in exact_keys(document)}),
                kind=document.kind.encode(),
                product=document.product.encode(),
            )
        writer.commit()
        return len(gone) + len(changed)

    def _kept(self) -> dict[str, str]:
        """Address → mark of what the index holds; empty when there is none, or one of another layout."""
        if not index.exists_in(self.folder) or not (self.folder / _STATE).is_file():
            return {}
        if json.loads((self.folder / _STATE).read_text("utf-8"))["layout"] != _LAYOUT:
            return {}
        with index.open_dir(self.folder).reader() as reader:
            return {stored["address"]: stored["mark"] for _, stored in reader.iter_docs()}


class _Reading:
    """An opened index as the ranking reads it (:class:`kb_builder.search.index.Index`)."""

    def __init__(self, folder: Path, locale: str) -> None:
        self._reader = index.open_dir(folder).reader()
        self._products, self._kinds = self._column("product"), self._column("kind")
        self._worths = [KINDS.get(kind, 1.0) for kind in self._kinds]
        state = json.loads((folder / _STATE).read_text("utf-8"))
        self._groups = state["synonyms"]
        self.names = {product: frozenset(stems) for product, stems in state["names"].items()}
        self.common = common_words(locale)
        self.endings = endings_of(locale)
        self.total = self._reader.doc_count()
        self._stem = stemmer_of(locale)
        self._postings: dict[str, Postings] = {}
        self._stems: dict[str, Sequence[str]] = {}
        self._frequencies: dict[str, int] = {}

    def search(self, question: Question) -> Findings:
        plan, hits = rank.search(question.text, self, question.product)
        stems = {stem for slot in plan.slots for variant in slot.variants for stem in variant.stems}
        wanted = {stem: rank.rarity(self.total, self.frequency(stem)) for stem in stems}
        found: list[Found] = []
        for hit in hits:
            if len(found) == question.most:
                break
            if question.product and self.product(hit.document) != question.product:
                continue
            if question.kind and self._kinds[hit.document] != question.kind:
                continue
            document = self._document(hit.document)
            found.append(Found(document, hit.score, best_place(document, wanted, self._stem)))
        return Findings(tuple(found), tuple(plan.corrected.items()), self._straight(question.text))

    @cached_property
    def synonyms(self) -> tuple[Synonyms, ...]:
        return with_targets(self._groups, self)

    def stems_of(self, form: str) -> Sequence[str]:
        if form not in self._stems:
            self._stems[form] = [stem for _, stem in self._forms(f"{form}|")]
        return self._stems[form]

    def forms_from(self, beginning: str) -> Sequence[str]:
        found: dict[str, bool] = {}
        for form, _ in self._forms(beginning):
            if len(found) == MOST_FORMS:
                break
            found[form] = True
        return list(found)

    def vocabulary(self, length: int) -> Sequence[str]:
        return self._by_length.get(length, ())

    def frequency(self, stem: str) -> int:
        if stem not in self._frequencies:
            each = (self._reader.doc_frequency("words", term) for term in self._terms(stem))
            self._frequencies[stem] = sum(each)
        return self._frequencies[stem]

    def postings(self, stem: str) -> Postings:
        if stem not in self._postings:
            found: list[tuple[int, int]] = []
            for term in self._terms(stem):
                found.extend(self._read(term))
                if len(found) >= MOST_POSTINGS:
                    break
            self._postings[stem] = kept_postings(sorted(found))
        return self._postings[stem]

    @cached_property
    def _sizes(self) -> Counter[str]:
        return Counter(self.product(number) for number in self._reader.all_doc_ids())

    def pages(self, product: str) -> int:
        return self._sizes[product]

    def named(self, key: str) -> Sequence[int]:
        addresses = [address.partition("#")[0] for address in self._addresses(key)]
        found = [number for number in map(self._number, addresses) if number is not None]
        return sorted(set(found))

    def worth(self, document: int) -> float:
        return self._worths[document]

    def product(self, document: int) -> str:
        return self._products[document]

    def _column(self, name: str) -> Sequence[str]:
        """What each document has there, read at once: a question asks for it thousands of times."""
        return [value.decode() for value in self._reader.column_reader(name)]

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        often: dict[str, int] = defaultdict(int)
        for term, info in self._reader.iter_field("forms"):
            form = term.decode().partition("|")[0]
            if form.isalpha() and not is_han(form[0]):
                often[form] += info.doc_frequency()
        found: dict[int, list[str]] = defaultdict(list)
        for form in sorted(often, key=lambda form: (-often[form], form)):
            found[len(form)].append(form)
        return found

    def _forms(self, beginning: str) -> Iterator[tuple[str, str]]:
        for term in self._reader.expand_prefix("forms", beginning):
            form, _, stem = term.decode().partition("|")
            yield form, stem

    def _terms(self, stem: str) -> Iterator[bytes]:
        """The terms of a stem, that of the highest impacts first."""
        yield from self._reader.expand_prefix("words", f"{stem}|")

    def _read(self, term: bytes) -> Iterator[tuple[int, int]]:
        matcher = self._reader.postings("words", term)
        while matcher.is_active():
            yield matcher.id(), int(matcher.weight())
            matcher.next()

    def _document(self, number: int) -> Document:
        return from_data(json.loads(self._reader.stored_fields(number)["shown"]))

    def _straight(self, text: str) -> tuple[str, ...]:
        return self._addresses(exact_key(text[:100]))

    def _addresses(self, key: str) -> tuple[str, ...]:
        """Where a code, an id or an alias leads."""
        if not key or ("exact", key) not in self._reader:
            return ()
        matcher = self._reader.postings("exact", key)
        documents = [self._document(number) for number in matcher.all_ids()]
        return tuple(
            dict.fromkeys(address for one in documents for name, address in exact_keys(one) if name == key)
        )

    def _number(self, address: str) -> int | None:
        if ("address", address) not in self._reader:
            return None
        return next((int(number) for number in self._reader.postings("address", address).all_ids()), None)


def _banded(stem: str, impact: int) -> str:
    """The term for a stem of this impact; higher impacts come first in the order of terms."""
    return f"{stem}|{(HIGHEST - impact) // _BAND:02}"


def _mark(document: Document) -> str:
    """What changes when the document does."""
    return hashlib.sha256(json.dumps(as_data(document), ensure_ascii=False).encode()).hexdigest()
