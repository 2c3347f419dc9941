"""Generated catalogues are real ones: they check and build, and the same seed gives the same files."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_builder.content.load import load
from kb_builder.pipeline import Request, build
from tests.bench.generator import DAY, generate
from tests.bench.measures import build_site
from tests.bench.table import Row, growth, table


def files_below(root: Path) -> dict[str, bytes]:
    """Every file with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_catalogue_of_one_product_builds(tmp_path: Path) -> None:
    """40 articles without a problem of any kind, each with its page."""
    generate(tmp_path, 40)
    report = build(Request(tmp_path, DAY))
    assert report.problems == ()
    assert report.pages > 40
    assert (tmp_path / "site" / "index.html").is_file()


def test_a_catalogue_has_the_kinds_of_a_real_one(tmp_path: Path) -> None:
    """One article in six is a tree, one is prose; steps and nodes as many as people write."""
    generate(tmp_path, 120)
    catalogue = load(tmp_path).catalogue
    assert [len(part) for part in (catalogue.products, catalogue.guides, catalogue.trees, catalogue.prose)] == [
        3, 78, 21, 21,
    ]  # fmt: skip
    steps = [len(entry.record.steps) for entry in catalogue.guides]
    assert 9 <= sum(steps) / len(steps) <= 11
    assert {len(entry.record.nodes) for entry in catalogue.trees} <= set(range(8, 15))


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    """So that two runs measure the same work."""
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        generate(tmp_path / name, 45, seed=seed)
    first, second, other = (files_below(tmp_path / name) for name in "abc")
    assert first == second
    assert first != other


def test_other_languages_are_translated_in_full(tmp_path: Path) -> None:
    """No page of another language holds a note that a text is missing."""
    generate(tmp_path, 6, ("en", "pl", "zh-Hant"))
    rows = {row.name: row.value for row in build_site(tmp_path, "en", 0).rows}
    assert rows["pages"]
    pages = list((tmp_path / "build" / "pl" / "docs").glob("*/*/index.md"))
    assert pages
    assert not [page for page in pages if "kb-translation-note" in page.read_text(encoding="utf-8")]


def test_a_table_has_a_column_a_size() -> None:
    """Aligned for the terminal, and Markdown at the same time."""
    assert table(
        {"1,000": [Row("pages", 1, "1,060")], "4,000": [Row("pages", 4, "4,210"), Row("kB", 1, "9")]}
    ) == (
        "|       | 1,000 | 4,000 |\n| :---- | ----: | ----: |\n| pages | 1,060 | 4,210 |\n| kB    |     – |     9 |"
    )


@pytest.mark.parametrize(("large", "said"), [(1.3, "ok"), (1.31, "over")])
def test_growth_is_held_against_its_limit(large: float, said: str) -> None:
    """The limit itself is kept."""
    verdict = growth("time", [Row("time", 1.0, "")], [Row("time", large, "")], 1.3)
    assert verdict is not None
    assert verdict.text.endswith(said)
