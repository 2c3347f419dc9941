"""Folders of the source → topic products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from kb_builder.content.layout import RESERVED_SLUGS
from kb_builder.importers.naming import folder_slug, slug, title_from, unique
from kb_builder.importers.planning.addresses import USUAL_WRAPPERS
from kb_builder.importers.reading.facts import FolderFacts, SourceFacts

_NO_PRODUCT = (
    frozenset({"_shared", "images", "documents", "locale", "about", "privacy", "en", "pl", "zh-hant"})
    | RESERVED_SLUGS
)
_INDEX_NAMES = frozenset({"index", "readme", "_index"})
_BUNDLES = 3
_SUMMARIES = {"pl": "Pomoc: {}.", "zh": "\u95dc\u65bc{}\u7684\u8aaa\u660e\u3002"}
_VAGUE = frozenset({"generic", "general", "other", "others", "misc", "miscellaneous", "faq", "faqs", "common", "various", "inne",
                    "og\u00f3lne", "\u5176\u4ed6", "\u4e00\u822c"})  # fmt: skip
"""Names of folders that say something only together with the folder above."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A product of the kind ``topic``."""

    slug: str
    folder: PurePosixPath
    name: str
    summary: str
    language: str
    parent: str = ""
    """Slug of the folder above, for a category of the same name."""


def content_folder(articles: Iterable[PurePosixPath]) -> PurePosixPath:
    """The folder that holds all articles: the deepest that only wraps others, such as ``content`` or ``docs``."""
    paths = tuple(articles)
    base = PurePosixPath()
    while paths:
        tops = {path.parts[: len(base.parts) + 1] for path in paths}
        top = PurePosixPath(*next(iter(tops)))
        if len(tops) > 1 or top in paths or not _only_wraps(top, paths):
            break
        base = top
    return base


def _only_wraps(folder: PurePosixPath, paths: tuple[PurePosixPath, ...]) -> bool:
    """Whether the folder is no topic of its own: by its name, or because it holds no articles itself."""
    own = [path for path in paths if path.parent == folder]
    if len(own) == len(paths):
        return folder.name.lower() in USUAL_WRAPPERS
    return folder.name.lower() in USUAL_WRAPPERS or all(path.stem.lower() in _INDEX_NAMES for path in own)


def product_folders(
    articles: Iterable[PurePosixPath], base: PurePosixPath
) -> Mapping[PurePosixPath, PurePosixPath]:
    """For each article the topmost folder below the base that holds articles itself; deeper folders flatten into it."""
    paths = tuple(articles)
    bundles = _page_bundles(paths, base)
    places = {path: path.parent.parent if path.parent in bundles else path.parent for path in paths}
    holding = set(places.values())
    below = Counter(folder for path in paths for folder in path.parents)
    found: dict[PurePosixPath, PurePosixPath] = {}
    for path in paths:
        inside = places[path].relative_to(base).parts
        above = [PurePosixPath(base, *inside[:depth]) for depth in range(1, len(inside) + 1)]
        found[path] = _topmost([folder for folder in above if folder in holding], base, below)
    return found


def _topmost(
    folders: list[PurePosixPath], base: PurePosixPath, below: Mapping[PurePosixPath, int]
) -> PurePosixPath:
    """The first of the folders; one that only wraps others by its name counts where no other holds several articles."""
    real = [folder for folder in folders if folder.name.lower() not in USUAL_WRAPPERS and below[folder] > 1]
    return next(iter((*real, *folders)), base)


def _page_bundles(paths: tuple[PurePosixPath, ...], base: PurePosixPath) -> frozenset[PurePosixPath]:
    """Folders of one article and its pictures: those that hold nothing but an index page, where several stand side by side."""
    below = Counter(folder for path in paths for folder in path.parents)
    single = [
        path.parent
        for path in paths
        if path.stem.lower() in _INDEX_NAMES and path.parent != base and below[path.parent] == 1
    ]
    beside = Counter(folder.parent for folder in single)
    return frozenset(folder for folder in single if beside[folder.parent] >= _BUNDLES)


def topics(
    languages: Mapping[PurePosixPath, str],
    base: PurePosixPath,
    facts: SourceFacts,
    source_name: str,
    taken: Collection[str],
) -> Mapping[PurePosixPath, Topic]:
    """A topic for each folder and its language, with a slug that no product has and that is free as an address."""
    used = set(taken) | _NO_PRODUCT
    found: dict[PurePosixPath, Topic] = {}
    wrapping = [
        folder for folder in languages if folder.name.lower() in USUAL_WRAPPERS and folder.parent == base
    ]
    top = base if base in languages or len(wrapping) != 1 else wrapping[0]
    for folder in sorted(languages, key=lambda item: item.as_posix()):
        known = facts.folders.get(folder, FolderFacts())
        root = folder == top
        name = known.name or (facts.site_name or title_from(source_name) if root else title_from(folder.name))
        wish = slug(facts.site_name or source_name) or "help" if root else folder_slug(folder.name)
        above = folder.parent.name if not root and folder.parent not in (base, top) else ""
        if above and name.lower() in _VAGUE:
            name = f"{title_from(above)}: {name}"
        if wish in used and above:
            wish = f"{folder_slug(above)}-{wish}"
        own = unique(wish if wish not in _NO_PRODUCT else f"{wish}-help", used)
        used.add(own)
        language = languages[folder]
        summary = known.summary or _SUMMARIES.get(language[:2], "Help with {}.").format(
            f"{name} ({title_from(above)})" if above and title_from(above) not in name else name
        )
        found[folder] = Topic(
            own, folder, name[:1000], summary[:1000], language, folder_slug(above) if above else ""
        )
    return found
