"""Signs of single systems: emoji and icons by their names, keys, marks of changes, formulas → Unicode, HTML and code."""

from __future__ import annotations

import re
from functools import cache
from html import escape

_FORMULA_BLOCK = re.compile(
    r"^([ \t>]{0,60})\$\$[ \t]*\n((?:(?![ \t>]*(?:\$\$|```|~~~))[^\n]*\n){1,60})[ \t>]*\$\$[ \t]*$",
    re.MULTILINE,
)
FORMULA = re.compile(
    r"(?<![\\$\w])(?:\$\$(?=[^\s$]|[ ]\S)([^$\n`\ue000]{1,1000}?)\$\$"
    r"|\$(?=[^\s$])([^$\n`\ue000]{1,500}?)(?<=[^\s\\])\$)(?![\d$])"
)
_TYPICAL = re.compile(r"[\\^_={}]")
"""A text between two dollars without any of these may be about money."""
_ICON = re.compile(
    r":(?:material|fontawesome|octicons|simple|logos|lucide|tabler|mdi|bootstrap|fa)[-/][\w/-]{1,80}:(?:\{[^{}\n]{0,200}\})?[ ]?"
)
_EMOJI = re.compile(r"(?<![\w:/]):[a-z0-9_+-]{1,50}:(?![\w:/])")
_KEY = r"(?:[\w-]{1,30}|\"[^\"\n+]{1,30}\")"
_KEYS = re.compile(rf"(?<![\w+])\+\+({_KEY}(?:\+{_KEY}){{0,5}})\+\+(?![\w+])")
_CRITIC = re.compile(
    r"\{(\+\+|--|==|>>)([^\n]{1,1000}?)(?:\+\+|--|==|<<)\}|\{~~([^~\n]{0,500})~>([^~\n]{0,500})~~\}"
)
_PAIRS = (
    (re.compile(r"(?<![=A-Za-z0-9_])==(?=[^\s=])([^=\n]{1,500}?)(?<=\S)==(?![=A-Za-z0-9_])"), "mark"),
    (re.compile(r"\^\^(?=[^\s^])([^^\n]{1,300}?)(?<=\S)\^\^(?!\^)"), "ins"),
    (re.compile(r"(?<![\w+])\+\+(?=[^\s+])([^+\n]{1,300}?)(?<=\S)\+\+(?![\w+])"), "ins"),
    (re.compile(r"(?<=[\w)])~([\w+-]{1,20})~(?!~)"), "sub"),
    (re.compile(r"(?<=[\w)])\^([\w+-]{1,20})\^(?!\^)"), "sup"),
)
"""Marked, inserted, lower and higher words of pymdownx, Pandoc and Obsidian."""
_CRITIC_TAGS = {"++": "ins", "--": "del", "==": "mark"}


def with_fenced_formulas(text: str) -> str:
    """Formulas on lines of their own as code: nothing in them is Markdown."""
    return _FORMULA_BLOCK.sub(r"\1```math\n\2\1```", text) if "$$" in text else text


def formula_as_code(match: re.Match[str]) -> str:
    """A formula in a line as code, if it is one; see :data:`FORMULA`."""
    inner = (match[1] or match[2] or "").strip()
    return f"`{inner}`" if inner and (match[1] or _TYPICAL.search(inner)) else match[0]


def with_plain_signs(prose: str) -> str:
    """The text outside code with what these signs stand for."""
    if ":" in prose:
        prose = _EMOJI.sub(lambda match: _emoji().get(match[0], match[0]), _ICON.sub("", prose))
    if "{" in prose:
        prose = _CRITIC.sub(_changed, prose)
    if "++" in prose:
        prose = _KEYS.sub(_keys, prose)
    for pattern, tag in _PAIRS:
        prose = pattern.sub(rf"<{tag}>\1</{tag}>", prose)
    return prose


@cache
def _emoji() -> dict[str, str]:
    """The names that GitHub and most others know, with their colons."""
    from pymdownx import gemoji_db

    known = {
        name: "".join(chr(int(code, 16)) for code in entry["unicode"].split("-"))
        for name, entry in gemoji_db.emoji.items()
        if "unicode" in entry
    }
    return {**{alias: known[name] for alias, name in gemoji_db.aliases.items() if name in known}, **known}


def _changed(match: re.Match[str]) -> str:
    """CriticMarkup: what was put in, taken out, marked or said about the text."""
    if match[1] is None:
        return f"<del>{match[3]}</del><ins>{match[4]}</ins>"
    tag = _CRITIC_TAGS.get(match[1])
    return f"<{tag}>{match[2]}</{tag}>" if tag else f" ({match[2].strip()})"


def _keys(match: re.Match[str]) -> str:
    """``++ctrl+alt+del++`` as keys, under the names that stand on them."""
    from pymdownx.keymap_db import aliases, keymap

    labels = []
    for name in re.findall(_KEY, match[1]):
        label = (
            name.strip('"')
            if name.startswith('"')
            else keymap.get(aliases.get(name.lower(), name.lower()), name)
        )
        labels.append(escape(label).replace("`", "&#96;").replace("\\", "&#92;"))
    return "+".join(f"<kbd>{label}</kbd>" for label in labels)
