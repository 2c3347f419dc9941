"""Trees as they were: in a revision of git, or in one that was kept."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kb_builder.aftersales.walk import Walk
from kb_builder.content.layout import DOCS, PRODUCTS
from kb_builder.content.load import load
from kb_builder.releasing.trees import FOLDER, in_locale, kept_of
from kb_builder.site.view import visible
from kb_builder.site.walks import source_walk


class NoSuchRevisionError(ValueError):
    """Neither git nor the release knows the revision."""


def earlier_walks(root: Path, revision: str, language: str) -> Mapping[str, Walk]:
    """The walks of a revision by the tree's id: all trees of a revision of git, or the one tree of a kept revision.

    :raises NoSuchRevisionError: when there is none.
    :raises ValueError: when a kept file is damaged.
    """
    kept = _kept(root, revision.upper(), language)
    if kept:
        return kept
    with tempfile.TemporaryDirectory(prefix="kb-tree-diff-") as folder:
        _unpack(_archive(root, revision), Path(folder))
        catalogue = visible(load(Path(folder)).catalogue, "agent", drafts=True)
        return {entry.record.id: source_walk(catalogue, entry) for entry in catalogue.trees}


def unpack_revision(root: Path, revision: str, folder: Path) -> None:
    """Put the content of a revision of git below ``folder``: products, and the hand-written pages where there are any.

    :raises NoSuchRevisionError: when git does not know it.
    """
    _unpack(_archive(root, revision), folder)
    with contextlib.suppress(NoSuchRevisionError):
        _unpack(_archive(root, revision, DOCS), folder)


def _kept(root: Path, revision: str, language: str) -> Mapping[str, Walk]:
    if not revision.isalnum():
        return {}
    files = sorted((root / FOLDER).glob(f"*/{revision}.*.json"))
    ids = dict.fromkeys(path.parent.name for path in files)
    return {one: in_locale(kept_of(root, one, revision), (language,)).walk for one in ids}


def _archive(root: Path, revision: str, what: str = PRODUCTS) -> bytes:
    if revision.startswith("-"):
        raise NoSuchRevisionError(f"'{revision}' is no revision")
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "archive", "--format=tar", revision, "--", what],
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise NoSuchRevisionError(
            f"'{revision}' is no kept revision, and git can't be run: {error}"
        ) from error
    if done.returncode:
        said = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"])[-1]
        raise NoSuchRevisionError(f"'{revision}' is neither a kept revision nor one of git: {said}")
    return done.stdout


def _unpack(data: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(folder, filter="data")
