"""The emitted projects are complete in themselves: two engines build them, and twice gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml

from tests.demo import DAY, Built, copy_of_demo, demo_locales
from tests.site.html import main_text, pages, tree_hash

BIN = Path(sys.executable).parent
NOON = str(int(datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=UTC).timestamp()))


def project_alone(demo: Built, locale: str, folder: Path) -> Path:
    """A copy of one emitted project and of the base configuration that it inherits, and of nothing else."""
    project = folder / "build" / locale
    shutil.copytree(demo.project(locale), project, ignore=shutil.ignore_patterns("site"))
    shutil.copy2(demo.root / "mkdocs.yml", folder)
    return project


def run(*command: str, folder: Path) -> str:
    """What a command says; it has to succeed."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("locale", demo_locales())
def test_plain_mkdocs_builds_it(demo: Built, locale: str, tmp_path: Path) -> None:
    """``mkdocs build --strict`` by hand succeeds without a warning and gives the pages that were published."""
    project = project_alone(demo, locale, tmp_path)
    said = run(str(BIN / "mkdocs"), "build", "--strict", "-f", f"build/{locale}/mkdocs.yml", folder=tmp_path)
    assert "WARNING" not in said
    prefix = "" if locale == "en" else f"{locale.lower()}/"
    by_hand = {name: hashed for name, hashed in tree_hash(project / "site").items() if name.endswith(".html")}
    published = tree_hash(demo.site)
    assert by_hand
    assert [name for name, hashed in by_hand.items() if published.get(prefix + name) != hashed] == []


@pytest.mark.parametrize("locale", demo_locales())
def test_zensical_builds_the_same_pages(demo: Built, locale: str, tmp_path: Path) -> None:
    """The other engine knows no MkDocs plugin: page by page, readers find the same words."""
    project = project_alone(demo, locale, tmp_path)
    run(str(BIN / "zensical"), "build", "--strict", "-f", f"build/{locale}/mkdocs.yml", folder=tmp_path)
    theirs = {name: main_text(page) for name, page in pages(project / "site")}
    prefix = "" if locale == "en" else f"{locale.lower()}/"
    others = tuple(f"{tag.lower()}/" for tag in demo_locales() if tag != "en") if not prefix else ()
    ours = {
        name.removeprefix(prefix): main_text(page)
        for name, page in pages(demo.site)
        if name.startswith(prefix) and not name.startswith(others)
    }
    assert theirs.keys() == ours.keys()
    assert sum(map(bool, ours.values())) > 20
    assert [name for name in ours if theirs[name] != ours[name]] == []


@pytest.mark.parametrize("locale", demo_locales())
def test_zensical_fills_the_templates(demo: Built, locale: str, tmp_path: Path) -> None:
    """Header, sidebar, breadcrumbs and language switch lead to the same pages as with MkDocs."""
    project = project_alone(demo, locale, tmp_path)
    run(str(BIN / "zensical"), "build", "-f", f"build/{locale}/mkdocs.yml", folder=tmp_path)
    prefix = "" if locale == "en" else f"{locale.lower()}/"
    wrong = []
    for name, page in pages(project / "site"):
        if page.css_first(".kb-nav") is None or name == "404.html":
            continue
        ours = dict(pages(demo.site))[prefix + name]
        for part in (".kb-nav a", ".kb-breadcrumbs a", ".kb-languages a"):
            found, expected = (
                [
                    urljoin(f"/{name}".removesuffix("index.html"), link.attributes["href"] or "")
                    for link in tree.css(part)
                ]
                for tree in (page, ours)
            )
            if found != expected:
                wrong.append((name, part, found, expected))
    assert wrong == []


def test_twice_gives_the_same_bytes(demo: Built, tmp_path: Path) -> None:
    """Another folder, another process, another order of sets, another time zone, and once more on top of it: the projects
    and the site hold the same files with the same bytes.
    """
    root = copy_of_demo(tmp_path / "a folder with spaces")
    environment = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Taipei", "LC_ALL": "C"}
    command = [sys.executable, "-m", "kb_builder", "build", "-C", str(root), "--on", DAY.isoformat()]
    for _ in range(2):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert tree_hash(root / "site") == tree_hash(demo.site)
        assert tree_hash(root / "build") == tree_hash(demo.root / "build")


@pytest.mark.parametrize("locale", demo_locales())
def test_the_configuration(demo: Built, locale: str) -> None:
    """It names no folder of this machine, and holds no day, so that the project can be moved and kept."""
    text = (demo.project(locale) / "mkdocs.yml").read_text(encoding="utf-8")
    assert str(demo.root) not in text
    assert str(Path.home()) not in text
    data = yaml.safe_load(text)
    assert data["docs_dir"] == "docs"
    assert data["site_dir"] == "site"
    assert data["INHERIT"] == "../../mkdocs.yml"
    assert "hooks" not in data
    assert set(data["plugins"]) <= {"search", "meta", "tags", "offline"}
    assert str(DAY.year) not in yaml.dump(data["extra"])


@pytest.mark.parametrize("locale", demo_locales())
def test_templates_keep_to_what_both_engines_know(demo: Built, locale: str) -> None:
    """No Python methods, no ``%``, nothing of MkDocs' own objects beyond what MiniJinja is given."""
    words = (".items()", ".get(", ".startswith(", "page.file", "page.markdown", "page.is_homepage")
    templates = sorted((demo.project(locale) / "theme").rglob("*.html"))
    assert templates
    assert [
        (path.name, word) for path in templates for word in words if word in path.read_text("utf-8")
    ] == []
