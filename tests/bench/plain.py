"""The same pages as a plain Material project: one navigation that holds all of them, pruned, and the built-in search."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.bench.processes import Run, run_module

_LEFT_OUT = shutil.ignore_patterns("k", "feed.xml")
"""What plain MkDocs would not have: short links and the feed."""


def build_plain(root: Path, locale: str, limit: float) -> tuple[Run, int, int]:
    """Build the emitted Markdown of one locale; what it took, the number of pages, the bytes written."""
    project = root / "plain"
    shutil.copytree(root / "build" / locale / "docs", project / "docs", ignore=_LEFT_OUT)
    titles = {page: _without_front_matter(page) for page in sorted(project.glob("docs/**/*.md"))}
    text = yaml.dump(_configuration(project / "docs", titles), Dumper=yaml.CSafeDumper, sort_keys=False)
    (project / "mkdocs.yml").write_text(text, encoding="utf-8")
    done = run_module("mkdocs", "build", "--quiet", "-f", "mkdocs.yml", folder=project, limit=limit)
    size = sum(
        (Path(place) / name).stat().st_size for place, _, names in os.walk(project / "site") for name in names
    )
    return done, len(titles), size


def _configuration(docs: Path, titles: dict[Path, str]) -> dict[str, Any]:
    return {
        "site_name": "Plain",
        "site_url": "https://help.norvika.example/",
        "theme": {"name": "material", "font": False, "features": ["navigation.prune"]},
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", "tables", {"toc": {"permalink": True}}],
        "nav": _navigation(docs, titles),
    }


def _navigation(docs: Path, titles: dict[Path, str]) -> list[Any]:
    """A section a folder, as a hand-written navigation would have it."""
    top: list[Any] = []
    sections: dict[str, list[Any]] = {}
    for page, title in titles.items():
        name = page.relative_to(docs)
        folder = name.parts[0] if len(name.parts) > 2 else ""
        if folder and folder not in sections:
            top.append({folder: sections.setdefault(folder, [])})
        (sections[folder] if folder else top).append({title: name.as_posix()})
    return top


def _without_front_matter(page: Path) -> str:
    """Leave only the title in the head of a page: templates of ours that it may name are not there."""
    _, head, body = page.read_text(encoding="utf-8").split("---\n", 2)
    title = str(yaml.load(head, Loader=yaml.CSafeLoader).get("title") or page.parent.name)
    page.write_text(body, encoding="utf-8")
    return title
