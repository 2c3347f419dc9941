"""How long a regular expression can take: patterns of writers are tried on what customers type."""

from __future__ import annotations

import re

MOST_WAYS = 1_000_000
"""More ways to match one text than this can take seconds; honest patterns of serial numbers have a handful."""
_REPEATED = 60
"""Ways that one open repetition adds: about the length of what customers type."""
_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[*+?]|\{(\d*)(,?)(\d*)\}|.", re.DOTALL)


def ways(pattern: str) -> int:
    """At most in how many ways the pattern can be matched against one text, capped a little above MOST_WAYS.

    Repetitions multiply, alternatives add, a repeated group takes the power: ``(a+)+`` is far beyond the limit,
    ``[0-9]+`` and ``(WM|DW)[0-9]{8}`` are far below.
    """
    # One frame a group: ways of the finished alternatives, and of the alternative at hand with its last item apart.
    stack: list[list[int]] = [[0, 1, 1]]
    for match in _TOKEN.finditer(pattern):
        token = match[0]
        frame = stack[-1]
        if token == "(":
            stack.append([0, 1, 1])
        elif token == ")" and len(stack) > 1:
            inner = _total(stack.pop())
            stack[-1] = _followed(stack[-1], inner)
        elif token == "|":
            stack[-1] = [min(_total(frame), MOST_WAYS + 1), 1, 1]
        elif token[0] in "*+?{" and (token in "*+?" or match[1] is not None):
            stack[-1] = [frame[0], frame[1], _repeated(frame[2], match)]
        else:
            stack[-1] = _followed(frame, 1)
    return min(_total(stack[0]), MOST_WAYS + 1)


def _total(frame: list[int]) -> int:
    return frame[0] + frame[1] * frame[2]


def _followed(frame: list[int], item: int) -> list[int]:
    return [frame[0], min(frame[1] * frame[2], MOST_WAYS + 1), min(item, MOST_WAYS + 1)]


def _repeated(item: int, match: re.Match[str]) -> int:
    """Ways of one item that a quantifier repeats."""
    if match[0] == "?":
        return item + 1
    if match[0] in "*+":
        low, high = 0, _REPEATED
    else:
        low = int(match[1] or 0)
        high = int(match[3]) if match[3] else (_REPEATED if match[2] else low)
    choices = min(high - low + 1, _REPEATED)
    for _ in range(min(max(high, 1), _REPEATED)):
        choices = min(choices * max(item, 1), MOST_WAYS + 1)
    return choices
