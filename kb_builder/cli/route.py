"""``kb route``."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from kb_builder.aftersales.routing import Ask, Reached, Way, reach, tables_of
from kb_builder.cli.asking import catalogue_at, known_name, market_of, product_of, refuse
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import root_option, site_root
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.model import Centre


@click.command(name="route")
@root_option
@click.option("--topic", required=True, help="What it is about: the id of a topic in channels.yml.")
@click.option("--country", required=True, help="Where the customer is: TW.")
@click.option("--locale", required=True, help="The customer's language: zh-Hant.")
@click.option("--product", help="The folder of the product.")
@click.option(
    "--at",
    metavar="MOMENT",
    help="The moment, 2026-12-25T10:00+08:00; without a zone that of the country; otherwise now.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    root: Path, topic: str, country: str, locale: str, product: str | None, at: str | None, as_json: bool
) -> None:
    """Say whom a customer reaches about a topic at a moment, best first, and who comes next.

    Exit codes: 0 answered, 2 could not answer.

    \b
    Example:
      kb route --topic repair --country TW --locale zh-Hant --at 2026-12-25T10:00+08:00 --json
    """
    it = catalogue_at(site_root(root))
    country = market_of(it, country)
    known_name(
        "topic", topic, [one.id for one in it.channels.record.topics], "The topics of channels.yml are"
    )
    known_name("language", locale, it.brand.record.locales, "The languages of brand.yml are")
    if product is not None:
        product_of(it, product)
    moment = _moment(at, it, country)
    first = (moment - timedelta(days=2)).date()
    ask = Ask(topic, country, locale, moment, product)
    found = reach(ask, it.channels.record, tables_of(it.channels.record, it.holidays.record, first))
    partner = _partner(it, found)
    if as_json:
        click.echo(json.dumps(_data(found, partner), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(visible(line) for line in _lines(found, partner)))


def _moment(text: str | None, it: Catalogue, country: str) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
        zone = next(one.time_zone for one in it.brand.record.markets if one.country == country)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        moment.astimezone(UTC) - timedelta(days=2), moment.astimezone(UTC) + timedelta(days=900)
    except (ValueError, OverflowError):
        refuse(f"'{text}' is no moment", "Write day and time with the zone: 2026-12-25T10:00+08:00.")
    return moment


def _partner(it: Catalogue, found: Reached) -> Centre | None:
    wanted = found.route.partner if found.route else None
    return next((one for one in it.centres.record.centres if one.id == wanted), None)


def _data(found: Reached, partner: Centre | None) -> dict[str, Any]:
    return {
        "channels": [_way(one) for one in found.channels],
        "next_level": [_way(one) for one in found.next_level],
        "escalate_after": found.route.escalate_after if found.route else None,
        "note": found.route.note if found.route else None,
        "partner": {"id": partner.id, "name": partner.name} if partner else None,
    }


def _way(way: Way) -> dict[str, Any]:
    one, state = way.channel, way.state
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "locales": list(one.locales),
        "human": one.human,
        "open": state.open,
        "opens_at": state.opens_at.isoformat() if state.opens_at else None,
        "closes_at": state.closes_at.isoformat() if state.closes_at else None,
        "holidays_unknown": state.holidays_unknown,
        "reply_within": one.reply_within,
    }


def _lines(found: Reached, partner: Centre | None) -> list[str]:
    lines = [f"{number}. {_line(way)}" for number, way in enumerate(found.channels, 1)]
    lines = lines or ["Nobody: no channel of the country takes this topic."]
    route = found.route
    if route and route.note:
        lines.append(route.note)
    if partner:
        lines.append(f"Partner: {partner.name}")
    if found.next_level:
        after = f" after {route.escalate_after}" if route and route.escalate_after else ""
        lines.append(f"Then{after}:")
        lines.extend(f"- {_line(way)}" for way in found.next_level)
    return lines


def _line(way: Way) -> str:
    one, state = way.channel, way.state
    if one.hours is None:
        now = "at any time"
    elif state.open:
        now = f"open until {state.closes_at:%Y-%m-%d %H:%M}" if state.closes_at else "always open"
    else:
        now = f"opens {state.opens_at:%a %Y-%m-%d %H:%M}" if state.opens_at else "does not open"
    zone = f" {one.time_zone}" if state.opens_at or state.closes_at else ""
    doubt = ", holidays unknown" if state.holidays_unknown else ""
    reply = f", answers within {one.reply_within}" if one.reply_within else ""
    return f"{one.name} ({one.id}, {one.kind}): {now}{zone}{doubt}{reply}"
