"""What files of a catalogue can refer to, with words that tell a writer which one it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kb_builder.content.catalogue import Catalogue

_PARTS_OF_PRODUCTS = {"model": "models", "component": "components", "part": "parts"}


def reference_targets(catalogue: Catalogue) -> Mapping[str, Mapping[str, str]]:
    """Kind of reference (:class:`kb_builder.content.model.base.Reference`) → id → what it is."""
    found: dict[str, dict[str, str]] = {"article": {}, "guide": {}, "tree": {}}
    for entry in catalogue.articles:
        about = f"{entry.record.title} ({entry.kind}, {entry.product}, {entry.record.state})"
        found["article"][entry.record.id] = about
        if entry.kind in found:
            found[entry.kind][entry.record.id] = about
    found["product"] = {entry.slug: entry.record.name for entry in catalogue.products}
    for kind, name in _PARTS_OF_PRODUCTS.items():
        found[kind] = _together(
            (item.id, f"{item.name} ({entry.slug})")
            for entry in catalogue.products
            for item in getattr(entry.record, name)
        )
    return {**found, **{kind: dict(items) for kind, items in _of_the_company(catalogue)}}


def _together(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One line for each id; several products may have a part of the same name."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for name, about in named:
        lines[name].append(about)
    return {name: "; ".join(abouts) for name, abouts in lines.items()}


def _of_the_company(it: Catalogue) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    def named(items: Iterable[Any]) -> list[tuple[str, str]]:
        return [(item.id, item.name) for item in items]

    markets = it.brand.record.markets if it.brand.record.name != "?" else ()
    yield "market", [(one.country, f"{', '.join(one.locales)}; {one.currency}") for one in markets]
    yield "category", named(it.brand.record.categories)
    yield "channel", [(one.id, f"{one.name} ({one.kind})") for one in it.channels.record.channels]
    yield "topic", named(it.channels.record.topics)
    yield "price", named(it.prices.record.items)
    yield "warranty", named(it.warranty.record.promises)
    yield "centre", named(it.centres.record.centres)
    yield "holidays", named(it.holidays.record.calendars)
