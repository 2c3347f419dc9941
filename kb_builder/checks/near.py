"""Did-you-mean: the known name that a writer most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

_MOST_CANDIDATES = 300
_SHOWN = 12


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that is most like ``name``; None when none is like it.

    Names of about the same length that share their first or last characters are compared, not thousands of others.
    """
    if not name or len(name) > 100:
        return None
    folded = name.casefold()
    likely = _likely(folded, known) if len(known) > _MOST_CANDIDATES else list(known)
    near = difflib.get_close_matches(folded, {one.casefold() for one in likely}, 1, 0.6)
    return next((one for one in likely if near and one.casefold() == near[0]), None)


def suggestion(name: str, known: Collection[str], every: str = "") -> str:
    """A hint: the nearest name, or the few names that there are; ``every`` says what they are."""
    near = nearest(name, known)
    if near is not None:
        return f"Did you mean '{near}'?"
    if every and 0 < len(known) <= _SHOWN:
        return f"{every}: {', '.join(sorted(known))}."
    return ""


def short(text: str) -> str:
    """A writer's value as a message quotes it."""
    return text if len(text) <= 60 else text[:59] + "…"


def _likely(folded: str, known: Iterable[str]) -> list[str]:
    found = []
    for one in known:
        if abs(len(one) - len(folded)) <= 2 and (
            one[:2].casefold() == folded[:2] or one[-2:].casefold() == folded[-2:]
        ):
            found.append(one)
            if len(found) >= _MOST_CANDIDATES:
                break
    return found
