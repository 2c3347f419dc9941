"""PO files: Babel reads them, and what Babel would lose on the way back is kept: unknown headers, translators' blank and
repeated comment lines, previous texts, flags that only look like formats."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from kb_builder.content.problem import Problem

_GUESSED_FLAGS = frozenset({"python-format", "python-brace-format"})


_LINE = re.compile(r'(?:(\w+)(\[\d\])? +)?"[^"\\]*(?:\\.[^"\\]*)*"')
_AFTER = {
    "msgctxt": ("", "msgstr", "msgstr[]"),
    "msgid": ("", "msgctxt", "msgstr", "msgstr[]"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
}
"""Which keyword may stand after which."""
_PLURAL_FORMS = re.compile(r"nplurals\s*=\s*(\d)\s*;\s*plural\s*=\s*([^;]+?)\s*;?")


@dataclass(frozen=True, slots=True)
class PoMessage:
    """One message with everything that stands around it."""

    context: str
    source: str
    target: str = ""
    plural: str | None = None
    """The plural source text; ``targets`` then holds each form."""
    targets: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    """Translators' own lines, as they stand in the file: ``# Ask the service desk.``"""
    extracted: tuple[str, ...] = ()
    references: tuple[tuple[str, int], ...] = ()
    """File and line; line 0 for a file as a whole."""
    previous: str | None = None
    """The source text that a fuzzy translation was made for."""
    obsolete: bool = False
    line: int = 0

    @property
    def fuzzy(self) -> bool:
        """The translation was made for another source text."""
        return "fuzzy" in self.flags

    @property
    def translated(self) -> bool:
        """There is a translation, fuzzy or not."""
        return bool(self.target.strip()) or any(text.strip() for text in self.targets)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file: its head and its messages in their order, obsolete ones last."""

    header: str
    """``Name: value`` lines as they stand in the file."""
    messages: tuple[PoMessage, ...]
    comments: tuple[str, ...] = ()
    """Lines above the header."""
    header_flags: tuple[str, ...] = ()

    @property
    def plurals(self) -> int:
        """How many forms a plural has."""
        found = _PLURAL_FORMS.fullmatch(self.header_value("Plural-Forms"))
        return int(found.group(1)) if found else 2

    def header_value(self, name: str) -> str:
        """The value of a header, empty when it is missing."""
        found = re.search(rf"^{re.escape(name)}:[ \t]*(.*)$", self.header, re.MULTILINE | re.IGNORECASE)
        return found.group(1).strip() if found else ""


class _BadLineError(ValueError):
    """A line that stands where it can't; the text says why."""


@dataclass
class _Lines:
    """Hands the lines to Babel's parser and keeps count.

    Babel lets an open quote and lines in the wrong order pass, and takes texts from the wrong message then: those are
    refused here. It also merges equal comments of translators; so each gets its number.
    """

    text: str
    at: int = 0
    keyword: str = ""

    def __iter__(self) -> Iterator[str]:
        for number, written in enumerate(self.text.split("\n"), 1):
            self.at, line = number, written.strip()
            if line[:1] == "#" and (line[:2] not in ("#:", "#,", "#.", "#~") or line[:3] == "#~|"):
                yield f"#{self.at} {line}"
                continue
            if line[:1] != "#" or line[:2] == "#~":
                self._check(line)
            yield line

    def _check(self, line: str) -> None:
        body = line.removeprefix("#~").strip()
        if not body:
            return
        found = _LINE.fullmatch(body)
        if found is None:
            if body.startswith(("msg", '"')):
                raise _BadLineError('the text must stand between two quotes; a quote inside is written \\"')
            raise _BadLineError("this line is neither a comment nor part of a message")
        keyword = f"{found.group(1) or ''}{'[]' if found.group(2) else ''}"
        if not keyword:
            if not self.keyword:
                raise _BadLineError("a text stands here before any msgid")
        elif self.keyword not in _AFTER.get(keyword, ()):
            raise _BadLineError(f"'{keyword}' can't stand here")
        else:
            self.keyword = keyword


@dataclass
class _Collected:
    """Messages in the order of the file, and the places of those that stand there twice."""

    messages: list[Message] = field(default_factory=list)
    header: Message | None = None


class _Catalog(Catalog):
    """Collects messages as the parser meets them and takes from the header only what the parser needs."""

    def __init__(self, collected: _Collected) -> None:
        super().__init__()
        self.collected = collected

    def __setitem__(self, id: object, message: Message) -> None:  # noqa: A002 - Babel's name
        if id:
            self.collected.messages.append(message)
        elif self.collected.header is None:
            self.collected.header = message
            forms = PoFile(str(message.string), ()).header_value("Plural-Forms")
            if _PLURAL_FORMS.fullmatch(forms):
                self.mime_headers = [("plural-forms", forms)]


def parse_po(text: str, file: str) -> tuple[PoFile | None, tuple[Problem, ...]]:
    """The messages of a PO file, or None and why it can't be read. Never raises."""
    lines, collected = _Lines(text), _Collected()
    catalog = _Catalog(collected)
    try:
        PoFileParser(catalog, abort_invalid=True).parse(lines)
    except PoFileError as error:
        return None, (_syntax(file, error.lineno + 1, _said(str(error))),)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:
        return None, (_syntax(file, lines.at, _said(str(error))),)
    header = collected.header
    if header is None or not str(header.string).strip():
        hint = (
            "Begin the file with msgid \"\" and a msgstr of header lines; 'kb translate update' writes one."
        )
        return None, (Problem("po-syntax", file, "the header is missing", hint, line=1, column=1),)
    messages = [_message(item, obsolete=False) for item in collected.messages]
    messages += [_message(item, obsolete=True) for item in catalog.obsolete.values()]
    comments = tuple(_raw_comments(header))
    po = PoFile(str(header.string), tuple(messages), comments, tuple(sorted(header.flags)))
    return po, (*_header_problems(po, file, text), *_repeated(messages, file))


def _message(item: Message, *, obsolete: bool) -> PoMessage:
    raw = list(_raw_comments(item))
    previous = [line for line in raw if line.startswith(("#|", "#~|"))]
    plural = isinstance(item.id, tuple | list)
    return PoMessage(
        context=item.context or "",
        source=item.id[0] if plural else str(item.id),
        plural=item.id[1] if plural else None,
        target="" if plural else str(item.string or ""),
        targets=tuple(item.string or ()) if plural else (),
        flags=tuple(sorted(item.flags - _guessed(item))),
        comments=tuple(line for line in raw if line not in previous),
        extracted=tuple(item.auto_comments),
        references=tuple((name, line or 0) for name, line in item.locations),
        previous=_previous(previous),
        obsolete=obsolete,
        line=item.lineno or 0,
    )


def _guessed(item: Message) -> frozenset[str]:
    """Babel takes "20 % of" for a Python format; texts of a catalogue are no formats unless their file says so."""
    return _GUESSED_FLAGS if item.context else frozenset()


def _raw_comments(item: Message) -> Iterator[str]:
    for numbered in item.user_comments:
        yield numbered.partition(" ")[2]


def _previous(lines: Iterable[str]) -> str | None:
    """The text of ``#| msgid "…"`` and the lines that go on with it."""
    parts: list[str] = []
    inside = False
    for line in lines:
        body = line.partition("|")[2].strip()
        if not body.startswith('"'):
            inside = body.startswith("msgid ")
            body = body.partition(" ")[2].strip()
        if inside:
            parts.append(_unquoted(body))
    return "".join(parts) if parts else None


def _unquoted(quoted: str) -> str:
    escapes = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(.)", lambda found: escapes.get(found.group(1), found.group(1)), quoted[1:-1])


def _said(words: str) -> str:
    if "num_plurals" in words:
        return "the message has more forms than the header 'Plural-Forms' says"
    if words.startswith("missing msgstr"):
        return "the msgstr of this message is missing"
    return re.sub(r" on \d+$", "", words).strip() or "it can't be read"


def _syntax(file: str, line: int, said: str) -> Problem:
    hint = 'Each message has a line msgid "…" and a line msgstr "…"; a quote inside is written \\".'
    return Problem("po-syntax", file, f"this is not a valid PO file: {said}", hint, line=line, column=1)


def _header_problems(po: PoFile, file: str, text: str) -> Iterator[Problem]:
    charset = re.search(r"charset=([\w.:-]+)", po.header_value("Content-Type"), re.IGNORECASE)
    if charset and charset.group(1).lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        message = f"the header says that the file is in {charset.group(1)}"
        yield _in_header(file, text, "charset=", message, "Save the file as UTF-8 and write charset=UTF-8.")
    forms = po.header_value("Plural-Forms")
    found = _PLURAL_FORMS.fullmatch(forms)
    try:
        if forms and found is None:
            raise ValueError
        if found:
            gettext.c2py(found.group(2))
    except (ValueError, RecursionError):
        hint = "For Polish, for example: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
        yield _in_header(file, text, "Plural-Forms", "the header 'Plural-Forms' is not valid", hint)


def _in_header(file: str, text: str, word: str, message: str, hint: str) -> Problem:
    line = next((n for n, one in enumerate(text.split("\n"), 1) if word.lower() in one.lower()), 1)
    return Problem("po-syntax", file, message, hint, line=line, column=1)


def _repeated(messages: Iterable[PoMessage], file: str) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for message in messages:
        line = (
            message.line
            if message.obsolete
            else first.setdefault((message.context, message.source), message.line)
        )
        if line != message.line:
            said = f"this message stands here twice; first in line {line}"
            yield Problem("po-syntax", file, said, "Keep one of the two.", line=message.line, column=1)
