"""Files of the source → articles as blocks, each with its title and what was odd about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kb_builder.importers.body.footnotes import numbered
from kb_builder.importers.body.normalise import normalise
from kb_builder.importers.body.parse import read_markdown
from kb_builder.importers.body.titles import has_words, take_title
from kb_builder.importers.body.tree import Flow
from kb_builder.importers.body.words import Words, source_words
from kb_builder.importers.reading.header import Header, split_header
from kb_builder.importers.reading.parts import Parts, read_parts, reasons
from kb_builder.importers.reading.source import SourceFile, read_article
from kb_builder.importers.reading.variables import read_variables
from kb_builder.importers.report import Finding, Progress, no_progress


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the source, before anything is known of the others."""

    path: PurePosixPath
    header: Header
    title: str
    flow: Flow
    """The blocks; definitions of footnotes stand at the end."""
    words: Words
    """What a reader of the source sees."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gives no article, and why."""

    path: PurePosixPath
    reason: str
    failed: bool
    """False for files that hold nothing to read."""


def read_articles(
    root: Path, files: Iterable[SourceFile], progress: Progress = no_progress
) -> tuple[tuple[Article, ...], tuple[Unread, ...]]:
    """Every article of the source, and the files that gave none; files that only stand in others are among the latter."""
    files = tuple(files)
    parts = read_parts(root, files, read_variables(root, files))
    paths = [file.path for file in files if file.kind == "article"]
    articles: list[Article] = []
    unread: list[Unread] = []
    for number, path in enumerate(paths, 1):
        read = _read(root, path, parts)
        if isinstance(read, Article):
            articles.append(read)
        else:
            unread.append(read)
        progress("read", number, len(paths))
    only_parts = dict(reasons(parts.used))
    unread += [
        Unread(one.path, only_parts[one.path], failed=False) for one in articles if one.path in only_parts
    ]
    return tuple(one for one in articles if one.path not in only_parts), tuple(unread)


def _read(root: Path, path: PurePosixPath, parts: Parts) -> Article | Unread:
    decoded = read_article(root / path)
    if decoded.failure:
        return Unread(path, decoded.failure, failed=True)
    header, body = split_header(decoded.text)
    if header.landing:
        body = f"{header.landing}\n\n{body}"
    if not body.strip() and path.stem.lower() == "_index":
        return Unread(path, "the page of its folder, read for the folder's name", failed=False)
    if not body.strip():
        return Unread(path, "the file holds no text", failed=False)
    fields = {"title": header.title, "description": header.summary}
    body = parts.expanded(body, path, fields)
    header = replace(
        header,
        title=parts.variables.filled(header.title, {}),
        summary=parts.variables.filled(header.summary, fields),
    )
    try:
        return _article(path, header, body, decoded.guessed)
    except (RecursionError, ValueError) as error:
        reason = "the text is nested too deep" if isinstance(error, RecursionError) else str(error)
        return Unread(path, reason, failed=True)


def _article(path: PurePosixPath, header: Header, body: str, encoding: str) -> Article | Unread:
    tree, notes = read_markdown(body, components=path.suffix.lower() == ".mdx")
    flow, odd = normalise(tree)
    titled = take_title(header.title, flow, path, header.menu_title)
    if not has_words(titled.flow):
        return Unread(path, "the file holds no text", failed=False)
    flow, definitions = numbered(titled.flow)
    findings = [
        *([Finding("encoding", encoding)] if encoding else []),
        *([Finding("header-broken", "read line by line")] if header.broken else []),
        *([Finding("title-made", titled.title)] if titled.made else []),
        *odd,
        *(Finding("shortcode-kept", name) for name in notes.kept),
        *(Finding("shortcode-dropped", name) for name in notes.dropped),
        *(Finding("variable-unknown", name) for name in dict.fromkeys(notes.variables)),
    ]
    words = source_words(titled.title if header.title and not titled.in_text else "", tree)
    return Article(path, header, titled.title, (*flow, *definitions.values()), words, tuple(findings))
