"""References: what a record or a link names must exist, be of the right kind, and be there for the reader."""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder.checks.facts import Facts, Owner, Value
from kb_builder.checks.near import Names
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import Entry, SitePage, shown_in
from kb_builder.content.model import Article

_ARTICLES = frozenset({"article", "guide", "tree"})
_IN_PRODUCTS = {"model": "models", "component": "components", "part": "parts"}
_FILE_OF = {
    "market": "brand", "category": "brand", "channel": "channels", "topic": "channels", "price": "prices",
    "warranty": "warranty", "centre": "centres", "holidays": "holidays",
}  # fmt: skip
"""The company's file in which the targets of a kind of reference stand."""
_KIND_WORDS = {"guide": "a guide", "tree": "a tree", "prose": "an article in prose", "notice": "a notice"}


def unknown_reference(facts: Facts) -> Iterator[Finding]:
    """Names that nothing carries."""
    for value in facts.references:
        known = _known(facts, value)
        if known is not None and value.value not in known.known:
            to = value.mark.to
            where = _where(facts, value) if to in _IN_PRODUCTS else ""
            hint = known.hint(value.value, f"There are {_plural(to)}")
            yield Finding(value.file, f"there is no {_word(to)} '{value.value}'{where}", hint, value.path)


def wrong_reference(facts: Facts) -> Iterator[Finding]:
    """A tree where a guide belongs, or the other way round."""
    for value in facts.references:
        if value.mark.to in ("guide", "tree"):
            target = facts.catalogue.article_by_id.get(value.value)
            if target is not None and target.kind != value.mark.to:
                kind = _KIND_WORDS[target.kind]
                message = f"'{value.value}' is {kind}, and here {_KIND_WORDS[value.mark.to]} belongs"
                yield Finding(value.file, message, path=value.path)


def unpublished_reference(facts: Facts) -> Iterator[Finding]:
    """From what is published to what is not yet."""
    for value, offset, target in facts.once(_doubtful_targets):
        for_agents = value.internal or _audience(value.owner) == "agent"
        if _is_released(facts, value) and not _is_released_article(facts, target, for_agents):
            state = target.record.state
            message = f"'{target.record.id}' is not published: its state is '{state}'"
            if state in ("published", "archived"):
                message = f"'{target.record.id}' is not published: its product is a draft"
            hint = "Publish it first, or remove the reference."
            yield Finding(value.file, message, hint, value.path, offset=offset)
    for value in facts.references:
        if value.mark.to == "product":
            product = facts.catalogue.product_by_slug.get(value.value)
            if product is not None and product.record.state == "draft" and _is_released(facts, value):
                message = f"the product '{value.value}' is not published: its state is 'draft'"
                yield Finding(value.file, message, "Publish it first, or remove it here.", value.path)


def agent_reference(facts: Facts) -> Iterator[Finding]:
    """From what everybody reads to what only agents see."""
    for value, offset, target in facts.once(_doubtful_targets):
        if not value.internal and _audience(value.owner) == "public" and target.record.audience == "agent":
            message = f"'{target.record.id}' is for agents only, and this text is public"
            hint = "Refer to it from an agent_note, or make it public."
            yield Finding(value.file, message, hint, value.path, offset=offset)


def archived_reference(facts: Facts) -> Iterator[Finding]:
    """To an article that only says what replaced it."""
    for value, offset, target in facts.once(_doubtful_targets):
        if target.record.state == "archived" and _is_released(facts, value):
            instead = target.record.replaced_by
            hint = f"Refer to '{instead}', which replaces it." if instead else "Refer to another article."
            yield Finding(value.file, f"'{target.record.id}' is archived", hint, value.path, offset=offset)


_Target = tuple[Value, int | None, Entry[Article]]


def _doubtful_targets(facts: Facts) -> tuple[_Target, ...]:
    """References and links to articles that are not simply published for everybody; a replacement may be anything."""
    known = facts.catalogue.article_by_id
    doubtful = {entry.file for entry in facts.catalogue.articles if not _is_ordinary(facts, entry)}  # type: ignore[arg-type]
    if not doubtful:
        return ()
    named: list[_Target] = [
        (value, None, known[value.value])
        for value in facts.references
        if value.mark.to in _ARTICLES and value.value in known and value.path[-1:] != ("replaced_by",)
    ]
    linked = [
        (value, link.offset, known[name]) for value, link, name, _ in facts.article_links if name in known
    ]
    return tuple(item for item in (*named, *linked) if item[2].file in doubtful)


def _is_ordinary(facts: Facts, entry: Entry[Article]) -> bool:
    return (
        entry.record.state == "published"
        and entry.record.audience == "public"
        and _in_public_product(facts, entry)
    )


def _known(facts: Facts, value: Value) -> Names | None:
    """The names that a reference may have; None when they can't be told because a file is broken."""
    to = value.mark.to
    if to in _ARTICLES:
        return facts.article_names
    if to == "product":
        return Names(facts.catalogue.product_by_slug.keys() | facts.broken_products)
    if to in _IN_PRODUCTS:
        products = facts.products_of(value.owner, value.path)
        if products is None:
            return None
        return Names({item.id for entry in products for item in getattr(entry.record, _IN_PRODUCTS[to])})
    if _FILE_OF[to] in facts.broken_kinds or (_FILE_OF[to] == "brand" and not facts.has_brand):
        return None
    return Names(facts.company_names[to])


def _where(facts: Facts, value: Value) -> str:
    products = facts.products_of(value.owner, value.path) or ()
    return (
        f" in the product '{products[0].slug}'"
        if len(products) == 1
        else " in the products that this is about"
    )


def _is_released(facts: Facts, value: Value) -> bool:
    """Whether readers meet the text: a draft may still refer to drafts."""
    if isinstance(value.owner, SitePage):
        return True
    record = value.owner.record
    if isinstance(record, Article):
        return record.state == "published" and _in_public_product(facts, value.owner)
    return getattr(record, "state", "published") == "published"


def _is_released_article(facts: Facts, target: Entry[Article], internal: bool) -> bool:
    if target.record.state in ("published", "archived"):
        return internal or _in_public_product(facts, target)
    return internal and target.record.state == "validated"


def _in_public_product(facts: Facts, entry: Entry[Article]) -> bool:
    states = [
        facts.catalogue.product_by_slug[slug].record.state
        for slug in shown_in(entry)
        if slug in facts.catalogue.product_by_slug
    ]
    return not states or any(state in ("published", "archived") for state in states)


def _audience(owner: Owner) -> str:
    return "public" if isinstance(owner, SitePage) else getattr(owner.record, "audience", "public")


def _word(to: str) -> str:
    return {"holidays": "calendar of holidays", "centre": "service centre", "market": "market"}.get(to, to)


def _plural(to: str) -> str:
    return {"category": "categories", "holidays": "calendars", "warranty": "warranties"}.get(to, f"{to}s")


RULES = (
    Rule("unknown-reference", "error", unknown_reference),
    Rule("wrong-reference", "error", wrong_reference),
    Rule("unpublished-reference", "error", unpublished_reference),
    Rule("agent-reference", "error", agent_reference),
    Rule("archived-reference", "warning", archived_reference),
)
