"""A guide: facts, hazards, steps."""

from __future__ import annotations

from kb_builder.content.model import Guide
from kb_builder.site.local import Here
from kb_builder.site.pages.content import Content, breadcrumbs, jsonld_breadcrumbs, neighbours


def build_guide(here: Here) -> Content:
    """The page of a guide."""
    assert here.page.entry is not None
    guide: Guide = here.site.record(here.page.entry)
    before, after = neighbours(here)
    return Content(
        title=guide.title,
        description=guide.summary,
        context={
            "guide": guide,
            "crumbs": breadcrumbs(here),
            "before": before,
            "after": after,
            "difficulty": guide.difficulty,
            "level_names": {},
        },
        changed=guide.changed.isoformat(),
        jsonld=(jsonld_breadcrumbs(here, guide.title),),
    )
