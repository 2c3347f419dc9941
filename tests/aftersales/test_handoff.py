"""Handoff codes: round trips, every single mistake at every position, and the length that was promised."""

from __future__ import annotations

import itertools
import json
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb_builder.aftersales.handoff import (
    ALPHABET,
    CodeError,
    Handoff,
    decode,
    encode,
    grouped,
    is_code,
    pack,
    revision_name,
    revision_number,
    tree_number,
    unpack,
)
from kb_builder.aftersales.tree_paths import paths
from kb_builder.aftersales.walk import Walk
from tests.aftersales.walks import ask, walk, walks

EXAMPLES = json.loads((FilePath(__file__).parent / "codes/examples.json").read_text("utf-8"))
HANDOFFS = st.builds(
    Handoff,
    st.integers(0, 2**24),
    st.integers(0, 511),
    st.integers(0, 131071),
    st.integers(0, 2**40),
)
LONGEST = encode(Handoff(4014, 511, 131071, 5**8 - 1))


@pytest.mark.parametrize("example", EXAMPLES["codes"], ids=lambda one: one["code"])
def test_examples(example: dict[str, Any]) -> None:
    """The codes of the file that the browser is held to, too."""
    carried = Handoff(example["tree"], example["product"], example["revision"], example["answers"])
    assert encode(carried) == example["code"]
    assert decode(example["typed"]) == carried


@pytest.mark.parametrize("example", EXAMPLES["refused"], ids=lambda one: one["typed"] or "nothing")
def test_what_is_no_code(example: dict[str, str]) -> None:
    """A reason stands beside each; none is read as another code."""
    with pytest.raises(CodeError, match=example["says"]):
        decode(example["typed"])
    assert not is_code(example["typed"])


@given(HANDOFFS)
def test_a_code_carries_all(handoff: Handoff) -> None:
    """Whatever is put in comes out, also when it was read aloud and typed."""
    code = encode(handoff)
    assert set(code) <= set(ALPHABET)
    assert decode(grouped(code).lower()) == handoff
    assert decode(" - ".join(code)) == handoff


@given(walks())
def test_every_path_is_carried(one: Walk) -> None:
    """Each path, and each beginning of one, has a number of its own, and the number gives it back."""
    beginnings = {
        tuple(step.answer for step in path.steps[:length])
        for path in paths(one)
        for length in range(len(path.steps) + 1)
    }
    packed = {pack(one, answers): answers for answers in beginnings}
    assert len(packed) == len(beginnings)
    assert all(unpack(one, value) == answers for value, answers in packed.items())
    for value in range(max(packed) + 20):
        if value not in packed:
            with pytest.raises(CodeError):
                unpack(one, value)


@pytest.mark.parametrize(
    "code", [LONGEST, encode(Handoff(4014, 3, 77, 0)), *[one["code"] for one in EXAMPLES["codes"]]]
)
def test_each_wrong_character_is_caught(code: str) -> None:
    """At every position every other character, and every two neighbours that changed places."""
    assert is_code(code)
    for place, character in itertools.product(range(len(code)), ALPHABET):
        wrong = code[:place] + character + code[place + 1 :]
        assert is_code(wrong) == (wrong == code)
    for place in range(len(code) - 1):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert is_code(swapped) == (swapped == code)


def test_mistakes_are_caught_in_codes_of_every_length() -> None:
    """The proof does not hang on the examples: the sum of positions differs for each pair of characters and each place."""
    modulus, radix = 887, len(ALPHABET)
    differences = range(1, radix)
    assert all(modulus % divisor for divisor in range(2, 30))
    for place, by in itertools.product(range(60), differences):
        weight = pow(radix, place, modulus)
        assert by * weight % modulus
        assert by * (radix - 1) * weight % modulus


def test_eight_answers_fit() -> None:
    """Sixteen characters for eight answers of up to four choices, with product, tree, revision and two changes of the tree."""
    nodes: dict[str, Any] = {f"n{n}": ask(*[f"n{n + 1}"] * 4) for n in range(8)}
    nodes |= {"n8": {"step": {"text": "."}, "next": "n9"}, "n9": {"step": {"text": "."}, "next": "n10"}}
    one = walk("n0", n10={"outcome": "solved"}, **nodes)
    largest = max(pack(one, [3] * 8 + [0] * more) for more in range(3))
    assert len(encode(Handoff(tree_number("KB-524287"), 511, 131071, largest))) <= 16


def test_numbers_of_trees() -> None:
    """A plain number stands for itself; other ids get an odd number; none depends on the run."""
    assert [tree_number(one) for one in ("KB-2007", "KB-0", "AB-2007")] == [4014, 0, 4014]
    assert tree_number("KB-007") % 2 == tree_number("HELP-2A") % 2 == 1
    assert tree_number("HELP-2A") == 57607


def test_a_revision_is_what_customers_read() -> None:
    """Any change of a word or a way makes another revision; the same tree has the same one."""
    first = walk("a", a=ask("b", "c"), b={"outcome": "solved"}, c={"outcome": "repair"})
    same = walk("a", a=ask("b", "c"), b={"outcome": "solved"}, c={"outcome": "repair"})
    other = walk("a", a=ask("b", "c"), b={"outcome": "solved"}, c={"outcome": "return"})
    assert revision_number(first) == revision_number(same) != revision_number(other)
    assert len(revision_name(0)) == len(revision_name(131071)) == 4
