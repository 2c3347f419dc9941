"""Front matter of other systems (Zendesk, Jekyll, Hugo, Docusaurus, MkDocs) → the few fields that an import uses."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kb_builder.importers.reading.loose_yaml import load

_FENCE = re.compile(r"(---|\+\+\+)[ \t]*\n")
_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID_KEYS = ("id", "article_id", "zendesk_id", "source_id", "uid")
_TITLE_KEYS = ("title", "name")
_MENU_KEYS = (
    "linktitle",
    "sidebar_label",
    "sidebartitle",
    "nav_title",
    "navtitle",
    "menu_title",
    "short_title",
)
_SUMMARY_KEYS = ("summary", "description", "excerpt", "abstract", "intro", "subtitle", "lead")
_DAY_KEYS = ("changed", "updated", "updated_at", "updatedat", "lastmod", "last_modified_at", "last_updated", "last_update",
             "date", "created_at", "createdat", "published_at", "publishedat")  # fmt: skip
_ADDRESS_KEYS = ("permalink", "url", "html_url", "slug")
_FORMER_KEYS = ("redirect_from", "redirects", "aliases", "old_urls")
_ZENDESK = re.compile(r"https?://[^/]+/hc/(?:[\w-]+/)?articles/(\d+)")
_AGENT_WORDS = frozenset({"agent", "agents", "internal", "private", "staff"})
_NOTHING = frozenset({"", "~", "null", "None", "True", "False", "true", "false"})
_UNSEEN = frozenset({"draft", "unpublished", "archived"})
"""States in which no reader saw an article."""
_YES = frozenset({"true", "yes", "1", "on"})
_NO = frozenset({"false", "no", "0", "off"})


@dataclass(frozen=True, slots=True)
class Header:
    """What front matter says about an article; empty where it says nothing."""

    title: str = ""
    menu_title: str = ""
    """What menus call it; its title only where nothing else is one."""
    source_id: str = ""
    summary: str = ""
    day: date | None = None
    draft: bool = False
    agents_only: bool = False
    language: str = ""
    landing: str = ""
    """What the front page of VitePress, VuePress or Starlight says in its front matter, as Markdown."""
    address: str = ""
    """Where the article stood: a path, a full address, or a bare slug."""
    former: tuple[str, ...] = ()
    """Where it stood before."""
    first_line: int = 1
    """The line of the file on which the body begins."""
    broken: bool = False
    """The front matter could not be read as YAML or TOML, and was read line by line."""


def split_header(text: str) -> tuple[Header, str]:
    """The fields and the body. Text without front matter is all body."""
    fence = _FENCE.match(text)
    if fence is None:
        return _json_header(text) if text.startswith("{") else (Header(), text)
    mark = re.escape(fence[1])
    end = re.compile(
        rf"^(?:{mark}|\.\.\.)[ \t]*$\n?" if fence[1] == "---" else rf"^{mark}[ \t]*$\n?", re.MULTILINE
    )
    close = end.search(text, fence.end())
    if close is None or _ends_early(text[fence.end() : close.start()]):
        return _unclosed(text, fence.end()) if fence[1] == "---" else (Header(), text)
    source, body = text[fence.end() : close.start()], text[close.end() :]
    fields, broken = _fields(source, toml=fence[1] == "+++")
    if broken and not fields:
        return Header(), text
    return _header(fields, text.count("\n", 0, close.end()) + 1, broken), body


def _json_header(text: str) -> tuple[Header, str]:
    """An object in JSON, as Hugo reads it."""
    try:
        data, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return Header(), text
    known = isinstance(data, dict) and {"title", "id", "date", "slug"} & {str(key).lower() for key in data}
    if not known or not text[end:].lstrip(" \t").startswith("\n"):
        return Header(), text
    fields = {str(key).lower(): value for key, value in data.items()}
    return _header(fields, text.count("\n", 0, end) + 1, broken=False), text[end:]


def _ends_early(source: str) -> bool:
    """A rule in the text is not the end of front matter: prose stands before it, behind an empty line."""
    head, _, rest = source.partition("\n\n")
    prose = [line for line in rest.split("\n") if line.strip()]
    return (
        bool(prose)
        and _only_fields(head)
        and not any(_LINE.match(line) or line[0] in " #-" for line in prose)
    )


def _unclosed(text: str, start: int) -> tuple[Header, str]:
    """Front matter whose last line was forgotten ends at the first empty line, if all before it are fields."""
    source, gap, body = text[start:].partition("\n\n")
    if not gap or not _only_fields(source):
        return Header(), text
    fields, _ = _fields(source, toml=False)
    return _header(fields, text.count("\n", 0, start + len(source)) + 2, broken=True), body


def _only_fields(source: str) -> bool:
    lines = [line for line in source.split("\n") if line.strip()]
    return (
        bool(lines)
        and all(_LINE.match(line) or line[0] in " \t-#" for line in lines)
        and bool(_LINE.match(lines[0]))
    )


def _fields(source: str, toml: bool) -> tuple[Mapping[str, Any], bool]:
    try:
        data: Any = tomllib.loads(source) if toml else load(source)
    except (ValueError, RecursionError):
        return _line_by_line(source), True
    if data is None or data == "":
        return {}, False
    return (
        ({str(key).lower(): value for key, value in data.items()}, False)
        if isinstance(data, dict)
        else ({}, True)
    )


def _line_by_line(source: str) -> dict[str, Any]:
    matches = (_LINE.match(line) for line in source.split("\n"))
    return {match[1].lower(): _unquoted(match[2].strip()) for match in matches if match}


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _header(fields: Mapping[str, Any], first_line: int, broken: bool) -> Header:
    state = _word(fields.get("state")) or _word(fields.get("status"))
    own = _ZENDESK.match(_first(fields, ("link",)))  # any other link leads to what the article is about
    return Header(
        title=_first(fields, _TITLE_KEYS) or _landing_name(fields),
        landing=_landing(fields),
        menu_title=_first(fields, _MENU_KEYS),
        source_id=_first(fields, _ID_KEYS) or (own[1] if own else ""),
        summary=_first(fields, _SUMMARY_KEYS),
        day=next((day for key in _DAY_KEYS if (day := _day(fields.get(key)))), None),
        draft=_word(fields.get("draft")) in _YES or _word(fields.get("published")) in _NO or state in _UNSEEN,
        agents_only=_word(fields.get("internal")) in _YES
        or any(_word(fields.get(key)) in _AGENT_WORDS for key in ("audience", "visibility", "access")),
        language=_first(fields, ("language", "lang", "locale")),
        address=_first(fields, _ADDRESS_KEYS) or (own.string if own else ""),
        former=tuple(address for key in _FORMER_KEYS for address in _texts(fields.get(key))),
        first_line=first_line,
        broken=broken,
    )


def _landing_name(fields: Mapping[str, Any]) -> str:
    hero = fields.get("hero")
    return _first(hero if isinstance(hero, dict) else fields, ("name", "title", "herotext"))


def _landing(fields: Mapping[str, Any]) -> str:
    """The lines under the name, and the features as a list."""
    hero = fields.get("hero")
    hero = hero if isinstance(hero, dict) else fields if "herotext" in fields else {}
    lines = [words for key in ("text", "tagline") if (words := _first(hero, (key,)))]
    features = fields.get("features") if lines else None
    items = []
    for feature in features if isinstance(features, list) else []:
        if isinstance(feature, dict):
            name, details = _first(feature, ("title",)), _first(feature, ("details", "description"))
            items.append(f"- **{name}** {details}" if name else f"- {details}")
    return "\n\n".join([*lines, "\n".join(items)]).strip()


def _word(value: Any) -> str:
    return str(value).strip().lower() if isinstance(value, str | bool | int) else ""


def _first(fields: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    for key in keys:
        value = fields.get(key)
        if isinstance(value, str | int | float) and str(value).strip() not in _NOTHING:
            return " ".join(str(value).split())
    return ""


def _texts(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item.strip()


def _day(value: Any) -> date | None:
    if isinstance(value, dict):
        value = value.get("date")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.match(value.strip()) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
