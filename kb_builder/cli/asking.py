"""What commands that answer a customer's question share: days, names that must exist, messages in the writer's words."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from kb_builder.checks.near import suggestion
from kb_builder.cli.day import parsed_day
from kb_builder.cli.site_options import COULD_NOT_RUN
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.load import load


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day of the calendar as YYYY-MM-DD."""

    name = "day"

    def convert(
        self, value: str | date, parameter: click.Parameter | None, context: click.Context | None
    ) -> date:
        """The day; ends the command where there is no such day."""
        if isinstance(value, date):
            return value
        try:
            return parsed_day(value)
        except ValueError:
            self.fail(f"'{value}' is no day; write it as YYYY-MM-DD", parameter, context)


def refuse(message: str, hint: str = "") -> NoReturn:
    """End the command: it could not answer."""
    click.echo(f"kb: {message}", err=True)
    if hint:
        click.echo(f"  = {hint}", err=True)
    sys.exit(COULD_NOT_RUN)


def catalogue_at(folder: Path) -> Catalogue:
    """The content of a site; files that can't be read are named, since answers without them could be wrong."""
    loaded = load(folder)
    broken = [one.file for one in loaded.catalogue.broken]
    if broken:
        refuse(f"{broken[0]} can't be read", "Mend what 'kb check' reports, then ask again.")
    return loaded.catalogue


def known_name(kind: str, name: str, names: Collection[str], every: str) -> str:
    """A name that exists; otherwise the command ends and says which is near, or which there are."""
    if name not in names:
        refuse(f"there is no {kind} '{name}'", suggestion(name, names, every))
    return name


def market_of(catalogue: Catalogue, country: str) -> str:
    """The code of a country that the company serves, in capitals."""
    countries = [market.country for market in catalogue.brand.record.markets]
    return known_name("market", country.upper(), countries, "The markets of brand.yml are")


def product_of(catalogue: Catalogue, slug: str) -> str:
    """The folder of a product."""
    slugs = [entry.slug for entry in catalogue.products if entry.record.kind == "product"]
    return known_name("product", slug, slugs, "The products are")
