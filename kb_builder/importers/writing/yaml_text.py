"""Plain data → YAML that people edit: block text for several lines, quotes wherever YAML 1.1 or 1.2 would see no text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import yaml

_NO_TEXT = re.compile(
    r"[-+.]?\d[\d_.:,eExXoO+-]*$|0[xXoO][0-9a-fA-F_]+$|[-+]?\.(?:inf|nan)$|~$"
    r"|(?:y|n|yes|no|on|off|true|false|null|none)$",
    re.IGNORECASE,
)
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


class _Dumper(yaml.SafeDumper):
    """Lists are indented under their key, and no anchors are made for values that repeat."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ARG002 - the library's name
        """Indent lists too."""
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the library's name
        """Write every value out."""
        return True


class _Short(dict[str, Any]):
    """A mapping that stands on one line: ``{file: a.png, alt: A cap}``."""


class _ShortList(list[str]):
    """A list that stands on one line: ``[a, b]``."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    if "\n" in text:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
    style = '"' if _NO_TEXT.match(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _short(dumper: yaml.SafeDumper, data: _Short) -> yaml.Node:
    return dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)


def _short_list(dumper: yaml.SafeDumper, data: _ShortList) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)


def _day(dumper: yaml.SafeDumper, day: date) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", day.isoformat())


_Dumper.add_representer(str, _text)
_Dumper.add_representer(_Short, _short)
_Dumper.add_representer(_ShortList, _short_list)
_Dumper.add_representer(date, _day)


def short(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields on one line."""
    return _Short({key: clean(value) for key, value in fields.items()})


def short_list(texts: Iterable[str]) -> list[str]:
    """The texts on one line."""
    return _ShortList(clean(text) for text in texts)


def clean(text: Any) -> Any:
    """Text that YAML can carry as a block: no tabs, no control characters, no space at the ends of lines."""
    if not isinstance(text, str):
        return text
    text = _NOT_ALLOWED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


def to_yaml(fields: Mapping[str, Any]) -> str:
    """The fields in their order; empty ones are left out."""
    return yaml.dump(_cleaned(fields), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


def _cleaned(value: Any) -> Any:
    if isinstance(value, _Short | _ShortList):
        return value
    if isinstance(value, Mapping):
        items = {key: _cleaned(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not None and item not in ("", (), [], {})}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return clean(value)
