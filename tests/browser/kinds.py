"""The pages that the browser tests look at: the first of each kind, and those that no plan names."""

from __future__ import annotations

from dataclasses import dataclass

from kb_builder import addresses
from kb_builder.site.plan import Page
from tests.demo import demo_locales, demo_plan


@dataclass(frozen=True)
class Case:
    """A page in one locale."""

    name: str
    locale: str
    address: str
    """Relative to the root of the whole site."""

    def __str__(self) -> str:
        return f"{self.name}-{self.locale}"


def prefix(locale: str) -> str:
    """Where a locale of the demo site begins."""
    return addresses.locale_prefix(locale, demo_plan().catalogue.brand.record.default_locale)


def cases_of(pages: dict[str, str]) -> list[Case]:
    """Pages (name → address) in every locale."""
    return [
        Case(name, locale, prefix(locale) + address)
        for locale in demo_locales()
        for name, address in pages.items()
    ]


def first_of_each_kind() -> list[Case]:
    """Every kind of page in every locale. The kinds come from the plan, so that a new one can't be forgotten."""
    first: dict[str, str] = {}
    for page in demo_plan().pages:
        first.setdefault(page.kind, page.address)
    return cases_of({**first, "404": "404.html"})


def pages_of(kind: str) -> list[Page]:
    """All pages of one kind."""
    return [page for page in demo_plan().pages if page.kind == kind]
