"""A report as lines of text: what became of each file, what is odd, and the numbers."""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder.importers.report import KINDS, FileResult, Report

_RESULTS = {
    "article": "article",
    "guide": "guide",
    "picture": "picture",
    "document": "document",
    "redirects": "redirects",
}


def as_text(report: Report) -> Iterator[str]:
    """The lines, the numbers last."""
    for file in report.files:
        yield _file_line(file)
        for found in file.warnings:
            yield f"    {found.kind}: {found.text}"
    yield ""
    yield from (f"{found.kind}: {found.text}" for found in report.general)
    if report.totals.warnings:
        yield "Warnings:"
        yield from (f"  {count:>6,}  {kind}: {KINDS[kind]}" for kind, count in report.totals.warnings.items())
    yield from _totals(report)


def _file_line(file: FileResult) -> str:
    if file.target is None:
        reason = f": {file.reason}" if file.reason else ""
        return f"{file.source}: {file.result}{reason}"
    name = f" {file.id}" if file.id else ""
    more = f" ({file.reason})" if file.reason else ""
    return f"{file.source} -> {file.target}: {_RESULTS[file.result]}{name}{more}"


def _totals(report: Report) -> Iterator[str]:
    totals = report.totals
    drafts = f", {totals.drafts} of them drafts" if totals.drafts else ""
    yield (
        f"Imported {totals.articles:,} articles ({totals.guides:,} guides, {totals.prose:,} in prose{drafts}) "
        f"into {totals.products:,} products."
    )
    yield f"Pictures: {totals.pictures_copied:,} copied, {totals.pictures_missing:,} missing. Redirects: {totals.redirects:,}."
    yield f"Words kept: {_percent(totals.words_kept_share)} of {totals.words:,}; in each article at least {_percent(totals.words_kept_least)}."
    yield f"Other files: {totals.skipped:,} skipped, {totals.failed:,} failed, of {totals.files:,} in all."


def _percent(share: float) -> str:
    """Never rounded up to a hundred."""
    return f"{int(share * 100_000) / 1000:.3f} %"
