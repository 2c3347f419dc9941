"""The error codes of a product: what each means and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb_builder import addresses
from kb_builder.content.model import Product
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.content import Content, breadcrumbs, jsonld_breadcrumbs


@dataclass(frozen=True)
class Code:
    """An error code as the display shows it."""

    code: str
    anchor: str
    meaning: str = ""
    links: tuple[Link, ...] = ()
    """What to do, the best first."""
    models: tuple[str, ...] = ()
    """Names of the models that show it; empty means all."""


def error_codes(here: Here, slug: str) -> tuple[Code, ...]:
    """The codes that the product lists, then those that only articles name."""
    product = here.site.product(slug)
    assert product is not None
    from_articles = _codes_of_articles(here, slug)
    listed = tuple(_listed(here, product, from_articles))
    known = {code.code for code in listed}
    others = (
        Code(code, addresses.code_anchor(code), "", tuple(links.values()))
        for code, links in sorted(from_articles.items())
        if code not in known
    )
    return (*listed, *others)


def _listed(here: Here, product: Product, articles: dict[str, dict[str, Link]]) -> Iterator[Code]:
    names = {model.id: model.name for model in product.models}
    for item in product.error_codes:
        first = here.article(item.article) if item.article else None
        links = {first.address: first} if first else {}
        links |= {k: v for k, v in articles.get(item.code, {}).items() if k not in links}
        models = tuple(names.get(model, model) for model in item.models)
        anchor = addresses.code_anchor(item.code)
        yield Code(item.code, anchor, item.meaning, tuple(links.values()), models)


def _codes_of_articles(here: Here, slug: str) -> dict[str, dict[str, Link]]:
    """Code → address → link, for every article of the product that names the code."""
    found: dict[str, dict[str, Link]] = {}
    for page in here.site.plan.articles_of(slug):
        assert page.entry is not None
        record = here.site.record(page.entry)
        for code in record.error_codes:
            link = here.link(record.title, page.address, record.summary)
            found.setdefault(code, {})[page.address] = link
    return found


def build_error_codes(here: Here) -> Content:
    """The table of a product's error codes."""
    assert here.page.product is not None
    _ = here.site.messages.gettext
    product = here.site.product(here.page.product)
    assert product is not None
    title = _("Error codes")
    return Content(
        title=title,
        description=f"{product.name}: {title}",
        context={
            "product": product,
            "crumbs": breadcrumbs(here),
            "codes": error_codes(here, here.page.product),
        },
        changed=product.changed.isoformat() if product.changed else "",
        hide=("toc",),
        jsonld=(jsonld_breadcrumbs(here, title),),
    )
