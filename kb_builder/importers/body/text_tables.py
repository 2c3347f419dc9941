"""Tables as kramdown and others write them (no head, several bodies, a foot) → tables with one head, as the parser knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ROW = re.compile(r"[ \t>]{0,40}\|.*\S")
_RULE = re.compile(r"[ \t>]{0,40}\|?[ \t]{0,9}:?[-=]{2,}[-=:+| \t]*$")
_LEAST_ROWS = 2


def with_whole_tables(prose: str) -> str:
    """The text with a head and a rule in each table; rules that only part bodies go."""
    return "\n".join(_lines(prose.split("\n"))) if "|" in prose else prose


def _lines(lines: list[str]) -> Iterator[str]:
    rows: list[str] = []
    for line in lines:
        if _ROW.match(line):
            rows.append(line)
            continue
        yield from _table(rows)
        rows = []
        yield line
    yield from _table(rows)


def _table(rows: list[str]) -> Iterator[str]:
    if len(rows) < _LEAST_ROWS or not all(row.rstrip().endswith("|") for row in rows):
        yield from rows
        return
    is_rule = [_RULE.match(row) is not None for row in rows]
    body = [row for row, rule in zip(rows, is_rule, strict=True) if not rule]
    if not body or (is_rule[1] and not is_rule[0] and sum(is_rule) == 1 and "+" not in rows[1]):
        yield from rows
    else:
        margin = re.match(r"[ \t>]*", body[0])
        rules = [row for row, rule in zip(rows[:3], is_rule[:3], strict=True) if rule]
        head = is_rule[1] if not is_rule[0] else is_rule[-1 if len(rows) < 3 else 2]
        yield from _headed(body, rules[-1] if head else "", margin[0] if margin else "")


def _headed(body: list[str], rule: str, margin: str) -> Iterator[str]:
    columns = max(len(re.findall(r"(?<!\\)\|", row)) - 1 for row in body)
    if rule:
        yield from (body[0], rule.replace("+", "|").replace("=", "-"), *body[1:])
    else:
        yield from (f"{margin}|{' |' * columns}", f"{margin}|{'---|' * columns}", *body)
