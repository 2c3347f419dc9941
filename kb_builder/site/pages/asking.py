"""What the small forms of the pages need: the words, the lists to choose from, the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from kb_builder import addresses
from kb_builder.aftersales.coverage_data import model_rules
from kb_builder.aftersales.returns import calendar_data, rule_data
from kb_builder.aftersales.routing import routing_rules, tables_of
from kb_builder.content.model import Channel, Notice, Returns
from kb_builder.site import formats
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, plain
from kb_builder.site.pages.channels import way_in
from kb_builder.site.pages.lists import slugs_of
from kb_builder.site.pages.reach import TOPIC, markets_by_nearness
from kb_builder.site.rules import notice_rules

Data = dict[str, Any]


def _shared(here: Here) -> Data:
    """Locale for ``Intl``, the countries with the reader's own first, and the way to the locale's root."""
    locale = here.site.locale
    return {
        "locale": "en-GB" if locale == "en" else "zh-Hant-TW" if locale == "zh-Hant" else locale,
        "countries": [
            [one.country, formats.country(one.country, locale)] for one in markets_by_nearness(here.site)
        ],
        "base": here.url(addresses.HOME),
    }


def _products(here: Here, slugs: Iterable[str]) -> list[list[str]]:
    found = ((slug, here.site.product(slug)) for slug in slugs)
    return [[slug, plain(product.name)] for slug, product in found if product is not None]


def coverage_form(here: Here, slugs: Iterable[str]) -> Data:
    """Data of ``ask/coverage.js`` for some products; none without promises."""
    products = _products(here, slugs)
    if not products or not here.site.record(here.site.plan.catalogue.warranty).promises:
        return {}
    kinds = labels(here.site.locale)
    return {
        "coverage": _shared(here)
        | {
            "products": products,
            "buyers": [[one, kinds.buyer[one]] for one in ("private", "business")],
            "words": _coverage_words(here) | {"roles": dict(kinds.guarantor), "by_law": kinds.promise_kind["statutory"]},
        }
    }  # fmt: skip


def every_product(here: Here) -> tuple[str, ...]:
    """The products in the order of the home page."""
    return slugs_of(here, "product", here.site.brand.home.products)


def _coverage_words(here: Here) -> Data:
    _ = here.site.messages.gettext
    return {
        "product": _("Product"), "choose": _("Choose"), "not_sure": _("I do not know"), "yes": _("Yes"), "no": _("No"),
        "model": _("Model"), "component": _("What failed"), "extended": _("Did you buy an extended warranty?"), "country": _("Country where you bought it"),
        "bought": _("Day of purchase"), "delivered": _("Day of delivery"), "delivered_hint": _("Leave it empty if it was the same day."),
        "registered": _("Day of registration"), "repaired": _("Day of an earlier repair under warranty"), "more": _("Say more"),
        "serial": _("Serial number"), "buyer": _("You bought it as"), "check": _("Is it still covered?"),
        "covered_until": _("Covered until %(day)s."),
        "verdicts": {"covered": _("Covered."), "not_covered": _("Not covered."), "depends": _("It depends.")},
        "until": _("until %(day)s"), "ended": _("ended on %(day)s"), "how_long": _("How long"), "who": _("Who answers for it"),
        "remedies": _("What you get, in this order"), "remedy_until": _("(until %(day)s)"), "exclusions": _("What it does not cover"),
        "burden": _("Burden of proof"), "proof": _("Proof"), "claim": _("How to claim"),
        "presumed": _("Until %(day)s a fault counts as there from the start, unless the other side proves that it was not."),
        "after_repair": _("After a repair"), "extended_by_repair": _("The repair has made it longer, once."),
        "by_us": _("What we promise on top"), "prices": _("What a repair costs if it is not covered"),
        "to_calendar": _("Put it into your calendar"), "ends_title": _("Warranty ends: %(product)s"),
        "remember": _("Remember this product on this device"), "remembered": _("It now stands on the home page, on this device only."),
        "reasons": _reasons(here), "mistakes": _mistakes(here), "days": _days(here),
    }  # fmt: skip


def _reasons(here: Here) -> Mapping[str, str]:
    _ = here.site.messages.gettext
    return {
        "in_period": _("The period has not ended."),
        "counted_from_manufacture": _("The period has not ended even when it is counted from the day on which the product was made."),
        "expired": _("The period has ended."), "buyer": _("It protects other buyers."), "component": _("It does not cover this part."),
        "not_bought": _("You did not buy it."), "component_needed": _("It covers some parts only. Say what failed."),
        "model_needed": _("It is for some models only. Say the model or the serial number."),
        "registration_needed": _("It counts from the registration. Say the day."),
        "extension_needed": _("It is for those who bought it."),
        "purchase_date_needed": _("Find the day of purchase: a bank statement helps."),
    }  # fmt: skip


def _mistakes(here: Here) -> Mapping[str, str]:
    _ = here.site.messages.gettext
    return {
        "no_day": _("The calendar has no such day. Look at the dates."), "no_date": _("Say when you bought it, or give the serial number."),
        "in_future": _("%(what)s lies in the future. Look at the date."), "before_purchase": _("%(what)s is before the day of purchase, %(day)s. Look at both dates."),
        "before_release": _("%(what)s is before the product came out, %(day)s. Look at the date and the product."),
        "before_made": _("%(what)s is before the product was made, %(day)s. Look at the date and the serial number."),
        "unknown_serial": _("We do not know this serial number. Look at the rating plate again, or leave it out."),
        "serial_of_other_model": _("The serial number is of another model. Leave one of the two out."),
        "unknown": _("Something does not fit. Look at your answers."),
    }  # fmt: skip


def _days(here: Here) -> Mapping[str, str]:
    _ = here.site.messages.gettext
    return {
        "bought": _("The day of purchase"), "delivered": _("The day of delivery"), "registered": _("The day of registration"),
        "repaired": _("The day of the repair"),
    }  # fmt: skip


def returns_form(here: Here, record: Returns) -> Data:
    """Data of ``ask/returns.js``."""
    _ = here.site.messages.gettext
    if not record.policies:
        return {}
    kinds = labels(here.site.locale)
    calendars = here.site.record(here.site.plan.catalogue.holidays).calendars
    used = {rule.holidays for policy in record.policies for rule in policy.rules}
    words = {
        "country": _("Country where you bought it"), "sold": _("Where did you buy it?"), "delivered": _("Day of delivery"), "bought": _("Day of purchase"),
        "bought_hint": _("Leave it empty if it was the same day."), "check": _("Until when can I return it?"),
        "no_day": _("Say on which day it was delivered."), "in_future": _("This day lies in the future. Look at the date."),
        "before_purchase": _("The day of delivery is before the day of purchase. Look at both dates."),
        "none": _("There is no right to return it. Ask us all the same."),
        "until": _("Counted from %(from)s: return it until %(day)s. That day still counts."),
        "over": _("Counted from %(from)s: the last day was %(day)s."),
        "moved": _("The last day would be %(day)s, which is no working day."),
        "holidays_unknown": _("The public holidays of that time are not known yet: the last day may be later."),
        "to_calendar": _("Put it into your calendar"),
    }  # fmt: skip
    return {
        "returns": _shared(here)
        | {
            "words": words,
            "sold": [[one, kinds.return_sold[one]] for one in ("distance", "shop")],
            "calendars": {one.id: calendar_data(one) for one in calendars if one.id in used},
            "policies": {
                policy.country: [rule_data(rule) | {"name": plain(rule.name)} for rule in policy.rules]
                for policy in record.policies
            },
        }
    }


def affected_form(here: Here, notice: Notice) -> Data:
    """Data of ``ask/affected.js``; none where every product is concerned or no serial number can be read."""
    _ = here.site.messages.gettext
    product = here.site.product(here.page.product) if here.page.product else None
    if product is None or not notice.serials or not any(model.serials for model in product.models):
        return {}
    where = [one.where for model in product.models for one in model.serials if one.where]
    words = {
        "serial": _("Serial number"), "where": plain(where[0]) if where else "", "check": _("Is mine affected?"),
        "missing": _("Type the serial number."),
        "unknown": _("We do not know this serial number. Look at the rating plate again, or ask us."),
        "not_affected": _("No. Your product is not affected."), "affected": _("Yes. Your product is affected."),
        "now": _("What to do now"), "remedies": _("What you can choose"), "register": _("How to register"),
    }  # fmt: skip
    models = [model_rules(model) for model in product.models]
    return {"affected": {"words": words, "models": models, "notice": notice_rules(notice)}}


def mine_form(here: Here) -> Data:
    """Data of ``ask/mine.js``."""
    _ = here.site.messages.gettext
    words = {
        "until": _("Covered until %(day)s."), "covered": _("Covered."), "not_covered": _("Not covered."), "depends": _("It depends."),
        "kept": _("Kept on this device only."), "export": _("Save as a file"), "delete": _("Delete all"), "deleted": _("Deleted from this device."),
        "to_calendar": _("Put it into your calendar"), "ends_title": _("Warranty ends: %(product)s"),
    }  # fmt: skip
    return {"mine": _shared(here) | {"words": words}}


def contact_form(here: Here) -> Data:
    """Data of ``ask/contact.js``: the routes, and what stands on the card of each channel."""
    it = here.site.plan.catalogue
    record, holidays = here.site.record(it.channels), here.site.record(it.holidays)
    if not record.topics:
        return {}
    tables = tables_of(record, holidays, here.site.plan.day - timedelta(days=2))
    centres = {one.id: one for one in here.site.record(it.centres).centres}
    centres_url = here.url(addresses.COMPANY_PAGES["centres"])
    partners = [centres.get(route.partner or "") for route in record.routes]
    periods = {one.reply_within for one in record.channels} | {one.escalate_after for one in record.routes}
    return {
        "contact": _shared(here)
        | {
            "locale": here.site.locale,
            "products": _products(here, every_product(here)),
            "topics": [
                {
                    "id": one.id,
                    "name": plain(one.name),
                    "have_ready": [plain(item) for item in one.have_ready],
                }
                for one in record.topics
            ],
            "rules": routing_rules(record, tables),
            "routes": [
                {
                    "note": plain(route.note),
                    "partner": {"name": plain(one.name), "href": f"{centres_url}#{one.id}"} if one else None,
                }
                for route, one in zip(record.routes, partners, strict=True)
            ],
            "channels": {one.id: _card(here, one) for one in record.channels},
            "periods": {one: formats.within(one, here.site.locale) for one in sorted(filter(None, periods))},
            "words": _contact_words(here),
            "code": _code_words(here),
        }
    }


def _card(here: Here, channel: Channel) -> Data:
    _ = here.site.messages.gettext
    locale, href = here.site.locale, way_in(channel)
    label = _("Open: %(name)s") % {"name": plain(channel.name)}
    if href.startswith("tel:"):
        label = formats.phone(channel.phone or "", locale)
    elif href.startswith("mailto:"):
        label = channel.email or ""
    at = channel.address
    lines = (at.name, *at.lines, " ".join(filter(None, (at.postcode, at.city)))) if at else ()
    kinds = labels(locale).channel_kind
    return {
        "name": plain(channel.name),
        "kind": kinds[channel.kind] + ("" if channel.human else " · " + _("automatic")),
        "href": href,
        "label": label,
        "address": [*lines, formats.country(at.country, locale)] if at else None,
        "languages": formats.join((formats.language(tag, locale) for tag in channel.locales), locale),
        "cost": plain(channel.cost),
        "have_ready": [plain(item) for item in channel.have_ready],
        "next_steps": plain(channel.next_steps),
        "accessibility": plain(channel.accessibility),
    }


def _contact_words(here: Here) -> Data:
    _ = here.site.messages.gettext
    return {
        "topic": _("What is it about?"), "choose": _("Choose"), "product": _("Product"), "no_product": _("No product, or another one"),
        "country": _("Your country"), "have_ready": _("Have ready"), "partner": _("Our partner:"),
        "nobody": _("Nobody answers about this in your country. Use any way below."), "next": _("If that did not help"),
        "next_after": _("No answer within %(time)s, or not helped?"), "kind": _("Kind"), "address": _("Address"), "reply": _("Answer within"),
        "languages": _("Languages"), "cost": _("Cost"), "next_steps": _("What happens next"), "accessibility": _("Accessibility"),
        "open": _("Open now, day and night"), "shut": _("Closed"), "open_until": _("Open now, until %(time)s your time"),
        "opens": _("Closed now. Opens %(time)s your time"), "holidays_unknown": _("The public holidays of that time are not known yet."),
    }  # fmt: skip


def _code_words(here: Here) -> Data:
    """What is said about a code that came along."""
    _ = here.site.messages.gettext
    return {
        "code": _("Code: %(code)s"), "tried": _("What you have tried"), "go_on": _("Go on"), "page": _("The questions of this code"),
        "topic": TOPIC, "outcomes": labels(here.site.locale).outcome,
        "no_code": _("This is no code. Check it group by group."),
        "no_tree": _("No page of this site gave this code. Tell us what you have tried."),
        "unread": _("What the code says could not be loaded. We can read it all the same."),
        "unknown": _("The page has changed since it gave this code. Tell us what you have tried."),
        "older": _("The page has changed since it gave this code. This is what it showed then (%(date)s):"),
    }  # fmt: skip
