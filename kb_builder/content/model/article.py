"""Articles: anything with an id, a title and a page (guide, tree, prose article, notice)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, StringConstraints, Tag

from kb_builder.content.model.base import (
    AgentNote,
    AnyArticleRef,
    ArticleId,
    Audience,
    ComponentRef,
    Date,
    Duration,
    Flag,
    GuideRef,
    Internal,
    Key,
    LocaleTag,
    Markdown,
    MarketRef,
    ModelRef,
    PartRef,
    Picture,
    PriceRef,
    ProductRef,
    Record,
    Regex,
    State,
    Text,
    TopicRef,
    TreeRef,
    Url,
    Validated,
)

ErrorCode = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Difficulty = Literal["easy", "moderate", "difficult", "expert"]
GuideType = Literal["install", "set-up", "use", "maintain", "repair", "replace", "update", "dispose"]
HazardLevel = Literal["danger", "warning", "caution", "notice"]
HazardType = Literal[
    "electric-shock", "fire", "explosion", "burn", "hot-liquid", "hot-surface", "sharp-edge", "crushing",
    "moving-parts", "heavy-load", "chemical", "battery", "laser", "noise", "fall", "water-damage", "data-loss",
    "property-damage", "general",
]  # fmt: skip
OutcomeKind = Literal["solved", "contact", "repair", "replace_part", "return", "stop_use"]


class Article(Record):
    """What every article has, whatever its kind."""

    id: ArticleId
    aliases: tuple[str, ...] = ()
    """Earlier or foreign ids that lead here, too."""
    title: Text
    summary: Text
    """One sentence: who needs this and what it achieves."""
    symptoms: tuple[Text, ...] = ()
    """What customers see, in their words."""
    error_codes: tuple[ErrorCode, ...] = ()
    """Codes as the display shows them."""
    products: tuple[ProductRef, ...] = ()
    """For shared articles: the products that show it. Otherwise the product of the folder."""
    models: tuple[ModelRef, ...] = ()
    """Only these models; empty means all."""
    markets: tuple[MarketRef, ...] = ()
    """Only these countries; empty means all where the product is sold."""
    related: tuple[AnyArticleRef, ...] = ()
    agent_note: AgentNote | None = None
    owner: Annotated[str, StringConstraints(min_length=1), Internal()] | None = None
    """The team or person that keeps it true."""
    changed: Date
    validated: Validated | None = None
    review_by: Date | None = None
    state: State
    audience: Audience = "public"
    replaced_by: AnyArticleRef | None = None
    """For archived articles: where readers go instead."""


class Hazard(Record):
    """A hazard statement (ANSI Z535.6, DITA hazardstatement): what, its consequence, how to avoid it."""

    level: HazardLevel
    type: HazardType = "general"
    text: Text
    consequence: Text | None = None
    avoid: Text


class Tool(Record):
    """Something to have at hand."""

    name: Text
    note: Text | None = None


class PartUse(Record):
    """A part of the product that a guide needs."""

    ref: PartRef
    quantity: Annotated[int, Field(ge=1, strict=True)] = 1
    optional: Flag = False


class Section(Record):
    """A heading within the steps: it starts before the step that carries it."""

    title: Text
    id: Key | None = None
    text: Markdown | None = None


class Step(Record):
    """One action."""

    id: Key
    """Part of the step's address; never change it once published."""
    section: Section | None = None
    text: Markdown
    hazards: tuple[Hazard, ...] = ()
    images: tuple[Picture, ...] = ()
    anchors: tuple[str, ...] = ()
    """Earlier ids of the step, so that old links still work."""
    agent_note: AgentNote | None = None


class Guide(Article):
    """Ordered steps with time, difficulty, tools and parts (oManual, schema.org HowTo)."""

    type: GuideType
    difficulty: Difficulty | None = None
    time: Duration | None = None
    tools: tuple[Tool, ...] = ()
    parts: tuple[PartUse, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    """Hazards of the whole guide; those of one step stand in the step."""
    picture: Picture | None = None
    intro: Markdown | None = None
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    after: Markdown | None = None
    """What to know when all steps are done."""
    if_not_solved: TreeRef | None = None
    """The tree to go on with when it did not work; otherwise contact."""


class Prose(Article):
    """An article in prose: YAML front matter and a Markdown body."""

    picture: Picture | None = None
    body: Markdown


class PageFields(Record):
    """What stands above the text of a hand-written page in ``docs/``."""

    title: Text
    summary: Text | None = None
    language: LocaleTag | None = None
    """The language that the page is written in; otherwise the site's default."""


class StopDoing(Record):
    """What to do at once because of a notice."""

    text: Text
    guide: GuideRef | None = None


class SerialRange(Record):
    """Serial numbers that a notice concerns: a range, or a pattern."""

    model: ModelRef | None = None
    first: str | None = None
    last: str | None = None
    pattern: Regex | None = None


class NoticeRemedy(Record):
    """What the customer may choose (EU General Product Safety Regulation 2023/988, art. 37)."""

    kind: Literal["repair", "replacement", "refund", "return", "update"]
    text: Text


class Registration(Record):
    """How to register for a notice."""

    text: Text
    topic: TopicRef | None = None
    url: Url | None = None


class Notice(Article):
    """Recall, safety notice, known issue or end of support."""

    kind: Literal["recall", "safety", "known_issue", "end_of_support"]
    published: Date
    valid_through: Date | None = None
    hazard: Hazard | None = None
    stop: StopDoing | None = None
    serials: tuple[SerialRange, ...] = ()
    remedies: tuple[NoticeRemedy, ...] = ()
    register_: Annotated[Registration | None, Field(alias="register")] = None
    text: Markdown


class Answer(Record):
    """One way out of a question."""

    label: Text
    next: str
    """The name of a node of this tree."""
    hint: Text | None = None
    unsure: Flag = False
    """True for an "I don't know" answer."""


class Question(Record):
    """A node that asks."""

    question: Text
    hint: Text | None = None
    images: tuple[Picture, ...] = ()
    answers: tuple[Answer, ...]
    agent_note: AgentNote | None = None


class GuideStep(Record):
    """A guide that is done as one step of a tree."""

    guide: GuideRef
    """The id of the guide; its steps are shown in place."""


class TextStep(Record):
    """A step written in the tree itself."""

    text: Markdown
    """What to do, verb first."""
    images: tuple[Picture, ...] = ()
    """Pictures, each with its words."""


def action_kind(value: object) -> str:
    """Whether a step refers to a guide or is written in the tree."""
    refers = "guide" in value if isinstance(value, dict) else isinstance(value, GuideStep)
    return "kind:guide" if refers else "kind:text"


Action = Annotated[
    Annotated[GuideStep, Tag("kind:guide")] | Annotated[TextStep, Tag("kind:text")],
    Discriminator(action_kind),
]


class StepNode(Record):
    """A node that has the customer do something, and then asks or goes on."""

    step: Action
    hazards: tuple[Hazard, ...] = ()
    question: Text | None = None
    hint: Text | None = None
    answers: tuple[Answer, ...] = ()
    next: str | None = None
    """Where to go on when there is nothing to ask."""
    agent_note: AgentNote | None = None


class OutcomeNode(Record):
    """A node that ends the walk."""

    outcome: OutcomeKind
    title: Text | None = None
    text: Markdown | None = None
    hazards: tuple[Hazard, ...] = ()
    prevent: Markdown | None = None
    """For ``solved``: what prevents it next time."""
    topic: TopicRef | None = None
    component: ComponentRef | None = None
    price: PriceRef | None = None
    part: PartRef | None = None
    guide: GuideRef | None = None
    agent_note: AgentNote | None = None


class TreeNode(Record):
    """A node that goes on in another tree."""

    tree: TreeRef
    text: Text | None = None


def node_kind(value: object) -> str:
    """The kind of a node by the key that only this kind has."""
    for key in ("outcome", "step", "tree"):
        if (key in value) if isinstance(value, dict) else hasattr(value, key):
            return f"kind:{key}"
    return "kind:question"


Node = Annotated[
    Annotated[Question, Tag("kind:question")]
    | Annotated[StepNode, Tag("kind:step")]
    | Annotated[OutcomeNode, Tag("kind:outcome")]
    | Annotated[TreeNode, Tag("kind:tree")],
    Discriminator(node_kind),
]


class Tree(Article):
    """A troubleshooting tree: nodes joined by answers, without cycles."""

    start: str
    max_questions: Annotated[int, Field(ge=1, le=50, strict=True)] = 12
    """No path may ask more than this."""
    picture: Picture | None = None
    nodes: dict[Key, Node]
