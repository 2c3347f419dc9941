"""What an import did with each file of the source, as data. Printing it is the command line's work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

Progress = Callable[[str, int, int], None]
"""Called with the name of a step, how much is done, and how much there is to do."""


def no_progress(_step: str, _done: int, _total: int) -> None:
    """For callers who don't wait in front of a screen."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a file that did not arrive as it was; ``kind`` has one of the names of :data:`KINDS`."""

    kind: str
    text: str


KINDS = {
    "picture-missing": "pictures that the source does not hold (a placeholder stands for each)",
    "picture-without-alt": "pictures without a description (one was made from the file's name or the caption)",
    "picture-refused": "pictures that lie outside the source, or are no pictures",
    "picture-remote": "pictures of other hosts (each became a link)",
    "media-remote": "videos and embedded pages (each became a link)",
    "link-lost": "links to something that did not arrive (kept as text)",
    "link-outside": "links to pages of the old site that did not arrive (kept as they are)",
    "link-unsafe": "links that could run a script (kept as text)",
    "link-empty": "links without text",
    "anchor-unknown": "links to a place in an article that was not found (they lead to its top)",
    "id-changed": "ids that stood in several files, or can't be used",
    "language-not-offered": "languages of products that brand.yml does not list (left out)",
    "header-broken": "front matter that is not valid",
    "encoding": "files that were not saved as UTF-8",
    "hidden-text": "text that the source hides from readers (it is shown now)",
    "placeholder": "words in angle brackets that were read as text",
    "shortcode-kept": "shortcodes without a known meaning (kept as code)",
    "shortcode-dropped": "shortcodes and components of which only the content was kept",
    "variable-unknown": "variables without a known value (kept as they are written)",
    "day-in-future": "days of change later than the day of the import",
    "words-lost": "articles of which less than 99.5 % of the words arrived",
    "title-made": "articles without a title (one was made from the file's name)",
    "redirect-dropped": "redirects that lead nowhere, in a circle, or stand in the way of a page",
    "file-kept": "files that were there before, or were changed by hand (not overwritten)",
}


@dataclass(frozen=True, slots=True)
class FileResult:
    """The fate of one file of the source."""

    source: str
    result: str
    """guide, article, picture, redirects, skipped or failed."""
    target: str | None = None
    """Relative to the root of the site, with ``/``; the first, when a picture was copied for several products."""
    id: str | None = None
    title: str | None = None
    words: int = 0
    words_kept: int = 0
    reason: str = ""
    warnings: tuple[Finding, ...] = ()

    @property
    def share_kept(self) -> float:
        """The share of the words of the visible text that arrived, from 0 to 1."""
        return self.words_kept / self.words if self.words else 1.0


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of an import."""

    files: int
    articles: int
    guides: int
    prose: int
    drafts: int
    products: int
    pictures_copied: int
    pictures_missing: int
    redirects: int
    skipped: int
    failed: int
    words: int
    words_kept: int
    words_kept_share: float
    words_kept_least: float
    warnings: dict[str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """An import: what became of each file, and the numbers."""

    files: tuple[FileResult, ...]
    totals: Totals
    general: tuple[Finding, ...] = ()
    """What concerns no single file."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What can't be counted from the files of the source alone."""

    products: int = 0
    drafts: int = 0
    pictures_missing: int = 0
    redirects: int = 0


def make_report(files: Iterable[FileResult], counts: Counts, general: tuple[Finding, ...]) -> Report:
    """Count the results."""
    results = tuple(sorted(files, key=lambda file: file.source))
    by_result = Counter(file.result for file in results)
    arrived = [file for file in results if file.result in ("guide", "article")]
    warnings = Counter(found.kind for file in results for found in file.warnings)
    warnings.update(found.kind for found in general)
    words, kept = sum(file.words for file in arrived), sum(file.words_kept for file in arrived)
    totals = Totals(
        files=len(results),
        articles=len(arrived),
        guides=by_result["guide"],
        prose=by_result["article"],
        drafts=counts.drafts,
        products=counts.products,
        pictures_copied=by_result["picture"],
        pictures_missing=counts.pictures_missing,
        redirects=counts.redirects,
        skipped=by_result["skipped"],
        failed=by_result["failed"],
        words=words,
        words_kept=kept,
        words_kept_share=round(kept / words, 6) if words else 1.0,
        words_kept_least=round(min((file.share_kept for file in arrived), default=1.0), 6),
        warnings={kind: warnings[kind] for kind in KINDS if warnings[kind]},
    )
    return Report(results, totals, general)


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain data for a JSON file."""
    return {
        "totals": asdict(report.totals),
        "warnings": [asdict(found) for found in report.general],
        "files": [{**asdict(file), "share_kept": round(file.share_kept, 6)} for file in report.files],
    }
