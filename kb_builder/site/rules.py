"""The rules of one product as the file that pages load when a reader asks: coverage, maintenance, notices, with their texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kb_builder import addresses
from kb_builder.aftersales.coverage_data import coverage_rules
from kb_builder.aftersales.serials import in_browsers
from kb_builder.content.model import Notice, Price, PriceItem, Product
from kb_builder.site import formats
from kb_builder.site.labels import labels
from kb_builder.site.local import LocalSite, plain

Data = dict[str, Any]


def product_rules(site: LocalSite, slug: str) -> str:
    """JSON of at most some ten kilobytes; texts are in the reader's language."""
    product = site.product(slug)
    assert product is not None
    it = site.plan.catalogue
    countries = [market.country for market in site.brand.markets]
    warranty, book = site.record(it.warranty), site.record(it.prices)
    rules = coverage_rules(slug, product, warranty, book, countries)
    chosen = {one["id"] for one in rules["promises"]}
    wanted = {price["id"] for repair in rules["repairs"] for price in repair["prices"]}
    shown = {
        (item.id, price.country, price.valid_from.isoformat()): _shown(site, item, price)
        for item in book.items
        if item.id in wanted
        for price in item.prices
    }
    for repair in rules["repairs"]:
        for price in repair["prices"]:
            price["shown"] = shown[price["id"], price["country"], price["valid_from"]]
    holds = formats.duration(book.quote_holds, site.locale) if book.quote_holds else ""
    quote = site.messages.gettext("A price that we have told you holds for %(time)s.") % {"time": holds}
    data = rules | {
        "name": plain(product.name),
        "address": addresses.product(slug),
        "component_names": [[one.id, plain(one.name)] for one in product.components],
        "texts": {
            one.id: {
                "name": plain(one.name),
                "conditional": plain(one.conditional),
                "exclusions": [plain(text) for text in one.exclusions],
                "proof": [plain(text) for text in one.proof],
                "claim": [plain(text) for text in one.claim],
            }
            for one in warranty.promises
            if one.id in chosen
        },
        "quote": quote if holds else "",
        "maintenance": list(_maintenance(site, slug, product)),
        "notices": list(_notices(site, slug)),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _shown(site: LocalSite, item: PriceItem, price: Price) -> str:
    """Amount, unit, tax and last day in one line."""
    _ = site.messages.gettext
    amount = formats.money(price.amount, price.currency, site.locale, price.country)
    parts = [_("from %(amount)s") % {"amount": amount} if item.is_from else amount]
    if item.unit != "piece":
        parts.append(labels(site.locale).price_unit[item.unit])
    rate = formats.percent(price.tax_rate, site.locale) if price.tax_rate is not None else ""
    if price.tax_included:
        parts.append(_("tax included (%(rate)s)") % {"rate": rate} if rate else _("tax included"))
    else:
        parts.append(_("plus tax (%(rate)s)") % {"rate": rate} if rate else _("plus tax"))
    if price.valid_through:
        day = formats.date(price.valid_through, site.locale)
        parts.append(_("valid until %(date)s") % {"date": day})
    return " · ".join(parts)


def _maintenance(site: LocalSite, slug: str, product: Product) -> Iterator[Data]:
    for task in product.maintenance:
        page = site.plan.article_page(task.guide, slug) if task.guide else None
        yield {
            "id": task.id,
            "task": plain(task.task),
            "every": task.every,
            "models": list(task.models),
            "guide": page.address if page else "",
        }


def _notices(site: LocalSite, slug: str) -> Iterator[Data]:
    kinds = labels(site.locale).notice_kind
    for entry in site.plan.notices_for(slug):
        page = site.plan.article_page(entry.record.id, slug)
        if page is not None:
            notice = site.record(entry)
            yield notice_rules(notice) | {
                "kind": kinds[notice.kind],
                "title": plain(notice.title),
                "address": page.address,
                "markets": list(notice.markets),
            }


def notice_rules(notice: Notice) -> Data:
    """What ``isAffected`` in ``js/aftersales/serials.js`` reads of a notice."""
    return {
        "models": list(notice.models),
        "serials": [
            {
                "model": one.model,
                "first": one.first,
                "last": one.last,
                "pattern": in_browsers(one.pattern) if one.pattern else None,
            }
            for one in notice.serials
        ],
    }
