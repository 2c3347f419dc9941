"""The pictures of an article as they are written: new addresses, descriptions, a placeholder for missing ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from kb_builder.importers.body.tree import Element, Flow, find, plain
from kb_builder.importers.naming import title_from
from kb_builder.importers.planning.copies import PLACEHOLDER
from kb_builder.importers.reading.pictures import PictureBook
from kb_builder.importers.report import Finding

_PICTURE_WORDS = {"pl": ("Obraz", "Brak obrazu"), "zh": ("\u5716\u7247", "\u7f3a\u5c11\u5716\u7247")}


def placeholder() -> bytes:
    """The drawing that the theme shows for missing pictures, too."""
    return files("kb_builder").joinpath("site/theme/assets", PLACEHOLDER).read_bytes()


@dataclass(frozen=True)
class PictureWriter:
    """Puts the pictures of one article into the form that is written."""

    book: PictureBook
    names: Mapping[tuple[str, PurePosixPath], str]
    product: str
    path: PurePosixPath
    language: str
    captions: Mapping[str, str]
    """Address in the source → the caption under the picture."""
    findings: list[Finding]

    def write(self, image: Element) -> Element:
        """The picture with its new address and a description; a link for one of another host."""
        source = self.book.find(image.get("src"), self.path)
        word, missing = _PICTURE_WORDS.get(self.language[:2], ("Picture", "Missing picture"))
        alt = self._alt(image)
        if source.remote:
            self.findings.append(Finding("picture-remote", source.remote))
            return Element("a", {"href": source.remote}, (_described(image) or f"{word}: {alt}",))
        if source.finding is not None:
            self.findings.append(source.finding)
        if not _described(image):
            self.findings.append(
                Finding("picture-without-alt", unquote(image.get("src").removeprefix("wiki:"))[:200])
            )
        if source.file is None:
            return Element("img", {"src": f"images/{PLACEHOLDER}", "alt": f"{missing}: {alt}"[:1000]})
        return Element("img", {"src": f"images/{self.names[self.product, source.file]}", "alt": alt[:1000]})

    def _alt(self, image: Element) -> str:
        address = image.get("src")
        name = title_from(PurePosixPath(unquote(urlsplit(address.removeprefix("wiki:")).path)).stem or "?")
        return _described(image) or image.get("title") or self.captions.get(address, "") or name


def _described(image: Element) -> str:
    """Its alternative text; empty for what a program wrote that had none."""
    alt = image.get("alt")
    return "" if alt.strip().lower() in ("null", "undefined", "none") else alt


def captions(flow: Flow) -> Mapping[str, str]:
    """The captions under pictures, by the address of the picture."""
    found: dict[str, str] = {}
    for parent in _parents(flow):
        blocks = [node for node in parent if isinstance(node, Element)]
        for block, following in pairwise(blocks):
            if following.get("caption"):
                for image in find((block,), "img"):
                    found[image.get("src")] = plain(following)
    return found


def _parents(flow: Flow) -> Iterable[Flow]:
    yield flow
    for node in flow:
        if isinstance(node, Element):
            yield from _parents(node.children)
