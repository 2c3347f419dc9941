"""How to give a product back, by country."""

from __future__ import annotations

from dataclasses import dataclass

from kb_builder import addresses
from kb_builder.content.model import Market, ReturnPolicy, Returns, Source
from kb_builder.content.model.promises import ReturnRule
from kb_builder.site.jsonld import merchant_return_policy
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.article import page_url, topic_link
from kb_builder.site.pages.asking import returns_form
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.countries import by_country, company_crumbs, sources
from kb_builder.site.pages.money import PricedItem, priced_by_id


@dataclass(frozen=True)
class RuleView:
    """One right to give a product back."""

    rule: ReturnRule
    price: PricedItem | None
    """What the way back costs when the customer pays it."""


@dataclass(frozen=True)
class PolicyView:
    """The policy of a country."""

    policy: ReturnPolicy
    rules: tuple[RuleView, ...]
    form: Link | None
    contact: Link
    sources: tuple[Source, ...]


def build_returns(here: Here) -> Content:
    """The returns page."""
    record: Returns = here.site.record(here.site.plan.catalogue.returns)
    _ = here.site.messages.gettext
    title = _("Returns")
    return Content(
        title=title,
        description=_("How long you may give a product back, who pays, and when you get your money."),
        context={
            "crumbs": company_crumbs(here),
            "record": record,
            "countries": by_country(here, lambda market: _policy(here, record, market)),
            "contact_url": here.url(addresses.COMPANY_PAGES["contact"]),
        },
        data=returns_form(here, record),
        jsonld=(
            jsonld_breadcrumbs(here, title),
            *(
                merchant_return_policy(policy, rule, page_url(here))
                for policy in record.policies
                for rule in policy.rules
            ),
        ),
    )


def _policy(here: Here, record: Returns, market: Market) -> PolicyView | None:
    policy = next((one for one in record.policies if one.country == market.country), None)
    if policy is None:
        return None
    return PolicyView(
        policy,
        tuple(RuleView(rule, priced_by_id(here, rule.fee.price, (policy.country,))) for rule in policy.rules),
        here.article(policy.form) if policy.form else None,
        topic_link(here, policy.topic),
        sources(policy.sources, *(rule.sources for rule in policy.rules)),
    )
