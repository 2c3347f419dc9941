"""Links of Markdown texts: articles by id, products and pages by name, and the places inside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from kb_builder.addresses import COMPANY_PAGES
from kb_builder.checks.facts import Facts, Value
from kb_builder.checks.links import Link, is_path, plain_target
from kb_builder.checks.near import short, suggestion
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import Article


def unknown_link(facts: Facts) -> Iterator[Finding]:
    """Links to articles that do not exist."""
    for value, link, name, _ in facts.article_links:
        if name not in facts.article_names.known:
            message, hint = (
                f"there is no article '{short(name)}'",
                facts.article_names.hint(name),
            )
            yield Finding(value.file, message, hint, value.path, offset=link.offset)


def unknown_anchor(facts: Facts) -> Iterator[Finding]:
    """``KB-1014#drain`` where the article has no such step, node, heading or id."""
    for value, link, name, anchor in facts.article_links:
        target = facts.catalogue.article_by_id.get(name)
        if anchor and target is not None and not facts.has_anchor(target, anchor):
            message = f"'{name}' has no place '{short(anchor)}'"
            yield _no_anchor(facts, value, link, anchor, message, target)
    for value, link in facts.links:
        own = value.owner
        if link.target.startswith("#") and isinstance(own, Entry) and isinstance(own.record, Article):
            anchor = unquote(link.target[1:])
            if anchor and not facts.has_anchor(own, anchor):
                message = f"this article has no place '{short(anchor)}'"
                yield _no_anchor(facts, value, link, anchor, message, own)


def broken_link(facts: Facts) -> Iterator[Finding]:
    """Links that are no id of an article and nothing else that the site knows."""
    pages = {*COMPANY_PAGES, *(page.slug for page in facts.catalogue.pages)}
    products = facts.catalogue.product_by_slug
    for value, link in facts.links:
        target = plain_target(link.target)
        kind, _, name = target.partition(":")
        name = name.partition("#")[0]
        message = hint = ""
        if link.picture:
            continue
        if not target:
            message, hint = "the link leads nowhere", "Write the article's id between the brackets."
        elif kind == "product" and name not in products and name not in facts.broken_products:
            message, hint = f"there is no product '{short(name)}'", suggestion(name, products, "There are")
        elif kind == "page" and name not in pages:
            message, hint = f"there is no page '{short(name)}'", suggestion(name, pages, "There are")
        elif is_path(target):
            message = f"'{short(target)}' is no address that a text can link to"
            hint = "Link to an article by its id (KB-1014#step), to 'product:…' or to 'page:…'."
        if message:
            yield Finding(value.file, message, hint, value.path, offset=link.offset)


def _no_anchor(
    facts: Facts, value: Value, link: Link, anchor: str, message: str, target: Entry[Any]
) -> Finding:
    hint = suggestion(anchor, facts.anchors_of(target), "It has")
    return Finding(value.file, message, hint, value.path, offset=link.offset)


RULES = (
    Rule("unknown-reference", "error", unknown_link),
    Rule("unknown-anchor", "error", unknown_anchor),
    Rule("broken-link", "error", broken_link),
)
