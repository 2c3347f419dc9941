"""One builder a page kind: what its template needs, computed from the localised records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kb_builder.site.local import Here
from kb_builder.site.pages.codes import build_error_codes
from kb_builder.site.pages.content import Content
from kb_builder.site.pages.guide import build_guide
from kb_builder.site.pages.home import build_category, build_home, build_search
from kb_builder.site.pages.product import build_product, build_topic
from kb_builder.site.pages.written import build_archived, build_page

Builder = Callable[[Here], Content]


def _build_thin(here: Here) -> Content:
    record = here.site.record(here.page.entry) if here.page.entry else None
    title = getattr(record, "title", None) or getattr(record, "name", None) or here.page.kind
    return Content(title=title, description="", template="layout")


BUILDERS: Mapping[str, Builder] = {
    **dict.fromkeys(
        (
            "contact",
            "centres",
            "warranty",
            "returns",
            "complaints",
            "prices",
            "tree",
            "prose",
            "notice",
        ),
        _build_thin,
    ),
    "home": build_home,
    "search": build_search,
    "category": build_category,
    "product": build_product,
    "topic": build_topic,
    "error_codes": build_error_codes,
    "archived": build_archived,
    "page": build_page,
    "guide": build_guide,
}

__all__ = ["BUILDERS", "Builder", "Content"]
