"""Brings PO files up to date with the texts of the catalogue and loses nothing that a translator wrote."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.plurals import get_plural

from kb_builder.content.catalogue import Catalogue
from kb_builder.content.extraction import SourceText, po_path, source_folders
from kb_builder.content.merge import Key, merge
from kb_builder.content.po import PoFile, PoMessage
from kb_builder.content.po_writing import format_po
from kb_builder.content.problem import Problem
from kb_builder.content.translations import read_po_file

_HEADER = """\
Project-Id-Version: {project}
Report-Msgid-Bugs-To:\x20
PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE
Last-Translator:\x20
Language-Team:\x20
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
Plural-Forms: {plural}
"""


@dataclass(frozen=True, slots=True)
class UpdatedFile:
    """What became of one PO file."""

    file: str
    change: str
    """``new``, ``changed`` or ``unchanged``."""
    translated: int
    fuzzy: int
    missing: int
    obsolete: int


@dataclass(frozen=True)
class Updated:
    """Every file that was looked at, the folders left alone because of errors in them, and what is wrong."""

    files: tuple[UpdatedFile, ...]
    skipped: tuple[str, ...]
    problems: tuple[Problem, ...]


def update(
    root: Path,
    catalogue: Catalogue,
    po_files: Collection[str],
    *,
    locales: Collection[str] = (),
    folders: Collection[str] = (),
) -> Updated:
    """Write the PO files of all, or of the named, ``folders`` and ``locales``.

    ``po_files`` are those that :func:`kb_builder.content.load.load` found. A folder with a file that can't be read is
    left alone, since its texts would look as if they were gone; so is a PO file that can't be read. Each file is
    replaced as a whole. Raises ``OSError`` when a file can't be written.
    """
    site_locales = catalogue.brand.record.locales
    wanted = [locale for locale in site_locales if not locales or locale in locales]
    broken = {item.product for item in catalogue.broken}
    read, problems = _read(root, po_files, wanted)
    elsewhere = {locale: _translated(read, locale) for locale in wanted}
    files, skipped = [], []
    for folder, by_language in source_folders(root, catalogue):
        if folders and folder not in folders:
            continue
        if folder in broken:
            skipped.append(folder)
            continue
        for locale in wanted:
            texts = [text for language, some in by_language.items() if language != locale for text in some]
            file = po_path(folder, locale)
            old = read.get(file)
            if old is None and (not texts or not _is_new(root, file)):
                continue
            project = f"{catalogue.brand.record.site_name}: {folder}"
            files.append(update_file(root, file, old or new_file(project, locale), texts, elsewhere[locale]))
    return Updated(tuple(files), tuple(skipped), problems)


def _read(
    root: Path, po_files: Iterable[str], locales: Collection[str]
) -> tuple[dict[str, PoFile | None], tuple[Problem, ...]]:
    read: dict[str, PoFile | None] = {}
    problems: list[Problem] = []
    for file in po_files:
        if Path(file).stem in locales:
            po, found = read_po_file(root, file, locales)
            read[file] = None if any(one.severity == "error" for one in found) else po
            problems.extend(found)
    return read, tuple(problems)


def _translated(read: Mapping[str, PoFile | None], locale: str) -> dict[Key, PoMessage]:
    """What any file of the language has translated, so that an article that moved to another product keeps it."""
    return {
        (message.context, message.source): message
        for file, po in read.items()
        if po is not None and Path(file).stem == locale
        for message in po.messages
        if message.translated and _is_article(message.context)
    }


def _is_article(context: str) -> bool:
    return context[:1].isupper()


def _is_new(root: Path, file: str) -> bool:
    """Whether nothing stands there: what can't be read, or is a link out of the folder, must not be overwritten."""
    path = root / file
    outside = not path.parent.resolve().is_relative_to(root.resolve())
    return not (outside or path.is_symlink() or path.exists())


def new_file(project: str, locale: str) -> PoFile:
    """A file without messages, with the header that gettext's tools ask for."""
    language = locale.replace("-", "_")
    try:
        plural = get_plural(language).plural_forms
    except (ValueError, LookupError):
        plural = "nplurals=2; plural=(n != 1);"
    return PoFile(_HEADER.format(project=project, language=language, plural=plural), ())


def update_file(
    root: Path, file: str, old: PoFile, texts: Sequence[SourceText], elsewhere: Mapping[Key, PoMessage]
) -> UpdatedFile:
    """Write one file with the present texts; an equal one is not written."""
    messages = merge(old.messages, texts, elsewhere)
    text = format_po(PoFile(old.header, messages, old.comments, old.header_flags))
    path = root / file
    before = path.read_text("utf-8") if path.is_file() else None
    if text != before:
        _write(path, text)
    present = [message for message in messages if not message.obsolete]
    fuzzy = sum(message.fuzzy and message.translated for message in present)
    translated = sum(message.translated for message in present) - fuzzy
    return UpdatedFile(
        file,
        "new" if before is None else "changed" if text != before else "unchanged",
        translated,
        fuzzy,
        len(present) - translated - fuzzy,
        len(messages) - len(present),
    )


def _write(path: Path, text: str) -> None:
    """As a whole or not at all: a translator's file is never left half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, "utf-8")
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
