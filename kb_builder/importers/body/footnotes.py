"""Footnotes: numbered in the order of the text, their definitions taken out to be put where they are needed."""

from __future__ import annotations

from collections.abc import Mapping

from kb_builder.importers.body.tree import Element, Flow, find, plain, rewrite


def numbered(flow: Flow) -> tuple[Flow, Mapping[str, Element]]:
    """The flow without definitions, and the definitions by their new number.

    A definition that nothing refers to, and a second one of the same label, stay as ordinary paragraphs; a mere
    repetition goes.
    """
    numbers: dict[str, str] = {}
    for reference in find(flow, "fnref"):
        numbers.setdefault(reference.get("label"), str(len(numbers) + 1))
    found: dict[str, Element] = {}

    def change(element: Element) -> Flow:
        label = element.get("label")
        if element.tag == "fnref":
            return (element.with_attrs(label=numbers[label]),)
        if element.tag != "footnote":
            return (element,)
        number = numbers.get(label)
        if number is None:
            return element.children
        if number not in found:
            found[number] = element.with_attrs(label=number)
            return ()
        return () if plain(found[number]) == plain(element) else element.children

    return rewrite(flow, change), found


def with_notes(flow: Flow, definitions: Mapping[str, Element], used: dict[str, int]) -> Flow:
    """The field with the definitions of its footnotes behind it.

    Fields are converted each on its own: a footnote that several fields refer to is defined in each, under a label of
    its own (``2``, ``2b``), so that no two have the same address in the page. ``used`` counts the fields so far.
    """
    numbers = [number for number in _numbers(flow) if number in definitions]
    if not numbers:
        return flow
    labels = {}
    for number in numbers:
        labels[number] = number + ("" if number not in used else chr(ord("a") + used[number]))
        used[number] = min(used.get(number, 0) + 1, 25)

    def relabelled(element: Element) -> Flow:
        label = element.get("label")
        return (
            (element.with_attrs(label=labels[label]),)
            if element.tag == "fnref" and label in labels
            else (element,)
        )

    notes = tuple(definitions[number].with_attrs(label=labels[number]) for number in numbers)
    return (*rewrite(flow, relabelled), *notes)


def _numbers(flow: Flow) -> list[str]:
    return list(dict.fromkeys(reference.get("label") for reference in find(flow, "fnref")))
