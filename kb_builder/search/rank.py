"""A query → documents, best first. ``js/search/rank.js`` says the same; shared examples hold both to it.

Every word of the query is a slot. It is filled by the word itself, by words with the same meaning, and, where no page
has the word, by words with another ending or by the words that were probably meant. A document's score adds up what
its best filling of each slot weighs (BM25: rarity by impact); having more of the words counts on top.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kb_builder.search.common import WEIGHT
from kb_builder.search.index import Index, Synonyms
from kb_builder.search.spelling import akin, allowed, beginning_of, corrections
from kb_builder.search.weights import HIGHEST
from kb_builder.search.words import Word, is_han, query_words

SYNONYM = 0.6
UNFINISHED, UNFINISHED_BESIDE = 0.8, 0.35
"""A word that goes on as typed: the last word alone, and beside pages that have it as it stands."""
OTHER_ENDING = 0.8
MISTAKES = 2.0
"""What each mistake takes from a word, as a multiple of one letter's share in it."""
LEAST_RIGHT = 0.25
"""What is left of a word with many mistakes."""
APART = 0.9
"""Two words for one that no page has: ``web editor`` for ``webeditor``."""
CHARACTER = 0.5
"""A single character of a script without spaces, beside the pairs."""
ACROSS = 0.5
"""A pair of characters with signs of grammar between them."""
HALF_COMMON = 0.5
"""A pair of characters of which one only belongs to the grammar."""
PRODUCT_MEANT = 0.6
"""What pages gain when the query names their product, and nothing else has that name."""
NAMED = 1.6
"""Pages to which an error code in the query leads count so much more."""
JOINED, PART_OF_JOINED = 1.0, 0.3
SHORTEST_PART = 3
"""Letters that the halves of a word written in one have at least."""
COMPLETIONS = 8
COVERAGE = 0.4
"""The share of a score that depends on how many of the words a document has."""
OWN_PRODUCT = 1.5
"""On the pages of a product its own pages count so much more."""


@dataclass(frozen=True)
class Variant:
    """Stems that fill a slot when a document has all of them."""

    stems: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Slot:
    """One word of the query, or several that have a synonym together."""

    weight: float
    variants: tuple[Variant, ...]


@dataclass(frozen=True)
class Plan:
    """What is looked for."""

    slots: tuple[Slot, ...] = ()
    named: frozenset[int] = frozenset()
    """Pages to which a code, an id or an alias in the query leads."""
    corrected: Mapping[str, str] = field(default_factory=dict)
    """Misspelled words (folded) and what was taken instead."""


class Hit(NamedTuple):
    """A document that was found."""

    document: int
    score: float


def search(query: str, index: Index, product: str = "", literal: bool = False) -> tuple[Plan, list[Hit]]:
    """Documents, best first. ``product`` is the one whose pages come first; ``literal`` corrects nothing."""
    plan = plan_of(query, index, literal)
    return plan, score(plan, index, product)


def plan_of(query: str, index: Index, literal: bool = False) -> Plan:
    """The slots of a query."""
    found = query_words(query)
    open_end = bool(found) and query[-1:] == query[-1:].strip()
    singles = [word for word in found if not word.joined]
    joined = {(word.start, word.end): word for word in _joined(found, singles, index)}
    inside = {word for word in singles for start, end in joined if start <= word.start and word.end <= end}
    fillings, corrected = _all_fillings(singles, inside, index, open_end, literal)
    meant = [word._replace(text=corrected.get(word.text, word.text)) for word in singles]
    slots: list[Slot] = []
    for number, (word, variants) in enumerate(zip(singles, fillings, strict=True)):
        if word.text not in index.common:
            variants += [Variant(stems, SYNONYM) for stems in _synonyms(meant, number, index, 1)]
        slots.append(Slot(_weight(word, word in inside, index), _best(variants)))
        longer = [Variant(stems, SYNONYM) for stems in _synonyms(meant, number, index, 2)]
        if longer:
            slots.append(Slot(1.0, _best(longer)))
    slots += [Slot(JOINED, _exact(word.text, index)) for word in joined.values()]
    slots += [
        Slot(CHARACTER, _exact(sign, index)) for sign in characters(singles) if sign not in index.common
    ]
    slots += [Slot(ACROSS, _exact(pair, index)) for pair in across(singles, index.common)]
    return Plan(tuple(slot for slot in slots if slot.variants), _named(found, index), corrected)


def _all_fillings(
    singles: Sequence[Word], inside: Set[Word], index: Index, open_end: bool, literal: bool
) -> tuple[list[list[Variant]], dict[str, str]]:
    """What may stand for each word, and what was taken for misspelled ones: no word that has synonyms is one."""
    found: list[list[Variant]] = []
    corrected: dict[str, str] = {}
    for number, word in enumerate(singles):
        kept = literal or any(True for least in (1, 2) for _ in _synonyms(singles, number, index, least))
        variants, instead = _fillings(word.text, index, open_end and number == len(singles) - 1, kept)
        found.append(variants)
        if instead and word not in inside:
            corrected[word.text] = instead
    return found, corrected


def score(plan: Plan, index: Index, product: str = "") -> list[Hit]:
    """Every document that fills a slot."""
    totals: dict[int, float] = {}
    masses: dict[int, float] = {}
    whole = 0.0
    for slot in plan.slots:
        best, mass = _slot_scores(slot, index)
        whole += slot.weight * mass
        for document, value in best.items():
            totals[document] = totals.get(document, 0.0) + slot.weight * value
            masses[document] = masses.get(document, 0.0) + slot.weight * mass
    hits = []
    gains = {name: 1 + PRODUCT_MEANT * near for name, near in _products(plan, index).items()}
    if product:
        gains[product] = OWN_PRODUCT * gains.get(product, 1.0)
    for document, value in totals.items():
        covered = 1 - COVERAGE + COVERAGE * masses[document] / whole
        gain = gains.get(index.product(document), 1.0) * (NAMED if document in plan.named else 1.0)
        hits.append(Hit(document, round(value * covered * index.worth(document) * gain, 6)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.document))


def _products(plan: Plan, index: Index) -> dict[str, float]:
    """How clearly the query names each product: its share of the pages that have a word of its name."""
    weights: dict[str, float] = {}
    for slot in plan.slots:
        for variant in slot.variants:
            if len(variant.stems) == 1:
                weight = min(1.0, slot.weight) * variant.weight
                weights[variant.stems[0]] = max(weights.get(variant.stems[0], 0.0), weight)
    found: dict[str, float] = {}
    for product, stems in index.names.items():
        for stem in stems & weights.keys():
            share = min(1.0, index.pages(product) / max(1, index.frequency(stem)))
            found[product] = max(found.get(product, 0.0), weights[stem] * share)
    return found


def rarity(total: int, frequency: int) -> float:
    """BM25's inverse document frequency."""
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _slot_scores(slot: Slot, index: Index) -> tuple[dict[int, float], float]:
    """What each document has of a slot, and what the slot is worth."""
    best: dict[int, float] = {}
    mass = 0.0
    most = _most_rare(slot, index)
    for variant in slot.variants:
        parts = [_stem_scores(stem, index, most) for stem in variant.stems]
        mass = max(mass, variant.weight * sum(rare for _, rare in parts) / len(parts))
        first, others = parts[0][0], [scores for scores, _ in parts[1:]]
        for document, value in first.items():
            if others:
                if not all(document in scores for scores in others):
                    continue
                value += sum(scores[document] for scores in others)
            value = variant.weight * value / len(parts)
            if value > best.get(document, 0.0):
                best[document] = value
    return best, mass


def _most_rare(slot: Slot, index: Index) -> float:
    """How rare what stands in for a word may be: no rarer than the word itself, where a page has it."""
    typed = [stem for variant in slot.variants if variant.weight >= 1.0 for stem in variant.stems]
    return min((rarity(index.total, index.frequency(stem)) for stem in typed), default=math.inf)


def _stem_scores(stem: str, index: Index, most: float) -> tuple[dict[int, float], float]:
    rare = min(most, rarity(index.total, index.frequency(stem)))
    return {document: rare * impact / HIGHEST for document, impact in index.postings(stem)}, rare


def _fillings(text: str, index: Index, unfinished: bool, literal: bool) -> tuple[list[Variant], str]:
    """What may stand for a word, and the word that it was corrected to."""
    variants = list(_exact(text, index))
    known = bool(variants)
    if (unfinished and len(text) >= 2) or (len(text) == 1 and is_han(text)):
        forms = [form for form in index.forms_from(text) if form != text]
        for form in sorted(forms, key=lambda form: (len(form), form))[:COMPLETIONS]:
            share = (UNFINISHED_BESIDE if known else UNFINISHED) * (0.5 + 0.5 * len(text) / len(form))
            variants += [Variant((stem,), share) for stem in index.stems_of(form)]
    if known or is_han(text[0]) or text in index.common:
        return variants, ""
    beginning = beginning_of(text, index.endings)
    related = [(form, akin(text, form, index.endings)) for form in index.forms_from(beginning)]
    related = [(form, near) for form, near in related if near]
    for form, near in related:
        variants += [Variant((stem,), OTHER_ENDING * near) for stem in index.stems_of(form)]
    variants += [Variant(stems, APART) for stems in _apart(text, index)]
    if literal:
        return variants, ""
    meant = corrections(text, _vocabulary(text, index))
    for form, away in meant:
        variants += [Variant((stem,), right(text, away)) for stem in index.stems_of(form)]
    goes_on = unfinished and bool(variants) and not meant
    instead = meant[0][0] if meant and not goes_on and not any(near > 0.75 for _, near in related) else ""
    return variants, instead


def right(text: str, away: int) -> float:
    """What a word with so many mistakes counts: one in a long word is likelier than one in a short word."""
    return max(LEAST_RIGHT, 1 - MISTAKES * away / len(text))


def _apart(text: str, index: Index) -> Iterator[tuple[str, ...]]:
    """A word that no page has as two that pages have."""
    for cut in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
        before = index.stems_of(text[:cut])
        after = index.stems_of(text[cut:]) if before else ()
        if before and after:
            yield before[0], after[0]


def _weight(word: Word, inside: bool, index: Index) -> float:
    """What a word of the query counts beside the others."""
    if word.text in index.common:
        return WEIGHT
    if is_han(word.text[0]) and any(sign in index.common for sign in word.text):
        return HALF_COMMON
    return PART_OF_JOINED if inside else 1.0


def characters(singles: Iterable[Word]) -> Sequence[str]:
    """Each character of the pairs of a script without spaces, once."""
    signs = [sign for word in singles if len(word.text) == 2 and is_han(word.text[0]) for sign in word.text]
    return tuple(dict.fromkeys(signs))


def across(singles: Sequence[Word], common: Set[str]) -> Sequence[str]:
    """Pairs of characters that stand apart for signs of grammar alone: ``充電`` in ``充不了電``."""
    found: list[str] = []
    before, passed, end = "", False, -1
    for word in singles:
        if len(word.text) != 2 or not is_han(word.text[0]):
            before, end = "", -1
            continue
        new = word.text if word.start != end else word.text[1]
        if word.start != end:
            before, passed = "", False
        end = word.end - len(word.text[1])
        for sign in new:
            if sign in common:
                passed = True
            else:
                found += [before + sign] if before and passed else []
                before, passed = sign, False
    return tuple(dict.fromkeys(found))


def _named(found: Sequence[Word], index: Index) -> frozenset[int]:
    keys = {word.text for word in found if any(sign.isdigit() for sign in word.text)}
    return frozenset(number for key in keys for number in index.named(key))


def _vocabulary(text: str, index: Index) -> Iterator[str]:
    if allowed(text):
        for length in (len(text), len(text) - 1, len(text) + 1):
            yield from index.vocabulary(length)


def _joined(found: Sequence[Word], singles: Sequence[Word], index: Index) -> Iterator[Word]:
    """Words that the pages write as one: codes, words with a hyphen, and neighbours of which one is unknown alone."""
    for word in found:
        if word.joined and index.stems_of(word.text):
            yield word
    for one, other in pairwise(singles):
        if (
            is_han(one.text[0])
            or is_han(other.text[0])
            or (index.stems_of(one.text) and index.stems_of(other.text))
        ):
            continue
        whole = one.text + other.text
        if index.stems_of(whole):
            yield Word(whole, whole, one.start, other.end, joined=True)


def _synonyms(singles: Sequence[Word], number: int, index: Index, least: int) -> Iterator[tuple[str, ...]]:
    """The stems of what means the same as the words from ``number`` on: of one word, or of several (``least`` 2)."""
    start = singles[number].text[:3]
    for group in index.synonyms:
        for place, member in enumerate(group.members):
            size = len(member)
            if not size or member[0][:3] != start:
                continue
            if (size >= least) if least > 1 else size == 1:
                here = [word.text for word in singles[number : number + size]]
                if len(here) == size and all(
                    _same(a, b, index.endings) for a, b in zip(here, member, strict=True)
                ):
                    yield from _stems_of_others(group, place, index)


def _stems_of_others(group: Synonyms, place: int, index: Index) -> Iterator[tuple[str, ...]]:
    for other in group.targets:
        if other != place:
            stems = [index.stems_of(word) for word in group.members[other]]
            if all(stems):
                yield tuple(found[0] for found in stems)


def _same(one: str, other: str, endings: frozenset[str]) -> bool:
    return one == other or (akin(one, other, endings) >= 0.7 and abs(len(one) - len(other)) <= 3)


def _exact(text: str, index: Index) -> tuple[Variant, ...]:
    return tuple(Variant((stem,), 1.0) for stem in index.stems_of(text))


def _best(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """Each filling once, with its best weight."""
    found: dict[tuple[str, ...], float] = {}
    for variant in variants:
        found[variant.stems] = max(found.get(variant.stems, 0.0), variant.weight)
    return tuple(Variant(stems, weight) for stems, weight in found.items())
