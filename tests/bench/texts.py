"""Sentences of realistic length from the word lists, chosen by a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.bench.words import (
    BUTTONS,
    COLOURS,
    HAZARDS,
    HINTS,
    MODES,
    PLAIN_SENTENCES,
    QUALITIES,
    SEASONS,
    STEP_SENTENCES,
)


class Texts:
    """Texts about one product."""

    def __init__(self, choice: random.Random, family: str, components: Sequence[str]) -> None:
        self._choice = choice
        self._family = family
        self._components = components

    def plain(self) -> str:
        """One sentence."""
        return self._filled(PLAIN_SENTENCES)

    def hint(self) -> str:
        """A short sentence."""
        return self._filled(HINTS)

    def steps(self, count: int) -> str:
        """What to do, in so many sentences."""
        return " ".join(self._filled(STEP_SENTENCES) for _ in range(count))

    def paragraph(self, count: int) -> str:
        """Prose in so many sentences."""
        return " ".join(self.plain() for _ in range(count))

    def hazard(self) -> dict[str, str]:
        """A hazard statement."""
        level, kind, *texts = self._choice.choice(HAZARDS)
        text, consequence, avoid = (self._filled([one]) for one in texts)
        return {"level": level, "type": kind, "text": text, "consequence": consequence, "avoid": avoid}

    def _filled(self, sentences: Sequence[str]) -> str:
        pick = self._choice.choice
        part, other = self._choice.sample(self._components, 2)
        return pick(sentences).format(
            family=self._family,
            part=part,
            other=other,
            button=pick(BUTTONS),
            colour=pick(COLOURS),
            mode=pick(MODES),
            quality=pick(QUALITIES),
            season=pick(SEASONS),
            number=self._choice.randrange(10, 90, 5),
        )
