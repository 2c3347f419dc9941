"""A troubleshooting tree on one page: every node a numbered section, every answer a link to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kb_builder import addresses
from kb_builder.aftersales.tree_paths import Left, questions_left
from kb_builder.aftersales.trees import reading_order
from kb_builder.aftersales.walk import LoopError, Walk, place_name
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import (
    Answer,
    Guide,
    GuideStep,
    OutcomeNode,
    Question,
    StepNode,
    Tree,
    TreeNode,
)
from kb_builder.content.model.article import Node
from kb_builder.site.labels import labels
from kb_builder.site.local import Here, Link
from kb_builder.site.pages.article import article_context, topic_link
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs
from kb_builder.site.pages.guide import StepGroup, step_groups
from kb_builder.site.pages.money import PricedItem, PricedPart, priced_by_id, priced_part
from kb_builder.site.pages.tree_data import walk_data
from kb_builder.site.plan import Page
from kb_builder.site.tree_pictures import picture_files
from kb_builder.site.walks import source_walk


@dataclass(frozen=True)
class Way:
    """A link to another node."""

    label: str
    hint: str
    unsure: bool
    name: str
    number: int


@dataclass(frozen=True)
class Ending:
    """What an outcome offers."""

    part: PricedPart | None
    price: PricedItem | None
    guide: Link | None
    contact: Link
    topic: str
    """Id of the topic; empty when the outcome names none."""


@dataclass(frozen=True)
class GuideView:
    """A guide that opens within a step."""

    here: Here
    """For the guide's own texts and pictures."""
    guide: Guide
    groups: tuple[StepGroup, ...]


@dataclass(frozen=True)
class NodeView:
    """A node as it stands on the page."""

    name: str
    """Its anchor, and its place in the walk."""
    number: int
    kind: str
    """``question``, ``step``, ``outcome`` or ``tree``."""
    title: str
    node: Node
    ways: tuple[Way, ...] = ()
    link: Link | None = None
    """The guide of a step, or the other tree."""
    time: str = ""
    """How long the step's guide takes."""
    ending: Ending | None = None
    guide: GuideView | None = None
    onward: str = ""
    """For another tree: the place where the walk goes on."""
    left: str = ""
    """About how many questions come, in words; empty at an end."""


@dataclass(frozen=True)
class Further:
    """A tree that the walk goes on in, for scripts."""

    here: Here
    tree: Tree
    nodes: tuple[NodeView, ...]


def build_tree(here: Here) -> Content:
    """The page of a tree."""
    assert here.page.entry is not None
    tree: Tree = here.site.record(here.page.entry)
    walk = source_walk(here.site.plan.catalogue, here.page.entry)
    left = _left(walk)
    drawn, whole = picture_files(here.site, here.page.entry), addresses.tree_picture(tree.id)
    return Content(
        title=tree.title,
        description=tree.summary,
        context={
            **article_context(here, tree),
            "tree": tree,
            "nodes": node_views(here, tree, walk, left),
            "drawing": here.url(whole) if whole in drawn else "",
            "sheets": tuple(here.url(file) for file in drawn if file != whole),
            "further": tuple(_further(here, walk, left)),
            "warranty_url": here.url(addresses.COMPANY_PAGES["warranty"]),
            "returns_url": here.url(addresses.COMPANY_PAGES["returns"]),
            "shop_url": here.site.brand.links.shop,
        },
        changed=tree.changed.isoformat(),
        hide=("toc",),
        jsonld=(jsonld_breadcrumbs(here, tree.title),),
        data={"tree": walk_data(here, tree, walk)},
    )


def node_views(here: Here, tree: Tree, walk: Walk, left: Mapping[str, Left]) -> tuple[NodeView, ...]:
    """The nodes in reading order, numbered from 1, as places of a walk."""
    order = reading_order(tree)
    numbers = {name: number for number, name in enumerate(order, 1)}
    return tuple(_placed(here, _view(here, tree, name, numbers), tree.id, walk, left) for name in order)


def _placed(here: Here, view: NodeView, tree: str, walk: Walk, left: Mapping[str, Left]) -> NodeView:
    """A node under its name in the walk, with what is left from there."""
    name = place_name(walk.tree, tree, view.name)
    ways = tuple(replace(way, name=place_name(walk.tree, tree, way.name)) for way in view.ways)
    onward = next((one.to for one in walk.places[name].choices), "") if view.kind == "tree" else ""
    questions = left.get(name, Left(0, 0))
    count = (questions.fewest + questions.most + 1) // 2
    ngettext = here.site.messages.ngettext
    words = ngettext("About %(num)s question left", "About %(num)s questions left", count)
    return replace(view, name=name, ways=ways, onward=onward, left=words % {"num": count} if count else "")


def _left(walk: Walk) -> Mapping[str, Left]:
    try:
        return questions_left(walk)
    except LoopError:
        return {}


def _further(here: Here, walk: Walk, left: Mapping[str, Left]) -> Iterator[Further]:
    """The other trees that answers lead to, each as it stands on its own page."""
    ids = dict.fromkeys(name.rpartition(".")[0] for name in walk.places)
    for tree_id in filter(None, ids):
        page = here.site.plan.article_page(tree_id, here.page.product)
        if page is not None and page.entry is not None:
            there = here.of(page)
            tree: Tree = here.site.record(page.entry)
            yield Further(there, tree, node_views(there, tree, walk, left))


def _view(here: Here, tree: Tree, name: str, numbers: Mapping[str, int]) -> NodeView:
    node = tree.nodes[name]
    _ = here.site.messages.gettext
    if isinstance(node, Question):
        return NodeView(name, numbers[name], "question", node.question, node, _ways(node.answers, numbers))
    if isinstance(node, OutcomeNode):
        title = node.title or labels(here.site.locale).outcome[node.outcome]
        ending = _ending(here, tree, node)
        return NodeView(name, numbers[name], "outcome", title, node, ending=ending)
    if isinstance(node, TreeNode):
        link = here.article(node.tree)
        title = node.text or (link.title if link else _("Contact"))
        return NodeView(name, numbers[name], "tree", title, node, link=link)
    return _step(here, node, name, numbers)


def _step(here: Here, node: StepNode, name: str, numbers: Mapping[str, int]) -> NodeView:
    _ = here.site.messages.gettext
    ways = _ways(node.answers, numbers)
    if node.next:
        ways = (*ways, Way(_("Go on"), "", False, node.next, numbers.get(node.next, 0)))
    link = here.article(node.step.guide) if isinstance(node.step, GuideStep) else None
    time = getattr(link.page.entry.record, "time", None) if link and link.page and link.page.entry else None
    title = link.title if link else _("Try this")
    guide = _guide(here, link.page.entry, link.page) if link and link.page and link.page.entry else None
    return NodeView(name, numbers[name], "step", title, node, ways, link, time or "", guide=guide)


def _guide(here: Here, entry: Entry[Any], page: Page) -> GuideView | None:
    record = here.site.record(entry)
    return GuideView(here.of(page), record, step_groups(record)) if isinstance(record, Guide) else None


def _ways(answers: Iterable[Answer], numbers: Mapping[str, int]) -> tuple[Way, ...]:
    return tuple(
        Way(answer.label, answer.hint or "", answer.unsure, answer.next, numbers.get(answer.next, 0))
        for answer in answers
    )


def _ending(here: Here, tree: Tree, node: OutcomeNode) -> Ending:
    part = priced_part(here, node.part, tree.markets)
    price = priced_by_id(here, node.price, tree.markets)
    if part and part.priced and price and part.priced.item.id == price.item.id:
        price = None
    guide = here.article(node.guide) if node.guide else (part.guide if part else None)
    return Ending(part, price, guide, topic_link(here, node.topic), node.topic or "")
