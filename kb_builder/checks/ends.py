"""Ends of trees: whoever was not helped reaches somebody, in each country where the product is sold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb_builder.aftersales.handoff import tree_number
from kb_builder.aftersales.routes import channels_for, channels_in, product_routes, reached
from kb_builder.checks.facts import Facts
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import OutcomeNode, Tree


def end_without_channel(facts: Facts) -> Iterator[Finding]:
    """An end that sends people to the company about a topic for which nobody answers in their country."""
    topics = {topic.id for topic in facts.catalogue.channels.record.topics}
    if not facts.has_brand or not facts.catalogue.channels.record.channels:
        return
    answers: dict[tuple[str | None, str, str], bool] = {}
    for entry in facts.catalogue.trees:
        markets = _markets(facts, entry)
        for name, node in entry.record.nodes.items():
            if not isinstance(node, OutcomeNode) or node.outcome == "solved":
                continue
            if node.topic is not None and node.topic not in topics:
                continue  # a problem of its own: unknown-reference
            for product, country in markets:
                key = (node.topic, product, country)
                if key not in answers:
                    answers[key] = _somebody_answers(facts, *key)
                if not answers[key]:
                    yield _nobody(entry, name, node, country)
                    break


def same_tree_number(facts: Facts) -> Iterator[Finding]:
    """Two trees that handoff codes could not tell apart."""
    by_number: dict[int, list[tuple[Entry[Tree], str]]] = defaultdict(list)
    for entry in facts.catalogue.trees:
        for name in dict.fromkeys((entry.record.id, *entry.record.aliases)):
            by_number[tree_number(name)].append((entry, name))
    for named in by_number.values():
        first, first_name = named[0]
        for entry, name in named[1:]:
            if entry.record.id != first.record.id and name != first_name:
                message = f"handoff codes can't tell '{name}' from '{first_name}': both have the same number"
                hint = "Give the newer tree another number."
                yield Finding(entry.file, message, hint, ("id",) if name == entry.record.id else ("aliases",))


def _markets(facts: Facts, entry: Entry[Tree]) -> tuple[tuple[str, str], ...]:
    """Product and country wherever customers meet the tree; a country without any channel is a problem of its own."""
    record = facts.catalogue.channels.record
    listed = (market.country for market in facts.catalogue.brand.record.markets)
    every = tuple(country for country in listed if channels_in(record, country))
    only = entry.record.markets
    return tuple(
        (product.slug, country)
        for product in facts.products_of(entry) or ()
        for country in product.record.markets or every
        if country in every and (not only or country in only)
    )


def _somebody_answers(facts: Facts, topic: str | None, product: str, country: str) -> bool:
    if topic is None:
        return True
    record = facts.catalogue.channels.record
    own = (route for route in product_routes(record, topic, country) if product in route.products)
    return bool(channels_for(record, topic, country, "")) or any(
        reached(record, route.channels, country, "") for route in own
    )


def _nobody(entry: Entry[Tree], name: str, node: OutcomeNode, country: str) -> Finding:
    message = f"nobody answers about '{node.topic}' in {country}: the end '{name}' leads nowhere"
    hint = "Add the country to a channel for this topic, or name another topic."
    return Finding(entry.file, message, hint, ("nodes", name, "topic"))


RULES = (
    Rule("end-without-channel", "error", end_without_channel),
    Rule("same-tree-number", "error", same_tree_number),
)
