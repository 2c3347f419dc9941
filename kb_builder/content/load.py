"""Folders on disk → a :class:`Catalogue` and every problem of shape that was met on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from kb_builder.content.catalogue import Broken, Catalogue, Entry, SitePage
from kb_builder.content.files import legible, read_text, split_front_matter, text_digest, walk
from kb_builder.content.layout import (
    DOCS,
    HANDBOOK,
    KINDS,
    PRODUCTS,
    SHARED,
    SHARED_FILES,
    SLUG,
    Place,
    kind_words,
    place_of,
)
from kb_builder.content.memory import Memory
from kb_builder.content.model import Brand, PageFields, Product, Record
from kb_builder.content.picture_size import PictureSize, picture_size
from kb_builder.content.problem import Problem
from kb_builder.content.shape import shape
from kb_builder.content.yaml_text import read_yaml

_NO_BRAND = {
    "name": "?", "site_name": "?", "description": "?", "site_url": "https://example.com/", "locales": ("en",),
    "markets": ({"country": "US", "locales": ("en",), "currency": "USD", "time_zone": "America/New_York"},),
    "home": {"title": "?", "lead": "?"},
}  # fmt: skip
_NAME_HINT = "Use lower-case letters, digits and hyphens: the name becomes the address of the page."
_ID_LINE = re.compile(r"^id: *[\"']?([A-Z][0-9A-Za-z-]{1,59})[\"']?\s*$", re.MULTILINE)
_NO_ADDRESS = re.compile(r"""[#?%&:;"'<>|*\\]""")
_NAMED_FENCE = re.compile(r"^(( *)(`{3,}\w+)) +(\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Loaded:
    """A catalogue as far as it could be read, and what is wrong with its files."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    po_files: tuple[str, ...]
    read: tuple[str, ...] = ()
    """Every text file that was read or should have been."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """By file the digest of its text: what is made from equal texts is equal."""


@dataclass
class _Found:
    """What has been read so far."""

    entries: list[Entry[Any]] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    picture_sizes: dict[str, PictureSize] = field(default_factory=dict)
    po_files: list[str] = field(default_factory=list)
    pages: list[SitePage] = field(default_factory=list)
    handbook: list[SitePage] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)


def load(root: Path, memory: Memory | None = None) -> Loaded:
    """Read ``products/`` and the pages of ``docs/`` below the root of a site. Never raises for what is in a file.

    With the ``memory`` of an earlier run, a file that did not change gives the very same record.
    """
    found = _Found(memory=memory or Memory())
    for file, path, problem in walk(root, PRODUCTS):
        if problem is not None:
            found.problems.append(problem)
            _keep_place(found, file)
        else:
            _read(found, file, path)
    for file, path, problem in walk(root, DOCS):
        _read_docs(found, file, path, problem)
    items: list[Entry[Any] | Broken] = [*found.entries, *found.broken]
    found.problems.extend(_case_collisions([item.file for item in items] + found.files))
    found.problems.extend(_missing_products(items))
    read = (
        *(item.file for item in items),
        *(page.file for page in (*found.pages, *found.handbook)),
        *found.po_files,
    )
    return Loaded(_catalogue(found), tuple(found.problems), tuple(found.po_files), read, found.digests)


def _read(found: _Found, file: str, path: Path) -> None:
    place = place_of(PurePosixPath(file).relative_to(PRODUCTS))
    if place is None:
        found.problems.append(_unknown_file(file))
    elif place.kind == "released":
        return  # written by `kb release`, read by what decodes a code
    elif place.kind == "po":
        found.po_files.append(file)
    elif place.kind == "file":
        _keep_file(found, file, path)
        found.sizes[file] = path.stat().st_size
        if _NO_ADDRESS.search(place.slug):
            hint = "Use letters, digits, hyphens and dots: the name becomes part of an address."
            found.problems.append(
                _at_top("file-name", file, f"'{place.slug}' can't be part of an address", hint)
            )
    else:
        _read_record(found, file, path, place)


def _keep_file(found: _Found, file: str, path: Path) -> None:
    """A picture or document: of a picture, its size is read, too."""
    found.files.append(file)
    if "images" in PurePosixPath(file).parts and (size := picture_size(path)):
        found.picture_sizes[file] = size


def _keep_place(found: _Found, file: str) -> None:
    """What can't be opened is not missing, too."""
    place = place_of(PurePosixPath(file).relative_to(PRODUCTS))
    if place is not None and place.kind in KINDS:
        found.broken.append(Broken(file, place.kind, place.product, place.slug, None))


def _read_docs(found: _Found, file: str, path: Path, problem: Problem | None) -> None:
    """Pages on the top level, their pictures and translations, and the handbook; other folders of ``docs/`` are for people."""
    inside = PurePosixPath(file).relative_to(DOCS)
    is_page = len(inside.parts) == 1 and inside.suffix == ".md"
    is_po = inside.parent.as_posix() == "locale" and inside.suffix == ".po"
    is_picture = inside.parts[0] == "images" and len(inside.parts) > 1
    if problem is not None:
        found.problems.extend([problem] if is_page or is_po or is_picture else [])
    elif is_page:
        _read_page(found, file, path)
    elif is_po:
        found.po_files.append(file)
    elif is_picture:
        _keep_file(found, file, path)
    elif inside.parent.as_posix() == HANDBOOK and inside.suffix == ".md" and SLUG.match(inside.stem):
        _read_handbook(found, file, path)


def _read_handbook(found: _Found, file: str, path: Path) -> None:
    """A page of the handbook: its first heading is its title, its first paragraph says what it is about."""
    text = _page_text(found, file, path)
    if text is None:
        return
    # A block that names its file does so above it: the converter knows no fence with a name.
    text = _NAMED_FENCE.sub(r"\2`\4`:\n\n\2\3", text)
    head, _, body = text.strip("\n").partition("\n")
    stem = PurePosixPath(file).stem
    slug = HANDBOOK if stem == "index" else f"{HANDBOOK}/{stem}"
    title = head.removeprefix("#").strip() or stem
    found.handbook.append(SitePage(slug, file, title, "", body.strip("\n"), "en", 1))


def _read_record(found: _Found, file: str, path: Path, place: Place) -> None:
    if not SLUG.match(place.slug) or (place.kind == "product" and not SLUG.match(place.product)):
        name = place.slug if not SLUG.match(place.slug) else place.product
        found.problems.append(_at_top("file-name", file, f"'{name}' can't be part of an address", _NAME_HINT))
    text, problem = read_text(path, file)
    if text is None:
        assert problem is not None
        found.problems.append(problem)
        id_ = _id_of(None, legible(path))
        found.broken.append(Broken(file, place.kind, place.product, place.slug, id_))
        return
    digest = found.digests[file] = text_digest(text)
    item, problems = found.memory.of("record", file, digest, lambda: _record_of(text, file, place))
    found.problems.extend(problems)
    if isinstance(item, Broken):
        found.broken.append(item)
    else:
        found.entries.append(item)


def _record_of(text: str, file: str, place: Place) -> tuple[Entry[Any] | Broken, tuple[Problem, ...]]:
    data, body_line, problems = _data(text, file, place.kind)
    record: Record | None = None
    if not problems or data is not None:
        record, wrong = shape(KINDS[place.kind], data, file, place.kind)
        problems = (*problems, *wrong)
    if record is None:
        return Broken(file, place.kind, place.product, place.slug, _id_of(data, text)), problems
    return Entry(record, file, place.kind, place.product, place.slug, "", body_line), problems


def _id_of(data: Any, text: str) -> str | None:
    """The id of a file that is no record, so that references to it are not called wrong, too."""
    if isinstance(data, dict):
        return data["id"] if isinstance(data.get("id"), str) else None
    match = _ID_LINE.search(text)
    return match[1] if match else None


def _data(text: str, file: str, kind: str) -> tuple[Any, int, tuple[Problem, ...]]:
    """The fields of a YAML file, or of front matter with the body as one more field."""
    if kind != "prose":
        read = read_yaml(text, file)
        return read.data, 0, read.problems
    header, body, body_line = split_front_matter(text)
    if header is None:
        return None, 1, (_no_front_matter(text, file),)
    read = read_yaml(header, file, first_line=1)
    data = read.data
    if data is None and not read.problems:
        return None, body_line, (_no_front_matter("", file),)
    if isinstance(data, dict):
        if "body" in data:
            hint = "Remove the field: the text below the second '---' is the body."
            clash = Problem(
                "unknown-key", file, "'body' is not a field here", hint, path=("body",), on_key=True
            )
            return {**data, "body": body.strip() or None}, body_line, (*read.problems, clash)
        data = {**data, "body": body.strip("\n") if body.strip() else None}
    return data, body_line, read.problems


def _no_front_matter(text: str, file: str) -> Problem:
    if text.startswith("---"):
        message, hint = "the fields are never closed", "End them with a line that holds just '---'."
    else:
        message = "the article has no fields before its text"
        hint = "Begin with '---', the fields (id, title, summary, changed, state), and '---' again."
    return _at_top("no-front-matter", file, message, hint)


def _at_top(code: str, file: str, message: str, hint: str) -> Problem:
    """A problem of the file as a whole."""
    return Problem(code, file, message, hint, line=1, column=1)


def _page_text(found: _Found, file: str, path: Path) -> str | None:
    text, problem = read_text(path, file)
    if text is None:
        assert problem is not None
        found.problems.append(problem)
        return None
    found.digests[file] = text_digest(text)
    return text


def _read_page(found: _Found, file: str, path: Path) -> None:
    text = _page_text(found, file, path)
    if text is None:
        return
    header, body, body_line = split_front_matter(text)
    read = read_yaml(header or "", file, first_line=1)
    found.problems.extend(read.problems)
    slug = PurePosixPath(file).stem
    if not SLUG.match(slug):
        found.problems.append(_at_top("file-name", file, f"'{slug}' can't be part of an address", _NAME_HINT))
        return
    if header is None or (read.data is None and not read.problems):
        hint = "Begin the page with '---', 'title: …', 'summary: …' and '---'."
        found.problems.append(_at_top("missing-key", file, "'title' is missing in the page", hint))
        return
    fields, problems = shape(PageFields, read.data, file, "page") if read.data is not None else (None, ())
    found.problems.extend(problems)
    if fields is not None:
        found.pages.append(
            SitePage(
                slug,
                file,
                fields.title,
                fields.summary or "",
                body.strip("\n"),
                fields.language or "",
                body_line,
            )
        )


def _unknown_file(file: str) -> Problem:
    path = PurePosixPath(file)
    hint = "Products hold product.yml, guides/, trees/, articles/, notices/, images/, documents/ and locale/."
    if path.suffix == ".yaml":
        hint = f"Rename it to '{path.stem}.yml'."
    elif path.suffix == ".md":
        hint = "Prose articles stand in the product's articles/ folder."
    message = "no kind of content stands at this place, so the file is not used"
    return Problem("unknown-file", file, message, hint, severity="warning", line=1, column=1)


def _case_collisions(files: Iterable[str]) -> list[Problem]:
    seen: dict[str, str] = {}
    problems = []
    for file in sorted(files):
        first = seen.setdefault(unicodedata.normalize("NFC", file).casefold(), file)
        if first != file:
            message = f"the name differs from '{first}' only in upper and lower case"
            hint = "Rename one: many systems can't keep both."
            problems.append(_at_top("case-collision", file, message, hint))
    return problems


def _missing_products(items: list[Entry[Any] | Broken]) -> Iterator[Problem]:
    """Articles in a folder without ``product.yml`` would have no place on the site."""
    known = {item.product for item in items if item.kind == "product"} | {SHARED}
    for product in sorted({item.product for item in items} - known):
        hint = f"Describe the product in it, or rename the folder '{product}' to an existing product's."
        yield _at_top(
            "missing-file", f"{PRODUCTS}/{product}/product.yml", "product.yml is missing in this folder", hint
        )


def _catalogue(found: _Found) -> Catalogue:
    by_kind: dict[str, list[Entry[Any]]] = {kind: [] for kind in KINDS}
    brand = next((entry.record for entry in found.entries if entry.kind == "brand"), None)
    default = brand.default_locale if isinstance(brand, Brand) else "en"
    languages = {
        entry.product: entry.record.language or default
        for entry in found.entries
        if isinstance(entry.record, Product)
    }
    for entry in found.entries:
        by_kind[entry.kind].append(_with_language(entry, languages.get(entry.product, default)))
    singles = {kind.replace("-", "_"): _single(kind, by_kind[kind], found, default) for kind in SHARED_FILES}
    return Catalogue(
        **singles,
        products=tuple(by_kind["product"]),
        guides=tuple(by_kind["guide"]),
        trees=tuple(by_kind["tree"]),
        prose=tuple(by_kind["prose"]),
        notices=tuple(by_kind["notice"]),
        pages=tuple(found.pages),
        handbook=tuple(found.handbook),
        files=frozenset(found.files),
        file_sizes=found.sizes,
        picture_sizes=found.picture_sizes,
        broken=tuple(found.broken),
    )


def _with_language(entry: Entry[Any], language: str) -> Entry[Any]:
    return Entry(entry.record, entry.file, entry.kind, entry.product, entry.slug, language, entry.body_line)


def _single(kind: str, entries: list[Entry[Any]], found: _Found, default: str) -> Entry[Any]:
    if entries:
        return entries[0]
    file = f"{PRODUCTS}/_shared/{kind}.yml"
    if kind == "brand" and not any(item.kind == "brand" for item in found.broken):
        hint = "'kb init' writes one; it names the brand, its languages and countries."
        found.problems.append(_at_top("missing-file", file, f"{kind_words(kind)} is missing", hint))
    record = KINDS[kind].model_validate(_NO_BRAND if kind == "brand" else {})
    return Entry(record, file, kind, "_shared", kind, default)
