"""States of articles: what replaces them, who validated them, which products show them."""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder.checks.facts import Facts
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import shown_in
from kb_builder.content.layout import SHARED


def archived_without_replacement(facts: Facts) -> Iterator[Finding]:
    """An archived article that leaves its readers alone."""
    for entry in facts.catalogue.articles:
        if entry.record.state == "archived" and entry.record.replaced_by is None:
            hint = "Add 'replaced_by: …' with the id of the article to go to."
            yield Finding(entry.file, "the archived article does not say what replaces it", hint, ("state",))


def replaced_but_not_archived(facts: Facts) -> Iterator[Finding]:
    """An article that is replaced and still shown."""
    for entry in facts.catalogue.articles:
        if entry.record.replaced_by is not None and entry.record.state != "archived":
            message = f"'replaced_by' has no effect while the state is '{entry.record.state}'"
            yield Finding(
                entry.file, message, "Write 'state: archived', or remove it.", ("replaced_by",), on_key=True
            )


def replacement_loop(facts: Facts) -> Iterator[Finding]:
    """Archived articles that send readers round in a circle."""
    known = facts.catalogue.article_by_id
    for entry in facts.catalogue.articles:
        seen, current = {entry.record.id}, entry.record.replaced_by
        while current is not None and current in known:
            target = known[current].record
            if target.id == entry.record.id:
                message = f"'replaced_by' leads back to '{entry.record.id}' itself"
                yield Finding(entry.file, message, "Name an article that is not archived.", ("replaced_by",))
            if target.id in seen:
                break
            seen.add(target.id)
            current = target.replaced_by


def not_validated(facts: Facts) -> Iterator[Finding]:
    """``state: validated`` that names nobody who validated it."""
    for entry in facts.catalogue.articles:
        if entry.record.state == "validated" and entry.record.validated is None:
            hint = "Add 'validated: {on: 2026-10-05, by: k.lis}'."
            yield Finding(
                entry.file, "the state is 'validated', and nobody is named who did it", hint, ("state",)
            )


def published_in_draft_product(facts: Facts) -> Iterator[Finding]:
    """A published article that nobody sees."""
    products = facts.catalogue.product_by_slug
    for entry in facts.catalogue.articles:
        shown = [products[slug].record.state for slug in shown_in(entry) if slug in products]  # type: ignore[arg-type]
        if entry.record.state == "published" and shown and all(state == "draft" for state in shown):
            message = "the article is published, and its product is a draft: nobody sees it"
            yield Finding(entry.file, message, "Publish the product, too.", ("state",))


def shared_without_products(facts: Facts) -> Iterator[Finding]:
    """A shared article that no product shows."""
    for entry in facts.catalogue.articles:
        if entry.product == SHARED and not entry.record.products:
            hint = "Add 'products: [wm700, …]', or move the file into the folder of its product."
            yield Finding(
                entry.file,
                "the shared article does not say which products show it",
                hint,
                ("id",),
                on_key=True,
            )


def own_article_with_products(facts: Facts) -> Iterator[Finding]:
    """An article of one product that names others: its own product would not show it."""
    for entry in facts.catalogue.articles:
        if entry.product != SHARED and entry.record.products and entry.product not in entry.record.products:
            message = f"'products' leaves out '{entry.product}', in whose folder the article stands"
            hint = "Move the file to _shared, or remove 'products'."
            yield Finding(entry.file, message, hint, ("products",))


RULES = (
    Rule("archived-without-replacement", "warning", archived_without_replacement),
    Rule("replaced-but-not-archived", "warning", replaced_but_not_archived),
    Rule("replacement-loop", "error", replacement_loop),
    Rule("not-validated", "warning", not_validated),
    Rule("published-in-draft-product", "warning", published_in_draft_product),
    Rule("shared-without-products", "error", shared_without_products),
    Rule("own-article-with-products", "error", own_article_with_products),
)
