"""Notations of Obsidian and of GitHub's wikis: links by name, embedded pictures, names of blocks, notes in the line, comments."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import quote

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"})
_LINK = re.compile(r"(!?)\[\[(?=[^\s|])([^\[\]\n|]{1,200})((?:\|[^\[\]\n|]{0,200}){0,5})\]\](?!\()")
_COMMENT = re.compile(r"(?<!\S)%%(?!%)(.{1,5000}?)%%(?![%\w])", re.DOTALL)
"""Obsidian's notes to oneself. A single word, such as ``%%NAME%%``, may be a variable of another system."""
_BLOCK_NAME = re.compile(
    r"(?m)(?:(?<=\S)[ \t]{1,9}|^([ \t>]{0,40}))\^((?!\d{1,3}[ \t]*$)[A-Za-z0-9][A-Za-z0-9-]{1,60})[ \t]*$"
    r"(?=\Z|\n[ \t>]*(?:\Z|\n|[-*+][ \t]|\d{1,9}[.)][ \t]|#))"
)
_NOTE = re.compile(r"(?<=\S)\^\[(?=[^\]\n]{0,200}[^\W\d]{2})([^\[\]\n]{1,800})\](?![(\[])")
_OTHER_BOX = re.compile(r"^([ \t>]{0,40}[-*+][ \t]{1,4})\[[/<>!?-]\](?=[ \t])", re.MULTILINE)
"""Boxes of Obsidian that are neither empty nor ticked."""
_SIZE = re.compile(r"\d+(?:x\d+)?\Z")


def without_wiki_signs(prose: str, notes: list[str]) -> str:
    """The text without comments, with an anchor for each name of a block; notes in the line go to ``notes``."""
    prose = _OTHER_BOX.sub(r"\1[ ]", prose)
    if "%%" in prose:
        prose = _COMMENT.sub(lambda match: "" if len(match[1].split()) > 1 else match[0], prose)
    if "^" not in prose:
        return prose

    def noted(match: re.Match[str]) -> str:
        notes.append(match[1])
        return f"[^line-{len(notes)}]"

    return _NOTE.sub(noted, _BLOCK_NAME.sub(_named, prose))


def _named(match: re.Match[str]) -> str:
    return f'{match[1] or ""}<span id="^{match[2]}"></span>'


def with_plain_links(prose: str) -> str:
    """``[[Page|text]]`` as a link that is looked up by name later; the other order is tried there, too."""
    return _LINK.sub(_link, prose) if "[[" in prose else prose


def _link(match: re.Match[str]) -> str:
    first = match[2].strip().rstrip("\\").rstrip()
    words = [word.strip().rstrip("\\") for word in match[3].split("|") if word.strip(" \\")]
    is_picture = PurePosixPath(first.partition("#")[0]).suffix.lower() in _PICTURES
    if is_picture and (match[1] or any("=" in word for word in words)):
        alts = [
            word.removeprefix("alt=")
            for word in words
            if not _SIZE.match(word) and not re.match(r"(?!alt)\w+=|frame$", word)
        ]
        return f"![{alts[0] if alts else ''}](<wiki:{quote(first, safe='/#')}>)"
    if match[1] and not PurePosixPath(first.partition("#")[0]).suffix:
        return (
            f"![{words[0] if words and not _SIZE.match(words[0]) else ''}](<wiki:{quote(first, safe='/#')}>)"
        )
    second = words[0] if words else ""
    text = second or _shown(first)
    return f"[{text}](<wiki:{quote(first, safe='/#')}?text={quote(second, safe='')}>)"


def _shown(name: str) -> str:
    """What a link without words of its own shows: the page, and the heading in it."""
    page, _, place = name.partition("#")
    if place.startswith("^"):
        return page or place.removeprefix("^")
    return " > ".join(part for part in (page, *place.split("#")) if part)
