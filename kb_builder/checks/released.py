"""Addresses that were released once: each is still a page, or leads on."""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder import addresses
from kb_builder.checks.anchors import given_anchors, heading_anchors
from kb_builder.checks.facts import Facts
from kb_builder.checks.near import short
from kb_builder.checks.redirects import pages_of
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.model.words import Released


def released_address_gone(facts: Facts) -> Iterator[Finding]:
    """An address of the ledger that is no page today and that no redirect takes over."""
    entry = facts.catalogue.published
    here = set(pages_of(facts.catalogue)) | set(map(addresses.short_link, _names(facts)))
    led_on = _led_on(facts)
    for number, released in enumerate(entry.record.published):
        address = released.address.removeprefix("/")
        if address in here or address in led_on or _is_broken(facts, released):
            continue
        hint = f"Add it to redirects.yml: {{from: {short(released.address)}, to: …}}."
        message = f"'{short(released.address)}' was released and is gone: links to it are dead"
        yield Finding(entry.file, message, hint, ("published", number, "address"))


def released_anchor_gone(facts: Facts) -> Iterator[Finding]:
    """A step, node or heading of the ledger that its article no longer has."""
    entry = facts.catalogue.published
    written = {redirect.from_.removeprefix("/") for redirect in facts.catalogue.redirects.record.redirects}
    led_on = _led_on(facts)
    for number, released in enumerate(entry.record.published):
        found = facts.catalogue.article_by_id.get(released.id) if released.id else None
        address = released.address.removeprefix("/")
        if found is None or found.record.state == "archived" or address in led_on:
            continue
        known = given_anchors(found.record) | heading_anchors(found.record)
        for place, anchor in enumerate(released.anchors):
            if anchor not in known and f"{address}#{anchor}" not in written:
                message = f"'{short(released.address)}#{short(anchor)}' was released and is gone: links to it miss their place"
                hint = "Name it in 'anchors' of the step that takes its place, or write {#…} at a heading, or add it to redirects.yml."
                yield Finding(entry.file, message, hint, ("published", number, "anchors", place))


def _names(facts: Facts) -> Iterator[str]:
    yield from facts.catalogue.article_by_id
    yield from facts.broken_ids


def _led_on(facts: Facts) -> set[str]:
    """The addresses that redirects take over."""
    found = (
        addresses.old_address(one.from_)
        for one in facts.catalogue.redirects.record.redirects
        if "#" not in one.from_
    )
    return {address for address in found if address}


def _is_broken(facts: Facts, released: Released) -> bool:
    """Whether the page is there but its file could not be read: that is reported already."""
    product = released.address.strip("/").split("/")[0]
    return released.id in facts.broken_ids or product in facts.broken_products


RULES = (
    Rule("released-address-gone", "error", released_address_gone),
    Rule("released-anchor-gone", "error", released_anchor_gone),
)
