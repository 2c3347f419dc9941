"""What CLDR and the time-zone database know of a country: enough for a first ``brand.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global, parse_locale
from babel.languages import get_territory_language_info
from babel.numbers import get_territory_currencies

EU_MEMBERS = frozenset(
    [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ]
)  # fmt: skip
"""https://european-union.europa.eu/principles-countries-history/eu-countries_en, 27 members since 2020."""
_MOST_PEOPLE = 50.0
"""Per cent of a country's people."""
_BUSIEST = {
    "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto", "RU": "Europe/Moscow",
}  # fmt: skip
"""Where the database lists a small zone first."""


@dataclass(frozen=True)
class MarketFacts:
    """One market of ``brand.yml``."""

    country: str
    name: str
    """In English."""
    locales: tuple[str, ...]
    currency: str
    time_zone: str
    eu: bool


def market_facts(country: str, locales: tuple[str, ...], day: date) -> MarketFacts:
    """The market of a country for a site in ``locales``, of which the first is the default.

    :raises ValueError: when CLDR or the time-zone database does not know the country.
    """
    name = Locale("en").territories.get(country)
    currencies = get_territory_currencies(country, start_date=day)
    zone = _zones().get(country)
    if name is None or not currencies or zone is None:
        raise ValueError(f"'{country}' is no country with a currency and a time zone")
    return MarketFacts(
        country, name, _locales_of(country, locales), currencies[0], zone, country in EU_MEMBERS
    )


def _locales_of(country: str, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the site's locales that people there read first, then the default one."""
    read = tuple(tag for tag in locales if _is_read_in(tag, country))
    return read if locales[0] in read else (*read, locales[0])


def _is_read_in(tag: str, country: str) -> bool:
    """Whether the language is official or most people's there, in the script that the locale names."""
    locale = Locale.parse(tag, sep="-")
    usual = _usual_script(locale.language, country)
    return locale.territory in (None, country) and any(
        language == locale.language and (script or usual) == (locale.script or usual)
        for language, script in _spoken_in(country)
    )


def _spoken_in(country: str) -> Iterator[tuple[str, str]]:
    """Language and script (empty: the usual one), official ones and those of most people."""
    for tag, info in get_territory_language_info(country).items():
        official = info["official_status"] in ("official", "de_facto_official")
        if official or float(info["population_percent"] or 0) >= _MOST_PEOPLE:
            language, _, script = tag.partition("_")
            yield language, script


def _usual_script(language: str, country: str) -> str:
    likely: Mapping[str, str] = get_global("likely_subtags")
    tag = likely.get(f"{language}_{country}") or likely.get(language) or ""
    return parse_locale(tag)[2] or "" if tag else ""


@cache
def _zones() -> dict[str, str]:
    """Country → its busiest time zone. The rows of a country begin with the busiest, save for a few."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    found: dict[str, str] = {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found.setdefault(country, zone)
    return {**found, **_BUSIEST}
