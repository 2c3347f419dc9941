"""How to complain, by country: to whom, with what, when the answer comes, and who decides otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from kb_builder import addresses
from kb_builder.aftersales.routes import reached
from kb_builder.content.model import Channels, ComplaintPolicy, Complaints, Market
from kb_builder.site.local import Here
from kb_builder.site.pages.channels import ChannelView, channel_views
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.countries import by_country, company_crumbs


@dataclass(frozen=True)
class PolicyView:
    """The policy of a country."""

    policy: ComplaintPolicy
    channels: tuple[ChannelView, ...]


def build_complaints(here: Here) -> Content:
    """The complaints page."""
    record: Complaints = here.site.record(here.site.plan.catalogue.complaints)
    _ = here.site.messages.gettext
    title = _("Complaints")
    return Content(
        title=title,
        description=_("How to complain, what to write, when we answer, and who helps if you do not agree."),
        context={
            "crumbs": company_crumbs(here),
            "record": record,
            "countries": by_country(here, lambda market: _policy(here, record, market)),
            "contact_url": here.url(addresses.COMPANY_PAGES["contact"]),
        },
        jsonld=(jsonld_breadcrumbs(here, title),),
    )


def _policy(here: Here, record: Complaints, market: Market) -> PolicyView | None:
    policy = next((one for one in record.policies if one.country == market.country), None)
    if policy is None:
        return None
    channels: Channels = here.site.record(here.site.plan.catalogue.channels)
    found = reached(channels, policy.channels, market.country, here.site.locale)
    return PolicyView(policy, channel_views(here, found, market.country))
