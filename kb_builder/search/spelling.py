"""How near two words are to each other; ``js/search/spelling.js`` says the same."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
"""Words of fewer letters are not corrected: too many others are near."""
SHORTEST_STEM = 3
"""Letters that stand before an ending at least."""
INFLECTED = 0.9
"""How near two words are that differ by endings of the language."""


def distance(one: str, other: str, most: int) -> int:
    """Letters left out, added, taken for another or swapped with the next (optimal string alignment); ``most + 1`` when more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (sign != there))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == there:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1] if row[-1] <= most else most + 1


def allowed(word: str) -> int:
    """How many mistakes a word of its length may have."""
    return 0 if len(word) < SHORTEST or not word.isalpha() else (1 if len(word) < 6 else 2)


def corrections(word: str, vocabulary: Iterable[str], most: int = 3) -> list[tuple[str, int]]:
    """The nearest words with their distance, best first: fewer mistakes, the same beginning, the order of the vocabulary."""
    limit = allowed(word)
    found: list[tuple[float, int, str, int]] = []
    for place, other in enumerate(vocabulary if limit else ()):
        if (other[0] != word[0] and other[-1] != word[-1]) or abs(len(other) - len(word)) > limit:
            continue
        away = distance(word, other, limit)
        if away <= limit:
            found.append((away + (0.5 if other[0] != word[0] else 0), place, other, away))
    best = sorted(found)[:most]
    return [(other, away) for rank, _, other, away in best if rank <= best[0][0] + 0.5]


def same_beginning(one: str, other: str) -> int:
    """Letters that two words begin with in common."""
    common = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        common += 1
    return common


def akin(one: str, other: str, endings: frozenset[str] = frozenset()) -> float:
    """How likely two words differ by their ending only, from 0 (not at all) to 1 (the same).

    ``endings`` are those of the language: with them even short words are told (``selling`` and ``sell``, ``stopping`` and ``stop``).
    """
    common = same_beginning(one, other)
    longest = max(len(one), len(other))
    if common >= SHORTEST_STEM and _bare(one, common) in endings and _bare(other, common) in endings:
        return INFLECTED
    if common < 4 or longest - common > 4 or common < 0.6 * longest:
        return 0.0
    return common / longest


def beginning_of(word: str, endings: frozenset[str]) -> str:
    """What words that differ from it by their ending only have in common with it."""
    least = max(4, len(word) - 4)
    for place in range(SHORTEST_STEM, len(word)):
        if word[place:] in endings:
            twice = place > SHORTEST_STEM and word[place - 1] == word[place - 2]
            return word[: min(least, place - twice)]
    return word[:least]


def _bare(word: str, common: int) -> str:
    """What follows the part in common, without the letter that is doubled before an ending."""
    rest = word[common:]
    return rest[1:] if len(rest) > 1 and rest[0] == word[common - 1] else rest
