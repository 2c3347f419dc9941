"""What a catalogue answers now to the questions that pages asked when they were made."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from typing import Any

from kb_builder.content.catalogue import Entry
from kb_builder.content.localise import localise, localise_field, localise_page
from kb_builder.content.translations import Translations
from kb_builder.site.fingerprint import fingerprint
from kb_builder.site.plan import Page, Plan
from kb_builder.site.questions import SEPARATOR, Questions, entry_key

Stored = dict[tuple[str, str], tuple[bytes, dict[str, str]]]
"""By language (empty for the record as written) and entry: the digest of its input, and the digest of each field."""


class LocalRecord:
    """A record in one language: each field is put into it when it is read for the first time. It has what the record has."""

    def __init__(self, entry: Entry[Any], locale: str, translations: Translations) -> None:
        self._given = (entry, locale, translations)

    def __getattr__(self, name: str) -> Any:
        entry, locale, translations = self._given
        if name in type(entry.record).model_fields:
            value = localise_field(entry, name, locale, translations)
        else:
            value = getattr(self.whole, name)
        self.__dict__[name] = value
        return value

    @cached_property
    def whole(self) -> Any:
        """The record itself."""
        return localise(*self._given)


Records = OrderedDict[tuple[str, str], tuple[bytes, LocalRecord]]
"""Records in one language, with the digest of their input, the latest used last."""
MOST_RECORDS = 4000


class Answers:
    """What the catalogue answers now; every question is answered once."""

    def __init__(
        self,
        plan: Plan,
        translations: Translations,
        questions: Questions,
        inputs: Mapping[str, str],
        stored: Stored,
        variant: str,
        records: Records | None = None,
    ) -> None:
        self.plan = plan
        self.translations = translations
        self.questions = questions
        self.inputs = inputs
        self.stored = stored
        self.changed: Stored = {}
        """What was computed anew and is not written down yet."""
        self.variant = variant
        self._entries = {entry_key(entry): entry for entry in plan.catalogue.entries}
        self._digests: dict[int, bytes] = {}
        self._tables: dict[tuple[str, str], dict[str, str]] = {}
        self.records: Records = OrderedDict() if records is None else records

    def of(self, trace: bytes) -> bytes:
        """One digest of the answers to the questions of a page."""
        hasher = blake2b(digest_size=16)
        digests = self._digests
        for number in array("I", trace):
            digest = digests.get(number)
            if digest is None:
                digest = digests[number] = self._digest(number)
            hasher.update(digest)
        return hasher.digest()

    def _digest(self, number: int) -> bytes:
        text = self.questions.text(number)
        if text is None:
            return b"?"
        kind, *rest = text.split(SEPARATOR)
        answer = self._field(*rest) if kind == "record" else fingerprint(self._answer(kind, rest))
        return answer.encode()

    def _answer(self, kind: str, rest: list[str]) -> Any:
        plan = self.plan
        if kind == "page":
            return _identity(plan.by_address.get(rest[0]))
        if kind == "article":
            return _identity(plan.article_page(rest[0], rest[1] or None))
        if kind == "articles":
            return tuple(_identity(page) for page in plan.articles_of(rest[0]))
        if kind == "folder":
            return tuple(entry_key(entry) for entry in plan.articles_in(rest[0]))
        if kind == "notices":
            entries = plan.notices_for(rest[0]) if rest[0] else plan.notices_in_force
            return tuple(entry_key(entry) for entry in entries)
        if kind == "products":
            return tuple(entry.slug for entry in plan.catalogue.products)
        if kind == "every-article":
            return tuple(entry_key(entry) for entry in plan.catalogue.articles)
        if kind == "kind":
            return tuple(entry_key(entry) for entry in getattr(plan.catalogue, rest[0]))
        if kind == "id":
            found = plan.catalogue.article_by_id.get(rest[0])
            return entry_key(found) if found else None
        if kind == "product":
            return rest[0] in plan.catalogue.product_by_slug
        return self._rare_answer(kind, rest)

    def _rare_answer(self, kind: str, rest: list[str]) -> Any:
        plan = self.plan
        if kind == "day":
            return plan.day
        if kind == "file":
            return rest[0] in plan.catalogue.files
        if kind == "size":
            return plan.catalogue.file_sizes.get(rest[0])
        if kind == "picture":
            return plan.catalogue.picture_sizes.get(rest[0])
        if kind == "entry":
            entry = self._entries.get(rest[0])
            return (entry.language, entry.body_line) if entry else None
        if kind == "written":
            page = next(
                (one for one in (*plan.catalogue.pages, *plan.catalogue.handbook) if one.slug == rest[1]),
                None,
            )
            if page is None:
                return None
            default = plan.catalogue.brand.record.default_locale
            return localise_page(page, rest[0], self.translations, default)
        # "all": any change of the catalogue.
        texts = {f"{folder} {tag}": one.digest for (folder, tag), one in self.translations.by_place.items()}
        pages = tuple(_identity(page) for page in plan.pages)
        return (
            pages,
            dict(sorted(self.inputs.items())),
            dict(sorted(texts.items())),
            plan.catalogue.files,
            plan.day,
        )

    def _field(self, place: str, key: str, name: str) -> str:
        table = self._table(place, key)
        if name not in table:
            table[name] = self._fingerprint(place, key, name)
            self.changed[place, key] = (self._input(place, key), table)
        return table[name]

    def _table(self, place: str, key: str) -> dict[str, str]:
        table = self._tables.get((place, key))
        if table is None:
            given, fields = self.stored.get((place, key), (b"", {}))
            current = given == self._input(place, key)
            table = self._tables[place, key] = fields if current else {}
        return table

    def _input(self, place: str, key: str) -> bytes:
        """All that a record in one language is made from."""
        entry = self._entries.get(key)
        if entry is None:
            return b"-"
        texts = self.translations.of(entry.product, place).digest if place else ""
        parts = (self.variant, place, key, entry.language, self.inputs.get(entry.file, ""), texts)
        return blake2b(SEPARATOR.join(parts).encode("utf-8", "surrogatepass"), digest_size=12).digest()

    def _fingerprint(self, place: str, key: str, name: str) -> str:
        entry = self._entries.get(key)
        if entry is None:
            return ""
        record = self.localised(entry, place) if place else entry.record
        if name == "*":
            return fingerprint(record.whole if isinstance(record, LocalRecord) else record)
        return fingerprint(getattr(record, name))

    def localised(self, entry: Entry[Any], place: str) -> LocalRecord:
        """A record in one language. The latest ones are kept: pages come product by product, and memory is not endless."""
        key = entry_key(entry)
        given = self._input(place, key)
        kept = self.records.get((place, key))
        if kept is not None and kept[0] == given:
            self.records.move_to_end((place, key))
            return kept[1]
        record = LocalRecord(entry, place, self.translations)
        self.records[place, key] = (given, record)
        while len(self.records) > MOST_RECORDS:
            self.records.popitem(last=False)
        return record


def _identity(page: Page | None) -> Any:
    """What a page is, without what stands on it."""
    if page is None:
        return None
    key = entry_key(page.entry) if page.entry else ""
    written = page.hand_written.slug if page.hand_written else ""
    return (page.kind, page.address, page.product, key, page.group, page.subject, page.canonical, written)
