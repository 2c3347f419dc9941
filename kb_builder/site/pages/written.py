"""Short pages: those written by hand in ``docs/``, and what is left of an archived article."""

from __future__ import annotations

from kb_builder import addresses
from kb_builder.content.model import Article
from kb_builder.site.local import Here
from kb_builder.site.outline import outlined
from kb_builder.site.pages.content import Content, breadcrumbs, jsonld_breadcrumbs


def build_page(here: Here) -> Content:
    """A hand-written page."""
    assert here.page.hand_written is not None
    written = here.site.written_page(here.page.hand_written)
    return Content(
        title=written.title,
        description=written.summary,
        context={"body": outlined(here.md(written.body)), "crumbs": breadcrumbs(here)},
        jsonld=(jsonld_breadcrumbs(here, written.title),),
    )


def build_archived(here: Here) -> Content:
    """What replaces an article that is no longer kept up; its old text is not shown, since it may be wrong by now."""
    assert here.page.entry is not None
    article: Article = here.site.record(here.page.entry)
    product = here.page.product
    return Content(
        title=article.title,
        description=here.site.messages.gettext("This article is out of date."),
        context={
            "article": article,
            "crumbs": breadcrumbs(here),
            "replacement": here.article(article.replaced_by) if article.replaced_by else None,
            "product": here.product_link(product) if product else None,
            "search": here.url(addresses.COMPANY_PAGES["search"]),
        },
        changed=article.changed.isoformat(),
        hide=("toc",),
        jsonld=(jsonld_breadcrumbs(here, article.title),),
    )
