"""The import of a folder of Markdown articles: read all, plan all, convert all, then write and report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from kb_builder.importers.material import Material, language_of, read_material
from kb_builder.importers.planning.addresses import USUAL_WRAPPERS
from kb_builder.importers.planning.existing import REDIRECTS, Existing, look_around
from kb_builder.importers.planning.forwarding import redirects_of
from kb_builder.importers.planning.plan import Planned, plan_articles
from kb_builder.importers.planning.products import Topic, product_folders, topics
from kb_builder.importers.reading.source import SourceFile
from kb_builder.importers.report import (
    Counts,
    FileResult,
    Finding,
    Progress,
    Report,
    make_report,
    no_progress,
)
from kb_builder.importers.writing.conversion import Copies, Done, convert_all, placeholder_path, product_file
from kb_builder.importers.writing.pictures import placeholder
from kb_builder.importers.writing.redirects_file import merged
from kb_builder.importers.writing.store import NewFile, Written, read_memory, with_earlier_day, write_all

_HTML_SUFFIXES = frozenset({".html", ".htm"})


class ImportRefusedError(ValueError):
    """The import can't begin; the text says why, in the user's words."""


def import_markdown(
    source: Path,
    site: Path,
    on: date,
    language: str | None = None,
    site_url: str = "",
    progress: Progress = no_progress,
) -> Report:
    """Turn the articles below ``source`` into topic products, guides and articles of the site at ``site``.

    ``on`` is the day that articles without a date get, ``language`` the one that the texts are written in (guessed
    otherwise), ``site_url`` the address of the old help centre (learned from links and settings otherwise). Importing
    again gives the same files. Raises :class:`ImportRefusedError`.
    """
    _refuse(source, site)
    material = read_material(source, language, site_url, progress)
    if not material.articles:
        raise ImportRefusedError(_nothing_to_import(source, material))
    memory = read_memory(site)
    existing = look_around(site, memory)
    products, planned = _plan(material, existing, on)
    done, copies = convert_all(material, planned, products, progress)
    redirects, dropped = redirects_of(material, planned, products, existing.pages)
    targets = {one.source: one.target for one in redirects}
    listed = merged(existing.redirects, targets, memory.redirects)
    files = [with_earlier_day(file, memory) for file in _new_files(source, products, existing, done, copies)]
    written = write_all(site, files, memory, targets)
    counts = Counts(
        products=len(products),
        drafts=sum(one.planned.identity.draft for one in done),
        pictures_missing=len({place for one in done for place in one.missing}),
        redirects=len(redirects),
    )
    general = [
        *dropped,
        *_foreign_languages(products, existing),
        *_write_redirects(site, listed, existing.redirects),
        *_kept_products(written),
    ]
    return make_report(_results(material, done, copies, written), counts, tuple(general))


def _plan(
    material: Material, existing: Existing, on: date
) -> tuple[Mapping[PurePosixPath, Topic], tuple[Planned, ...]]:
    folders = product_folders((article.path for article in material.articles), material.base)
    languages = {
        folder: language_of(
            (one for one in material.articles if folders[one.path] == folder), material.language
        )
        for folder in set(folders.values())
    }
    products = topics(languages, material.base, material.facts, _name(material), existing.products)
    return products, plan_articles(material.articles, folders, products, existing, on)


def _new_files(
    source: Path,
    products: Mapping[PurePosixPath, Topic],
    existing: Existing,
    done: tuple[Done, ...],
    copies: Copies,
) -> list[NewFile]:
    gaps = sorted({one.planned.product for one in done if one.missing})
    return [
        *(product_file(topic, existing.categories, existing.locales) for topic in products.values()),
        *(one.file for one in done),
        *(
            NewFile(to, (source / path).read_bytes())
            for path, places in copies.by_source.items()
            for to in places
        ),
        *(NewFile(placeholder_path(product), placeholder()) for product in gaps),
    ]


def _refuse(source: Path, site: Path) -> None:
    if not source.is_dir():
        raise ImportRefusedError(f"'{source}' is no folder")
    if site.exists() and not site.is_dir():
        raise ImportRefusedError(f"'{site}' is no folder")
    if site.resolve().is_relative_to(source.resolve()):
        raise ImportRefusedError(f"'{site}' lies inside '{source}'; import into a folder outside the source")
    if source.resolve().is_relative_to((site / "products").resolve()):
        raise ImportRefusedError(
            f"'{source}' lies inside the products of '{site}'; import from a folder outside of them"
        )


def _nothing_to_import(source: Path, material: Material) -> str:
    pages = [file.path for file in material.files if file.path.suffix.lower() in _HTML_SUFFIXES]
    if not material.unread and pages:
        one = pages[0]
        return (
            f"'{source}' holds {len(pages)} HTML {'file' if len(pages) == 1 else 'files'}, but no Markdown articles; turn each into "
            f"Markdown first, for example with Pandoc: pandoc -f html -t gfm '{one}' -o '{one.with_suffix('.md')}'"
        )
    if not material.unread:
        return f"'{source}' holds no Markdown articles (.md, .mdx, .markdown)"
    reasons = "; ".join(f"{one.path}: {one.reason}" for one in material.unread[:3])
    return f"none of the {len(material.unread)} Markdown files of '{source}' gives an article: {reasons}"


def _name(material: Material) -> str:
    """What a product of articles without a folder is called: the folder that holds them, unless it is a usual one."""
    inner = material.base.name
    return inner if inner and inner.lower() not in USUAL_WRAPPERS else material.name


def _foreign_languages(products: Mapping[PurePosixPath, Topic], existing: Existing) -> list[Finding]:
    return [
        Finding("language-not-offered", f"{topic.slug}: {topic.language}")
        for topic in products.values()
        if existing.locales and topic.language not in existing.locales
    ]


def _kept_products(written: Written) -> list[Finding]:
    return [Finding("file-kept", path) for path in written.kept if path.endswith("product.yml")]


def _write_redirects(site: Path, text: str | None, old: str) -> list[Finding]:
    """The file belongs to the writers; only the part below the mark is ours."""
    if text is None:
        return [Finding("file-kept", f"{REDIRECTS}: it can't be read, so no redirects were added")]
    if text != old:
        target = site / REDIRECTS
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return []


def _results(
    material: Material, done: tuple[Done, ...], copies: Copies, written: Written
) -> list[FileResult]:
    """What became of every file of the source."""
    kept = frozenset(written.kept)
    articles = {one.planned.article.path: _article_result(one, kept) for one in done}
    unread = {
        one.path: FileResult(one.path.as_posix(), "failed" if one.failed else "skipped", reason=one.reason)
        for one in material.unread
    }
    return [
        articles.get(file.path) or unread.get(file.path) or _other_result(file, material, copies)
        for file in material.files
    ]


def _article_result(one: Done, kept: frozenset[str]) -> FileResult:
    plan = one.planned
    stays = one.file.path in kept
    return FileResult(
        source=plan.article.path.as_posix(),
        result="guide" if one.is_guide else "article",
        target=one.file.path,
        id=plan.identity.id,
        title=plan.identity.title,
        words=one.words,
        words_kept=one.words_kept,
        reason="draft in the source" if plan.identity.draft else "",
        warnings=(*one.findings, *([Finding("file-kept", one.file.path)] if stays else [])),
    )


def _other_result(file: SourceFile, material: Material, copies: Copies) -> FileResult:
    name = file.path.as_posix()
    targets = copies.by_source.get(file.path, ())
    if file.kind == "redirects":
        problem = material.redirect_problems.get(file.path, "")
        return FileResult(
            name, "failed" if problem else "redirects", target=None if problem else REDIRECTS, reason=problem
        )
    if file.kind == "picture":
        problem = material.pictures.files[file.path].problem
        if targets:
            return FileResult(name, "picture", target=targets[0], reason=", ".join(targets[1:]))
        return FileResult(
            name, "failed" if problem else "skipped", reason=problem or "no article shows this picture"
        )
    if targets:
        return FileResult(name, "document", target=targets[0], reason=", ".join(targets[1:]))
    return FileResult(name, "failed" if file.kind == "refused" else "skipped", reason=file.reason)
