"""A tree of a hundred nodes that nobody designed: wide at some depths, narrow at others, with many joins and words of odd lengths in three languages."""

from __future__ import annotations

import random
from typing import Any

from kb_builder.aftersales.walk import Walk
from tests.aftersales.walks import walk

WORDS = {
    "en": [
        "does",
        "the",
        "valve",
        "lamp",
        "hum",
        "slowly",
        "after",
        "rinsing",
        "while",
        "both",
        "doors",
        "stay",
        "shut",
        "and",
        "nothing",
        "drips",
    ],
    "pl": [
        "czy",
        "przeciwwstrząsowa",
        "sprężyna",
        "brzęczy",
        "cicho",
        "gdy",
        "bęben",
        "obraca",
        "się",
        "powoli",
        "bez",
        "żadnego",
        "obciążenia",
    ],
    "zh": list("排水閥門指示燈是否在清洗之後仍然閃爍並且發出聲音直到門完全關閉"),
}
OUTCOMES = ("solved", "solved", "repair", "replace_part", "contact", "return", "stop_use")


def words(chance: random.Random, language: str, least: int, most: int) -> str:
    """Some words of a language in any order."""
    found = [chance.choice(WORDS[language]) for _ in range(chance.randint(least, most))]
    return ("" if language == "zh" else " ").join(found)


def hundred_nodes(seed: int = 41) -> Walk:
    """Layers of random widths; every node is led to from an earlier layer, some ways skip layers."""
    chance = random.Random(seed)
    layers: list[list[str]] = [["n0"]]
    while (count := sum(map(len, layers))) < 100:
        width = min(chance.choice((2, 3, 5, 8, 13, 21)), 100 - count)
        layers.append([f"n{count + number}" for number in range(width)])
    leads: dict[str, list[str]] = {name: [] for layer in layers for name in layer}
    for number, layer in enumerate(layers[1:], 1):
        for name in layer:
            leads[chance.choice(layers[number - 1])].append(name)
    nodes: dict[str, Any] = {}
    for number, layer in enumerate(layers):
        later = [name for other in layers[number + 1 :] for name in other]
        for name in layer:
            ways = leads[name]
            if later and (ways or chance.random() < 0.35):
                ways = [*ways, *chance.sample(later, min(len(later), chance.randint(1, 2)))]
            nodes[name] = _node(chance, ways)
    return walk("n0", **nodes)


def _node(chance: random.Random, ways: list[str]) -> dict[str, Any]:
    language = chance.choice(tuple(WORDS))
    if not ways:
        return {"outcome": chance.choice(OUTCOMES), "title": words(chance, language, 2, 6)}
    answers = [
        {"label": f"{words(chance, language, 1, 5)} {number}", "next": way} for number, way in enumerate(ways)
    ]
    asked = {"question": words(chance, language, 3, 12) + "?", "answers": answers}
    if chance.random() < 0.3:
        return {"step": {"text": words(chance, language, 4, 10) + "."}, **asked}
    return asked
