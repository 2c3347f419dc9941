"""Handoff codes: product, tree, revision and answers in a few characters that can be read aloud.

The grammar stands in ``docs/adr/0007-handoff-codes.md``; ``theme/assets/kb/js/tree/handoff.js`` is its twin, and both are held
to the same examples.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb_builder.aftersales.walk import Walk, as_data

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without O and 0, I and 1, L, U."""
RADIX = len(ALPHABET)
MODULUS = 887
"""The pure system of ISO/IEC 7064 with two check characters, for this alphabet: the largest prime below RADIX². Powers of the radix
never vanish modulo a prime, so each single wrong character and each swap of neighbours changes the sum."""
CHECKED = 1
"""The weighted sum of a right code; a later grammar takes another one, so that this reader refuses it."""
LEAST, MOST = 12, 60
"""Characters of a code, with its check characters."""
TREE_BITS, PRODUCT_BITS, REVISION_BITS = 10, 9, 17
GROUP = 4


class CodeError(ValueError):
    """A text that is no handoff code; the message says why, in words for an agent."""


@dataclass(frozen=True, slots=True)
class Handoff:
    """What a code carries."""

    tree: int
    """:func:`tree_number`."""
    product: int
    """:func:`product_number`, 0 to 511."""
    revision: int
    """:func:`revision_number`, 0 to 131071."""
    answers: int
    """:func:`pack`."""


def encode(handoff: Handoff) -> str:
    """The code, without groups."""
    value = handoff.answers
    value = value << REVISION_BITS | handoff.revision
    value = value << PRODUCT_BITS | handoff.product
    groups = []
    rest = handoff.tree
    while True:
        groups.append(rest & (1 << TREE_BITS) - 1)
        rest >>= TREE_BITS
        if not rest:
            break
    for number, group in enumerate(reversed(groups)):
        value = value << TREE_BITS + 1 | group << 1 | (number > 0)
    body = to_text(value).rjust(LEAST - 2, ALPHABET[0])
    check = (CHECKED - _sum(body + ALPHABET[0] * 2)) % MODULUS
    return body + to_text(check).rjust(2, ALPHABET[0])


def decode(text: str) -> Handoff:
    """What a code carries. Small letters, spaces and hyphens are taken as they come.

    :raises CodeError: when the text is no code: a wrong character, a wrong length, or check characters that do not fit.
    """
    code = plain_code(text)
    foreign = sorted({character for character in code if character not in ALPHABET})
    if foreign:
        shown = ", ".join(foreign[:3])
        raise CodeError(f"no code has the character {shown}: codes have no 0, O, 1, I, L or U")
    if not LEAST <= len(code) <= MOST:
        raise CodeError(f"a code has at least {LEAST} characters, and this one has {len(code)}")
    if _sum(code) != CHECKED:
        raise CodeError("a character is wrong, or two have changed places")
    value = from_text(code[:-2])
    tree, shift, more = 0, 0, True
    while more:
        tree |= (value >> 1 & (1 << TREE_BITS) - 1) << shift
        more, value, shift = bool(value & 1), value >> TREE_BITS + 1, shift + TREE_BITS
    product, value = value & (1 << PRODUCT_BITS) - 1, value >> PRODUCT_BITS
    revision, answers = value & (1 << REVISION_BITS) - 1, value >> REVISION_BITS
    found = Handoff(tree, product, revision, answers)
    if encode(found) != code:
        raise CodeError("no site writes such a code")
    return found


def is_code(text: str) -> bool:
    """Whether a text is a code, for example one that was typed into the search."""
    try:
        decode(text)
    except CodeError:
        return False
    return True


def grouped(code: str) -> str:
    """In groups of four, for reading aloud."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain_code(text: str) -> str:
    """A code as it was typed or read aloud, in capitals and without what stands between the groups."""
    return re.sub(r"[\s\-\u2010-\u2015\u00b7.]+", "", text).upper()


def pack(walk: Walk, answers: Sequence[int]) -> int:
    """Answers as one number: at a place with n ways the remainder of a division by n + 1 is 0 when the customer stopped
    there, otherwise the number of the answer from 1; the quotient says how it went on.

    :raises ValueError: when the answers don't fit the walk.
    """
    name = walk.start
    radices = []
    for answer in answers:
        choices = walk.places[name].choices
        if not 0 <= answer < len(choices):
            raise ValueError(f"'{name}' has no answer {answer + 1}")
        radices.append(len(choices) + 1)
        name = choices[answer].to
    value = 0
    for answer, radix in zip(reversed(answers), reversed(radices), strict=True):
        value = value * radix + answer + 1
    return value


def unpack(walk: Walk, value: int) -> tuple[int, ...]:
    """The answers that :func:`pack` packed.

    :raises CodeError: when the number doesn't fit the walk.
    """
    name = walk.start
    answers = []
    while value:
        choices = walk.places[name].choices
        value, digit = divmod(value, len(choices) + 1)
        if not digit:
            raise CodeError("the answers do not fit the tree")
        answers.append(digit - 1)
        name = choices[digit - 1].to
    return tuple(answers)


def tree_number(tree_id: str) -> int:
    """Twice the number in the id (``KB-2007`` → 4014); for ids without a plain number an odd number made of the whole id."""
    number = tree_id.partition("-")[2]
    if re.fullmatch(r"0|[1-9][0-9]{0,8}", number):
        return 2 * int(number)
    return 2 * (_digest(tree_id) % (1 << 2 * TREE_BITS - 1)) + 1


def product_number(slug: str) -> int:
    """A number of a product, made of the name of its folder. Two products may share one: whoever reads a code says both."""
    return _digest(slug) % (1 << PRODUCT_BITS)


def revision_number(walk: Walk) -> int:
    """A number of all that a customer reads on the walk, in the language that it was written in: any change makes another revision."""
    return _digest(json.dumps(as_data(walk), sort_keys=True, ensure_ascii=False)) % (1 << REVISION_BITS)


def revision_name(number: int) -> str:
    """A revision as people and files name it: four characters."""
    return to_text(number).rjust(4, ALPHABET[0])


def to_text(value: int) -> str:
    """A number in the alphabet, first character first; nothing for 0."""
    text = ""
    while value:
        value, digit = divmod(value, RADIX)
        text = ALPHABET[digit] + text
    return text


def from_text(text: str) -> int:
    """The number that stands in the alphabet."""
    value = 0
    for character in text:
        value = value * RADIX + ALPHABET.index(character)
    return value


def _sum(text: str) -> int:
    return from_text(text) % MODULUS


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
