"""What a page was made from: every question that its making asked of the catalogue, and what the answers are now.

While a page is rendered it sees the plan and the records through stand-ins that note each question: a field of a record
in one language, whether a page exists, which articles a product has. When all answers are the same in the next build, so is
the page. Nobody has to declare what a template shows.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.model import Record
from kb_builder.site.answers import Answers, LocalRecord
from kb_builder.site.plan import Page, Plan
from kb_builder.site.questions import SEPARATOR, Questions, entry_key


class TracedRecord:
    """A record whose fields are noted when they are read. It passes for the record itself."""

    __slots__ = ("_key", "_model", "_numbers", "_place", "_questions", "_record")

    def __init__(
        self, model: type[Record], record: Record | LocalRecord, place: str, key: str, questions: Questions
    ) -> None:
        self._model = model
        self._record = record
        self._place = place
        self._key = key
        self._questions = questions
        self._numbers: dict[str, int] = {}

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return self._model

    def __getattr__(self, name: str) -> Any:
        number = self._numbers.get(name)
        if number is None:
            known = name if name in self._model.model_fields else "*"
            number = self._questions.number(SEPARATOR.join(("record", self._place, self._key, known)))
            self._numbers[name] = number
        self._questions.asked.add(number)
        return getattr(self._record, name)


class TracedEntry:
    """An entry whose record is noted."""

    __slots__ = ("_questions", "_record", "entry", "key")

    def __init__(self, entry: Entry[Any], questions: Questions) -> None:
        self.entry = entry
        self.key = entry_key(entry)
        self._questions = questions
        self._record = TracedRecord(type(entry.record), entry.record, "", self.key, questions)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return Entry

    def __getattr__(self, name: str) -> Any:
        if name == "record":
            return self._record
        if name not in ("file", "kind", "product", "slug"):
            self._questions.ask("entry", self.key)
        return getattr(self.entry, name)


def plain_entry(entry: Entry[Any]) -> Entry[Any]:
    """The entry behind a stand-in."""
    traced: object = entry
    return traced.entry if type(traced) is TracedEntry else entry


class TracedPlan:
    """A plan that notes what it is asked. It offers what pages use of :class:`kb_builder.site.plan.Plan`."""

    def __init__(self, plan: Plan, questions: Questions) -> None:
        self.plan = plan
        self.questions = questions
        self._entries: dict[int, TracedEntry] = {}
        self._pages: dict[str, Page] = {}
        self.catalogue = cast("Catalogue", _TracedCatalogue(plan.catalogue, questions, self.entry))
        self.by_address = cast("Mapping[str, Page]", _TracedPages(self))

    def entry(self, entry: Entry[Any]) -> Any:
        """The stand-in of an entry."""
        found = self._entries.get(id(entry))
        if found is None:
            found = self._entries[id(entry)] = TracedEntry(entry, self.questions)
        return found

    def page(self, page: Page) -> Page:
        """The page with the stand-in of its entry."""
        found = self._pages.get(page.address)
        if found is None:
            found = replace(page, entry=self.entry(page.entry)) if page.entry else page
            self._pages[page.address] = found
        return found

    def at(self, address: str) -> Page | None:
        """The page at an address."""
        self.questions.ask("page", address)
        page = self.plan.by_address.get(address)
        return self.page(page) if page else None

    @property
    def day(self) -> Any:
        """The day of the build."""
        self.questions.ask("day")
        return self.plan.day

    def article_page(self, article_id: str, product: str | None = None) -> Page | None:
        """As in the plan."""
        self.questions.ask("article", article_id, product or "")
        page = self.plan.article_page(article_id, product)
        return self.page(page) if page else None

    def articles_of(self, product: str) -> tuple[Page, ...]:
        """As in the plan."""
        self.questions.ask("articles", product)
        return tuple(self.page(page) for page in self.plan.articles_of(product))

    def articles_in(self, folder: str) -> tuple[Any, ...]:
        """As in the plan."""
        self.questions.ask("folder", folder)
        return tuple(self.entry(entry) for entry in self.plan.articles_in(folder))

    @property
    def notices_in_force(self) -> tuple[Any, ...]:
        """As in the plan."""
        self.questions.ask("notices", "")
        return tuple(self.entry(entry) for entry in self.plan.notices_in_force)

    def notices_for(self, product: str) -> tuple[Any, ...]:
        """As in the plan."""
        self.questions.ask("notices", product)
        return tuple(self.entry(entry) for entry in self.plan.notices_for(product))

    def __getattr__(self, name: str) -> Any:
        # What is not listed above: right all the same, only less fine.
        self.questions.ask("all")
        return getattr(self.plan, name)


class _TracedPages(Mapping[str, Page]):
    def __init__(self, plan: TracedPlan) -> None:
        self._traced = plan

    def __getitem__(self, address: str) -> Page:
        page = self._traced.at(address)
        if page is None:
            raise KeyError(address)
        return page

    def __iter__(self) -> Iterator[str]:
        self._traced.questions.ask("all")
        return iter(self._traced.plan.by_address)

    def __len__(self) -> int:
        self._traced.questions.ask("all")
        return len(self._traced.plan.by_address)


_SINGLES = frozenset(
    {
        "brand", "channels", "centres", "holidays", "warranty", "returns", "complaints", "prices", "glossary",
        "synonyms", "search_tests", "redirects", "published",
    }
)  # fmt: skip


_KINDS = frozenset({"guides", "trees", "prose", "notices"})


class _TracedCatalogue:
    def __init__(self, catalogue: Catalogue, questions: Questions, entry: Any) -> None:
        self._catalogue = catalogue
        self._questions = questions
        self._entry = entry
        self.files = _TracedFiles(catalogue, questions)
        self.file_sizes = _TracedFacts("size", catalogue.file_sizes, questions)
        self.picture_sizes = _TracedFacts("picture", catalogue.picture_sizes, questions)
        self.product_by_slug = _TracedProducts(catalogue, questions, entry)
        self.article_by_id = _TracedArticles(catalogue, questions, entry)

    @property
    def products(self) -> tuple[Any, ...]:
        self._questions.ask("products")
        return tuple(self._entry(entry) for entry in self._catalogue.products)

    @property
    def articles(self) -> tuple[Any, ...]:
        self._questions.ask("every-article")
        return tuple(self._entry(entry) for entry in self._catalogue.articles)

    def __getattr__(self, name: str) -> Any:
        if name in _SINGLES:
            return self._entry(getattr(self._catalogue, name))
        if name in _KINDS:
            self._questions.ask("kind", name)
            return tuple(self._entry(entry) for entry in getattr(self._catalogue, name))
        self._questions.ask("all")
        return getattr(self._catalogue, name)


class _TracedArticles(Mapping[str, Any]):
    """Articles by id."""

    def __init__(self, catalogue: Catalogue, questions: Questions, entry: Any) -> None:
        self._catalogue = catalogue
        self._questions = questions
        self._entry = entry

    def __getitem__(self, article_id: str) -> Any:
        self._questions.ask("id", article_id)
        return self._entry(self._catalogue.article_by_id[article_id])

    def __iter__(self) -> Iterator[str]:
        self._questions.ask("all")
        return iter(self._catalogue.article_by_id)

    def __len__(self) -> int:
        self._questions.ask("all")
        return len(self._catalogue.article_by_id)


class _TracedFiles:
    def __init__(self, catalogue: Catalogue, questions: Questions) -> None:
        self._catalogue = catalogue
        self._questions = questions

    def __contains__(self, file: str) -> bool:
        self._questions.ask("file", file)
        return file in self._catalogue.files


class _TracedFacts:
    """What is known of files, by one kind of question."""

    def __init__(self, kind: str, facts: Mapping[str, Any], questions: Questions) -> None:
        self._kind = kind
        self._facts = facts
        self._questions = questions

    def get(self, file: str, default: Any = None) -> Any:
        self._questions.ask(self._kind, file)
        return self._facts.get(file, default)


class _TracedProducts(Mapping[str, Any]):
    def __init__(self, catalogue: Catalogue, questions: Questions, entry: Any) -> None:
        self._catalogue = catalogue
        self._questions = questions
        self._entry = entry

    def __getitem__(self, slug: str) -> Any:
        self._questions.ask("product", slug)
        return self._entry(self._catalogue.product_by_slug[slug])

    def __iter__(self) -> Iterator[str]:
        self._questions.ask("products")
        return iter(self._catalogue.product_by_slug)

    def __len__(self) -> int:
        self._questions.ask("products")
        return len(self._catalogue.product_by_slug)


class Tracer:
    """Notes what the pages of one locale ask, and knows the answers."""

    def __init__(self, questions: Questions, answers: Answers, locale: str) -> None:
        self.questions = questions
        self.answers = answers
        self.locale = locale
        self.plan = cast("Plan", TracedPlan(answers.plan, questions))

    def record(self, entry: Entry[Any]) -> Any:
        """The record in this locale, its fields noted."""
        plain = plain_entry(entry)
        record = self.answers.localised(plain, self.locale)
        return TracedRecord(type(plain.record), record, self.locale, entry_key(plain), self.questions)

    def entry(self, entry: Entry[Any]) -> Entry[Any]:
        """An entry whose record is noted."""
        return cast("Entry[Any]", cast("TracedPlan", self.plan).entry(entry))

    def begin(self, page: Page) -> Page:
        """The page to be rendered, as it is seen while its questions are noted."""
        self.questions.asked = set()
        self.questions.ask("page", page.address)
        return cast("TracedPlan", self.plan).page(page)

    def end(self) -> bytes:
        """The questions of the page that was begun."""
        return array("I", sorted(self.questions.asked)).tobytes()
