"""The report of an import for people: every file, then what to look at, then the totals."""

from __future__ import annotations

from collections.abc import Iterator

from kb_builder.importers.report import FileResult, Finding, Report


def as_text(report: Report) -> str:
    """One line a source file, its warnings below it, and the totals at the end."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for file in report.files:
        yield _file_line(file)
        yield from map(_finding_line, file.warnings)
    if report.general:
        yield ""
        yield from map(_finding_line, report.general)
    totals = report.totals
    yield ""
    yield f"{totals.files} files: {totals.articles} articles ({totals.guides} guides, {totals.prose} in prose)"
    yield f"  {totals.products} products, {totals.redirects} redirects, {totals.drafts} of the articles are drafts"
    yield f"  pictures: {totals.pictures_copied} copied, {totals.pictures_missing} missing"
    yield f"  not converted: {totals.skipped} passed over, {totals.failed} failed"
    yield f"  words kept: {totals.words_kept_share:.2%} of all, {totals.words_kept_least:.2%} in the worst article"
    for kind, count in totals.warnings.items():
        yield f"  warning {kind}: {count}"


def _file_line(file: FileResult) -> str:
    if file.target is None:
        return f"{file.source}: {file.result}" + (f" ({file.reason})" if file.reason else "")
    name = f" {file.id}" if file.id else ""
    return f"{file.source}: {file.result}{name} → {file.target}"


def _finding_line(found: Finding) -> str:
    return f"  warning {found.kind}: {found.text}"
