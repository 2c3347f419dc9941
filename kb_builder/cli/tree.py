"""``kb tree``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click

from kb_builder.aftersales.tree_diff import Difference, difference, rerouted_paths
from kb_builder.aftersales.tree_paths import Path as TreePath
from kb_builder.aftersales.tree_paths import count_paths, paths, paths_to, questions_left
from kb_builder.aftersales.walk import LoopError, Walk
from kb_builder.checks import ends, trees
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import print_problems, visible
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.catalogue import Catalogue, Entry
from kb_builder.content.localise import Phrase
from kb_builder.content.model import Tree
from kb_builder.content.model.fields import leaves
from kb_builder.pipeline import Checked, Request, local_sites, read
from kb_builder.releasing.earlier import NoSuchRevisionError, earlier_walks
from kb_builder.site.local import LocalSite
from kb_builder.site.tree_pictures import tree_drawing
from kb_builder.site.walks import source_walk

MOST_LISTED = 1000
_RULES = frozenset(rule.code for rule in (*trees.RULES, *ends.RULES))


@click.group(name="tree")
def command() -> None:
    """Prove, count, compare and draw troubleshooting trees.

    \b
    Example:
      kb tree check
    """


@command.command(name="check")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@root_option
@day_option
def check_command(ids: tuple[str, ...], root: Path, on: date) -> None:
    """Prove that every path of every tree ends, and that every end helps.

    Reports the problems of the trees' files, and says of each tree how many paths it has, how many questions they ask and where they end.
    Exit codes: 0 proven, 1 problems, 2 could not run.

    \b
    Example:
      kb tree check KB-2007
    """
    folder, checked, sites = _read(root, on)
    catalogue = next(iter(sites.values())).plan.catalogue
    entries = [_entry(catalogue, one) for one in ids] or list(catalogue.trees)
    files = {entry.file for entry in entries}
    broken = {item.file for item in checked.loaded.catalogue.broken if item.kind == "tree" and not ids}
    found = [
        problem
        for problem in checked.problems
        if problem.file in files | broken or (problem.code in _RULES and not ids)
    ]
    print_problems(found, folder)
    for entry in entries:
        click.echo(visible(_proof(entry, source_walk(catalogue, entry), sites)))
    errors = any(problem.severity == "error" for problem in found)
    raise SystemExit(1 if errors else 0)


@command.command(name="paths")
@click.argument("tree_id", metavar="ID")
@root_option
@day_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=MOST_LISTED,
    show_default=True,
    help="List so many paths at most.",
)
def paths_command(tree_id: str, root: Path, on: date, as_json: bool, limit: int) -> None:
    """List every path of a tree with its end; count them exactly where nobody could list them.

    \b
    Example:
      kb tree paths KB-2007 --json
    """
    _, _, sites = _read(root, on)
    catalogue = next(iter(sites.values())).plan.catalogue
    walk = _walk(catalogue, _entry(catalogue, tree_id))
    count, to = count_paths(walk), paths_to(walk)
    listed = list(islice(paths(walk), limit))
    if as_json:
        data = {
            "tree": walk.tree,
            "paths": count,
            "ends": [
                {"name": name, "outcome": walk.places[name].outcome or None, "paths": to[name]}
                for name in walk.ends()
            ],
            "listed": [_path_data(walk, path) for path in listed],
        }
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for path in listed:
        click.echo(visible(path_line(walk, path)))
    click.echo(
        f"{count:,} paths" + (f", the first {len(listed):,} of them listed" if len(listed) < count else "")
    )


@command.command(name="show")
@click.argument("tree_id", metavar="ID")
@root_option
@day_option
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; otherwise it is printed.",
)
@click.option("--locale", metavar="TAG", help="The language of the words; otherwise the site's default.")
def show_command(tree_id: str, root: Path, on: date, output: Path | None, locale: str | None) -> None:
    """Draw a tree as SVG, readable in light and dark and on paper.

    \b
    Example:
      kb tree show KB-2007 -o tree.svg
    """
    _, _, sites = _read(root, on)
    if locale is not None and locale not in sites:
        raise click.BadParameter(f"'{locale}' is none of {', '.join(sites)}", param_hint="'--locale'")
    site = sites[locale or next(iter(sites))]
    entry = _entry(site.plan.catalogue, tree_id)
    walk = _walk(site.plan.catalogue, entry)
    picture = tree_drawing(site, entry).svg()
    if output is None:
        click.echo(picture, nl=False)
        return
    try:
        output.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise _cannot(f"the picture can't be written: {error}") from error
    click.echo(f"{output}: {len(walk.order())} nodes")


@command.command(name="diff")
@click.argument("rev")
@click.argument("tree_id", metavar="[ID]", required=False)
@root_option
@day_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=20,
    show_default=True,
    help="List so many rerouted paths of a tree at most.",
)
def diff_command(rev: str, tree_id: str | None, root: Path, on: date, as_json: bool, limit: int) -> None:
    """Say what an edit does to customers: which paths it reroutes, which ends came and went.

    REV is a revision of git (HEAD, a tag, a branch), or one that 'kb release' has kept, as 'kb handoff' shows it. Without an ID, every tree is
    compared.

    \b
    Example:
      kb tree diff HEAD KB-2007
    """
    folder, _, sites = _read(root, on)
    catalogue = next(iter(sites.values())).plan.catalogue
    try:
        before = earlier_walks(folder, rev, catalogue.brand.record.default_locale)
    except (NoSuchRevisionError, ValueError) as error:
        click.echo(f"kb: {error}", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    wanted = _wanted(catalogue, tree_id, before)
    now = {one: _walk(catalogue, _entry(catalogue, one)) for one in wanted if one in catalogue.article_by_id}
    data, printed = [], []
    for one in wanted:
        if one not in before or one not in now:
            state = "new" if one in now else "gone"
            data.append({"tree": one, "state": state})
            printed.append(f"{one}: the tree is {state}")
            continue
        try:
            changed = difference(before[one], now[one])
        except LoopError as error:
            raise _cannot(f"{one} can't be compared: {error}") from error
        if changed.changes_nothing and tree_id is None:
            continue
        data.append(_difference_data(one, changed, limit))
        printed.extend(difference_lines(one, changed, limit))
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for line in printed or ["No tree has changed for customers."]:
        click.echo(visible(line))


def _wanted(catalogue: Catalogue, tree_id: str | None, before: Mapping[str, Walk]) -> list[str]:
    if tree_id is not None:
        return [tree_id if tree_id in before else _entry(catalogue, tree_id).record.id]
    if len(before) == 1:
        return list(before)
    return sorted({entry.record.id for entry in catalogue.trees} | before.keys())


def _read(root: Path, on: date) -> tuple[Path, Checked, Mapping[str, LocalSite]]:
    """Every tree, also those that are not published yet."""
    folder = site_root(root)
    checked = read(folder, on)
    return folder, checked, local_sites(checked, Request(folder, on, audience="agent", drafts=True))[1]


def _entry(catalogue: Catalogue, tree_id: str) -> Entry[Tree]:
    entry: Any = catalogue.article_by_id.get(tree_id)
    if entry is None or not isinstance(entry.record, Tree):
        unread = next((one for one in catalogue.broken if one.id == tree_id and one.kind == "tree"), None)
        if unread is not None:
            raise _cannot(f"{unread.file} can't be read; mend what 'kb check' reports, then ask again")
        known = ", ".join(sorted(one.record.id for one in catalogue.trees)[:20]) or "none"
        raise _cannot(f"there is no tree '{visible(tree_id)}'; trees are {known}")
    return entry  # type: ignore[no-any-return]


def _walk(catalogue: Catalogue, entry: Entry[Tree]) -> Walk:
    walk = source_walk(catalogue, entry)
    try:
        walk.order()
    except LoopError as error:
        raise _cannot(f"{entry.record.id} has no paths to count: {error}") from error
    return walk


def _cannot(message: str) -> SystemExit:
    click.echo(f"kb: {message}", err=True)
    return SystemExit(COULD_NOT_RUN)


def _proof(entry: Entry[Tree], walk: Walk, sites: Mapping[str, LocalSite]) -> str:
    """One line about a tree."""
    try:
        count, left = count_paths(walk), questions_left(walk).get(walk.start)
    except LoopError:
        return f"{entry.record.id} {entry.record.title}: answers go round in a circle"
    if left is None:
        return f"{entry.record.id} {entry.record.title}: it has no start"
    kinds = Counter(walk.places[name].outcome or "contact" for name in walk.ends())
    ends_ = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    asked = f"{left.fewest} to {left.most}" if left.fewest < left.most else f"{left.most}"
    parts = [
        f"{len(walk.order())} nodes",
        f"{count:,} {'path' if count == 1 else 'paths'}",
        f"{asked} questions (at most {entry.record.max_questions})",
        f"ends: {ends_}",
        *_untranslated(entry, sites),
    ]
    return f"{entry.record.id} {entry.record.title}: {'; '.join(parts)}"


def _untranslated(entry: Entry[Tree], sites: Mapping[str, LocalSite]) -> Iterator[str]:
    for locale, site in sites.items():
        missing = sum(
            isinstance(leaf.value, Phrase) and bool(leaf.value.note) for leaf in leaves(site.record(entry))
        )
        if missing:
            yield f"{locale}: {missing} texts fall back to {entry.language}"


def path_line(walk: Walk, path: TreePath) -> str:
    """A path in one line: ``code: Yes → filter: No → … ⇒ repair (repair)``."""
    steps = "".join(
        f"{step.place}: {walk.places[step.place].choices[step.answer].label or '…'} → " for step in path.steps
    )
    outcome = walk.places[path.end].outcome
    return f"{steps}{path.end}" + (f" ({outcome})" if outcome else "")


def _path_data(walk: Walk, path: TreePath) -> dict[str, Any]:
    return {
        "answers": [
            {
                "node": step.place,
                "answer": step.answer + 1,
                "label": walk.places[step.place].choices[step.answer].label,
            }
            for step in path.steps
        ],
        "end": path.end,
        "outcome": walk.places[path.end].outcome or None,
    }


def difference_lines(tree_id: str, changed: Difference, limit: int) -> Iterator[str]:
    """What an edit does, for people."""
    if changed.changes_nothing:
        yield f"{tree_id}: nothing changes for customers"
        return
    yield f"{tree_id}: reroutes {changed.rerouted:,} of {changed.paths:,} paths, adds {changed.added:,}"
    for one in islice(rerouted_paths(changed.old, changed.new), limit):
        yield f"  was  {path_line(changed.old, one.old)}"
        yield f"  now  {path_line(changed.new, one.now)}" + ("" if one.fits else " asks something new")
    if changed.rerouted > limit:
        yield f"  … and {changed.rerouted - limit:,} more"
    for word, walk, found in (
        ("added", changed.new, changed.ends_added),
        ("lost", changed.old, changed.ends_lost),
    ):
        for end in found:
            yield f"  end {word}: {path_line(walk, end.path)}"
    if changed.reworded:
        yield f"  other words at: {', '.join(changed.reworded)}"


def _difference_data(tree_id: str, changed: Difference, limit: int) -> dict[str, Any]:
    return {
        "tree": tree_id,
        "state": "same" if changed.changes_nothing else "changed",
        "paths": changed.paths,
        "rerouted": changed.rerouted,
        "added": changed.added,
        "listed": [
            {
                "was": _path_data(changed.old, one.old),
                "now": _path_data(changed.new, one.now),
                "fits": one.fits,
            }
            for one in islice(rerouted_paths(changed.old, changed.new), limit)
        ],
        "ends_added": [_path_data(changed.new, end.path) for end in changed.ends_added],
        "ends_lost": [_path_data(changed.old, end.path) for end in changed.ends_lost],
        "reworded": list(changed.reworded),
    }
