"""One builder a page kind: what its template needs, computed from the localised records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kb_builder.site.local import Here
from kb_builder.site.pages.centres import build_centres
from kb_builder.site.pages.codes import build_error_codes
from kb_builder.site.pages.complaints import build_complaints
from kb_builder.site.pages.contact import build_contact
from kb_builder.site.pages.content import Content
from kb_builder.site.pages.guide import build_guide
from kb_builder.site.pages.home import build_category, build_home, build_search
from kb_builder.site.pages.notice import build_notice
from kb_builder.site.pages.prices import build_prices
from kb_builder.site.pages.product import build_product, build_topic
from kb_builder.site.pages.prose import build_prose
from kb_builder.site.pages.returns import build_returns
from kb_builder.site.pages.tree import build_tree
from kb_builder.site.pages.warranty import build_warranty
from kb_builder.site.pages.written import build_archived, build_page

Builder = Callable[[Here], Content]


BUILDERS: Mapping[str, Builder] = {
    "home": build_home,
    "search": build_search,
    "category": build_category,
    "product": build_product,
    "topic": build_topic,
    "error_codes": build_error_codes,
    "archived": build_archived,
    "page": build_page,
    "guide": build_guide,
    "tree": build_tree,
    "prose": build_prose,
    "notice": build_notice,
    "contact": build_contact,
    "centres": build_centres,
    "warranty": build_warranty,
    "returns": build_returns,
    "complaints": build_complaints,
    "prices": build_prices,
}

__all__ = ["BUILDERS", "Builder", "Content"]
