"""What the source's own settings say: the address of the old site, names of folders, redirects between files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kb_builder.importers.reading.header import split_header
from kb_builder.importers.reading.loose_yaml import load
from kb_builder.importers.reading.source import SourceFile, decode

_URL = re.compile(
    r"^\s*['\"]?(?:site_url|url|baseURL|baseUrl|base_url)['\"]?\s*[:=]\s*['\"]?(https?://[^\s'\",]+)",
    re.MULTILINE,
)
_NAME = re.compile(
    r"^\s*['\"]?(?:site_name|title)['\"]?\s*[:=]\s*['\"]?([^'\"\n]+?)['\"]?,?\s*$", re.MULTILINE
)
_ROUTE = re.compile(
    r"\bdocs['\"]?:\s{0,20}\{[^{}]{0,2000}?\brouteBasePath['\"]?:\s{0,9}['\"]([^'\"]{0,200})['\"]"
)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+\Z")


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """What a folder is called, and what it holds."""

    name: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Settings of the whole source."""

    site_url: str = ""
    site_name: str = ""
    system: str = ""
    """``docusaurus`` or ``jekyll``, whose addresses follow rules of their own; empty for others."""
    docs_route: str = ""
    """Where Docusaurus puts what stands in ``docs``."""
    folders: Mapping[PurePosixPath, FolderFacts] = field(default_factory=dict)


def read_facts(root: Path, files: Iterable[SourceFile]) -> SourceFacts:
    """Read the settings; a file that can't be read says nothing."""
    site_url = site_name = system = route = ""
    folders: dict[PurePosixPath, FolderFacts] = {}
    for file in files:
        name = file.path.name.lower()
        if file.kind == "facts":
            text = _text(root / file.path)
            if name.startswith("_category_") or name == ".pages":
                folders[file.path.parent] = _folder(text)
            elif name == "cname":
                site_url = f"https://{text.strip()}/" if _HOST.match(text.strip()) else site_url
            else:
                if name.startswith("docusaurus.config."):
                    found = _ROUTE.search(text)
                    system, route = "docusaurus", (found[1] if found else "docs").strip("/")
                elif name == "_config.yml":
                    system = "jekyll"
                url, title = _URL.search(text), _NAME.search(text)
                site_url, site_name = (
                    site_url or (url[1] if url else ""),
                    site_name or (title[1].strip() if title else ""),
                )
        elif file.kind == "article" and file.path.stem.lower() == "_index":
            header, _ = split_header(_text(root / file.path))
            folders.setdefault(file.path.parent, FolderFacts(header.title, header.summary))
    return SourceFacts(site_url, site_name, system, route, folders)


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes()[:200_000]).text
    except OSError:
        return ""


def _folder(text: str) -> FolderFacts:
    try:
        data: Any = json.loads(text) if text.lstrip().startswith("{") else load(text)
    except (ValueError, RecursionError):
        return FolderFacts()
    if not isinstance(data, dict):
        return FolderFacts()
    link = data.get("link")
    summary = link.get("description") if isinstance(link, dict) else None
    name = data.get("label") or data.get("title")
    about = data.get("description") or summary
    return FolderFacts(name if isinstance(name, str) else "", about if isinstance(about, str) else "")
