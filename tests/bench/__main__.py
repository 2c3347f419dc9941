"""``python -m tests.bench``: the table of times, memory and bytes, and whether the limits are kept."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from tests.bench import preview
from tests.bench.check import FILES, compare_check
from tests.bench.generator import generate
from tests.bench.measures import AFTER_BUILD, LIMITS, as_json, build_site
from tests.bench.table import Row, Verdict, growth, table


@click.command()
@click.option("--sizes", default="1000,4000,10000", show_default=True, help="Articles in each catalogue.")
@click.option("--locales", default="en", show_default=True, help="Languages: en, pl, zh-Hant.")
@click.option(
    "--plain-limit",
    default=900.0,
    show_default=True,
    help="Stop plain MkDocs after so many seconds; 0: leave it out.",
)
@click.option(
    "--check-files", default=FILES, show_default=True, help="Files for 'kb check'; 0: leave it out."
)
@click.option(
    "--preview-sizes", default=preview.SIZES, show_default=True,
    help="Catalogues for the time from an edit to the browser; empty: leave it out.",
)  # fmt: skip
@click.option(
    "--json", "json_file", type=click.Path(path_type=Path), help="Write the figures to a file, too."
)
def main(
    sizes: str, locales: str, plain_limit: float, check_files: int, preview_sizes: str, json_file: Path | None
) -> None:
    """Measure generated catalogues and print a table."""
    columns: dict[str, list[Row]] = {}
    for size in sorted(int(one) for one in sizes.split(",")):
        columns[f"{size:,}"] = _measure(size, tuple(locales.split(",")), plain_limit)
        click.echo(f"\n{table(columns)}\n")
    verdicts = _growth(columns)
    if check_files:
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
            rows, verdict = compare_check(Path(folder), check_files)
        click.echo(f"{table({'kb check': rows})}\n")
        verdicts.append(verdict)
    shown: dict[str, list[Row]] = {}
    for one in filter(None, preview_sizes.split(",")):
        click.echo(f"{one}: serving and editing", err=True)
        shown[f"preview {one}"] = preview.column(one)
    if shown:
        click.echo(f"{table(shown)}\n")
    for verdict in verdicts:
        click.echo(verdict.text)
    if json_file:
        json_file.write_text(as_json(columns | shown, verdicts), encoding="utf-8")


def _measure(size: int, locales: tuple[str, ...], plain_limit: float) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        root = Path(folder)
        click.echo(f"{size:,} articles: generating", err=True)
        generate(root, size, locales)
        click.echo(f"{size:,} articles: building", err=True)
        built = build_site(root, locales[0], plain_limit)
        rows = list(built.rows)
        for measure in AFTER_BUILD:
            click.echo(f"{size:,} articles: {measure.__name__.replace('_', ' ')}", err=True)
            rows.extend(measure(built))
        return rows


def _growth(columns: dict[str, list[Row]]) -> list[Verdict]:
    if len(columns) < 2:
        return []
    rows = list(columns.values())
    found = (growth(name, rows[0], rows[-1], limit) for name, limit in LIMITS)
    return [verdict for verdict in found if verdict]


if __name__ == "__main__":
    main()
