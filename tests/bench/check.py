"""``kb check`` against the mere loading of the same files."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.bench.generator import ARTICLES_A_PRODUCT, DAY, generate
from tests.bench.processes import Run, run_module
from tests.bench.table import Row, Verdict, seconds

FILES = 2000
ROUNDS = 7
LIMIT = 2.0
SHARED_FILES = 6


def compare_check(root: Path, files: int = FILES, rounds: int = ROUNDS) -> tuple[list[Row], Verdict]:
    """Both commands in turn, so that other work on the machine meets both; the median of the ratios of CPU time."""
    articles = (files - SHARED_FILES) * ARTICLES_A_PRODUCT // (ARTICLES_A_PRODUCT + 1)
    generate(root, articles)
    checked: list[Run] = []
    loaded: list[Run] = []
    for _ in range(rounds):
        checked.append(run_module("kb_builder", "check", "-C", str(root), "--on", DAY.isoformat()))
        loaded.append(run_module("tests.bench.yaml_load", str(root / "products")))
    count = int(loaded[0].output)
    rows = [Row("files", count, f"{count:,}")]
    for name, runs in (("kb check", checked), ("yaml.load, CSafeLoader", loaded)):
        rows.append(seconds(f"{name}: time", median(run.seconds for run in runs), runs[0].peak_bytes))
        rows.append(seconds(f"{name}: CPU time", median(run.cpu_seconds for run in runs)))
    ratio = median(a.cpu_seconds / b.cpu_seconds for a, b in zip(checked, loaded, strict=True))
    return rows, Verdict("kb check, CPU time against yaml.load", ratio, LIMIT)
