"""The places inside a page that a link can point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb_builder.checks.links import MOST_BRACKETS, MOST_TAGS
from kb_builder.content.markup import MARKDOWN_EXTENSIONS
from kb_builder.content.model import Article, Guide, Tree

_GIVEN_ID = re.compile(r"\{:?[^{}\n]{0,200}?#([^\s{}\"']+)[^{}\n]{0,200}\}|\bid=[\"']([^\"'\s]+)[\"']")
_LONGEST_SLUG = 60
_LONGEST_TEXT = 300_000
"""In longer texts only ids count that the writer gives: converting them would take minutes."""
_KEPT = 4096
"""Texts whose headings are known to a process that checks again and again."""


def given_anchors(article: Article) -> frozenset[str]:
    """What a writer names: steps, sections, nodes, and ids in the texts (``{#id}``)."""
    found: set[str] = set()
    if isinstance(article, Guide):
        found.update(step.id for step in article.steps)
        found.update(anchor for step in article.steps for anchor in step.anchors)
        found.update(step.section.id for step in article.steps if step.section and step.section.id)
    if isinstance(article, Tree):
        found.update(article.nodes)
    for text in _texts(article):
        found.update(first or second for first, second in _GIVEN_ID.findall(text))
    return frozenset(found)


def heading_anchors(article: Article) -> frozenset[str]:
    """What the site names: headings without an id of their own, by their words."""
    found: set[str] = set()
    if isinstance(article, Guide):
        sections = [step.section for step in article.steps if step.section]
        found.update(heading_slug(section.title) for section in sections)
    for text in _texts(article):
        if "#" in text or "\n--" in text or "\n==" in text or "<h" in text:
            found.update(_headings(text))
    return frozenset(found)


def heading_slug(title: str) -> str:
    """The words of a heading, joined by hyphens, in any script."""
    words = re.findall(r"\w+", title.lower().replace("_", " "))
    slug = re.sub(r"\A[\d-]+", "", "-".join(words))
    if len(slug) > _LONGEST_SLUG:
        slug = slug[:_LONGEST_SLUG].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug or "section"


def _texts(article: Article) -> Iterator[str]:
    for name in ("body", "intro", "after", "text"):
        text = getattr(article, name, None)
        if isinstance(text, str):
            yield text


@lru_cache(_KEPT)
def _headings(text: str) -> tuple[str, ...]:
    return tuple(_converted(text))


def _converted(text: str) -> Iterator[str]:
    if len(text) > _LONGEST_TEXT or text.count("[") > MOST_BRACKETS or text.count("<") > MOST_TAGS:
        return
    from markdown import markdown
    from selectolax.lexbor import LexborHTMLParser

    try:
        html = markdown(text, extensions=list(MARKDOWN_EXTENSIONS))
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError):
        return  # the converter fails on hostile nesting; the site then shows the text as it is written
    seen: dict[str, int] = {}
    for heading in LexborHTMLParser(html).css("h1, h2, h3, h4, h5, h6"):
        slug = heading.attributes.get("id") or heading_slug(heading.text())
        seen[slug] = seen.get(slug, 0) + 1
        yield slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"
