"""Old addresses: lists of redirects in several forms, and where each leads in the end."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from kb_builder.addresses import old_address
from kb_builder.importers.reading.loose_yaml import load
from kb_builder.importers.report import Finding

_SETTINGS = frozenset({"vercel.json", ".gitbook.yaml", ".gitbook.yml"})
"""Files with more in them than redirects."""
_FROM = ("from", "redirect_from", "source", "old", "src", "source_path", "source_path_from_root")
_TO = ("to", "redirect_to", "destination", "new", "target", "dest", "redirect_url")
_SOURCE_FILE = re.compile(r"(?:(?<=/)(?:index|README)|\A(?:index|README))?\.mdx?\Z", re.IGNORECASE)
_IN_SCRIPT = re.compile(
    r"\{\s{0,40}from:\s{0,9}(\[[^\]]{0,2000}\]|['\"`][^'\"`\n]{0,400}['\"`]),\s{0,40}to:\s{0,9}['\"`]([^'\"`\n]{0,400})['\"`]"
    r"|\{\s{0,40}to:\s{0,9}['\"`]([^'\"`\n]{0,400})['\"`],\s{0,40}from:\s{0,9}(\[[^\]]{0,2000}\]|['\"`][^'\"`\n]{0,400}['\"`])"
)


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old path, and where it leads: an article's id, ``product:…``, ``page:…`` or an https address."""

    source: str
    target: str


def read_redirects(text: str, name: str) -> tuple[tuple[Redirect, ...], str]:
    """The pairs of a file as they stand there, or what is wrong with it."""
    if name.lower() == "_redirects":
        return tuple(_netlify(text)), ""
    if name.lower().endswith((".js", ".ts")):
        return tuple(_in_script(text)), ""
    try:
        data = _data(text, name.lower())
    except (ValueError, RecursionError):
        return (), "the file can't be read"
    if name.lower().startswith("mkdocs."):
        return tuple(_of_plugin(data)), ""
    return tuple(_pairs(data)), ""


def _data(text: str, name: str) -> Any:
    if name.endswith(".toml"):
        return tomllib.loads(text).get("redirects", [])
    data = json.loads(text) if name.endswith(".json") else load(text)
    is_other = isinstance(data, dict) and name in _SETTINGS
    return data.get("redirects", {}) if is_other else data


def _in_script(text: str) -> Iterator[Redirect]:
    """The plugin of Docusaurus, as its settings name it."""
    for match in _IN_SCRIPT.finditer(text):
        for source in re.findall(r"['\"`]([^'\"`\n]{1,400})['\"`]", match[1] or match[4]):
            yield Redirect(source, match[2] or match[3])


def _of_plugin(data: Any) -> Iterator[Redirect]:
    """The plugin of MkDocs: old file → new file."""
    plugins = data.get("plugins") if isinstance(data, dict) else None
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        own = plugin.get("redirects") if isinstance(plugin, dict) else None
        maps = own.get("redirect_maps") if isinstance(own, dict) else None
        for old, new in maps.items() if isinstance(maps, dict) else ():
            if isinstance(new, str):
                yield Redirect(f"/{_SOURCE_FILE.sub('', str(old))}", new)


def _netlify(text: str) -> Iterator[Redirect]:
    for line in text.splitlines():
        words = line.split("#", 1)[0].split() if not line.startswith("#") else []
        if len(words) >= 2:
            yield Redirect(words[0], words[1])


def _pairs(data: Any) -> Iterator[Redirect]:
    """Lists of records, maps from old to new, and either below a key such as ``redirects``."""
    if isinstance(data, list):
        for item in data:
            if isinstance(item, dict):
                yield from _record(item)
    elif isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str):
                yield Redirect(_SOURCE_FILE.sub("", str(key)), value)
            elif isinstance(value, list | dict):
                yield from _pairs(value)


def _record(item: Mapping[str, Any]) -> Iterator[Redirect]:
    target = next((item[key] for key in _TO if isinstance(item.get(key), str)), None)
    source = next((item[key] for key in _FROM if item.get(key)), None)
    if isinstance(target, str) and source is not None:
        for one in source if isinstance(source, list) else [source]:
            if isinstance(one, str):
                yield Redirect(_SOURCE_FILE.sub("", one), target)


def path_of(address: str) -> str:
    """The path of an address as a redirect names it: with ``/`` in front, without query and fragment."""
    path = unquote(urlsplit(address.strip()).path)
    path = re.sub(r"\s+", "%20", "/" + path.lstrip("/"))
    return path if path == "/" else path.rstrip("/")


def settle(
    listed: Iterable[Redirect], resolve: Callable[[str], str], taken: frozenset[str]
) -> tuple[tuple[Redirect, ...], tuple[Finding, ...]]:
    """Each old path with its last target. ``resolve`` tells what an address is now, or nothing; ``taken`` are paths of pages."""
    targets: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for redirect in listed:
        # Many disks can't keep two names that differ only in case.
        path = path_of(redirect.source)
        targets.setdefault(spelled.setdefault(path.lower(), path), redirect.target)
    settled: list[Redirect] = []
    findings: list[Finding] = []
    for source in sorted(targets):
        target, problem = _last(source, targets, spelled, resolve)
        if not problem and source.strip("/").lower() in taken:
            problem = "a page of the new site stands at this address"
        if not problem and ("*" in source or ":" in source):
            problem = "an address with a wildcard"
        if not problem and old_address(source) is None:
            problem = "the new site can't answer at this address"
        if problem:
            findings.append(Finding("redirect-dropped", f"{source}: {problem}"))
        else:
            settled.append(Redirect(source, target))
    return tuple(settled), tuple(findings)


def _last(
    source: str, targets: Mapping[str, str], spelled: Mapping[str, str], resolve: Callable[[str], str]
) -> tuple[str, str]:
    """The end of a chain of redirects, or why it has none."""
    seen = {source}
    address = targets[source]
    while True:
        found = resolve(address)
        if found:
            return found, ""
        step = spelled.get(path_of(address).lower(), path_of(address))
        if step in seen:
            return "", "the redirects run in a circle"
        if step not in targets:
            return "", f"'{address[:200]}' did not arrive"
        seen.add(step)
        address = targets[step]
