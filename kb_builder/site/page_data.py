"""What a page says of itself to the search and to scripts: nothing that is not public, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kb_builder import addresses
from kb_builder.content.catalogue import shown_in
from kb_builder.content.model import Article
from kb_builder.site.local import Here, plain
from kb_builder.site.pages.codes import error_codes
from kb_builder.site.pages.content import Content
from kb_builder.site.replies import as_html, as_text, link_to, reply_of

NOT_FOUND_BY_SEARCH = frozenset({"home", "search", "category", "archived"})
"""Kinds of pages that only lead to others."""


def page_data(here: Here, content: Content) -> Mapping[str, Any]:
    """The block ``kb-data-page``; what is empty is left out."""
    page = here.page
    data: dict[str, Any] = {"kind": page.kind, "title": plain(content.title), "group": page.group}
    if page.canonical or page.kind in NOT_FOUND_BY_SEARCH:
        data["found"] = False
    product = here.site.product(page.product) if page.product else None
    if page.product and product:
        data |= {"product": page.product, "productName": plain(product.name)}
        data["productWords"] = [plain(word) for word in product.keywords]
    if page.kind == "error_codes" and page.product:
        data["codes"] = list(_codes(here, page.product))
    record = page.entry.record if page.entry else None
    if isinstance(record, Article):
        data |= {
            "id": record.id,
            "aliases": list(record.aliases),
            "symptoms": list(_symptoms(here, record.id)),
        }
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def agent_data(here: Here) -> Mapping[str, Any]:
    """What agents paste from the page; nothing for what customers can't see."""
    entry = here.page.entry
    if entry is None or not isinstance(entry.record, Article) or here.page.kind == "archived":
        return {}
    if entry.record.audience == "agent" or entry.record.state != "published":
        return {}
    _ = here.site.messages.gettext
    reply = reply_of(here.site, here.page)
    texts = {
        "link": _("Copy the link"), "step": _("Copy the link to this step"), "reply": _("Copy as a reply"),
        "copied": _("Copied"), "failed": _("Copying did not work. Select the text and copy it by hand."),
    }  # fmt: skip
    return {
        "link": link_to(here.site, here.page, any_language=True),
        "text": as_text(reply),
        "html": as_html(reply),
        "texts": texts,
    }


def _codes(here: Here, product: str) -> Iterator[tuple[str, str]]:
    """Each error code and where it leads at once: what to do, else what it means."""
    for code in error_codes(here, product):
        place = f"{addresses.error_codes(product)}#{code.anchor}"
        yield code.code, code.links[0].address if code.links else place


def _symptoms(here: Here, article_id: str) -> Iterator[str]:
    """How the products that show the article name what it solves."""
    assert here.page.entry is not None
    for slug in shown_in(here.page.entry):
        product = here.site.product(slug)
        if product is None:
            continue
        yield from (plain(symptom.text) for symptom in product.symptoms if symptom.article == article_id)
        yield from (plain(code.meaning) for code in product.error_codes if code.article == article_id)
