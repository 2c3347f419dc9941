"""Old addresses: each stands once and leads to a page that exists."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from kb_builder import addresses
from kb_builder.checks import formats
from kb_builder.checks.facts import Facts
from kb_builder.checks.near import short, suggestion
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import Catalogue, shown_in
from kb_builder.content.layout import PRODUCTS


def bad_old_address(facts: Facts) -> Iterator[Finding]:
    """An old address at which this site can't answer."""
    entry = facts.catalogue.redirects
    for number, redirect in enumerate(entry.record.redirects):
        if addresses.old_address(redirect.from_) is None:
            message = f"this site can't lead on from '{short(redirect.from_)}'"
            hint = "Write the path of an old page, such as '/help/filter.html'; files of this site and '..' are none."
            yield Finding(entry.file, message, hint, ("redirects", number, "from"))


def redirect_clash(facts: Facts) -> Iterator[Finding]:
    """Old addresses that stand twice, or are pages or files of the site."""
    entry = facts.catalogue.redirects
    taken = set(_taken(facts.catalogue))
    seen: set[str] = set()
    for number, redirect in enumerate(entry.record.redirects):
        path = ("redirects", number, "from")
        old = addresses.old_address(redirect.from_)
        if old is None or "#" in redirect.from_:
            continue  # a place within a page: the page may well exist
        if old in seen:
            yield Finding(
                entry.file, f"'{short(redirect.from_)}' stands here twice", "Keep one of the two.", path
            )
        elif old in taken:
            message = f"'{short(redirect.from_)}' is a page of this site, so it leads nowhere else"
            yield Finding(entry.file, message, "Remove the line, or rename the page.", path)
        seen.add(old)


def redirect_to_nowhere(facts: Facts) -> Iterator[Finding]:
    """An old address that leads to what does not exist."""
    entry = facts.catalogue.redirects
    pages = set(pages_of(facts.catalogue))
    for number, redirect in enumerate(entry.record.redirects):
        wrong = _nowhere(facts, redirect.to.partition("#")[0], pages)
        if wrong is not None:
            yield Finding(entry.file, *wrong, ("redirects", number, "to"))


def _nowhere(facts: Facts, to: str, pages: set[str]) -> tuple[str, str] | None:
    """Why a target is none, and a hint."""
    it = facts.catalogue
    kind, _, rest = to.partition(":")
    if kind == "https":
        wrong = formats.url(to)
        return None if wrong is None else (wrong.message, wrong.hint)
    if to.startswith("/"):
        found = to.lstrip("/") in pages
        return (
            None
            if found
            else (f"there is no page '{short(to)}'", "Write the id of an article, or 'product:…'.")
        )
    if kind == "product":
        found = rest in it.product_by_slug or rest in facts.broken_products
        return (
            None if found else (f"there is no product '{short(rest)}'", suggestion(rest, it.product_by_slug))
        )
    if kind == "page":
        known = addresses.COMPANY_PAGES
        return (
            None
            if rest in known
            else (f"there is no page '{short(rest)}'", suggestion(rest, known, "There are"))
        )
    name = unquote(to)
    if name in facts.broken_ids:
        return None
    if name not in it.article_by_id:
        hint = "Write 'https:'." if kind == "http" else facts.article_names.hint(name)
        return f"there is no article '{short(name)}'", hint
    state = it.article_by_id[name].record.state
    if state in ("draft", "validated"):
        return f"'{name}' is not published: its state is '{state}'", "Lead to a published article."
    return None


def pages_of(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of the site, relative to its root."""
    yield from addresses.COMPANY_PAGES.values()
    yield from (addresses.category(category.id) for category in catalogue.brand.record.categories)
    yield from (addresses.site_page(page.slug) for page in catalogue.pages)
    for entry in catalogue.products:
        yield addresses.product(entry.slug)
        yield addresses.error_codes(entry.slug)
    for article in catalogue.articles:
        for product in shown_in(article):  # type: ignore[arg-type]
            yield addresses.article(product, article.slug)


def _taken(catalogue: Catalogue) -> Iterator[str]:
    """Where a page or file stands: in every language, with the short links."""
    brand = catalogue.brand.record
    pages = {*pages_of(catalogue), *map(addresses.short_link, catalogue.article_by_id)}
    for locale in brand.locales:
        prefix = addresses.locale_prefix(locale, brand.default_locale)
        yield from (prefix + page for page in pages)
    for file in catalogue.files:
        top, _, rest = file.partition("/")
        if top == PRODUCTS:
            owner, folder, name = rest.split("/", 2)
            yield unquote(addresses.file(owner, folder, name)) + "/"


RULES = (
    Rule("bad-old-address", "error", bad_old_address),
    Rule("redirect-clash", "error", redirect_clash),
    Rule("redirect-to-nowhere", "error", redirect_to_nowhere),
)
