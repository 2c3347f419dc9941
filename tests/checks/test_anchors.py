"""The places that a link may point to are those that the built page has."""

import re
from pathlib import Path

import pytest

from kb_builder.checks.anchors import given_anchors, heading_anchors
from kb_builder.content.model import Prose
from kb_builder.site.markdown import to_html
from kb_builder.site.outline import outlined

OUTLINES = sorted((Path(__file__).parents[1] / "outline").glob("*.md"))


@pytest.mark.parametrize("source", OUTLINES, ids=lambda source: source.stem)
def test_headings_have_the_anchors_that_the_site_gives(source: Path) -> None:
    """Every anchor of the emitted page is known to the checker."""
    text = source.read_text(encoding="utf-8")
    article = Prose.model_validate(
        {"id": "KB-1", "title": "T", "summary": "S", "changed": "2026-10-02", "state": "draft", "body": text}
    )
    page = str(outlined(to_html(text, lambda _tag, _name, value: value)))
    given = set(re.findall(r"\{: #(\S+)", page))
    assert given <= given_anchors(article) | heading_anchors(article)
