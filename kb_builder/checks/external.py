"""Links to other sites: which there are, and which of them lead nowhere. Asking is not done here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb_builder.checks.facts import Value, gather
from kb_builder.checks.links import plain_target
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.problem import FieldPath, Problem

CODE = "dead-external-link"
_NOT_LINKS = frozenset({"site_url", "edit_url", "feedback"})
"""Fields of ``brand.yml`` that are no pages: the site itself, a pattern, and where answers are sent."""


@dataclass(frozen=True)
class ExternalLink:
    """An address on another host and where it is written."""

    url: str
    file: str
    path: FieldPath
    offset: int | None


def external_links(catalogue: Catalogue, day: date) -> tuple[ExternalLink, ...]:
    """Every link of texts, translations aside, and every address in a field."""
    facts = gather(catalogue, day)
    own = catalogue.brand.record.site_url
    found = [
        *(ExternalLink(value.value, value.file, value.path, None) for value in facts.formats.get("url", ()) if _is_page(value)),
        *(
            ExternalLink(plain_target(link.target), value.file, value.path, link.offset)
            for value, link in facts.links
            if not link.picture
        ),
    ]  # fmt: skip
    return tuple(
        one
        for one in found
        if one.url.startswith(("https://", "http://")) and not one.url.startswith(own) and "{" not in one.url
    )


def _is_page(value: Value) -> bool:
    return not (value.file.endswith("brand.yml") and value.path and value.path[0] in _NOT_LINKS)


def dead_links(links: Iterable[ExternalLink], dead: Mapping[str, str]) -> Iterator[Problem]:
    """A warning for each place that names a dead address; ``dead`` says why each is."""
    for link in links:
        if link.url in dead:
            message = f"{link.url} leads nowhere: {dead[link.url]}"
            hint = "Look for the new address, or remove the link."
            yield Problem(CODE, link.file, message, hint, "warning", link.path, offset=link.offset)
