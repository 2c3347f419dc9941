"""The ledger: every address that was ever published, with the places in it that links can name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import yaml

from kb_builder import addresses
from kb_builder.content.layout import PRODUCTS, SHARED
from kb_builder.content.model import Article, Ledger
from kb_builder.content.model.words import Released
from kb_builder.site.plan import Plan

FILE = f"{PRODUCTS}/{SHARED}/published.yml"
_HEAD = "# yaml-language-server: $schema=../../.kb/schemas/published.schema.json\n# Written by 'kb release'. Never delete a line.\n"


def release_addresses(
    root: Path, ledger: Ledger, plan: Plan, places: Callable[[Article], Iterable[str]], day: date
) -> int:
    """Add what is new to ``published.yml``; nothing is ever taken out. ``places`` says what links can name in an article. Returns how many addresses and places are new.

    :raises OSError: when the file can't be written.
    """
    kept = {released.address: released for released in ledger.published}
    news = 0
    for address, article_id, anchors in _published(plan, places):
        before = kept.get(address)
        if before is None:
            kept[address] = Released(address=address, id=article_id, anchors=anchors, since=day)
            news += 1 + len(anchors)
        else:
            added = tuple(anchor for anchor in anchors if anchor not in before.anchors)
            news += len(added)
            if added:
                kept[address] = before.model_copy(update={"anchors": (*before.anchors, *added)})
    if news:
        (root / FILE).write_text(
            ledger_text(tuple(kept[address] for address in sorted(kept))), encoding="utf-8"
        )
    return news


def ledger_text(released: tuple[Released, ...]) -> str:
    """The file: one line an address, so that changes of two branches merge."""
    lines = []
    for one in released:
        data = one.model_dump(mode="json", exclude_none=True) | {
            "anchors": list(one.anchors),
            "since": one.since,
        }
        lines.append(
            f"  - {yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, width=10**9, sort_keys=False).strip()}\n"
        )
    return f"{_HEAD}published:\n{''.join(lines)}"


def _published(
    plan: Plan, places: Callable[[Article], Iterable[str]]
) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
    """Every address of the default locale; those of other locales are the same below their prefix."""
    for page in plan.pages:
        record = page.entry.record if page.entry else None
        if isinstance(record, Article):
            yield f"/{page.address}", record.id, tuple(sorted(places(record)))
        else:
            yield f"/{page.address}", None, ()
    for name in plan.catalogue.article_by_id:
        if plan.article_page(name) and "/" not in name:
            yield f"/{addresses.short_link(name)}", None, ()
