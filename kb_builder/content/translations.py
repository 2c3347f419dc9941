"""PO files beside the content → translations, looked up by message context and source text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from babel import Locale, UnknownLocaleError

from kb_builder.content.files import read_text, text_digest
from kb_builder.content.layout import DOCS
from kb_builder.content.memory import Memory
from kb_builder.content.po import PoFile, parse_po
from kb_builder.content.problem import Problem

_MARKUP = ("](", "]:", "<", "{")
MAX_PO_BYTES = 50_000_000
"""A file holds every text of a product twice: that of thousands of articles is no mistake."""


@dataclass(frozen=True)
class MarkedUp:
    """A translation in which links or HTML may stand, or stood in its source."""

    source: str
    target: str
    line: int
    """Of the message in its file."""


@dataclass(frozen=True)
class Texts:
    """The translations of one PO file."""

    exact: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By context and source text; neither fuzzy nor empty."""
    fuzzy: frozenset[tuple[str, str]] = frozenset()
    translated: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Per context the source texts that have any translation."""
    digest: str = ""
    """Of the file's text; empty when there is no file."""
    file: str = ""
    marked_up: tuple[MarkedUp, ...] = ()
    """What the checks look at once more; neither fuzzy nor empty."""

    def find(self, context: str, source: str) -> str | None:
        """The translation of this very text at this very place."""
        return self.exact.get((context, source))

    def is_stale(self, context: str, source: str, present: Collection[str]) -> bool:
        """Whether the place was translated for another wording than the ``present`` source texts of the field."""
        if (context, source) in self.fuzzy:
            return True
        return any(other not in present for other in self.translated.get(context, ()))


_NOTHING = Texts()


@dataclass(frozen=True)
class Translations:
    """Every PO file of a catalogue: by folder (a product, ``_shared``, ``docs``) and locale."""

    by_place: Mapping[tuple[str, str], Texts] = field(default_factory=dict)

    def of(self, folder: str, locale: str) -> Texts:
        """The texts of one folder in one language; nothing when there is no such file."""
        return self.by_place.get((folder, locale), _NOTHING)


def load_translations(
    root: Path, po_files: Iterable[str], locales: Collection[str] = (), memory: Memory | None = None
) -> tuple[Translations, tuple[Problem, ...]]:
    """Read PO files, named relative to the root of the site. Never raises for what is in a file.

    With ``locales``, the languages of the site, a file for another language gives a warning. With the ``memory`` of an
    earlier run, only files that changed are read.
    """
    memory = memory or Memory()
    by_place: dict[tuple[str, str], Texts] = {}
    problems: list[Problem] = []
    for file in po_files:
        folder, locale = place_of_po(file)
        text, unreadable = read_text(root / file, file, MAX_PO_BYTES)
        digest = text_digest(text) if text is not None else ""
        texts, found = memory.of(
            "po", file, f"{digest} {unreadable} {locales}", partial(_read_texts, root, file, locales, digest)
        )
        problems.extend(found)
        if texts is not None:
            by_place[folder, locale] = texts
    return Translations(by_place), tuple(problems)


def place_of_po(file: str) -> tuple[str, str]:
    """Folder and locale of a PO file: ``products/wm700/locale/pl.po`` is ``("wm700", "pl")``."""
    path = PurePosixPath(file)
    folder = path.parent.parent
    return (DOCS if folder.as_posix() == DOCS else folder.name), path.stem


def read_po_file(
    root: Path, file: str, locales: Collection[str] = ()
) -> tuple[PoFile | None, tuple[Problem, ...]]:
    """One PO file; None when its name or its content can't be used."""
    locale = PurePosixPath(file).stem
    problem = _locale_problem(file, locale, locales)
    if problem is not None and problem.severity == "error":
        return None, (problem,)
    found = [problem] if problem is not None else []
    text, unreadable = read_text(root / file, file, MAX_PO_BYTES)
    if text is None:
        return None, (*found, unreadable) if unreadable else tuple(found)
    po, wrong = parse_po(text, file)
    found.extend(wrong)
    if po is not None:
        found.extend(_language_problem(po, file, locale, text))
    return po, tuple(found)


def _locale_problem(file: str, locale: str, locales: Collection[str]) -> Problem | None:
    if locale in locales:
        return None
    message = f"'{locale}' is not the tag of a language"
    hint = "Name the file after the language, as brand.yml writes it: pl.po, zh-Hant.po."
    if locale.replace("_", "-") in locales:
        message = f"the file of '{locale.replace('_', '-')}' must carry the tag of the language as its name"
        hint = f"Rename it to '{locale.replace('_', '-')}.po'."
    try:
        Locale.parse(locale, sep="-")
    except (ValueError, UnknownLocaleError, TypeError):
        return Problem("po-locale", file, message, hint, line=1, column=1)
    if not locales:
        return None
    message = f"'{locale}' is not a language of this site, so the file is not used"
    hint = "Add it to 'locales' in brand.yml, or remove the file."
    return Problem("po-locale", file, message, hint, severity="warning", line=1, column=1)


def _language_problem(po: PoFile, file: str, locale: str, text: str) -> Iterable[Problem]:
    said = po.header_value("Language")
    if not said or _base(said) == _base(locale):
        return
    line = next((n for n, one in enumerate(text.split("\n"), 1) if "Language:" in one), 1)
    message = f"the header says that the language is '{said}', and the file's name says '{locale}'"
    hint = f"Write 'Language: {locale.replace('-', '_')}', or rename the file."
    yield Problem("po-locale", file, message, hint, line=line, column=1)


def _base(locale: str) -> str:
    return locale.replace("-", "_").partition("_")[0].lower()


def _read_texts(
    root: Path, file: str, locales: Collection[str], digest: str
) -> tuple[Texts | None, tuple[Problem, ...]]:
    po, problems = read_po_file(root, file, locales)
    return (_texts(po, file, digest) if po is not None else None), problems


def _texts(po: PoFile, file: str, digest: str) -> Texts:
    marked_up: list[MarkedUp] = []
    exact: dict[tuple[str, str], str] = {}
    fuzzy: set[tuple[str, str]] = set()
    translated: defaultdict[str, set[str]] = defaultdict(set)
    for message in po.messages:
        if message.obsolete or not message.translated or message.plural is not None:
            continue
        key = message.context, message.source
        translated[message.context].add(message.source)
        if message.fuzzy:
            fuzzy.add(key)
        else:
            exact[key] = message.target
            if any(sign in message.target or sign in message.source for sign in _MARKUP):
                marked_up.append(MarkedUp(message.source, message.target, message.line))
    by_context = {name: frozenset(found) for name, found in translated.items()}
    return Texts(exact, frozenset(fuzzy), by_context, digest, file, tuple(marked_up))
