"""Did-you-mean: the known name that a writer most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from functools import cached_property

_FEW = 300
"""So many names can be compared one by one; among more, only those one slip away are found."""
_SHOWN = 12


class Names:
    """Names that exist, asked for the one nearest to a name that does not."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = known

    def nearest(self, name: str) -> str | None:
        """The known name that is most like ``name``; None when none is like it."""
        if not name or len(name) > 100:
            return None
        folded = name.casefold()
        if len(self.known) > _FEW:
            return next((self._slips[one] for one in _one_slip(folded) if one in self._slips), None)
        near = difflib.get_close_matches(folded, {one.casefold() for one in self.known}, 1, 0.7)
        return next((one for one in sorted(self.known) if near and one.casefold() == near[0]), None)

    def hint(self, name: str, every: str = "") -> str:
        """The nearest name as a question, or the few names that there are; ``every`` introduces those."""
        near = self.nearest(name)
        if near is not None:
            return f"Did you mean '{near}'?"
        if every and 0 < len(self.known) <= _SHOWN:
            return f"{every}: {', '.join(sorted(self.known))}."
        return ""

    @cached_property
    def _slips(self) -> dict[str, str]:
        """Each name under itself and under itself without one character: names one slip apart share an entry."""
        return {slip: name for name in self.known if len(name) <= 100 for slip in _one_slip(name.casefold())}


def _one_slip(name: str) -> Iterator[str]:
    yield name
    yield from (name[:place] + name[place + 1 :] for place in range(len(name)))


def suggestion(name: str, known: Collection[str], every: str = "") -> str:
    """:meth:`Names.hint` for names that are asked once."""
    return Names(known).hint(name, every)


def short(text: str) -> str:
    """A writer's value as a message quotes it."""
    return text if len(text) <= 60 else text[:59] + "…"
