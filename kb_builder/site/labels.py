"""The values of the model's enumerations in the reader's language: ``labels("pl").hazard_level["danger"]``.

Each table is named after the field that it explains; a test holds that none of the model's values is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kb_builder.site.messages import Messages, messages

Names = Mapping[str, str]
"""Value → its name."""


@dataclass(frozen=True)
class ArticleLabels:
    """What guides, trees and notices are made of."""

    article_kind: Names
    difficulty: Names
    guide_type: Names
    hazard_level: Names
    hazard_type: Names
    outcome: Names
    notice_kind: Names
    notice_remedy: Names
    state: Names
    audience: Names
    feedback_reason: Names


@dataclass(frozen=True)
class CompanyLabels:
    """Ways to reach the company, and what it offers with a product."""

    channel_kind: Names
    centre_kind: Names
    centre_service: Names
    document_kind: Names
    software_kind: Names
    orderable_by: Names


@dataclass(frozen=True)
class PromiseLabels:
    """Warranty, returns, prices."""

    promise_kind: Names
    promise_start: Names
    buyer: Names
    remedy: Names
    guarantor: Names
    return_kind: Names
    return_start: Names
    return_extends: Names
    return_sold: Names
    return_paid_by: Names
    refund_counted_from: Names
    price_kind: Names
    price_unit: Names


@dataclass(frozen=True)
class Labels(ArticleLabels, CompanyLabels, PromiseLabels):
    """All tables of one locale."""


@cache
def labels(locale: str) -> Labels:
    """The tables in the language of a locale."""
    texts = messages(locale)
    return Labels(
        **{**_article(texts), **_hazards(texts), **_company(texts), **_promises(texts), **_money(texts)}
    )


def _article(texts: Messages) -> Mapping[str, Names]:
    _, pgettext = texts.gettext, texts.pgettext
    return {
        "article_kind": {
            "guide": _("Guide"), "tree": _("Troubleshooting"), "prose": _("Article"), "notice": _("Notice"),
        },
        "difficulty": {
            "easy": pgettext("difficulty", "Easy"), "moderate": pgettext("difficulty", "Moderate"),
            "difficult": pgettext("difficulty", "Difficult"), "expert": pgettext("difficulty", "For experts"),
        },
        "guide_type": {
            "install": _("Install"), "set-up": _("Set up"), "use": _("Use"), "maintain": _("Clean and maintain"),
            "repair": _("Repair"), "replace": _("Replace parts"), "update": _("Update"), "dispose": _("Dispose"),
        },
        "outcome": {
            "solved": _("Solved"), "contact": _("Talk to us"), "repair": _("A repair is needed"),
            "replace_part": _("Replace the part"), "return": _("Send it back"), "stop_use": _("Stop using the product"),
        },
        "notice_kind": {
            "recall": _("Recall"), "safety": _("Safety notice"), "known_issue": _("Known issue"),
            "end_of_support": _("End of support"),
        },
        "notice_remedy": {
            "repair": pgettext("remedy", "Repair"), "replacement": pgettext("remedy", "Replacement"),
            "refund": pgettext("remedy", "Money back"), "return": pgettext("remedy", "Return"),
            "update": pgettext("remedy", "Update"),
        },
        "state": {
            "draft": _("Draft"), "validated": _("Validated, not yet published"), "published": _("Published"),
            "archived": _("Archived"),
        },
        "audience": {"public": _("Everybody"), "agent": _("Agents only")},
        "feedback_reason": {
            "unsolved": _("It did not solve the problem"), "unclear": _("I did not understand it"),
            "wrong": _("Something is wrong or out of date"), "other_product": _("My product looks different"),
            "other": _("Something else"),
        },
    }  # fmt: skip


def _hazards(texts: Messages) -> Mapping[str, Names]:
    _, pgettext = texts.gettext, texts.pgettext
    return {
        "hazard_level": {
            "danger": pgettext("hazard", "Danger"), "warning": pgettext("hazard", "Warning"),
            "caution": pgettext("hazard", "Caution"), "notice": pgettext("hazard", "Notice"),
        },
        "hazard_type": {
            "electric-shock": _("Electric shock"), "fire": _("Fire"), "explosion": _("Explosion"), "burn": _("Burns"),
            "hot-liquid": _("Hot liquid"), "hot-surface": _("Hot surface"), "sharp-edge": _("Sharp edges"),
            "crushing": _("Crushing"), "moving-parts": _("Moving parts"), "heavy-load": _("Heavy load"),
            "chemical": _("Chemicals"), "battery": _("Battery"), "laser": _("Laser"), "noise": _("Noise"),
            "fall": _("Falling"), "water-damage": _("Water damage"), "data-loss": _("Loss of data"),
            "property-damage": _("Damage to the product"), "general": "",
        },
    }  # fmt: skip


def _company(texts: Messages) -> Mapping[str, Names]:
    _, pgettext = texts.gettext, texts.pgettext
    return {
        "channel_kind": {
            "phone": _("Phone"), "email": _("E-mail"), "chat": _("Chat"), "form": _("Form"),
            "messenger": _("Messenger"), "post": pgettext("channel", "Post"), "on_site": _("Visit at your home"),
            "service_centre": _("Service centre"),
        },
        "centre_kind": {
            "service_centre": _("Service centre"), "authorised_partner": _("Authorised partner"),
            "collection_point": _("Collection point"),
        },
        "centre_service": {
            "repair": pgettext("service", "Repair"), "installation": pgettext("service", "Installation"),
            "maintenance": pgettext("service", "Maintenance"), "collection": pgettext("service", "Drop-off"),
            "parts": pgettext("service", "Spare parts"), "advice": pgettext("service", "Advice"),
        },
        "document_kind": {
            "manual": _("Manual"), "quick_start": _("Quick start guide"), "data_sheet": _("Data sheet"),
            "energy_label": _("Energy label"), "declaration": _("Declaration of conformity"),
            "drawing": _("Drawing"), "licence": _("Licences"),
        },
        "software_kind": {
            "security": _("Security update"), "feature": _("New functions"), "fix": _("Correction of faults"),
        },
        "orderable_by": {"customer": _("You can order it"), "technician": _("Technicians only")},
    }  # fmt: skip


def _promises(texts: Messages) -> Mapping[str, Names]:
    _, pgettext = texts.gettext, texts.pgettext
    return {
        "promise_kind": {
            "statutory": _("Your rights by law"), "commercial": _("Our warranty"), "durability": _("Durability warranty"),
            "extended": _("Extended warranty"),
        },
        "promise_start": {
            "delivery": _("%(time)s from delivery"), "purchase": _("%(time)s from purchase"),
            "registration": _("%(time)s from registration"),
        },
        "buyer": {"private": _("Consumers"), "business": _("Businesses")},
        "remedy": {
            "repair": pgettext("remedy", "Repair"), "replacement": pgettext("remedy", "Replacement"),
            "price_reduction": pgettext("remedy", "Lower price"), "refund": pgettext("remedy", "Money back"),
            "rejection": pgettext("remedy", "Rejection"), "rescission": pgettext("remedy", "Undoing the contract"),
        },
        "guarantor": {"seller": _("seller"), "manufacturer": _("manufacturer"), "insurer": _("insurer")},
        "return_kind": {
            "withdrawal": _("Your right by law"), "voluntary": _("Our promise"), "exchange": _("Exchange"),
        },
        "return_start": {"delivery": _("%(time)s from delivery"), "purchase": _("%(time)s from purchase")},
        "return_extends": {
            "never": "",
            "weekend_or_holiday": _("If the last day is a weekend or a public holiday, the next working day counts."),
            "holiday": _("If the last day is a public holiday, the next day counts."),
        },
        "return_sold": {
            "distance": _("Bought online or by phone"), "shop": _("Bought in a shop"),
            "any": _("Bought anywhere"),
        },
    }  # fmt: skip


def _money(texts: Messages) -> Mapping[str, Names]:
    _, pgettext = texts.gettext, texts.pgettext
    return {
        "return_paid_by": {
            "customer": _("You pay the way back."), "company": _("We pay the way back."),
            "company_if_faulty": _("We pay the way back if the product is faulty; otherwise you pay."),
        },
        "refund_counted_from": {
            "withdrawal": _("within %(time)s after you tell us"),
            "receipt_of_goods": _("within %(time)s after we receive the product"),
        },
        "price_kind": {
            "part": _("Spare parts"), "repair": pgettext("service", "Repair"),
            "installation": pgettext("service", "Installation"), "maintenance": pgettext("service", "Maintenance"),
            "delivery": _("Delivery and transport"), "extended_warranty": _("Extended warranty"), "other": _("Other services"),
        },
        "price_unit": {
            "piece": _("each"), "visit": _("per visit"), "hour": _("per hour"), "parcel": _("per parcel"),
            "year": _("per year"),
        },
    }  # fmt: skip
