"""A guide: facts, what to have at hand, hazards, steps, and where to go when it did not work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kb_builder.content.model import Guide, Step
from kb_builder.content.model.article import Section
from kb_builder.site.jsonld import how_to
from kb_builder.site.local import Here, plain
from kb_builder.site.outline import anchor_for
from kb_builder.site.pages.article import absolute_picture, article_context, page_url, words
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.money import PricedPart, priced_part


@dataclass
class StepGroup:
    """The steps below one heading."""

    section: Section | None
    anchor: str
    first: int
    """Number of its first step; they are counted through the whole guide."""
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class PartNeed:
    """A part that the guide uses up."""

    name: str
    quantity: int
    optional: bool
    facts: PricedPart | None


def build_guide(here: Here) -> Content:
    """The page of a guide."""
    assert here.page.entry is not None
    guide: Guide = here.site.record(here.page.entry)
    parts = tuple(_parts(here, guide))
    data = how_to(
        guide,
        page_url(here),
        here.site.locale,
        (part.name for part in parts),
        lambda text: words(here, text),
        lambda name: absolute_picture(here, name),
    )
    return Content(
        title=guide.title,
        description=guide.summary,
        context={
            **article_context(here, guide),
            "guide": guide,
            "parts": parts,
            "groups": step_groups(guide),
            "if_not": here.article(guide.if_not_solved) if guide.if_not_solved else None,
        },
        changed=guide.changed.isoformat(),
        jsonld=(jsonld_breadcrumbs(here, guide.title), data),
    )


def step_groups(guide: Guide) -> tuple[StepGroup, ...]:
    """The steps by section; steps before the first section stand in a group without a heading."""
    groups: list[StepGroup] = []
    taken = {step.id for step in guide.steps} | {anchor for step in guide.steps for anchor in step.anchors}
    for number, step in enumerate(guide.steps, 1):
        if step.section is not None:
            anchor = anchor_for(plain(step.section.title), step.section.id or "", taken)
            groups.append(StepGroup(step.section, anchor, number))
        elif not groups:
            groups.append(StepGroup(None, anchor_for("", "steps", taken), number))
        groups[-1].steps.append(step)
    return tuple(groups)


def _parts(here: Here, guide: Guide) -> Iterator[PartNeed]:
    for use in guide.parts:
        facts = priced_part(here, use.ref, guide.markets)
        yield PartNeed(facts.part.name if facts else use.ref, use.quantity, use.optional, facts)
