"""One article as blocks → the file of a guide or of a prose article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb_builder.importers.body.footnotes import with_notes
from kb_builder.importers.body.phrases import is_picture_only
from kb_builder.importers.body.structure import Section, Step, Steps
from kb_builder.importers.body.titles import guide_type, summary_of
from kb_builder.importers.body.tree import Element, Flow, find, plain, rewrite
from kb_builder.importers.body.words import Words, written_words
from kb_builder.importers.naming import is_key, slug, step_key, unique
from kb_builder.importers.writing.markdown import markdown
from kb_builder.importers.writing.yaml_text import clean, short, short_list, to_yaml

SCHEMA_LINE = "# yaml-language-server: $schema={}.kb/schemas/{}.schema.json\n"
"""The first line of each YAML file, with the way up to the root of the site and the kind."""
_KEY_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Identity:
    """What an article is called here, and what its front matter says of it."""

    id: str
    aliases: tuple[str, ...]
    title: str
    summary: str
    changed: date
    draft: bool
    agents_only: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """The file's text, and the words that a reader will see of it."""

    text: str
    words: Words


def without_notes(flow: Flow) -> tuple[Flow, Mapping[str, Element]]:
    """The blocks, and the definitions of footnotes by their number."""
    notes = {node.get("label"): node for node in flow if isinstance(node, Element) and node.tag == "footnote"}
    return tuple(node for node in flow if not (isinstance(node, Element) and node.tag == "footnote")), notes


def to_guide(article: Identity, parts: Steps, notes: Mapping[str, Element]) -> Converted:
    """A guide; footnotes stand in the field that needs them first."""
    placed: dict[str, int] = {}
    used = _anchors_of(parts)
    intro = _field(parts.intro, notes, placed)
    steps = [_step(step, number, used, notes, placed) for number, step in enumerate(parts.steps, 1)]
    after = _field(parts.after, notes, placed)
    fields = {
        "id": article.id,
        "aliases": short_list(article.aliases),
        "title": clean(article.title),
        "type": guide_type(article.title),
        "summary": _summary(
            article, (*parts.intro, *(node for step in parts.steps for node in _above(step)))
        ),
        "intro": intro,
        "steps": steps,
        "after": after,
        **_state(article),
    }
    texts = [
        intro,
        *(text for step in steps for text in (step.get("section", {}).get("text", ""), step["text"])),
        after,
    ]
    plains = [step["section"]["title"] for step in steps if "section" in step]
    plains += [image["caption"] for step in steps for image in step.get("images", []) if "caption" in image]
    head = SCHEMA_LINE.format("../../../", "guide")
    return Converted(head + to_yaml(fields), written_words(article.title, texts, plains))


def to_prose(article: Identity, flow: Flow, notes: Mapping[str, Element]) -> Converted:
    """Front matter and a body in Markdown."""
    body = clean(markdown((*flow, *notes.values())))
    fields = {
        "id": article.id,
        "aliases": short_list(article.aliases),
        "title": clean(article.title),
        "summary": _summary(article, flow),
        **_state(article),
    }
    return Converted(f"---\n{to_yaml(fields)}---\n\n{body}\n", written_words(article.title, [body], []))


def _state(article: Identity) -> dict[str, Any]:
    return {
        "state": "draft" if article.draft else "published",
        "audience": "agent" if article.agents_only else "public",
        "changed": article.changed,
    }


def _summary(article: Identity, flow: Flow) -> str:
    return str(clean(summary_of(article.summary, article.title, flow))).replace("\n", " ")


def _all(step: Step) -> Flow:
    return (*_above(step), *step.content)


def _above(step: Step) -> Flow:
    return step.section.text if step.section else ()


def _anchors_of(parts: Steps) -> set[str]:
    """Names that headings and anchors of the article have already."""
    flow = (*parts.intro, *(node for step in parts.steps for node in _all(step)), *parts.after)
    names = {anchor.get("id") for anchor in find(flow, "anchor")}
    headings = {
        name
        for heading in find(flow, "h2", "h3", "h4", "h5", "h6")
        for name in heading.get("anchors").split()
    }
    sections = {name for step in parts.steps if step.section for name in step.section.anchors}
    return names | headings | sections


def _field(flow: Flow, notes: Mapping[str, Element], placed: dict[str, int]) -> str:
    return str(clean(markdown(with_notes(flow, notes, placed))))


def _step(
    step: Step, number: int, used: set[str], notes: Mapping[str, Element], placed: dict[str, int]
) -> dict[str, Any]:
    names = [anchor.get("id") for anchor in find(step.content, "anchor")]
    content = rewrite(step.content, lambda element: () if element.tag == "anchor" else (element,))
    own: dict[str, Any] = {}
    if step.section is not None:
        section, more = _section(step.section, used, notes, placed)
        own["section"] = section
        names = [*more, *names]
    content, images = _images(content)
    text = _field(content, notes, placed)
    key = unique(step_key(plain(*content), number), used, _KEY_LENGTH)
    used.add(key)
    return {
        "id": key,
        **own,
        "text": text,
        **({"images": images} if images else {}),
        **({"anchors": short_list(names)} if names else {}),
    }


def _section(
    section: Section, used: set[str], notes: Mapping[str, Element], placed: dict[str, int]
) -> tuple[dict[str, Any], list[str]]:
    """The section's fields, and the names that its first step has to carry because they are no keys."""
    key = next((name for name in section.anchors if is_key(name)), "")
    if not key:
        wish = slug(section.title, _KEY_LENGTH - 8) or "section"
        key = unique(wish, used, _KEY_LENGTH)
    used.add(key)
    text = _field(section.text, notes, placed)
    fields = {"title": str(clean(section.title)), "id": key, **({"text": text} if text else {})}
    return fields, [name for name in section.anchors if name != key]


def _images(content: Flow) -> tuple[Flow, list[Mapping[str, Any]]]:
    """Pictures that stand alone at the end of the step become its pictures; the text keeps at least one block."""
    blocks = [node for node in content if isinstance(node, Element)]
    images: list[Mapping[str, Any]] = []
    while len(blocks) > 1:
        caption = plain(blocks[-1]) if blocks[-1].get("caption") else ""
        block = blocks[-2] if caption else blocks[-1]
        rest = len(blocks) - (2 if caption else 1)
        if not is_picture_only(block) or rest < 1 or not plain(*blocks[:rest]):
            break
        found = [_image(image, caption) for image in find((block,), "img")]
        if caption and len(found) > 1:
            break
        images = [*found, *images]
        blocks = blocks[:rest]
    return tuple(blocks), images


def _image(image: Element, caption: str) -> Mapping[str, Any]:
    fields = {"file": image.get("src").removeprefix("images/"), "alt": image.get("alt")}
    return short({**fields, "caption": caption} if caption else fields)
