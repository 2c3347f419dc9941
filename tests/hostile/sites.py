"""Builds hostile sites, each once for all workers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import pytest

from kb_builder.content.load import load
from kb_builder.content.po import parse_po
from kb_builder.content.po_writing import format_po
from kb_builder.content.translation_update import update
from tests.demo import DAY, Built, made_once
from tests.hostile.catalogue import HERE, marked, with_texts


@dataclass(frozen=True)
class HostileSites:
    """The small site with one of ``texts/`` everywhere."""

    factory: pytest.TempPathFactory

    def built(self, text: str, translated: bool = False) -> Built:
        """The built site; ``translated``: the texts are harmless and the Polish translations are not."""
        kind = "translated" if translated else "written"

        def make(folder: Path) -> None:
            hostile = (HERE / "texts" / f"{text}.txt").read_text(encoding="utf-8")
            with_texts(folder, "plain words" if translated else hostile)
            if translated:
                translate(folder, hostile)
            build_whatever_the_rules_say(folder)

        return Built(made_once(self.factory, f"hostile-{kind}-{text}", make))


def translate(folder: Path, text: str) -> None:
    """A Polish translation of every text, all hostile, each marked by the word that marks its source."""
    update(folder, load(folder).catalogue, (), locales=["pl"])
    for path in sorted(folder.rglob("pl.po")):
        po, problems = parse_po(path.read_text(encoding="utf-8"), path.name)
        assert po is not None
        assert not problems
        messages = (replace(one, target=marked(int(one.source.split()[0][1:]), text)) for one in po.messages)
        path.write_text(format_po(replace(po, messages=tuple(messages))), encoding="utf-8")


def build_whatever_the_rules_say(folder: Path) -> None:
    """Build; where a rule refuses the site, it says where and why, and the site is built without the rules."""
    from kb_builder import pipeline

    request = pipeline.Request(folder, DAY)
    report = pipeline.build(request)
    for problem in report.errors:
        assert (folder / problem.file).is_file(), problem
        assert problem.line, problem
        assert problem.message, problem
    if report.errors:
        assert not request.site.exists()
        # The same words stand in notes for agents and in public texts: here they are no secret.
        with (
            mock.patch.object(pipeline, "check", return_value=()),
            mock.patch.object(pipeline, "leaks", return_value=()),
        ):
            report = pipeline.build(request)
    assert [f"{one.file}: {one.message}" for one in report.errors] == []
