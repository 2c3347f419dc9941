"""``kb coverage``."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from kb_builder.aftersales.coverage import Answer, Case, Mistake, judge, mistakes
from kb_builder.aftersales.coverage_data import answer_data
from kb_builder.cli.asking import Day, catalogue_at, known_name, market_of, product_of, refuse
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import visible
from kb_builder.cli.site_options import root_option, site_root
from kb_builder.content.model import Product

F = TypeVar("F", bound=Callable[..., Any])
_VERDICTS = {"covered": "Covered", "not_covered": "Not covered", "depends": "It depends"}
_REASONS = {
    "in_period": "the period has not ended",
    "counted_from_manufacture": "the period has not ended even when it is counted from the day of manufacture",
    "expired": "the period has ended",
    "buyer": "it protects other buyers",
    "component": "it does not cover this component",
    "not_bought": "it was not bought",
    "conditional": "it has a condition",
    "component_needed": "say with --component what failed",
    "model_needed": "say the model with --model or --serial",
    "registration_needed": "say with --registered when the product was registered",
    "extension_needed": "say with --extended or --no-extended whether it was bought",
    "purchase_date_needed": "say with --bought when the product was bought",
}
_DAYS = {
    "bought": "the day of purchase",
    "delivered": "the day of delivery",
    "registered": "the day of registration",
    "repaired": "the day of a repair",
}


def _case_options(function: F) -> F:
    """What a customer says."""
    for decorate in (
        root_option,
        day_option,
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        click.option(
            "--extended/--no-extended", default=None, help="Whether an extended warranty was bought."
        ),
        click.option("--buyer", type=click.Choice(("private", "business")), default="private"),
        click.option(
            "--repaired", type=Day(), multiple=True, help="Day of an earlier repair. Repeat it for more."
        ),
        click.option("--component", help="What failed: the id of a component of the product."),
        click.option("--serial", help="The serial number: it tells the model and may tell the date."),
        click.option("--model", help="The id of a model."),
        click.option("--registered", type=Day(), help="Day on which it was registered."),
        click.option(
            "--delivered", type=Day(), help="Day of delivery; otherwise the day of purchase counts."
        ),
        click.option("--bought", type=Day(), help="Day of purchase."),
        click.option("--country", required=True, help="Where it was bought: PL."),
        click.option("--product", required=True, help="The folder of the product."),
    ):
        function = decorate(function)
    return function


@click.command(name="coverage")
@_case_options
def command(root: Path, on: date, product: str, as_json: bool, **given: Any) -> None:
    """Say whether a product is still covered, by which promise, until when, and what a repair costs otherwise.

    Exit codes: 0 answered, 2 could not answer.

    \b
    Example:
      kb coverage --product wm700 --country PL --bought 2025-01-10 --component pump
    """
    it = catalogue_at(site_root(root))
    slug = product_of(it, product)
    record = it.product_by_slug[slug].record
    given["country"] = market_of(it, given["country"])
    if given["component"]:
        known_name(
            "component",
            given["component"],
            [one.id for one in record.components],
            f"The components of {slug} are",
        )
    if given["model"]:
        known_name("model", given["model"], [one.id for one in record.models], f"The models of {slug} are")
    case = Case(on=on, **given)
    wrong = next(mistakes(case, record, [case.country]), None)
    if wrong is not None:
        refuse(*_words(wrong, case, record))
    answer = judge(case, slug, record, it.warranty.record, it.prices.record)
    if as_json:
        click.echo(json.dumps(answer_data(answer), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(answer, it.prices.record.quote_holds)))


def _words(wrong: Mistake, case: Case, product: Product) -> tuple[str, str]:
    day = _DAYS.get(wrong.about, "")
    if wrong.code == "no_date":
        return (
            "the day of purchase is missing",
            "Add --bought, or a --serial that tells when the product was made.",
        )
    if wrong.code == "in_future":
        return f"{day} is after {wrong.day}", "Look at the date, or ask for a later day with --on."
    if wrong.code == "before_purchase":
        return f"{day} is before the day of purchase ({wrong.day})", "Look at both dates."
    if wrong.code == "before_release":
        return f"{day} is before the product came out ({wrong.day})", "Look at the date and the product."
    if wrong.code == "before_made":
        return (
            f"{day} is before the product was made ({wrong.day}, by its serial number)",
            "Look at the date and the number.",
        )
    if wrong.code == "serial_of_other_model":
        return (
            f"the serial number '{case.serial}' is not of the model '{case.model}'",
            "Leave one of the two out.",
        )
    examples = [one.example for model in product.models for one in model.serials]
    hint = f"They look like this: {', '.join(examples)}." if examples else "The product has no patterns."
    return f"'{case.serial}' is no serial number of this product", hint


def _lines(answer: Answer, quote_holds: str | None) -> list[str]:
    ends = [one.until for one in answer.promises if one.until and one.verdict == answer.verdict]
    until = f" until {max(ends)}" if answer.verdict == "covered" and ends else ""
    lines = [f"{_VERDICTS[answer.verdict]}{until}."]
    for one in answer.promises:
        lines.append("")
        lines.append(f"{one.promise.name} ({one.promise.kind}, {one.promise.guarantor.name})")
        end = f", until {one.until}" if one.until else ""
        lines.append(f"  {_VERDICTS[one.verdict]}{end}: {_REASONS[one.reason]}.")
        if one.reason == "conditional":
            lines.append(f"  {one.promise.conditional}")
        lines.extend(
            f"  - {remedy.text}" + (f" (until {day})" if day else "") for remedy, day in one.remedies
        )
    if answer.prices:
        holds = f" A quote holds for {quote_holds}." if quote_holds else ""
        lines.extend(["", f"What a repair costs otherwise.{holds}"])
    for item, price in answer.prices:
        tax = "with tax" if price.tax_included else "without tax"
        through = f", until {price.valid_through}" if price.valid_through else ""
        least = "from " if item.is_from else ""
        lines.append(f"  {item.name}: {least}{price.amount} {price.currency} {tax}{through}")
    return [visible(line) for line in lines]
