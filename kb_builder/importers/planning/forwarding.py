"""Old addresses of the source, and where each leads in the new site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from kb_builder.content.layout import RESERVED_SLUGS
from kb_builder.importers.material import Material, guessed_addresses, linked_addresses, old_addresses
from kb_builder.importers.naming import folder_slug
from kb_builder.importers.planning.addresses import section_name
from kb_builder.importers.planning.anchors import find_place, places
from kb_builder.importers.planning.links import section_links
from kb_builder.importers.planning.plan import Planned
from kb_builder.importers.planning.products import Topic
from kb_builder.importers.reading.redirects import Redirect, path_of, settle
from kb_builder.importers.report import Finding

Topics = Mapping[PurePosixPath, Topic]
Public = Mapping[PurePosixPath, Planned]


def redirects_of(
    material: Material,
    planned: tuple[Planned, ...],
    topics: Topics,
    pages_before: frozenset[str] = frozenset(),
) -> tuple[tuple[Redirect, ...], tuple[Finding, ...]]:
    """Every old address that is known, and where it leads now; what the source lists comes first.

    ``pages_before`` are the pages that the site has already.
    """
    public = {plan.article.path: plan for plan in planned if not plan.hidden}
    pages = {f"{plan.product}/{plan.slug}": f"id:{plan.identity.id}" for plan in planned}
    taken = frozenset(
        {*pages, *(topic.slug for topic in topics.values()), *RESERVED_SLUGS, *pages_before, ""}
    )
    listed = [
        *material.redirects,
        *_of_articles(material, public, taken),
        *_of_sections(material, planned, topics),
    ]
    needed = (one for one in listed if _page(one.source) and pages.get(_page(one.source)) != one.target)
    return settle(needed, lambda address: _target(address, material, public), taken)


def _page(address: str) -> str:
    return path_of(address).strip("/").lower()


def _of_articles(material: Material, public: Public, taken: frozenset[str]) -> Iterator[Redirect]:
    for plan in public.values():
        target = f"id:{plan.identity.id}"
        yield from (Redirect(address, target) for address in old_addresses(plan.article, material))
        guesses = guessed_addresses(plan.article, material)
        yield from (Redirect(guess, target) for guess in guesses if _page(guess) not in taken)
    for path, found in linked_addresses(material):
        if found in public:
            yield Redirect(path, f"id:{public[found].identity.id}")


def _of_sections(material: Material, planned: tuple[Planned, ...], topics: Topics) -> Iterator[Redirect]:
    products = sections_of(topics)
    for address in section_links(plan.article.flow for plan in planned):
        host = urlsplit(address).netloc.lower()
        if section_name(address) in products and (not host or host in material.hosts):
            yield Redirect(address, f"product:{products[section_name(address)]}")


def sections_of(topics: Topics) -> Mapping[str, str]:
    """Name of a section of the old site → the only product that was made of it."""
    found: dict[str, set[str]] = {}
    for topic in topics.values():
        for name in {topic.slug, folder_slug(topic.folder.name)}:
            found.setdefault(name, set()).add(topic.slug)
    return {name: min(slugs) for name, slugs in found.items() if len(slugs) == 1}


def folders_of(topics: Topics, base: PurePosixPath) -> Mapping[str, str]:
    """Path of a folder, from the root of the source and from its articles' folder → its product."""
    found: dict[str, str] = {}
    for topic in topics.values():
        folder = topic.folder
        inside = folder.relative_to(base) if folder.is_relative_to(base) else folder
        for path in (folder, inside):
            if path.parts:
                found.setdefault(path.as_posix().lower(), topic.slug)
    return found


def _target(address: str, material: Material, public: Public) -> str:
    """What a redirect leads to now: an id with an anchor, a product, an https address; empty when it did not arrive."""
    if address.startswith("id:"):
        return address.removeprefix("id:")
    if address.startswith(("product:", "page:")):
        return address
    parts = urlsplit(address)
    if parts.netloc and parts.netloc.lower() not in material.hosts:
        return f"https://{address.partition('://')[2]}" if parts.scheme in ("http", "https") else ""
    found = material.addresses.article(parts.path, PurePosixPath("x"))
    if found is None or found not in public:
        return ""
    plan = public[found]
    place = find_place(places(plan.article.flow), parts.fragment) if parts.fragment else None
    is_there = place is not None and place.heading is None
    return plan.identity.id + (f"#{place.anchor}" if place is not None and is_there else "")
