"""The scripts of trees beside their twins in Python: codes, packed answers, addresses, and QR codes beside another encoder."""

from __future__ import annotations

import json
import random
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData

from kb_builder.aftersales.handoff import Handoff, encode, pack, revision_name
from kb_builder.aftersales.tree_paths import paths
from tests.aftersales.hundred_nodes import hundred_nodes
from tests.scripts.conftest import Scripts

EXAMPLES = json.loads((Path(__file__).parents[1] / "aftersales/codes/examples.json").read_text("utf-8"))
CASES = json.loads((Path(__file__).parent / "tree/paths.json").read_text("utf-8"))
HANDOFF = "tree/handoff.js"


@pytest.mark.parametrize("example", EXAMPLES["codes"], ids=lambda one: one["code"])
def test_codes(scripts: Scripts, example: dict[str, Any]) -> None:
    """The examples that Python is held to, too."""
    carried = {name: example[name] for name in ("tree", "product", "revision")} | {
        "answers": str(example["answers"])
    }
    assert scripts.call(HANDOFF, "encode", carried) == example["code"]
    assert scripts.call(HANDOFF, "decode", example["typed"]) == carried
    assert scripts.call(HANDOFF, "isCode", example["typed"]) is True


@pytest.mark.parametrize("example", EXAMPLES["refused"], ids=lambda one: one["typed"] or "nothing")
def test_what_is_no_code(scripts: Scripts, example: dict[str, str]) -> None:
    """None is read as another code."""
    assert scripts.call(HANDOFF, "decode", example["typed"]) is None
    assert scripts.call(HANDOFF, "isCode", example["typed"]) is False


def test_answers_of_any_path(scripts: Scripts) -> None:
    """Packed and unpacked as Python does, for paths through a tree of a hundred nodes."""
    one = hundred_nodes()
    choices = {name: [choice.to for choice in place.choices] for name, place in one.places.items()}
    chance = random.Random(3)
    given = []
    for path in islice(paths(one), 2000):
        length = chance.randint(0, len(path.steps))
        answers = [step.answer for step in path.steps[:length]]
        counts = [len(choices[step.place]) for step in path.steps[:length]]
        carried = Handoff(4014, 5, 77, pack(one, answers))
        given.append([answers, counts, str(carried.answers), encode(carried)])
    assert len(given) > 100
    code = """async ([url, given, start, choices]) => {
      const {encode, pack, unpack} = await import(url);
      return given.filter(([answers, counts, packed, code]) => {
        const made = String(pack(answers, counts));
        const back = unpack(packed, start, place => choices[place]);
        return made !== packed || JSON.stringify(back) !== JSON.stringify(answers) ||
          encode({tree: 4014, product: 5, revision: 77, answers: packed}) !== code;
      });
    }"""
    assert scripts.page().evaluate(code, [scripts.base + HANDOFF, given, "n0", choices]) == []


def test_answers_that_do_not_fit(scripts: Scripts) -> None:
    """A number that no path has is refused."""
    code = (
        "async (url) => (await import(url)).unpack('6', 'a', place => ({a: ['b', 'c'], b: []})[place] ?? [])"
    )
    assert scripts.page().evaluate(code, scripts.base + HANDOFF) is None


def test_names_and_groups(scripts: Scripts) -> None:
    """Revisions are named and codes grouped as in Python."""
    numbers = (0, 29, 30, 131071)
    assert [scripts.call(HANDOFF, "revisionName", one) for one in numbers] == [
        revision_name(one) for one in numbers
    ]
    assert scripts.call(HANDOFF, "grouped", "8MZ7XYJAT9C3Y5") == "8MZ7 XYJA T9C3 Y5"


def test_the_page_of_a_code(scripts: Scripts) -> None:
    """The tree's page within the product, or the first one that shows it; nothing for a code of another site."""
    code = encode(Handoff(4014, 5, 77, 3))
    index = {"4014": [[4, "a/t/"], [5, "b/t/"]]}
    assert scripts.call(HANDOFF, "pageOf", code.lower(), index) == f"b/t/?code={code}"
    assert scripts.call(HANDOFF, "pageOf", code, {"4014": [[4, "a/t/"]]}) == f"a/t/?code={code}"
    assert scripts.call(HANDOFF, "pageOf", code, {"1": [[4, "a/t/"]]}) is None
    assert scripts.call(HANDOFF, "pageOf", "water on the floor", index) is None


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda one: one["is"])
def test_addresses(scripts: Scripts, case: dict[str, Any]) -> None:
    """What an address means in the tree of the file: where it leads, and whether it fits."""
    code = """async ([url, query, anchor, tree]) => (await import(url)).stateOf(
      query, anchor, "a", place => tree[place], place => place in tree)"""
    state = scripts.page().evaluate(
        code, [scripts.base + "tree/path.js", case["query"], case["anchor"], CASES["tree"]]
    )
    assert state == {
        "answers": case["answers"],
        "places": case["places"],
        "fits": case.get("fits", True),
        "straight": case.get("straight", False),
    }


@pytest.mark.parametrize("length", [1, 14, 26, 42, 55, 84, 100, 122, 152, 177, 213])
@pytest.mark.parametrize("mask", range(8))
def test_qr_codes(scripts: Scripts, length: int, mask: int) -> None:
    """Module by module as another encoder draws them, for every version and mask."""
    text = ("https://help.example/wm700/does-not-drain/?code=8MZ7XYJAT9C3Y5&" * 4)[:length]
    other: Any = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=mask, border=0)
    other.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
    other.make(fit=True)
    drawn = [[int(on) for on in row] for row in other.get_matrix()]
    assert scripts.call("tree/qr.js", "modules", text, mask) == drawn


def test_qr_codes_of_long_texts(scripts: Scripts) -> None:
    """None is drawn that could not be read; the mask is one of the eight."""
    assert scripts.call("tree/qr.js", "modules", "x" * 214) is None
    drawn = scripts.call("tree/qr.js", "modules", "kb")
    assert drawn in [scripts.call("tree/qr.js", "modules", "kb", mask) for mask in range(8)]
