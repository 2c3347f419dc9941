"""Tables of the report about what others say: readers, the search, the hosts that are linked to."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from kb_builder.content.catalogue import Catalogue
from kb_builder.content.problem import Problem
from kb_builder.editorial.feedback import Said
from kb_builder.editorial.overview import Table

_SHOWN_COMMENTS = 5


class SearchLogError(Exception):
    """The file is neither what ``kb search test --json`` prints nor a list of questions."""


def heard_tables(
    catalogue: Catalogue,
    answers: Iterable[Said] | None,
    missed: Iterable[tuple[str, str, int]] | None,
    dead: Iterable[Problem] | None,
) -> tuple[Table, ...]:
    """Dead links, missed questions, feedback; None for what nobody has looked for yet."""
    links = sorted((f"{one.file}:{one.line}:{one.column}", one.message) for one in dead or ())
    columns = ("Article", "Title", "Revision", "Helped", "Did not help", "Reasons", "Comments")
    return (
        Table(
            "links", "Dead links to other sites", ("Place", "Link"), tuple(links),
            unknown="" if dead is not None else "Not known yet: run 'kb check --external'.",
        ),
        Table(
            "missed", "Search questions missed", ("Question", "Should find", "Times"), tuple(missed or ()),
            unknown="" if missed is not None else "Not known: name what 'kb search test --json' printed with --search.",
        ),
        Table(
            "feedback", "Feedback", columns, tuple(_feedback(catalogue, answers or ())), alarming=False,
            unknown="" if answers is not None else "None yet: bring it in with 'kb feedback import'.",
        ),
    )  # fmt: skip


def _feedback(catalogue: Catalogue, answers: Iterable[Said]) -> Iterator[tuple[str | int, ...]]:
    """A line for each article and revision, those that helped least often first."""
    by_revision: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in answers:
        known = catalogue.article_by_id.get(one.article)
        by_revision[known.record.id if known else one.article, one.revision].append(one)
    rows = []
    for (name, revision), said in by_revision.items():
        known = catalogue.article_by_id.get(name)
        against = [one for one in said if one.answer == "no"]
        reasons = Counter(one.reason or "no reason" for one in against)
        told = ", ".join(
            f"{reason} {count}"
            for reason, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
        )
        comments = " / ".join([one.comment for one in said if one.comment][-_SHOWN_COMMENTS:])
        title = known.record.title if known else "(no such article)"
        rows.append(
            (name, title, revision or "unknown", len(said) - len(against), len(against), told, comments)
        )
    yield from sorted(rows, key=lambda row: (-row[4], row[0], row[2]))


def missed_questions(path: Path) -> tuple[tuple[str, str, int], ...]:
    """Question, ids that it should find, how often it was missed: from what ``kb search test --json`` printed, or from a list
    with one missed question a line.

    :raises SearchLogError: when the file is something else.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SearchLogError(f"{path} can't be read: {error}") from error
    if not text.lstrip().startswith(("{", "[")):
        asked = Counter(" ".join(line.split()) for line in text.splitlines() if line.strip())
        return tuple(
            (question, "", times)
            for question, times in sorted(asked.items(), key=lambda one: (-one[1], one[0]))
        )
    try:
        misses = json.loads(text)["misses"]
        return tuple((str(one["query"]), ", ".join(map(str, one["ids"])), 1) for one in misses)
    except (ValueError, KeyError, TypeError) as error:
        raise SearchLogError(f"{path} is not what 'kb search test --json' prints") from error
