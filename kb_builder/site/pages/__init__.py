"""One builder a page kind: what its template needs, computed from the localised records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kb_builder.site.local import Here
from kb_builder.site.pages.content import Content
from kb_builder.site.pages.guide import build_guide

Builder = Callable[[Here], Content]


def _build_thin(here: Here) -> Content:
    record = here.site.record(here.page.entry) if here.page.entry else None
    title = getattr(record, "title", None) or getattr(record, "name", None) or here.page.kind
    return Content(title=title, description="", template="layout")


BUILDERS: Mapping[str, Builder] = {
    **dict.fromkeys(
        (
            "home",
            "search",
            "contact",
            "centres",
            "warranty",
            "returns",
            "complaints",
            "prices",
            "category",
            "page",
            "product",
            "topic",
            "error_codes",
            "tree",
            "prose",
            "notice",
            "archived",
        ),
        _build_thin,
    ),
    "guide": build_guide,
}

__all__ = ["BUILDERS", "Builder", "Content"]
