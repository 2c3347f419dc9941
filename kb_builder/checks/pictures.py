"""Pictures and documents: they exist, stand inside their folder, say what they show, and are used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from kb_builder.checks.facts import Facts, Owner
from kb_builder.checks.links import plain_target, scheme_of
from kb_builder.checks.near import short, suggestion
from kb_builder.checks.rule import Finding, Rule
from kb_builder.content.catalogue import SitePage
from kb_builder.content.layout import DOCS, PRODUCTS, SHARED
from kb_builder.content.model import Picture
from kb_builder.content.problem import FieldPath

PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"})
"""What browsers show as a picture."""
_WORDS = {"images": "picture", "documents": "document"}


class _Use(NamedTuple):
    """One place that names a picture or document."""

    owner: Owner
    path: FieldPath
    offset: int | None
    folder: str
    name: str


def missing_picture(facts: Facts) -> Iterator[Finding]:
    """A picture that is not in the folder ``images``."""
    yield from _missing(facts, "images")


def missing_document(facts: Facts) -> Iterator[Finding]:
    """A document that is not in the folder ``documents``."""
    yield from _missing(facts, "documents")


def outside_folder(facts: Facts) -> Iterator[Finding]:
    """A path that leads out of the product's folder."""
    for use in _uses(facts):
        if _leaves(use.name):
            message = f"'{short(use.name)}' leads out of the folder '{use.folder}'"
            hint = f"Copy the file into '{use.folder}/' and write its name alone."
            yield Finding(use.owner.file, message, hint, use.path, offset=use.offset)


def remote_picture(facts: Facts) -> Iterator[Finding]:
    """A picture on another host: pages load nothing from elsewhere."""
    for value, link in facts.links:
        target = plain_target(link.target)
        if link.picture and (scheme_of(target) or target.startswith("//")):
            message = (
                f"the picture '{short(target)}' is no file of this site; pages load nothing from elsewhere"
            )
            hint = "Copy it into the product's folder 'images/' and write its name alone."
            yield Finding(value.file, message, hint, value.path, offset=link.offset)


def picture_type(facts: Facts) -> Iterator[Finding]:
    """A file in ``images`` that no browser shows as a picture."""
    for file in sorted(facts.catalogue.files):
        path = PurePosixPath(file)
        if "images" in path.parts[:3] and path.suffix.lower() not in PICTURES:
            message = f"'{path.name}' is no picture that browsers show"
            yield Finding(file, message, "Save it as SVG, PNG, JPEG, WebP, GIF or AVIF, or remove it.")


def picture_without_alt(facts: Facts) -> Iterator[Finding]:
    """A picture that says nothing to who can't see it."""
    hint = "Say in one sentence what the picture shows."
    for spot, picture in facts.of(Picture):
        if not picture.alt.strip():
            message = f"the picture '{short(picture.file)}' has no words for who can't see it"
            yield Finding(spot.file, message, hint, (*spot.path, "alt"))
    for value, link in facts.links:
        if link.picture and link.alt is not None and not link.alt.strip():
            message = f"the picture '{short(link.target)}' has no words for who can't see it"
            yield Finding(value.file, message, hint, value.path, offset=link.offset)


def unused_file(facts: Facts) -> Iterator[Finding]:
    """A picture or document that nothing shows."""
    used = {file for use in _uses(facts) for file in _places(use)}
    incomplete = {item.product for item in facts.catalogue.broken}
    for file in sorted(facts.catalogue.files - used):
        parts = PurePosixPath(file).parts
        product = parts[1] if parts[0] == PRODUCTS else DOCS
        if product not in incomplete:
            word = _WORDS.get(parts[2] if parts[0] == PRODUCTS else parts[1], "file")
            yield Finding(file, f"nothing shows this {word}", "Show it somewhere, or remove it.")


def _missing(facts: Facts, folder: str) -> Iterator[Finding]:
    files = facts.catalogue.files
    for use in _uses(facts):
        places = _places(use)
        if use.folder == folder and not _leaves(use.name) and not any(place in files for place in places):
            known = {
                file.removeprefix(f"{top}/")
                for top in _tops(use)
                for file in files
                if file.startswith(f"{top}/")
            }
            hint = suggestion(use.name, known) or f"Put it into {_tops(use)[0]}/."
            word = _WORDS[folder]
            message = f"there is no {word} '{short(use.name)}' in {_tops(use)[0]}/"
            yield Finding(use.owner.file, message, hint, use.path, offset=use.offset)


def _uses(facts: Facts) -> tuple[_Use, ...]:
    return facts.once(_all_uses)


def _all_uses(facts: Facts) -> tuple[_Use, ...]:
    return tuple(_each_use(facts))


def _each_use(facts: Facts) -> Iterator[_Use]:
    for value in facts.paths:
        yield _Use(value.owner, value.path, None, value.mark.folder, value.value)
    for value, link in facts.links:
        target = plain_target(link.target)
        if link.picture and not scheme_of(target) and not target.startswith("//"):
            # As the site reads it: '../images/x.png' is how editors preview it.
            name = unquote(link.target.strip().partition("?")[0].partition("#")[0])
            name = name.removeprefix("./").removeprefix("../").removeprefix("images/")
            yield _Use(value.owner, value.path, link.offset, "images", name)
        elif not link.picture and target.startswith("documents/"):
            name = unquote(target.removeprefix("documents/").partition("#")[0])
            yield _Use(value.owner, value.path, link.offset, "documents", name)


def _leaves(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name[:3] or ".." in name.split("/") or not name


def _tops(use: _Use) -> tuple[str, ...]:
    if isinstance(use.owner, SitePage):
        return (f"{PRODUCTS}/{SHARED}/{use.folder}", f"{DOCS}/{use.folder}")
    return (f"{PRODUCTS}/{use.owner.product}/{use.folder}",)


def _places(use: _Use) -> tuple[str, ...]:
    return tuple(f"{top}/{use.name}" for top in _tops(use))


RULES = (
    Rule("missing-picture", "error", missing_picture),
    Rule("missing-document", "error", missing_document),
    Rule("outside-folder", "error", outside_folder),
    Rule("remote-picture", "error", remote_picture),
    Rule("picture-type", "error", picture_type),
    Rule("picture-without-alt", "warning", picture_without_alt),
    Rule("unused-file", "warning", unused_file),
)
