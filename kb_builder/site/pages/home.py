"""The pages that lead to the others: home, category, search."""

from __future__ import annotations

from kb_builder import addresses
from kb_builder.content.catalogue import Entry
from kb_builder.content.model import Category, Notice
from kb_builder.site.local import Here, plain
from kb_builder.site.pages.asking import mine_form
from kb_builder.site.pages.content import Content, breadcrumbs, jsonld_breadcrumbs
from kb_builder.site.pages.lists import Card, banners, product_cards, rows_of, slugs_of
from kb_builder.site.pages.reach import reach

MOST_PRODUCTS = 12
"""On the home page, when categories lead to the rest."""


def build_home(here: Here) -> Content:
    """Search, products, notices, the most common problems, ways to a person, topics."""
    home = here.site.brand.home
    products = slugs_of(here, "product", home.products)
    categories = _categories(here)
    if len(categories) > 1:
        products = products[:MOST_PRODUCTS]
    return Content(
        title=home.title,
        description=here.site.brand.description,
        context={
            "home": home,
            "products": product_cards(here, products),
            "categories": categories,
            "notices": banners(here, _grave_notices(here)),
            "problems": rows_of(here, home.problems),
            "reach": reach(here),
            "topics": product_cards(here, slugs_of(here, "topic", home.topics)),
            "company": _company(here),
            "handbook": here.url(addresses.handbook())
            if addresses.handbook() in here.site.plan.by_address
            else "",
        },
        hide=("navigation", "toc"),
        data=mine_form(here),
    )


def _grave_notices(here: Here) -> tuple[Entry[Notice], ...]:
    """Recalls and safety notices; the others stand on the pages of their products."""
    notices = here.site.plan.notices_in_force
    return tuple(entry for entry in notices if entry.record.kind in ("recall", "safety"))


def _company(here: Here) -> tuple[tuple[str, str, str], ...]:
    """Address, title and one line of the company's own pages."""
    _ = here.site.messages.gettext
    pages = addresses.COMPANY_PAGES
    return (
        (pages["warranty"], _("Warranty"), _("What is covered, for how long, and how to claim.")),
        (pages["prices"], _("Repair and prices"), _("What parts and repairs cost outside the warranty.")),
        (pages["returns"], _("Returns"), _("Send something back and get your money.")),
        (pages["complaints"], _("Complaints"), _("When something went wrong and we did not put it right.")),
        (pages["centres"], _("Service centres"), _("Where you can bring the product.")),
    )


def build_category(here: Here) -> Content:
    """The products and topics of a category."""
    category = next(item for item in here.site.brand.categories if item.id == here.page.subject)
    home = here.site.brand.home
    slugs = (*slugs_of(here, "product", home.products), *slugs_of(here, "topic", home.topics))
    mine = [slug for slug in slugs if _category_of(here, slug) == category.id]
    return Content(
        title=category.name,
        description=category.summary or "",
        context={
            "category": category,
            "crumbs": breadcrumbs(here),
            "products": product_cards(here, mine),
            "others": tuple(card for card in _categories(here) if plain(card.title) != plain(category.name)),
        },
        hide=("toc",),
        jsonld=(jsonld_breadcrumbs(here, category.name),),
    )


def build_search(here: Here) -> Content:
    """The search field, and for readers without scripts every product and topic."""
    _ = here.site.messages.gettext
    home = here.site.brand.home
    return Content(
        title=_("Search"),
        description=_("Find guides, troubleshooting and answers."),
        context={
            "crumbs": breadcrumbs(here),
            "home": home,
            "products": product_cards(here, slugs_of(here, "product", home.products)),
            "topics": product_cards(here, slugs_of(here, "topic", home.topics)),
            "problems": rows_of(here, home.problems),
        },
        hide=("toc",),
        jsonld=(jsonld_breadcrumbs(here, _("Search")),),
    )


def _category_of(here: Here, slug: str) -> str | None:
    return here.site.plan.catalogue.product_by_slug[slug].record.category


def _categories(here: Here) -> tuple[Card, ...]:
    """The categories that hold a product."""
    products = here.site.plan.catalogue.products
    used = {entry.record.category for entry in products if entry.record.kind == "product"}
    return tuple(_card(here, item) for item in here.site.brand.categories if item.id in used)


def _card(here: Here, category: Category) -> Card:
    picture = here.picture_url(category.picture, "_shared") if category.picture else ""
    return Card(category.name, here.url(addresses.category(category.id)), picture, category.summary or "")
