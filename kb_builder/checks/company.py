"""The company's own files: languages and countries agree, channels can be reached, each country has one policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb_builder.checks.facts import Facts
from kb_builder.checks.near import suggestion
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.model import Centre, Channel, Complaints, Returns, Route
from kb_builder.content.problem import FieldPath

_CONTACT = {
    "phone": ("phone",),
    "email": ("email",),
    "chat": ("url",),
    "form": ("url",),
    "messenger": ("url", "phone"),
    "post": ("address",),
    "on_site": (),
    "service_centre": (),
}
"""What a channel of each kind needs one of."""


def locale_not_offered(facts: Facts) -> Iterator[Finding]:
    """A language that the site does not have."""
    if not facts.has_brand:
        return
    brand = facts.catalogue.brand
    locales = brand.record.locales
    named: list[tuple[str, FieldPath, str]] = [(brand.file, ("default_locale",), brand.record.default_locale)]
    for number, market in enumerate(brand.record.markets):
        named += [
            (brand.file, ("markets", number, "locales", n), locale) for n, locale in enumerate(market.locales)
        ]
    for entry in facts.catalogue.products:
        if entry.record.language is not None:
            named.append((entry.file, ("language",), entry.record.language))
    words = facts.catalogue.synonyms
    named += [(words.file, ("synonyms", locale), locale) for locale in words.record.synonyms]
    tests = facts.catalogue.search_tests
    named += [(tests.file, ("questions", locale), locale) for locale in tests.record.questions]
    for file, path, locale in named:
        if locale not in locales:
            hint = suggestion(locale, locales, "The site has") or "Add it to 'locales' in brand.yml."
            message = f"'{locale}' is not among the site's languages"
            yield Finding(file, message, hint, path, on_key=path[-1] == locale)


def duplicate_country(facts: Facts) -> Iterator[Finding]:
    """A country with two markets or two policies: which one counts?"""
    countries: list[tuple[str, FieldPath, Iterable[str], str]] = [
        (
            facts.catalogue.brand.file,
            ("markets",),
            [m.country for m in facts.catalogue.brand.record.markets],
            "market",
        ),
    ]
    for spot, returns in facts.of(Returns):
        countries.append(
            (spot.file, ("policies",), [policy.country for policy in returns.policies], "returns policy")
        )
    for spot, complaints in facts.of(Complaints):
        listed = [policy.country for policy in complaints.policies]
        countries.append((spot.file, ("policies",), listed, "complaints policy"))
    for file, path, names, words in countries:
        seen: set[str] = set()
        for number, name in enumerate(names):
            if name in seen:
                message = f"'{name}' has a {words} already"
                yield Finding(file, message, "Keep one of the two.", (*path, number, "country"))
            seen.add(name)


def market_without_policy(facts: Facts) -> Iterator[Finding]:
    """A country that the company serves and does not speak of."""
    if not facts.has_brand:
        return
    it = facts.catalogue
    covered = [
        (it.returns.file, "policies", "returns policy", [one.country for one in it.returns.record.policies]),
        (
            it.complaints.file,
            "policies",
            "complaints policy",
            [one.country for one in it.complaints.record.policies],
        ),
        (
            it.warranty.file,
            "promises",
            "warranty",
            [c for one in it.warranty.record.promises for c in one.countries],
        ),
    ]
    for file, key, words, countries in covered:
        for market in it.brand.record.markets if countries else ():
            if market.country not in countries:
                message = f"there is no {words} for the market {market.country}"
                yield Finding(
                    file, message, "Write one, so that no customer meets a dead end.", (key,), on_key=True
                )


def channel_without_contact(facts: Facts) -> Iterator[Finding]:
    """A phone line without a number, a form without an address."""
    for spot, channel in facts.of(Channel):
        needed = _CONTACT[channel.kind]
        if needed and all(getattr(channel, name) is None for name in needed):
            message = f"the channel '{channel.id}' of the kind '{channel.kind}' needs '{needed[0]}'"
            yield Finding(spot.file, message, f"Add '{needed[0]}: …'.", (*spot.path, "kind"))


def hours_without_time_zone(facts: Facts) -> Iterator[Finding]:
    """Hours that nobody can convert into the reader's time."""
    for model in (Channel, Centre):
        for spot in facts.records.get(model, ()):
            if spot.record.hours is not None and spot.record.time_zone is None:
                message = f"the hours of '{spot.record.id}' have no time zone"
                hint = "Add 'time_zone: Europe/Warsaw' or the one that they are meant in."
                yield Finding(spot.file, message, hint, (*spot.path, "hours"))


def hours_without_holidays(facts: Facts) -> Iterator[Finding]:
    """Hours that speak of public holidays (PH) without saying whose."""
    for model in (Channel, Centre):
        for spot in facts.records.get(model, ()):
            if spot.record.hours is not None and "PH" in spot.record.hours and spot.record.holidays is None:
                message = f"the hours of '{spot.record.id}' name public holidays (PH), and no calendar"
                yield Finding(
                    spot.file, message, "Add 'holidays: …' from holidays.yml.", (*spot.path, "hours")
                )


def unreachable_channel(facts: Facts) -> Iterator[Finding]:
    """A channel of a route that serves none of the route's countries."""
    channels = {channel.id: channel for channel in facts.catalogue.channels.record.channels}
    for spot, route in facts.of(Route):
        for field in ("channels", "escalate_to"):
            for number, name in enumerate(getattr(route, field)):
                channel = channels.get(name)
                if channel and route.countries and not set(route.countries) & set(channel.countries):
                    message = f"'{name}' serves none of the countries of this route"
                    hint = f"It serves {', '.join(channel.countries)}."
                    yield Finding(spot.file, message, hint, (*spot.path, field, number))


def market_without_channel(facts: Facts) -> Iterator[Finding]:
    """A country whose customers can't reach anybody."""
    channels = facts.catalogue.channels
    if not facts.has_brand or not channels.record.channels:
        return
    reached = {country for channel in channels.record.channels for country in channel.countries}
    for market in facts.catalogue.brand.record.markets:
        if market.country not in reached:
            message = f"no channel serves the market {market.country}"
            hint = "Add the country to a channel, so that its customers reach somebody."
            yield Finding(channels.file, message, hint, ("channels",), on_key=True)


def feedback_without_address(facts: Facts) -> Iterator[Finding]:
    """A button for feedback that goes nowhere."""
    brand = facts.catalogue.brand
    feedback = brand.record.feedback
    needed = {"post": "url", "issue": "url", "mail": "email"}.get(feedback.kind)
    if needed is not None and getattr(feedback, needed) is None:
        message = f"feedback of the kind '{feedback.kind}' needs '{needed}'"
        yield Finding(brand.file, message, f"Add '{needed}: …', or write 'kind: none'.", ("feedback", "kind"))


RULES = (
    Rule("locale-not-offered", "error", locale_not_offered),
    Rule("duplicate-country", "error", duplicate_country),
    Rule("market-without-policy", "warning", market_without_policy),
    Rule("market-without-channel", "warning", market_without_channel),
    Rule("channel-without-contact", "error", channel_without_contact),
    Rule("hours-without-time-zone", "error", hours_without_time_zone),
    Rule("hours-without-holidays", "warning", hours_without_holidays),
    Rule("unreachable-channel", "warning", unreachable_channel),
    Rule("feedback-without-address", "error", feedback_without_address),
)
