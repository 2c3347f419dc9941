"""Relevance as tests: how shares are counted, and how files of queries are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb_builder.search.quality import Asked, QueriesError, measure, read_queries


def test_measures() -> None:
    """Aliases count, places are those among all results, no result is told apart from a wrong one."""
    results = {"a": [["KB-1", "OLD"]], "b": [["KB-9"], [], ["KB-1", "OLD"]], "c": [["KB-9"]], "d": []}
    asked = [Asked(query, frozenset({"OLD"})) for query in results]
    quality = measure(asked, lambda query: results[query])
    assert (quality.hit_at_1, quality.hit_at_3, quality.none) == (0.25, 0.5, 0.25)
    assert quality.mrr == pytest.approx((1 + 1 / 3) / 4, abs=1e-4)
    assert [miss.query for miss in quality.misses] == ["c", "d"]


def test_reads_queries(tmp_path: Path) -> None:
    """A query on several lines has several right ids."""
    file = tmp_path / "queries.tsv"
    file.write_text('id\tquery\nKB-1\tno "water"\nKB-2\tno "water"\n', encoding="utf-8")
    assert read_queries(file) == (Asked('no "water"', frozenset({"KB-1", "KB-2"})),)
    file.write_text("KB-1\tno water\n", encoding="utf-8")
    with pytest.raises(QueriesError, match="'id' and 'query'"):
        read_queries(file)
