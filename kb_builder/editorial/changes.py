"""Two states of a catalogue → what readers notice: pages, steps, paths, prices, dates, ways to reach the company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb_builder.aftersales.tree_diff import difference
from kb_builder.aftersales.walk import LoopError
from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.model import Guide, Tree
from kb_builder.site.plan import Page, plan
from kb_builder.site.walks import source_walk


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a reader notices."""

    group: str
    """``pages``, ``texts``, ``steps``, ``paths``, ``prices``, ``dates``, ``contact``, ``translations``."""
    text: str


def changes(old: Catalogue, new: Catalogue, day: date) -> tuple[Change, ...]:
    """What the readers of ``new`` find otherwise than those of ``old``; both reduced to one audience."""
    return (
        *_pages(old, new, day),
        *_articles(old, new),
        *_named("prices", _prices(old), _prices(new)),
        *_named("dates", _dates(old), _dates(new)),
        *_named("contact", _channels(old), _channels(new)),
    )


def stale_translations(
    old: Mapping[tuple[str, str], int], new: Mapping[tuple[str, str], int]
) -> Iterator[Change]:
    """Texts that have gone stale, by folder and language → their number."""
    for (folder, locale), count in sorted(new.items()):
        more = count - old.get((folder, locale), 0)
        if more > 0:
            yield Change(
                "translations", f"{folder}, {locale}: {more} {'text' if more == 1 else 'texts'} made stale"
            )


def _pages(old: Catalogue, new: Catalogue, day: date) -> Iterator[Change]:
    before, after = _by_key(plan(old, day).pages), _by_key(plan(new, day).pages)
    for key in sorted(after.keys() - before.keys()):
        yield Change("pages", f"new: {_title(after[key])} (/{after[key].address})")
    for key in sorted(before.keys() - after.keys()):
        yield Change("pages", f"gone: {_title(before[key])} (/{before[key].address})")
    for key in sorted(before.keys() & after.keys()):
        one, other = before[key].address, after[key].address
        if one != other:
            yield Change("pages", f"moved: {_title(after[key])}, from /{one} to /{other}")


def _by_key(pages: Iterable[Page]) -> dict[str, Page]:
    """Pages by what they are about, wherever they stand: the id of an article, within the product that shows it."""
    found = {}
    for page in pages:
        article = getattr(page.entry.record, "id", "") if page.entry and page.kind != "product" else ""
        found[f"{article} {page.canonical}" if article else f"/{page.address}"] = page
    return found


def _title(page: Page) -> str:
    if page.hand_written:
        return page.hand_written.title
    record: Any = page.entry.record if page.entry else None
    return getattr(record, "title", None) or getattr(record, "name", None) or page.subject or page.kind


def _articles(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    before: dict[str, Entry[Any]] = {entry.record.id: entry for entry in old.articles}
    after: list[Entry[Any]] = list(new.articles)
    for entry in after:
        other = before.get(entry.record.id)
        if other is None or type(other.record) is not type(entry.record):
            continue
        one, now = other.record, entry.record
        if one.title != now.title:
            yield Change("texts", f"{now.id}: '{one.title}' is now called '{now.title}'")
        if isinstance(now, Guide):
            yield from _steps(now.id, now.title, one, now)
        elif isinstance(now, Tree):
            yield from _paths(old, new, other, entry)
        elif _without_dates(one) != _without_dates(now) and one.title == now.title:
            yield Change("texts", f"{now.id} {now.title}: text changed")


def _without_dates(record: Any) -> Any:
    return record.model_copy(update={"changed": None, "validated": None, "review_by": None, "owner": None})


def _steps(article: str, title: str, old: Guide, new: Guide) -> Iterator[Change]:
    before, after = {step.id: step for step in old.steps}, {step.id: step for step in new.steps}
    for number, step in enumerate(new.steps, 1):
        if step.id not in before:
            yield Change("steps", f"{article} {title}: step {number} is new: {_short(step.text)}")
        elif before[step.id] != step:
            yield Change("steps", f"{article} {title}: step {number} changed: {_short(step.text)}")
    for step in old.steps:
        if step.id not in after:
            yield Change("steps", f"{article} {title}: a step is gone: {_short(step.text)}")
    kept = [step.id for step in old.steps if step.id in after]
    if kept != [step.id for step in new.steps if step.id in before]:
        yield Change("steps", f"{article} {title}: the order of the steps changed")
    if old.hazards != new.hazards:
        yield Change("steps", f"{article} {title}: what it warns of changed")


def _paths(old: Catalogue, new: Catalogue, before: Entry[Tree], after: Entry[Tree]) -> Iterator[Change]:
    name = f"{after.record.id} {after.record.title}"
    try:
        changed = difference(source_walk(old, before), source_walk(new, after))
    except LoopError:
        return
    if changed.rerouted:
        yield Change("paths", f"{name}: {changed.rerouted} of {changed.paths} paths lead elsewhere")
    if changed.added:
        yield Change("paths", f"{name}: {changed.added} new paths")
    for end in changed.ends_lost:
        yield Change("paths", f"{name}: the end '{end.name}' is gone")
    if changed.reworded:
        yield Change("paths", f"{name}: other words at {', '.join(changed.reworded)}")


def _prices(catalogue: Catalogue) -> dict[str, str]:
    return {
        f"{item.name}, {price.country}, from {price.valid_from}": f"{price.amount} {price.currency}"
        for item in catalogue.prices.record.items
        for price in item.prices
    }


def _dates(catalogue: Catalogue) -> dict[str, str]:
    found = {}
    for entry in catalogue.products:
        for name, value in entry.record.support:
            if isinstance(value, date):
                found[f"{entry.record.name}, {name.replace('_', ' ')}"] = value.isoformat()
    for notice in catalogue.notices:
        for name in ("published", "valid_through"):
            value = getattr(notice.record, name)
            if value:
                found[f"{notice.record.title}, {name.replace('_', ' ')}"] = value.isoformat()
    return found


def _channels(catalogue: Catalogue) -> dict[str, str]:
    return {
        one.name: ", ".join(
            str(part)
            for part in (
                one.phone,
                one.email,
                one.url,
                one.hours,
                one.cost,
                one.reply_within,
                " ".join(one.countries),
            )
            if part
        )
        for one in catalogue.channels.record.channels
    }


def _named(group: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name, value in new.items():
        if name not in old:
            yield Change(group, f"{name}: new: {value}")
        elif old[name] != value:
            yield Change(group, f"{name}: {old[name]} → {value}")
    for name, value in old.items():
        if name not in new:
            yield Change(group, f"{name}: gone: {value}")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
