"""What the company owes each market: a person for every topic, an escalation that ends, the law's warranty, a price for every offer."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from kb_builder.aftersales.coverage import applies
from kb_builder.aftersales.matrix import ReachRow, markets_of, reach_rows
from kb_builder.aftersales.prices import item_by_id, item_of_part, price_on
from kb_builder.aftersales.routes import ways_of
from kb_builder.checks.facts import Facts
from kb_builder.checks.formats import wrong_form
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import Entry, shown_in
from kb_builder.content.model import Centre, Channel, OutcomeNode, PriceItem, Product, Promise, Route, Tree
from kb_builder.content.problem import FieldPath

_SOON = timedelta(days=30)
"""So long before a price ends, somebody should enter the next one."""


def topic_without_person(facts: Facts) -> Iterator[Finding]:
    """A topic that reaches no person in a country and a language of the markets."""
    record, file = facts.catalogue.channels.record, facts.catalogue.channels.file
    if not facts.has_brand or "channels" in facts.broken_kinds:
        return
    reached = {country for channel in record.channels for country in channel.countries}
    offered = facts.catalogue.brand.record.locales
    ends = {
        node.topic
        for entry in facts.catalogue.trees
        for node in entry.record.nodes.values()
        if isinstance(node, OutcomeNode)
    }
    numbers = {topic.id: number for number, topic in enumerate(record.topics)}
    for row in reach_rows(record, facts.catalogue.brand.record.markets):
        nobody = not ways_of(record, row.topic, row.country, row.product or None)
        if nobody and row.topic in ends:
            continue  # a problem of its own: end-without-channel
        if row.gap and row.country in reached and row.locale in offered:
            whose = f" of {row.product}" if row.product else ""
            message = f"the topic '{row.topic}'{whose} reaches no person in {row.country} in the language '{row.locale}'"
            hint = f"Give its route a channel with people that serves {row.country} and lists '{row.locale}' in 'locales'."
            yield Finding(file, message, hint, ("topics", numbers[row.topic], "id"))


def endless_escalation(facts: Facts) -> Iterator[Finding]:
    """A next level without a person, or one that is the first level again."""
    if not facts.has_brand or "channels" in facts.broken_kinds:
        return
    rows = facts.once(_reach_rows)
    for spot, route in facts.of(Route):
        if route.escalate_after is not None and not route.escalate_to:
            message = f"after {route.escalate_after} the route goes on to nobody"
            yield Finding(
                spot.file, message, "Add 'escalate_to' with a channel.", (*spot.path, "escalate_after")
            )
        elif route.escalate_to:
            yield from _next_levels(facts, spot.path, route, rows)


def _reach_rows(facts: Facts) -> tuple[ReachRow, ...]:
    return tuple(reach_rows(facts.catalogue.channels.record, facts.catalogue.brand.record.markets))


def _next_levels(
    facts: Facts, path: FieldPath, route: Route, rows: tuple[ReachRow, ...]
) -> Iterator[Finding]:
    file = facts.catalogue.channels.file
    people = {one.id for one in facts.catalogue.channels.record.channels if one.human}
    for row in rows:
        ours = row.topic == route.topic and (not route.countries or row.country in route.countries)
        if not ours or bool(row.product) != bool(route.products) or row.gap:
            continue
        where = f"in {row.country} in the language '{row.locale}'"
        if not people & set(row.next_level):
            message = f"the next level of '{route.topic}' reaches no person {where}"
            hint = "Add a channel with people that serves the country and speaks the language."
        elif set(row.next_level) == set(row.channels):
            message = f"the next level of '{route.topic}' is the first one again {where}"
            hint = "Name somebody who has not been asked before."
        else:
            continue
        yield Finding(file, message, hint, (*path, "escalate_to"), on_key=True)
        return


def channel_without_language(facts: Facts) -> Iterator[Finding]:
    """A channel that speaks no language of a country that it serves."""
    languages = {market.country: market.locales for market in facts.catalogue.brand.record.markets}
    for spot, channel in facts.of(Channel):
        for number, country in enumerate(channel.countries):
            spoken = languages.get(country, channel.locales)
            if not set(spoken) & set(channel.locales):
                message = f"'{channel.id}' speaks no language of {country} ({', '.join(spoken)})"
                hint = "Add the language to 'locales', or remove the country."
                yield Finding(spot.file, message, hint, (*spot.path, "countries", number))


def hours_never_open(facts: Facts) -> Iterator[Finding]:
    """Hours during which nobody is ever there."""
    for model in (Channel, Centre):
        for spot in facts.records.get(model, ()):
            hours = spot.record.hours
            if (
                hours is not None
                and wrong_form("opening_hours", hours) is None
                and _is_shut(hours, facts.day)
            ):
                message = f"the hours of '{spot.record.id}' never open"
                hint = "Write when somebody is there, or remove 'hours' where messages are taken at any time."
                yield Finding(spot.file, message, hint, (*spot.path, "hours"))


def hours_cut_at_midnight(facts: Facts) -> Iterator[Finding]:
    """Hours that a later rule ends at midnight, though they were written to go on."""
    from kb_builder.aftersales.hours import cut_at_midnight

    for model in (Channel, Centre):
        for spot in facts.records.get(model, ()):
            hours, zone = spot.record.hours, spot.record.time_zone
            if hours is None or zone is None or wrong_form("opening_hours", hours) is not None:
                continue
            if wrong_form("time_zone", zone) is None and (days := cut_at_midnight(hours, zone, facts.day)):
                names = ", ".join(day_name[day] for day in days)
                message = f"the hours of '{spot.record.id}' that begin on {names} end at midnight: a rule after ';' names the next day"
                hint = "Leave out the days that are closed and join rules by a comma, or write '24:00' for midnight."
                yield Finding(spot.file, message, hint, (*spot.path, "hours"))


def _is_shut(hours: str, day: date) -> bool:
    from opening_hours import OpeningHours

    opening, start = OpeningHours(hours), datetime.combine(day, time())
    on_holidays = "PH" in hours.replace("PH off", "").replace("PH closed", "")
    return not on_holidays and not opening.is_open(start) and opening.next_change(start) is None


def no_statutory_warranty(facts: Facts) -> Iterator[Finding]:
    """A product whose buyers in a market are not told what the law gives them."""
    it = facts.catalogue
    if not facts.has_brand or not it.warranty.record.promises or "warranty" in facts.broken_kinds:
        return
    for entry in it.products:
        if entry.record.kind != "product" or entry.record.state == "archived":
            continue
        for market in markets_of(entry.record, it.brand.record.markets):
            law = [one for one in it.warranty.record.promises if _is_law(one, entry, market.country)]
            gap = _first_gap(law, entry.record, facts.day)
            if gap is not None:
                bought = "" if gap == facts.day else f" for what was bought on {gap}"
                message = f"'{entry.slug}' has no statutory warranty in {market.country}{bought}"
                hint = "Add a promise of the kind 'statutory' to warranty.yml, with its source."
                yield Finding(entry.file, message, hint, ("name",), on_key=True)
            elif entry.record.warranty and not {one.id for one in law} & set(entry.record.warranty):
                message = f"the list of '{entry.slug}' names no statutory warranty of {market.country}"
                hint = f"Add {' or '.join(repr(one.id) for one in law)}."
                yield Finding(entry.file, message, hint, ("warranty",), on_key=True)


def _is_law(promise: Promise, entry: Entry[Product], country: str) -> bool:
    return (
        promise.kind == "statutory"
        and country in promise.countries
        and applies(promise, entry.slug, entry.record)
    )


def _first_gap(law: list[Promise], product: Product, today: date) -> date | None:
    """Today, or an earlier day on which one promise had ended and no other had begun."""
    released = product.support.released or date.min
    after = [one.bought_through + timedelta(days=1) for one in law if one.bought_through]
    for day in (today, *sorted(after)):
        held = any((one.bought_from or date.min) <= day <= (one.bought_through or date.max) for one in law)
        if released <= day <= today and not held:
            return day
    return None if law else today


class Offer(NamedTuple):
    """Something paid that a page offers."""

    file: str
    path: FieldPath
    what: str
    item: PriceItem | None
    """None for a part that the price book does not have."""
    countries: tuple[str, ...]


def offers(facts: Facts) -> tuple[Offer, ...]:
    """Every paid offer: the ends of trees, the ways back of returns, extended warranties."""
    return (*_tree_offers(facts), *_return_offers(facts), *_warranty_offers(facts))


def _tree_offers(facts: Facts) -> Iterator[Offer]:
    for entry in facts.catalogue.trees:
        shown = shown_in(entry) if entry.record.state != "archived" else ()  # type: ignore[arg-type]
        for name, node in entry.record.nodes.items():
            if isinstance(node, OutcomeNode):
                yield from _outcome_offers(facts, entry, shown, name, node)


def _outcome_offers(
    facts: Facts, entry: Entry[Tree], shown: tuple[str, ...], name: str, node: OutcomeNode
) -> Iterator[Offer]:
    book = facts.catalogue.prices.record
    for slug in shown:
        product = facts.catalogue.product_by_slug.get(slug)
        if product is None or product.record.state == "archived":
            continue
        countries = _sold_in(facts, product.record, entry.record.markets)
        if node.price is not None and (item := item_by_id(book, node.price)):
            if not item.products or slug in item.products:
                yield Offer(entry.file, ("nodes", name, "price"), f"the outcome '{name}'", item, countries)
        elif node.price is None and node.part is not None:
            part = next((one for one in product.record.parts if one.id == node.part), None)
            if part is not None and part.orderable_by == "customer":
                item = item_of_part(book, slug, part.id)
                models = [one for one in product.record.models if one.id in part.models and one.markets]
                sold = {country for one in models for country in one.markets}
                served = tuple(one for one in countries if not sold or one in sold)
                yield Offer(entry.file, ("nodes", name, "part"), f"the outcome '{name}'", item, served)


def _sold_in(facts: Facts, product: Product, only: tuple[str, ...]) -> tuple[str, ...]:
    markets = markets_of(product, facts.catalogue.brand.record.markets)
    return tuple(one.country for one in markets if not only or one.country in only)


def _return_offers(facts: Facts) -> Iterator[Offer]:
    it = facts.catalogue
    for number, policy in enumerate(it.returns.record.policies):
        for place, rule in enumerate(policy.rules):
            item = item_by_id(it.prices.record, rule.fee.price) if rule.fee.price else None
            if item is not None:
                path = ("policies", number, "rules", place, "fee", "price")
                yield Offer(it.returns.file, path, f"the return '{rule.name}'", item, (policy.country,))


def _warranty_offers(facts: Facts) -> Iterator[Offer]:
    it = facts.catalogue
    for number, promise in enumerate(it.warranty.record.promises):
        item = item_by_id(it.prices.record, promise.price) if promise.price else None
        ended = promise.bought_through is not None and promise.bought_through < facts.day
        if item is not None and not ended:
            path = ("promises", number, "price")
            yield Offer(it.warranty.file, path, f"the promise '{promise.id}'", item, promise.countries)


def offer_without_price(facts: Facts) -> Iterator[Finding]:
    """Something paid that a page offers without a price that holds today."""
    markets = {one.country for one in facts.catalogue.brand.record.markets}
    if not facts.has_brand or "prices" in facts.broken_kinds:
        return
    for offer in facts.once(offers):
        missing = [
            country
            for country in offer.countries
            if country in markets and (offer.item is None or price_on(offer.item, country, facts.day) is None)
        ]
        if missing:
            message = f"{offer.what} offers something paid that has no valid price in {', '.join(missing)}"
            hint = "Add the price of each market where the product is sold to prices.yml."
            yield Finding(offer.file, message, hint, offer.path)


def price_expires(facts: Facts) -> Iterator[Finding]:
    """A price that ends within 30 days, with no other after it."""
    for spot, item in facts.of(PriceItem):
        for number, price in enumerate(item.prices):
            end = price.valid_through
            if end is None or not facts.day <= end < facts.day + _SOON:
                continue
            if price_on(item, price.country, end + timedelta(days=1)) is None:
                message = f"the price of '{item.id}' in {price.country} ends on {end}"
                hint = "Add the price that follows."
                yield Finding(spot.file, message, hint, (*spot.path, "prices", number, "valid_through"))


RULES = (
    Rule("topic-without-person", "error", topic_without_person),
    Rule("endless-escalation", "error", endless_escalation),
    Rule("channel-without-language", "error", channel_without_language),
    Rule("hours-cut-at-midnight", "warning", hours_cut_at_midnight),
    Rule("hours-never-open", "error", hours_never_open),
    Rule("no-statutory-warranty", "error", no_statutory_warranty),
    Rule("offer-without-price", "error", offer_without_price),
    Rule("price-expires", "warning", price_expires),
)
