"""``python -m tests.bench.trees``: how long proofs, counts, codes and drawings of a large tree take."""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from kb_builder.aftersales.handoff import pack, revision_number, unpack
from kb_builder.aftersales.tree_diff import difference
from kb_builder.aftersales.tree_paths import count_paths, paths, paths_to, questions_left
from kb_builder.aftersales.walk import Walk, walk_of
from kb_builder.checks import check
from kb_builder.content.load import load
from kb_builder.content.model import Tree
from tests.checks.sites import site

NODES = 5000
DAY = date(2026, 11, 23)


def large_tree(nodes: int, seed: int = 5) -> dict[str, Any]:
    """A tree whose ways join all the time: every question leads to three of the next twenty nodes."""
    chance = random.Random(seed)
    found: dict[str, Any] = {}
    for number in range(nodes - 20):
        later = [f"n{number + 1}", *(f"n{chance.randint(number + 1, number + 20)}" for _ in range(2))]
        answers = [{"label": f"Answer {place}", "next": name} for place, name in enumerate(later)]
        found[f"n{number}"] = {"question": f"Question {number}?", "answers": answers}
    for number in range(nodes - 20, nodes):
        found[f"n{number}"] = {"outcome": "solved"}
    return {
        "id": "KB-9000", "title": "Large", "summary": "Large.", "start": "n0", "max_questions": 50, "nodes": found,
        "changed": "2026-10-02", "state": "published",
    }  # fmt: skip


def measured(name: str, work: Callable[[], Any]) -> Any:
    """Do the work three times and print the shortest time on the processor, whatever else the machine does."""
    best, result = float("inf"), None
    for _ in range(3):
        started = time.process_time()
        result = work()
        best = min(best, time.process_time() - started)
    print(f"{name:<44} {best * 1000:8.0f} ms")
    return result


def main(nodes: int) -> None:
    """Print a table."""
    data = large_tree(nodes)
    tree = Tree.model_validate(data)
    changed = {**data, "nodes": {**data["nodes"], f"n{nodes - 1}": {"outcome": "contact"}}}

    def fresh() -> Walk:
        return walk_of(tree)

    print(f"A tree of {nodes:,} nodes")
    walk = measured("flatten the tree", fresh)
    count = measured("count its paths", lambda: count_paths(fresh()))
    measured("count the paths to each end", lambda: paths_to(fresh()))
    measured("questions left at each node", lambda: questions_left(fresh()))
    measured(
        "compare it with an edited one", lambda: difference(fresh(), walk_of(Tree.model_validate(changed)))
    )
    measured("number of its revision", lambda: revision_number(walk))
    answers = [step.answer for step in next(paths(walk)).steps]
    measured(f"pack and unpack {len(answers):,} answers", lambda: unpack(walk, pack(walk, answers)))
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        text = json.dumps(data)  # JSON is YAML
        root = site(Path(folder), {"products/wm/trees/large.yml": text})
        measured("read the site", lambda: load(root))
        catalogue = load(root).catalogue
        measured("check the site", lambda: check(catalogue, DAY))
    print(f"It has a number of paths with {len(str(count)):,} digits.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NODES)
