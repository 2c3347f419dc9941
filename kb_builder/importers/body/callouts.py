"""Names that other systems give to callouts, and the five that the site knows (those of GitHub)."""

from __future__ import annotations

import re
from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "note": "note", "info": "note", "information": "note", "abstract": "note", "summary": "note", "tldr": "note",
    "seealso": "note", "example": "note", "question": "note", "faq": "note", "help": "note", "quote": "note", "cite": "note",
    "primary": "note", "secondary": "note", "default": "note", "todo": "note", "notice": "note", "remark": "note",
    "tip": "tip", "hint": "tip", "success": "tip", "check": "tip", "done": "tip", "pro-tip": "tip",
    "important": "important",
    "warning": "warning", "warn": "warning", "attention": "warning", "alert": "warning",
    "caution": "caution", "danger": "caution", "error": "caution", "bug": "caution", "failure": "caution",
    "fail": "caution", "missing": "caution",
    "hinweis": "note", "uwaga": "warning", "wskazówka": "tip", "ostrzeżenie": "warning", "ważne": "important",
    "注意": "warning", "警告": "warning", "提示": "tip", "備註": "note", "重要": "important", "说明": "note", "說明": "note",
}  # fmt: skip
GENERIC = frozenset({"callout", "admonition", "aside", "box", "panel", "message"})
"""Names that leave the kind to an attribute."""
_LABELS = frozenset(
    {"note", "info", "tip", "hint", "important", "warning", "attention", "caution", "danger", "hinweis", "uwaga", "wskaz\u00f3wka",
     "ostrze\u017cenie", "wa\u017cne", "\u6ce8\u610f", "\u8b66\u544a", "\u63d0\u793a", "\u5099\u8a3b", "\u91cd\u8981", "\u8bf4\u660e", "\u8aaa\u660e"}
)  # fmt: skip
_CLASSES = frozenset(
    {"note", "tip", "info", "important", "warning", "caution", "danger", "hint", "attention"}
)
_CLASS_PREFIX = re.compile(r"^(?:alert|callout|admonition|notice|bd-callout|message|prompt|block|hint)-+")
_GITHUB = re.compile(r"(?:\[!|(?P<reversed>!\[))(?P<name>[\w-]+)\][+-]?[ \t]*(?P<title>[^\n]*)")
_LABEL = re.compile(r"[\W_]+\Z")


def kind_of(name: str) -> str:
    """The site's kind for somebody's name of a callout; empty when it is none."""
    return KINDS.get(name.strip().lower().removeprefix("callout-").removeprefix("ad-"), "")


_EMOJI = {
    **dict.fromkeys("💡👍✅", "tip"), **dict.fromkeys("ℹ📘📝🗒🔔", "note"), "📌": "important",
    **dict.fromkeys("⚠🚧", "warning"), **dict.fromkeys("❗🚨🛑⛔", "caution"),
}  # fmt: skip


def emoji_kind(text: str) -> str:
    """The kind of a box whose text begins with such a sign (Notion, ReadMe); empty for others."""
    return _EMOJI.get(text.lstrip()[:1], "")


def class_kind_of(name: str) -> str:
    """The name of the callout that a class such as ``alert-info`` or ``note-title`` asks for; empty for others."""
    bare = _CLASS_PREFIX.sub("", name).removesuffix("-title")
    return bare if bare in _CLASSES else ""


def label_kind(text: str) -> tuple[str, bool]:
    """The kind that a label in bold such as ``Warning:`` asks for, and whether the label says no more than the kind."""
    name = re.sub(r"^\W+", "", _LABEL.sub("", text)).strip().lower()
    kind = KINDS.get(name, "") if name in _LABELS else ""
    return kind, name == kind


def github_marker(text: str) -> tuple[str, str] | None:
    """Name and title of a quote that begins with ``[!NOTE]``; a name that nobody knows makes a note of that title.

    Some help centres write ``![note]``: without titles, and a name that nobody knows is somebody's picture.
    """
    match = _GITHUB.match(text)
    if match is None:
        return None
    name = match["name"].lower()
    if match["reversed"]:
        return (name, "") if kind_of(name) else None
    return name, match["title"].strip()


def own_title(name: str, title: str) -> str:
    """What has to stand in the callout besides its label: the title, or a name that the label doesn't say."""
    kind = kind_of(name) or "note"
    if title:
        return "" if title.strip().lower() == kind else title.strip()
    plain_name = name.strip().lower().removeprefix("callout-").removeprefix("ad-")
    return (
        ""
        if plain_name in (kind, "default", "primary", "secondary", "alert")
        else plain_name.replace("-", " ").capitalize()
    )
