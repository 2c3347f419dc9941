"""Which day is today: one rule for every command."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def today(environment: Mapping[str, str] = os.environ) -> date:
    """The day of ``SOURCE_DATE_EPOCH`` (seconds since 1970, reproducible-builds.org), else today; both in UTC.

    :raises ValueError: when the variable holds no number of seconds.
    """
    seconds = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not seconds:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError("SOURCE_DATE_EPOCH must be a number of seconds since 1970") from error


def parsed_day(text: str) -> date:
    """A day as YYYY-MM-DD.

    :raises ValueError: for a day that the calendar does not have.
    """
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC).date()


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date:
    try:
        if value is None:
            return today()
        return parsed_day(value)
    except ValueError as error:
        message = str(error) if value is None else f"'{value}' is no day; write it as YYYY-MM-DD"
        raise click.BadParameter(message) from error


def day_option(command: F) -> F:
    """``--on DATE``: the command gets a ``date`` as ``on``."""
    return click.option(
        "--on",
        metavar="DATE",
        callback=_day,
        help="Take this day (YYYY-MM-DD) for today; otherwise SOURCE_DATE_EPOCH, otherwise today.",
    )(command)
