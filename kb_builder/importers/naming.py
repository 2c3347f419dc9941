"""Slugs, keys and ids: names that people gave → names that may stand in an address."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable
from urllib.parse import unquote

from anyascii import anyascii

SLUG_LENGTH = 90
KEY_LENGTH = 60
"""The longest id of a step or section."""
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`]")
_OTHER = re.compile(r"[^a-z0-9]+")
_DATE_PREFIX = re.compile(r"^\d{4}-\d{2}-\d{2}-(?=.)")
_ORDER_PREFIX = re.compile(r"^\d{1,3}(?:[-_.]\s*|\s+)(?=\D)")
_NUMBER_PREFIX = re.compile(r"^\d{6,}[-_](?=[^\W\d])")
"""The number of an article that an export puts before its name."""
_HASH_SUFFIX = re.compile(r"(?<=\w)[ -][0-9a-f]{32}$")
"""What an export of Notion puts behind each name."""
_KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")
_ID = re.compile(r"[A-Z][A-Z0-9]*-[0-9A-Z][0-9A-Za-z-]*\Z")
_ID_LENGTH = 60
_ALIAS = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]{0,98}[0-9A-Za-z])?\Z")


def slug(text: str, length: int = SLUG_LENGTH) -> str:
    """Lower-case ASCII words joined by hyphens; empty when nothing of the text can be spelled so."""
    words = _OTHER.sub("-", anyascii(_APOSTROPHES.sub("", text)).lower()).strip("-")
    if len(words) <= length:
        return words
    return words[: length + 1].rsplit("-", 1)[0][:length].strip("-")


def file_slug(stem: str) -> str:
    """The slug of a file's name, without the date that some systems put before it."""
    name = _DATE_PREFIX.sub("", _NUMBER_PREFIX.sub("", _HASH_SUFFIX.sub("", unquote(stem))))
    return slug(name) or f"page-{digest(stem)}"


def without_order(name: str) -> str:
    """The name without the number that only keeps files in order."""
    return _ORDER_PREFIX.sub("", name)


def notion_id(stem: str) -> str:
    """The id that an export of Notion put behind the name of a file; empty for other names."""
    match = _HASH_SUFFIX.search(unquote(stem))
    return match[0][1:] if match else ""


def folder_slug(name: str) -> str:
    """The slug of a folder's name, without the number that only keeps folders in order."""
    return slug(_ORDER_PREFIX.sub("", _HASH_SUFFIX.sub("", name))) or f"topic-{digest(name)}"


def title_from(name: str) -> str:
    """A name of a file or folder as a title: ``03-clean_the-filter`` is ``Clean the filter``."""
    words = _DATE_PREFIX.sub("", _NUMBER_PREFIX.sub("", _HASH_SUFFIX.sub("", unquote(name))))
    words = _ORDER_PREFIX.sub("", words)
    if " " not in words:
        words = re.sub(r"[-_]+", " ", words)
    words = words.strip() or name
    return words[0].upper() + words[1:]


def is_key(text: str) -> bool:
    """Whether the text may be the id of a step or section as it is."""
    return len(text) <= KEY_LENGTH and _KEY.match(text) is not None


def step_key(text: str, number: int) -> str:
    """A key from the first words of a step."""
    words = slug(re.sub("[\u2610\u2611]", " ", text), 400).split("-")[:6]
    return slug("-".join(words), 44) or f"step-{number}"


def unique(name: str, taken: Container[str], length: int = KEY_LENGTH + SLUG_LENGTH) -> str:
    """The name, or the name with the first free number behind it."""
    if name not in taken:
        return name
    number = 2
    while f"{name[: length - 4]}-{number}" in taken:
        number += 1
    return f"{name[: length - 4]}-{number}"


def article_id(prefix: str, source_id: str) -> str:
    """``KB-360013`` for the source's ``360013``; an id that has our form already stays as it is."""
    if _ID.match(source_id) and len(source_id) <= _ID_LENGTH:
        return source_id
    name = re.sub(r"[^0-9A-Za-z]+", "-", anyascii(source_id)).strip("-")
    if not name or len(prefix) + 1 + len(name) > _ID_LENGTH - 4:
        return id_from_path(prefix, source_id)
    return f"{prefix}-{name[0].upper()}{name[1:]}"


def is_alias(text: str) -> bool:
    """Whether the text may be another id of an article: it becomes part of a short link."""
    return _ALIAS.match(text) is not None


def id_from_path(prefix: str, path: str) -> str:
    """A number that is the same at every import, for articles that have none."""
    number = int.from_bytes(hashlib.sha256(path.encode()).digest()[:5], "big") % 900_000_000
    return f"{prefix}-{100_000_000 + number}"


def digest(text: str) -> str:
    """A few letters and digits that stand for the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def lower_all(names: Iterable[str]) -> frozenset[str]:
    """The names in lower case, for comparisons on disks that don't tell cases apart."""
    return frozenset(name.lower() for name in names)
