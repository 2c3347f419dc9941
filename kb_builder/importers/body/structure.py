"""Blocks of an article → the steps of a guide, when steps are what it mainly consists of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb_builder.importers.body.numbered import asks, with_numbered_lists, without_headings
from kb_builder.importers.body.tree import Element, Flow, Node, find, plain, tag_level

STEPS_SHARE = 0.45
"""The share of the words that must stand in steps."""
STEP_WEIGHT = 10
"""Words that a step counts for in addition to its own."""
MOST_STEPS = 300
"""Nobody follows more; such a list is better read as prose."""
SHORT_SECTION = 80
"""A section without a list among sections with one may have this many words to become a step of its own."""
_CONDITION = re.compile(
    r"(?:if|in case|when|should|alternatively|optional\w*|je\u015bli|je\u017celi|gdy|gdyby|w razie|opcjonalnie)\b|\u5982\u679c|\u82e5|\u7576|\u5982\u9700",
    re.IGNORECASE,
)
_TITLE_WORDS = 14
_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over steps."""

    title: str
    anchors: tuple[str, ...]
    text: Flow = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One item of a list, with what stands between it and the next."""

    content: Flow
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """An article taken apart; nothing of its blocks is missing."""

    intro: Flow
    steps: tuple[Step, ...]
    after: Flow


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading (or none) and the blocks up to the next."""

    heading: Element | None
    blocks: tuple[Element, ...]

    @property
    def has_steps(self) -> bool:
        return any(_is_step_list(block) for block in self.blocks)

    @property
    def flow(self) -> Flow:
        return (*((self.heading,) if self.heading else ()), *self.blocks)

    @property
    def level(self) -> int:
        return tag_level(self.heading) if self.heading is not None else 0


def find_steps(flow: Flow) -> Steps | None:
    """The steps, or None for an article that is better read as prose. Ordered lists come first, then rows of numbered blocks."""
    blocks = tuple(block for block in flow if isinstance(block, Element) and block.tag != "hr")
    found = _in_lists(blocks)
    if found is None and (numbered := with_numbered_lists(blocks)) != blocks:
        found = _in_lists(numbered)
    return found


def _in_lists(blocks: tuple[Element, ...]) -> Steps | None:
    parts = list(_parts(tuple(_with_headings(blocks))))
    numbers = [number for number, part in enumerate(parts) if part.has_steps]
    if not numbers:
        return None
    first, last = _with_parents(parts, numbers[0]), numbers[-1]
    steps = _steps(parts[first : last + 1])
    if steps is None or not 2 <= len(steps) <= MOST_STEPS:
        return None
    tail = _closing(parts[last])
    after = (*tail, *(node for part in parts[last + 1 :] for node in part.flow))
    if tail:
        steps[-1] = replace(steps[-1], content=steps[-1].content[: -len(tail)])
    lead, steps[0] = _lead(steps[0])
    intro = (*(node for part in parts[:first] for node in part.flow), *lead)
    found = Steps(intro, tuple(steps), after)
    return found if _consists_of_steps(found) else None


def _consists_of_steps(found: Steps) -> bool:
    """Whether the steps weigh more than what stands around them; a step weighs something however short it is."""
    inside = sum(
        STEP_WEIGHT + _words(step.content) + (_words(step.section.text) if step.section else 0)
        for step in found.steps
    )
    return inside >= STEPS_SHARE * (inside + _words(found.intro) + _words(found.after))


def _words(flow: Flow) -> int:
    return len(plain(*flow).split()) + 5 * sum(1 for _ in find(flow, "img"))


def _is_step_list(block: Element) -> bool:
    """An ordered list, unless it only lists the headings of the article, or questions."""
    if block.tag != "ol":
        return False
    return not all(_is_contents_item(item) for item in block.children) and not asks(block.children)


def _is_contents_item(item: Node) -> bool:
    links = list(find((item,), "a"))
    return (
        len(links) >= 1
        and all(link.get("href").startswith("#") for link in links)
        and plain(item) == plain(*links)
    )


def _with_headings(blocks: tuple[Element, ...]) -> Iterator[Element]:
    """A line in bold over an ordered list is a heading in all but name; so is ``On macOS:`` over a second list."""
    level, listed = 2, False
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if tag_level(block):
            level, listed = tag_level(block), False
        starts_list = following is not None and following.tag == "ol" and following.get("start") == "1"
        if (
            starts_list
            and _is_short_line(block)
            and (_is_bold(block) or (listed and plain(block).endswith((":", "\uff1a"))))
        ):
            yield Element(f"h{min(level + 1, 6)}", {"anchors": ""}, block.children)
        else:
            yield block
        listed = listed or block.tag == "ol"


def _is_short_line(block: Element) -> bool:
    short = block.tag == "p" and 0 < len(plain(block).split()) <= _TITLE_WORDS
    return short and not any(find((block,), "img", "a", "anchor", "fnref", "code"))


def _is_bold(block: Element) -> bool:
    shown = [node for node in block.children if not isinstance(node, str) or node.strip(" :\uff1a")]
    return len(shown) == 1 and isinstance(shown[0], Element) and shown[0].tag == "strong"


def _parts(blocks: tuple[Element, ...]) -> Iterator[_Part]:
    heading: Element | None = None
    inside: list[Element] = []
    for block in blocks:
        if tag_level(block):
            if heading is not None or inside:
                yield _Part(heading, tuple(inside))
            heading, inside = block, []
        else:
            inside.append(block)
    if heading is not None or inside:
        yield _Part(heading, tuple(inside))


def _with_parents(parts: list[_Part], first: int) -> int:
    """A heading that only groups the first headed list belongs to the steps, too."""
    while first > 0 and not parts[first - 1].blocks and 0 < parts[first - 1].level < parts[first].level:
        first -= 1
    return first


def _closing(part: _Part) -> Flow:
    """What stands behind the last list."""
    behind: list[Element] = []
    for block in reversed(part.blocks):
        if _is_step_list(block):
            break
        behind.insert(0, block)
    last = len(part.blocks) - len(behind) - 1
    nested = part.blocks[last].get("start") == "1" and last > 0 and _is_condition(part.blocks[last - 1])
    return () if nested and any(_is_step_list(block) for block in part.blocks[:last]) else tuple(behind)


def _steps(parts: list[_Part]) -> list[Step] | None:
    """The steps of all parts in order; None when something does not fit into steps."""
    steps: list[Step] = []
    waiting: list[_Part] = []
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        if not part.has_steps and following is not None and 0 < part.level < following.level:
            waiting.append(part)
            continue
        own = _part_steps(part, waiting, first=not steps)
        if own is None:
            return None
        steps += own
        waiting = []
    return steps


def _part_steps(part: _Part, parents: list[_Part], first: bool) -> list[Step] | None:
    if part.has_steps:
        text, steps = _listed(part.blocks)
    elif part.heading is not None and 0 < _words(part.blocks) <= SHORT_SECTION:
        text, steps = (), [Step(part.blocks)]
    else:
        return None
    if part.heading is None:
        if not first or parents:
            return None
        return [replace(steps[0], section=Section("", (), text)), *steps[1:]] if text else steps
    headings = [*(parent.heading for parent in parents if parent.heading is not None), part.heading]
    if any(find(tuple(headings), "a", "img", "fnref")):
        return None
    title = ": ".join(plain(heading).strip(" :\uff1a") for heading in headings)
    if not title or len(title) > _TITLE_LENGTH:
        return None
    anchors = tuple(name for heading in reversed(headings) for name in heading.get("anchors").split())
    above = tuple(block for parent in parents for block in parent.blocks)
    return [replace(steps[0], section=Section(title, anchors, (*above, *text))), *steps[1:]]


def _listed(blocks: tuple[Element, ...]) -> tuple[Flow, list[Step]]:
    """The text before the first list, and every item; blocks between and behind lists belong to the item before."""
    text: list[Element] = []
    steps: list[Step] = []
    before: Element | None = None
    for block in blocks:
        if _is_step_list(block) and not (steps and block.get("start") == "1" and _is_condition(before)):
            steps += [
                Step(without_headings(item.children)) for item in block.children if isinstance(item, Element)
            ]
        elif steps:
            steps[-1] = Step((*steps[-1].content, block))
        else:
            text.append(block)
        before = block
    return tuple(text), steps


def _is_condition(block: Element | None) -> bool:
    """``If it does not start:`` over a list: its items belong to the step before."""
    return block is not None and block.tag == "p" and _CONDITION.match(plain(block)) is not None


def _lead(step: Step) -> tuple[Flow, Step]:
    """Text over the first list without a heading is the introduction."""
    if step.section is not None and not step.section.title:
        return step.section.text, replace(step, section=None)
    return (), step
