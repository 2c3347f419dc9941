"""Translations: they lead where their source text leads, and hold no HTML that a source text may not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kb_builder.checks.html import SAFE_SCHEMES, unsafe
from kb_builder.checks.links import MOST_BRACKETS, MOST_TAGS, links_in, scheme_of
from kb_builder.content.problem import Problem, Severity

if TYPE_CHECKING:
    # Reading PO files takes time that a site of one language should not pay.
    from kb_builder.content.translations import MarkedUp, Translations

RULES: Mapping[str, Severity] = {"translated-link": "error", "lost-link": "warning"}
_ELSEWHERE = frozenset({"http", "https", "mailto", "tel"})
"""Schemes of addresses that may differ from language to language."""


def translation_problems(translations: Translations) -> Iterator[Problem]:
    """What is wrong in the words of translators, file by file."""
    for texts in translations.by_place.values():
        for one in texts.marked_up:
            if one.target.count("[") <= MOST_BRACKETS and one.target.count("<") <= MOST_TAGS:
                yield from _links(texts.file, one)
                yield from _html(texts.file, one)


def _links(file: str, one: MarkedUp) -> Iterator[Problem]:
    given = dict.fromkeys(link.target for link in links_in(one.source))
    found = dict.fromkeys(link.target for link in links_in(one.target))
    strange = False
    for target in found:
        scheme = scheme_of(target)
        if scheme not in SAFE_SCHEMES:
            message, hint = f"a link can't begin with '{scheme[:40]}:'", "Use the address of the source text."
            yield Problem("unsafe-link", file, message, hint, line=one.line, column=1)
        elif target not in given and scheme not in _ELSEWHERE:
            strange = True
            message = f"the translation leads to '{target[:200]}', its source text does not"
            hint = (
                f"Write an address of the source text: {_listed(given)}."
                if given
                else "Remove the link: the source text has none."
            )
            yield Problem("translated-link", file, message, hint, line=one.line, column=1)
    # A link that leads elsewhere is most likely the one that is missing.
    for target in () if strange else given:
        if target not in found and scheme_of(target) not in _ELSEWHERE:
            message = f"the link to '{target[:200]}' is lost in the translation"
            hint = "Put it around the words that say the same."
            yield Problem("lost-link", file, message, hint, "warning", line=one.line, column=1)


def _html(file: str, one: MarkedUp) -> Iterator[Problem]:
    for flaw in unsafe(one.target, markdown=True):
        yield Problem("unsafe-html", file, flaw.message, flaw.hint, line=one.line, column=1)


def _listed(targets: Mapping[str, None]) -> str:
    return ", ".join(f"'{target[:200]}'" for target in targets)
