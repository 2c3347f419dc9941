"""The engine builds a staged project, and says which page it failed at."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb_builder.engines import EngineError, MkDocs

DAY = date(2026, 11, 23)
FAILING = {
    "a declaration that is cut off": ("# A\n\n<![ x\n", "expected name token"),
    "a template that is not there": ("---\ntemplate: none.html\n---\n# A\n", "none.html"),
    "a link that leads nowhere": ("# A\n\n[x](missing.md)\n", "missing.md"),
    "a wrong encoding": (b"# A\n\n\xff\n", "Encoding error"),
}


def project(folder: Path, page: str | bytes) -> Path:
    """A project of two pages."""
    (folder / "docs/a").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Small\nsite_url: https://example.com/\ntheme: {name: material, font: false}\n"
    )
    (folder / "docs/index.md").write_text("# Home\n\n[A](a/index.md)\n")
    (folder / "docs/a/index.md").write_bytes(page.encode() if isinstance(page, str) else page)
    return folder


def test_a_project_is_built(tmp_path: Path) -> None:
    """The HTML is there; memory was measured; nothing was warned of."""
    done = MkDocs().build(project(tmp_path, "# Page A\n"), DAY)
    assert done.site == tmp_path / "site"
    assert "Page A" in (done.site / "a/index.html").read_text()
    assert done.warnings == ()
    assert done.peak_bytes > 1_000_000


@pytest.mark.parametrize(("page", "said"), FAILING.values(), ids=FAILING)
def test_a_page_that_fails(tmp_path: Path, page: str | bytes, said: str) -> None:
    """A crash and a mere warning both stop the build, and both name the page."""
    with pytest.raises(EngineError) as caught:
        MkDocs().build(project(tmp_path, page), DAY)
    assert caught.value.page == "a/index.md"
    assert said in str(caught.value)
    assert str(caught.value) in caught.value.log


def test_a_configuration_that_fails(tmp_path: Path) -> None:
    """Where no page is to blame, none is named, and the message is the engine's own."""
    (project(tmp_path, "# A\n") / "mkdocs.yml").write_text("site_name: Small\ntheme: {name: none}\n")
    with pytest.raises(EngineError, match="none") as caught:
        MkDocs().build(tmp_path, DAY)
    assert caught.value.page is None


def test_an_engine_that_crashes(tmp_path: Path) -> None:
    """What Python said last is the message, wherever it happened."""
    (project(tmp_path, "# A\n") / "mkdocs.yml").open("a").write("hooks: [hook.py]\n")
    (tmp_path / "hook.py").write_text("def on_files(files, config):\n    raise KeyError('no such part')\n")
    with pytest.raises(EngineError, match="KeyError: 'no such part'"):
        MkDocs().build(tmp_path, DAY)


def test_the_day_is_the_one_that_was_given(tmp_path: Path) -> None:
    """The site map holds the day of the build, not today."""
    done = MkDocs().build(project(tmp_path, "# A\n"), DAY)
    assert "<lastmod>2026-11-23</lastmod>" in (done.site / "sitemap.xml").read_text()
