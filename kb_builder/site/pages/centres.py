"""Service centres, partners and collection points by country."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from kb_builder import addresses
from kb_builder.content.model import Centre, Market
from kb_builder.content.model.company import Holiday
from kb_builder.site import formats
from kb_builder.site.formats import HoursRow
from kb_builder.site.jsonld import local_business
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, Link, plain
from kb_builder.site.pages.channels import closed_soon
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.countries import by_country, company_crumbs, product_links


@dataclass(frozen=True)
class CentreView:
    """A place to go to."""

    centre: Centre
    hours: tuple[HoursRow, ...]
    closed: tuple[Holiday, ...]
    products: tuple[Link, ...]
    services: tuple[str, ...]
    languages: tuple[str, ...]
    map_href: str
    """A ``geo:`` address (RFC 5870), which phones open in the map of their owner's choice; empty without a position."""


def build_centres(here: Here) -> Content:
    """The page of all service centres."""
    record = here.site.record(here.site.plan.catalogue.centres)
    _ = here.site.messages.gettext
    title = _("Service centres")
    return Content(
        title=title,
        description=_("Places that repair, install and take in products: addresses, hours and services."),
        context={
            "crumbs": company_crumbs(here),
            "countries": by_country(here, lambda market: _centres(here, record.centres, market)),
            "contact_url": here.url(addresses.COMPANY_PAGES["contact"]),
        },
        jsonld=(jsonld_breadcrumbs(here, title), *(local_business(centre) for centre in record.centres)),
    )


def _centres(here: Here, centres: tuple[Centre, ...], market: Market) -> tuple[CentreView, ...]:
    return tuple(_view(here, centre) for centre in centres if centre.address.country == market.country)


def _view(here: Here, centre: Centre) -> CentreView:
    locale = here.site.locale
    return CentreView(
        centre,
        formats.hours(centre.hours, locale, here.site.plan.day) if centre.hours else (),
        closed_soon(here, centre.hours, centre.holidays),
        product_links(here, centre.products),
        tuple(labels(locale).centre_service[service] for service in centre.services),
        tuple(formats.language(tag, locale) for tag in centre.locales),
        _geo(centre),
    )


def _geo(centre: Centre) -> str:
    if centre.latitude is None or centre.longitude is None:
        return ""
    place = f"{centre.latitude},{centre.longitude}"
    return f"geo:{place}?q={place}({quote(plain(centre.name))})"
