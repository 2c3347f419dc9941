"""Material and plan → the files of the site; nothing is read or written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kb_builder.content.layout import PRODUCTS
from kb_builder.importers.body.structure import find_steps
from kb_builder.importers.body.tree import Flow, find
from kb_builder.importers.body.words import kept
from kb_builder.importers.material import Material
from kb_builder.importers.planning.anchors import places, settled
from kb_builder.importers.planning.copies import PLACEHOLDER, file_names
from kb_builder.importers.planning.forwarding import folders_of, sections_of
from kb_builder.importers.planning.links import (
    Linker,
    Rewriter,
    is_that_picture,
    wanted_places,
)
from kb_builder.importers.planning.plan import Planned
from kb_builder.importers.planning.products import Topic
from kb_builder.importers.report import Finding, Progress, no_progress
from kb_builder.importers.writing.convert import SCHEMA_LINE, to_guide, to_prose, without_notes
from kb_builder.importers.writing.pictures import PictureWriter, captions
from kb_builder.importers.writing.store import NewFile
from kb_builder.importers.writing.yaml_text import to_yaml

ENOUGH_WORDS = 0.995
"""The share of an article's words below which the report says so."""


@dataclass(frozen=True, slots=True)
class Done:
    """An article in the form that is written."""

    planned: Planned
    file: NewFile
    is_guide: bool
    words: int
    words_kept: int
    findings: tuple[Finding, ...]

    @property
    def missing(self) -> frozenset[tuple[str, str]]:
        """Pictures for which it shows the placeholder: the folder that they are looked for from, and their address."""
        folder = self.planned.article.path.parent.as_posix()
        return frozenset(
            (folder, found.text)
            for found in self.findings
            if found.kind in ("picture-missing", "picture-refused")
        )


@dataclass(frozen=True, slots=True)
class Copies:
    """Files to copy: the file in the source → where it goes, relative to the root of the site."""

    by_source: Mapping[PurePosixPath, tuple[str, ...]]


Names = Mapping[tuple[str, PurePosixPath], str]
"""Product and file of the source → the name of the copy."""


def convert_all(
    material: Material,
    planned: tuple[Planned, ...],
    topics: Mapping[PurePosixPath, Topic],
    progress: Progress = no_progress,
) -> tuple[tuple[Done, ...], Copies]:
    """Every article with its links and pictures rewritten, and the files that go with them."""
    linker = _linker(material, planned, topics)
    flows = {plan.article.path: plan.article.flow for plan in planned}
    wanted, linked = wanted_places(flows, linker)
    pictures = file_names(
        _picture_uses(material, planned),
        {path: file.digest for path, file in material.pictures.files.items()},
    )
    documents = file_names(_document_uses(linker, planned), material.documents)
    ids = {plan.article.path: plan.identity.id for plan in planned}
    done = []
    for plan in planned:
        path = plan.article.path
        flow = settled(plan.article.flow, wanted.get(path, {}), linked.get(path, frozenset()))
        findings: list[Finding] = []
        rewriter = _rewriter(material, ids, plan, linker, topics, pictures, documents, findings)
        done.append(_done(plan, rewriter.rewrite(flow), findings))
        progress("convert", len(done), len(planned))
    return tuple(done), Copies(_copies({"images": pictures, "documents": documents}))


def _linker(
    material: Material, planned: tuple[Planned, ...], topics: Mapping[PurePosixPath, Topic]
) -> Linker:
    return Linker(
        book=material.addresses,
        places={plan.article.path: places(plan.article.flow) for plan in planned},
        titles={plan.article.path: plan.identity.title for plan in planned},
        hosts=material.hosts,
        site_url=material.site_url,
        hidden=frozenset(plan.article.path for plan in planned if plan.hidden),
        sections=sections_of(topics),
        folders=folders_of(topics, material.base),
        documents={path.as_posix().lower(): path for path in sorted(material.documents, reverse=True)},
    )


def _rewriter(
    material: Material,
    ids: Mapping[PurePosixPath, str],
    plan: Planned,
    linker: Linker,
    topics: Mapping[PurePosixPath, Topic],
    pictures: Names,
    documents: Names,
    findings: list[Finding],
) -> Rewriter:
    path = plan.article.path
    language = next(topic.language for topic in topics.values() if topic.slug == plan.product)
    writer = PictureWriter(
        material.pictures,
        pictures,
        plan.product,
        path,
        language,
        captions(plan.article.flow),
        findings,
    )
    return Rewriter(
        linker=linker,
        path=path,
        ids=ids,
        document=lambda file: documents[plan.product, file],
        picture=writer.write,
        findings=findings,
    )


def _copies(folders: Mapping[str, Names]) -> Mapping[PurePosixPath, tuple[str, ...]]:
    found: dict[PurePosixPath, list[str]] = {}
    for folder, names in folders.items():
        for (product, source), name in names.items():
            found.setdefault(source, []).append(f"{PRODUCTS}/{product}/{folder}/{name}")
    return {source: tuple(targets) for source, targets in found.items()}


def _picture_uses(material: Material, planned: tuple[Planned, ...]) -> list[tuple[str, PurePosixPath]]:
    uses = []
    for plan in planned:
        for image in find(plan.article.flow, "img"):
            source = material.pictures.find(image.get("src"), plan.article.path).file
            if source is not None:
                uses.append((plan.product, source))
    return uses


def _document_uses(linker: Linker, planned: tuple[Planned, ...]) -> list[tuple[str, PurePosixPath]]:
    uses = []
    for plan in planned:
        for link in find(plan.article.flow, "a"):
            file = linker.follow(link.get("href"), plan.article.path).file
            if file is not None and not is_that_picture(link, file):
                uses.append((plan.product, file))
    return uses


def _done(plan: Planned, flow: Flow, findings: list[Finding]) -> Done:
    body, notes = without_notes(flow)
    steps = find_steps(body)
    converted = to_guide(plan.identity, steps, notes) if steps else to_prose(plan.identity, body, notes)
    folder, suffix = ("guides", ".yml") if steps else ("articles", ".md")
    path = f"{PRODUCTS}/{plan.product}/{folder}/{plan.slug}{suffix}"
    before = plan.article.words
    count = kept(before, converted.words)
    if count < ENOUGH_WORDS * before.total():
        lost = ", ".join(list(before - converted.words)[:20])
        findings.append(Finding("words-lost", f"{before.total() - count} of {before.total()}: {lost}"))
    return Done(
        plan,
        NewFile(path, converted.text.encode(), plan.identity.id, plan.day_of_import),
        steps is not None,
        before.total(),
        count,
        (*plan.article.findings, *plan.findings, *findings),
    )


def product_file(topic: Topic, categories: frozenset[str], locales: frozenset[str]) -> NewFile:
    """``product.yml`` of a topic, with nothing that the site's brand does not know."""
    fields = {
        "kind": "topic",
        "name": topic.name,
        "summary": topic.summary,
        "category": topic.parent if topic.parent in categories else "",
        "language": topic.language if not locales or topic.language in locales else "",
        "state": "published",
    }
    text = SCHEMA_LINE.format("../../", "product") + to_yaml(fields)
    return NewFile(f"{PRODUCTS}/{topic.slug}/product.yml", text.encode())


def placeholder_path(product: str) -> str:
    """Where the picture stands that takes the place of missing ones."""
    return f"{PRODUCTS}/{product}/images/{PLACEHOLDER}"
