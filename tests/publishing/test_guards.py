"""Each guard that keeps internal texts from customers: taken out alone, the canaries of the small site are found."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb_builder import pipeline
from kb_builder.content.catalogue import Catalogue
from kb_builder.content.load import load
from kb_builder.site import stage, view
from tests.demo import DAY
from tests.site.test_secrets import CANARY, COST, HIDDEN, internal_fields, note_of, with_secrets


def canaries(root: Path) -> list[str]:
    """The files of the public projects, as they go to the engine, whose name or text holds a canary."""
    report = pipeline.generate(pipeline.Request(root, DAY))
    assert report.errors == ()
    found = []
    for path in sorted((root / "build").rglob("*")):
        name = path.relative_to(root).as_posix()
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        if CANARY.lower() in (name + text).lower() or COST in text:
            found.append(name)
    return found


def planted(root: Path) -> set[str]:
    """Every long text that the last look has to know: each internal field, and the texts of articles for agents."""
    notes = {note_of(model, name) for model, name in internal_fields() if name not in ("cost", "by")}
    articles = [number for number, name in enumerate(HIDDEN) if "agent" in name]
    return notes | {f"{CANARY} summary of KB-9{number}, which no customer ever reads." for number in articles}


def unseen(root: Path) -> list[str]:
    """Those of the planted texts that the last look lets pass, each on a page of its own."""
    report = pipeline.Report()
    request = pipeline.Request(root, DAY)
    catalogue = pipeline.plan_site(pipeline.read(root, DAY), request, report).catalogue
    texts = sorted(planted(root))
    for number, text in enumerate(texts):
        page = root / "site" / f"{number}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<p>{text}</p>", encoding="utf-8")
    found = list(pipeline._leaks(root / "site", catalogue))
    return [
        text
        for number, text in enumerate(texts)
        if not any(f"site/{number}/index.html" in problem.message for problem in found)
    ]


def test_all_guards_together(tmp_path: Path) -> None:
    """Nothing comes through, and the last look would see each text."""
    root = with_secrets(tmp_path / "help")
    assert len(planted(root)) > 5
    assert canaries(root) == []
    assert unseen(root) == []


def _agents_articles_pass(catalogue: Catalogue, *rest: Any) -> Catalogue:
    """As `visible`, for a catalogue in which nothing is for agents only."""

    def public(entry: Any) -> Any:
        return replace(entry, record=entry.record.model_copy(update={"audience": "public"}))

    kinds = ("products", "guides", "trees", "prose", "notices")
    opened: dict[str, Any] = {kind: tuple(map(public, getattr(catalogue, kind))) for kind in kinds}
    return view.visible(replace(catalogue, **opened), *rest)


def _handbook_passes(catalogue: Catalogue, *rest: Any) -> Catalogue:
    return replace(view.visible(catalogue, *rest), handbook=catalogue.handbook)


def _all_files(_files: Collection[str], root: Path, copied: Any = stage.catalogue_files) -> Any:
    return copied(load(root).catalogue.files, root)


@pytest.mark.parametrize(
    ("guard", "instead"),
    [
        ("kb_builder.site.view.without_internal", lambda record: record),
        ("kb_builder.site.view._without_internal_singles", lambda catalogue: catalogue),
        ("kb_builder.site.view._PUBLIC_STATES", view._ALL_STATES),
        ("kb_builder.pipeline.visible", _agents_articles_pass),
        ("kb_builder.pipeline.visible", _handbook_passes),
        ("kb_builder.building.site.catalogue_files", _all_files),
    ],
    ids=["fields", "company-fields", "states", "audience", "handbook", "files"],
)
def test_without_a_guard_a_canary_comes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guard: str, instead: Any
) -> None:
    """Each of those before a page is planned stops something that no other one stops."""
    root = with_secrets(tmp_path / "help")
    monkeypatch.setattr(guard, instead)
    assert canaries(root) != []


@pytest.mark.parametrize(
    ("guard", "instead"),
    [
        ("kb_builder.pipeline.internal_texts", lambda _catalogue: ()),
        ("kb_builder.site.internal._for_agents", lambda _entry: False),
        ("kb_builder.pipeline.secrets", lambda _internal, _public: ()),
        ("kb_builder.publishing.leaks.telling_part", lambda _text: ""),
        ("kb_builder.pipeline.leaks", lambda *_: ()),
    ],
    ids=["internal-texts", "agents-articles", "secrets", "telling-part", "leaks"],
)
def test_without_a_part_the_last_look_is_blind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guard: str, instead: Callable[..., Any]
) -> None:
    """Whichever part of it is taken out, a text on a page is no longer seen."""
    root = with_secrets(tmp_path / "help")
    monkeypatch.setattr(guard, instead)
    assert unseen(root) != []
