"""A small catalogue and what is asked of it: the same pages with the same scores in Python, in the agents' index and in the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from kb_builder.search import rank
from kb_builder.search.documents import Document, Section
from kb_builder.search.finder import Question
from kb_builder.search.index import Memory, synonym_words
from kb_builder.search.shards import FOLDER, write_index
from kb_builder.search.whoosh_finder import WhooshFinder
from tests.browser.server import served
from tests.scripts.conftest import SCRIPTS

EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "ranking.json").read_text("utf-8"))
ASKED = [(locale, one) for locale, given in EXAMPLES.items() for one in given["questions"]]
FIND = "async ([base, locale, query]) => (await import(base + 'js/search/find.js')).find(`${base}${locale}/assets/search/`, query)"
HOSTILE = ["", " ", "a" * 10_000, "ab " * 4_000, "<b> AND OR NOT ( \" '", "🧺" * 50, "the of and", "=e18", "\x00\u202e\ud7a3", "漏" * 3_000,
           "router 洗衣機 pralka стирать 세탁기 غسالة", "0" * 400, "toString constructor __proto__", "̀́" * 900]  # fmt: skip


@cache
def memory_of(locale: str) -> Memory:
    """The catalogue of a language as an index."""
    given = EXAMPLES[locale]
    documents = tuple(_document(one) for one in given["documents"])
    return Memory(locale, documents, synonym_words(given["synonyms"], locale))


def _document(given: dict[str, Any]) -> Document:
    known = {name: value for name, value in given.items() if name not in ("body", "codes")}
    address = f"{given.get('product') or 'help'}/{(given['id'] or 'codes').lower()}/"
    codes = tuple((code, to) for code, to in given.get("codes", ()))
    return Document(address=address, codes=codes, sections=(Section("", "", given["body"]),), **known)


@dataclass(frozen=True)
class Site:
    """The indexes beside the scripts, in a browser."""

    page: Page
    base: str

    def find(self, locale: str, query: str) -> dict[str, Any]:
        """What the scripts of the site find."""
        found: dict[str, Any] = self.page.evaluate(FIND, [self.base, locale, query])
        return found


@pytest.fixture(scope="module")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An index a language."""
    folder = tmp_path_factory.mktemp("ranking")
    (folder / "_headers").write_text("/*\n", encoding="utf-8")
    (folder / "index.html").write_text("<!doctype html><title>ranking</title>", encoding="utf-8")
    (folder / "js").symlink_to(SCRIPTS)
    for locale in EXAMPLES:
        (folder / locale / FOLDER).mkdir(parents=True)
        write_index(memory_of(locale), folder / locale)
    with served(folder) as base:
        page = chromium.new_page()
        page.goto(base)
        yield Site(page, base)
        page.close()


@pytest.fixture(scope="module")
def finders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, WhooshFinder]:
    """An agents' index a language."""
    folder = tmp_path_factory.mktemp("finders")
    made = {locale: WhooshFinder(folder / locale, locale) for locale in EXAMPLES}
    for locale, finder in made.items():
        memory = memory_of(locale)
        finder.update(memory.documents, memory.groups)
    return made


@pytest.mark.parametrize(
    ("locale", "one"), ASKED, ids=lambda one: one if isinstance(one, str) else one["why"]
)
def test_finds(site: Site, finders: dict[str, WhooshFinder], locale: str, one: dict[str, str]) -> None:
    """The right page stands first; all three engines give the same scores and the same corrections."""
    memory = memory_of(locale)
    plan, hits = rank.search(one["q"], memory)
    assert memory.documents[hits[0].document].id == one["first"]
    scores = {memory.documents[hit.document].address: hit.score for hit in hits}
    found = site.find(locale, one["q"])
    assert {memory.documents[hit["document"]].address: hit["score"] for hit in found["hits"]} == scores
    assert found["corrected"] == plan.corrected
    answer = finders[locale].search(Question(one["q"], most=100))
    assert {result.document.address: result.score for result in answer.results} == scores
    assert dict(answer.corrected) == plan.corrected


@pytest.mark.parametrize("locale", EXAMPLES)
def test_any_question_has_an_answer(site: Site, finders: dict[str, WhooshFinder], locale: str) -> None:
    """Whatever is typed, nothing fails, and the engines still agree."""
    for query in HOSTILE:
        scores = sorted(hit.score for hit in rank.search(query, memory_of(locale))[1])
        assert sorted(hit["score"] for hit in site.find(locale, query)["hits"]) == scores, query[:40]
        assert (
            sorted(one.score for one in finders[locale].search(Question(query, most=100)).results) == scores
        ), query[:40]
