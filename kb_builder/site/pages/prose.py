"""An article in prose."""

from __future__ import annotations

from kb_builder.content.model import Prose
from kb_builder.site.local import Here
from kb_builder.site.outline import outlined
from kb_builder.site.pages.article import article_context
from kb_builder.site.pages.content import Content, jsonld_breadcrumbs


def build_prose(here: Here) -> Content:
    """The page of a prose article."""
    assert here.page.entry is not None
    prose: Prose = here.site.record(here.page.entry)
    return Content(
        title=prose.title,
        description=prose.summary,
        context={**article_context(here, prose), "prose": prose, "body": outlined(here.md(prose.body))},
        changed=prose.changed.isoformat(),
        jsonld=(jsonld_breadcrumbs(here, prose.title),),
    )
