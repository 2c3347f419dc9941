"""PO files: Babel reads them, and what Babel would lose on the way back is kept: unknown headers, translators' blank and
repeated comment lines, previous texts, flags that only look like formats."""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, escape

from kb_builder.content.problem import Problem

WIDTH = 79
"""Columns at which gettext's own tools wrap."""
_GUESSED_FLAGS = frozenset({"python-format", "python-brace-format"})


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

    def header_value(self, name: str) -> str:
        """The value of a header, empty when it is missing."""
        found = re.search(rf"^{re.escape(name)}:[ \t]*(.*)$", self.header, re.MULTILINE | re.IGNORECASE)
        return found.group(1).strip() if found else ""


@dataclass
class _Lines:
    """Hands the lines to Babel's parser, keeps count, and numbers translators' comments: Babel merges equal ones."""

    text: str
    at: int = 0

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self.text.split("\n"), 1):
            self.at = number
            mark = line[:2]
            if mark[:1] == "#" and (mark not in ("#:", "#,", "#.", "#~") or line.startswith("#~|")):
                yield f"#{self.at} {line}"
            else:
                yield line


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
            plural = re.search(r"^Plural-Forms:.*$", str(message.string), re.MULTILINE | re.IGNORECASE)
            if plural:
                self.mime_headers = [("plural-forms", plural.group().partition(":")[2].strip())]


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
    words = re.sub(r" on \d+$", "", words).strip()
    return f"{words[:1].lower()}{words[1:]}" if words else "it can't be read"


def _syntax(file: str, line: int, said: str) -> Problem:
    hint = 'Each message has a line msgid "…" and a line msgstr "…"; a quote inside is written \\".'
    return Problem("po-syntax", file, f"this is not a valid PO file: {said}", hint, line=line, column=1)


def _header_problems(po: PoFile, file: str, text: str) -> Iterator[Problem]:
    charset = re.search(r"charset=([\w.:-]+)", po.header_value("Content-Type"), re.IGNORECASE)
    if charset and charset.group(1).lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        message = f"the header says that the file is in {charset.group(1)}"
        yield _in_header(file, text, "charset=", message, "Save the file as UTF-8 and write charset=UTF-8.")
    forms = po.header_value("Plural-Forms")
    found = re.fullmatch(r"nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]+?)\s*;?", forms)
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


def format_po(po: PoFile) -> str:
    """The file as gettext's tools write it, so that a translator's editor changes nothing else."""
    head = [
        *po.comments,
        *_flags(po.header_flags),
        'msgid ""',
        *_string("msgstr", po.header, always_split=True),
    ]
    plurals = (
        int(found.group(1)) if (found := re.match(r"nplurals=(\d)", po.header_value("Plural-Forms"))) else 2
    )
    parts = ["\n".join(head)]
    parts += ["\n".join(_lines(message, plurals)) for message in po.messages]
    return "\n\n".join(parts) + "\n"


def _lines(message: PoMessage, plurals: int) -> Iterator[str]:
    mark = "#~ " if message.obsolete else ""
    yield from message.comments
    if not message.obsolete:
        yield from (f"#. {line}" for line in message.extracted)
        yield from _references(message.references)
    yield from _flags(message.flags)
    if message.previous is not None:
        before = "#~| " if message.obsolete else "#| "
        if message.context:
            yield from _string("msgctxt", message.context, before)
        yield from _string("msgid", message.previous, before)
    if message.context:
        yield from _string("msgctxt", message.context, mark)
    yield from _string("msgid", message.source, mark)
    if message.plural is None:
        yield from _string("msgstr", message.target, mark)
    else:
        yield from _string("msgid_plural", message.plural, mark)
        for index, text in enumerate([*message.targets, *[""] * (plurals - len(message.targets))]):
            yield from _string(f"msgstr[{index}]", text, mark)


def _flags(flags: tuple[str, ...]) -> Iterator[str]:
    if flags:
        yield f"#, {', '.join(flags)}"


def _references(references: tuple[tuple[str, int], ...]) -> Iterator[str]:
    line = "#:"
    for name, number in references:
        shown = f"\u2068{name}\u2069" if " " in name else name
        one = f"{shown}:{number}" if number else shown
        if line != "#:" and len(line) + 1 + len(one) > WIDTH:
            yield line
            line = "#:"
        line += f" {one}"
    if line != "#:":
        yield line


def _string(keyword: str, text: str, mark: str = "", *, always_split: bool = False) -> Iterator[str]:
    quoted = escape(text)
    one_line = "\n" not in text.rstrip("\n") and _columns(f"{mark}{keyword} {quoted}") <= WIDTH
    if one_line and not always_split:
        yield f"{mark}{keyword} {quoted}"
        return
    yield f'{mark}{keyword} ""'
    for line in text.splitlines(keepends=True) if "\n" in text else [text]:
        yield from (f"{mark}{escape(piece)}" for piece in _wrapped(line, WIDTH - 2 - len(mark)))


# Where a line may end, as gettext has it: after white space and hyphens, between brackets, and on either side of a
# Chinese character, but not before closing marks.
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60"
_BREAKS = re.compile(
    rf"(?<=\s)(?=\S)|(?<=\w[-:])(?=[^\W\d])|(?<=[\])}}])(?=[(\[{{])|(?<=[{_WIDE}])(?=\S)|(?<=\S)(?=[{_WIDE}])"
)
_NOT_FIRST = frozenset("、。，！？：；）」』】》〉”’…％")
_NOT_LAST = frozenset("（「『【《〈“‘")


def _wrapped(text: str, width: int) -> Iterator[str]:
    line, size = "", 0
    for piece in _pieces(text):
        columns = _columns(escape(piece)[1:-1])
        if line and size + columns > width:
            yield line
            line, size = "", 0
        line += piece
        size += columns
    if line:
        yield line


def _pieces(text: str) -> Iterator[str]:
    held = ""
    for piece in _BREAKS.split(text):
        if held and piece[:1] not in _NOT_FIRST and held[-1] not in _NOT_LAST:
            yield held
            held = ""
        held += piece
    yield held


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
