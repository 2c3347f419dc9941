"""Where each article of the source stood: by file, by number, by address, by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from kb_builder.importers.naming import notion_id, slug, title_from
from kb_builder.importers.paths import resolved
from kb_builder.importers.reading.source import ARTICLE_SUFFIXES

_NUMBERED = re.compile(r"/(?:articles?|a|docs?)/(\d{3,})(?=[-/]|\Z)")
_NAMED = re.compile(r"--(\w{10,40})/?\Z", re.ASCII)
"""Names that a content system gave (Contentful)."""
_CODE_HOSTS = frozenset({"github.com", "www.github.com", "gitlab.com", "bitbucket.org"})
_SHOWN_FILE = re.compile(
    r"/[^/]+/[^/]+/(?:-/)?(?:blob|tree|src)/[^/]+/([^/]+/.+\.(?:mdx?|markdown))\Z", re.IGNORECASE
)
"""With a folder in its path, so that it can't be just any README."""
_NOTION_PAGE = re.compile(r"(?:/|-)([0-9a-f]{32})/?\Z")
_WIKI_PAGE = re.compile(r"/[^/]+/[^/]+/(?:-/)?wikis?/([^/]+)/?\Z")
_SECTION = re.compile(r"/(?:sections|categories|collections|folders)/\d+-([^/]+)/?\Z")
_INDEX_NAMES = frozenset({"index", "readme", "_index"})
USUAL_WRAPPERS = frozenset(
    {
        "content",
        "contents",
        "docs",
        "doc",
        "documentation",
        "src",
        "source",
        "pages",
        "articles",
        "website",
        "site",
        "help",
    }
)
"""Folders that are there for the system that built the old site."""
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?\Z")
_LEAST_STEM = 4
"""A shorter name could mean anything."""
ZENDESK = "/hc/en-us/articles/"
_SUFFIXES = (*sorted(ARTICLE_SUFFIXES), ".html", ".htm")


@dataclass(frozen=True, slots=True)
class Known:
    """An article of the source as links may mean it."""

    path: PurePosixPath
    title: str
    source_id: str
    addresses: tuple[str, ...]
    """From its front matter: paths with ``/``, or bare slugs."""


@dataclass(frozen=True)
class AddressBook:
    """Looks an article up by whatever a link says; the answer is the path of its file."""

    by_file: Mapping[str, PurePosixPath]
    by_slugs: Mapping[str, PurePosixPath]
    by_number: Mapping[str, tuple[PurePosixPath, ...]]
    """The articles of an id; several where each language has its own."""
    by_address: Mapping[str, PurePosixPath]
    by_name: Mapping[str, PurePosixPath]
    by_stem: Mapping[str, PurePosixPath]
    """Names that only one file has."""
    base: PurePosixPath
    """The folder that holds all articles."""

    def article(self, address: str, start: PurePosixPath) -> PurePosixPath | None:
        """The article at a path of the old site or of the source; ``start`` is the file that the link stands in."""
        path = from_root(unquote(urlsplit(address).path).replace("\\", "/"))
        number = _NUMBERED.search(path) or _NAMED.search(path)
        if number and number[1] in self.by_number:
            return self.of_id(number[1], start)
        found = self.by_address.get(_address_key(path))
        if found is not None:
            return found
        for guess in _guesses(path, start):
            key = _file_key(guess)
            found = self.by_file.get(key) or self.by_slugs.get(_slugs_key(key))
            if found is not None:
                return found
        keys = self._addresses(path, start)
        found = next((self.by_address[key] for key in keys if key in self.by_address), None)
        return found or (
            self.by_stem.get(_stem_key(path)) if path.count("/") > 1 and path[0] == "/" else None
        )

    def in_repository(self, address: str) -> PurePosixPath | None:
        """The article that an address of a code host or of Notion shows: a file of that path, a page of that name or id."""
        parts = urlsplit(address)
        path = unquote(parts.path)
        noted = (
            _NOTION_PAGE.search(path) if parts.netloc.lower().endswith(("notion.so", "notion.site")) else None
        )
        if noted is not None:
            return next(iter(self.by_number.get(noted[1], ())), None)
        file = _SHOWN_FILE.match(path)
        if parts.netloc.lower() not in _CODE_HOSTS or not path:
            return None
        if file is not None:
            return self.by_file.get(_file_key(PurePosixPath(file[1])))
        page = _WIKI_PAGE.match(path)
        return self.by_name.get(_name_key(page[1])) if page and "home" in self.by_name else None

    def of_id(self, id_: str, start: PurePosixPath) -> PurePosixPath | None:
        """The article of this id that lies nearest to the file ``start``."""
        paths = self.by_number.get(id_, ())
        return max(paths, key=lambda path: _in_common(path, start), default=None)

    def _addresses(self, path: str, start: PurePosixPath) -> Iterator[str]:
        """Addresses that the path may mean: seen from the article's own, or below a folder that front matter leaves out."""
        if path.startswith("/"):
            whole = PurePosixPath(path.strip("/"))
            yield from (_address_key(f"/{shorter}") for shorter in _without_wrappers(whole))
            if all(part.lower() in USUAL_WRAPPERS for part in whole.parts):
                yield ""
            return
        for guess in _guesses(path, start):
            yield _address_key(f"/{guess}")
            if guess.is_relative_to(self.base):
                yield _address_key(f"/{guess.relative_to(self.base)}")

    def named(self, name: str) -> PurePosixPath | None:
        """The article of this title or file name, as wiki links say it."""
        return self.by_name.get(_name_key(name)) or self.by_file.get(_file_key(PurePosixPath(name)))


def address_book(articles: Iterable[Known], base: PurePosixPath) -> AddressBook:
    """Index the articles; where two share a key, the first by path has it. ``base`` is the folder that holds them all."""
    by_file: dict[str, PurePosixPath] = {}
    by_slugs: dict[str, PurePosixPath] = {}
    by_number: dict[str, tuple[PurePosixPath, ...]] = {}
    by_address: dict[str, PurePosixPath] = {}
    names: list[tuple[str, PurePosixPath]] = []
    shorter: list[tuple[PurePosixPath, PurePosixPath]] = []
    for article in sorted(articles, key=lambda known: known.path.as_posix()):
        inside = article.path.relative_to(base) if article.path.is_relative_to(base) else article.path
        for path in {article.path, inside}:
            by_file.setdefault(_file_key(path), article.path)
            by_slugs.setdefault(_slugs_key(_file_key(path)), article.path)
        shorter += [(path, article.path) for path in _without_wrappers(article.path)]
        if article.source_id:
            by_number[article.source_id] = (*by_number.get(article.source_id, ()), article.path)
            names.append((article.source_id, article.path))
        if noted := notion_id(article.path.stem):
            by_number[noted] = (*by_number.get(noted, ()), article.path)
        names += [(name, article.path) for name in article.addresses if "/" not in name]
        for address in article.addresses:
            by_address.setdefault(_address_key(full_address(address, article.path, base)), article.path)
        names += [(article.title, article.path), (article.path.stem, article.path)]
    for path, found in shorter:
        by_file.setdefault(_file_key(path), found)
    by_name: dict[str, PurePosixPath] = {}
    for name, path in names:
        by_name.setdefault(_name_key(name), path)
    stems: dict[str, list[PurePosixPath]] = {}
    for path in dict.fromkeys(by_file.values()):
        stems.setdefault(_stem_key(path.as_posix()), []).append(path)
    by_stem = {
        stem: paths[0] for stem, paths in stems.items() if len(paths) == 1 and len(stem) >= _LEAST_STEM
    }
    return AddressBook(by_file, by_slugs, by_number, by_address, by_name, by_stem, base)


def _stem_key(path: str) -> str:
    """The last part of an address or a file, as both are usually made of the same title."""
    last = _file_key(PurePosixPath(path.rstrip("/")))
    return slug(title_from(last.rpartition("/")[2])) if last else ""


def _in_common(path: PurePosixPath, start: PurePosixPath) -> int:
    """How many names of folders two paths share, such as that of a language."""
    return len(set(path.parts) & set(start.parts))


def from_root(path: str) -> str:
    """``~/x`` and ``@site/x`` count from the root of the source."""
    return re.sub(r"^(?:~|@site)(?=/)", "", path)


def _without_wrappers(path: PurePosixPath) -> Iterator[PurePosixPath]:
    """The path below folders that a system or a language asks for, which its addresses leave out."""
    while len(path.parts) > 1 and (path.parts[0].lower() in USUAL_WRAPPERS or _LANGUAGE.match(path.parts[0])):
        path = PurePosixPath(*path.parts[1:])
        yield path


def full_address(address: str, path: PurePosixPath, base: PurePosixPath) -> str:
    """The path of an address from front matter; a bare slug counts from the folder of the file."""
    parts = urlsplit(address)
    if parts.scheme or parts.path.startswith("/"):
        return parts.path
    folder = path.parent.relative_to(base) if path.parent.is_relative_to(base) else path.parent
    return "/" + (folder / parts.path).as_posix().removeprefix("./")


def _guesses(path: str, start: PurePosixPath) -> Iterator[PurePosixPath]:
    """The files that a path may mean: beside the article, below its pretty address, or from the root."""
    if not path.startswith("/"):
        yield from (
            found for found in (resolved(path, start.parent), resolved(path, start.with_suffix(""))) if found
        )
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    for skipped in range(min(len(parts), 4 if path.startswith("/") else 1)):
        yield PurePosixPath(*parts[skipped:])


def _file_key(path: PurePosixPath) -> str:
    """The path without suffix in lower case; an index page counts as its folder."""
    name = path.name
    suffix = next((suffix for suffix in _SUFFIXES if name.lower().endswith(suffix)), "")
    stem = name[: len(name) - len(suffix)]
    parts = path.parts[:-1] if stem.lower() in _INDEX_NAMES else (*path.parts[:-1], stem)
    return "/".join(parts).lower()


def _slugs_key(key: str) -> str:
    return "/".join(slug(title_from(part)) if part else "" for part in key.split("/"))


def _address_key(address: str) -> str:
    path = unquote(urlsplit(address).path).rstrip("/").lower()
    return path.removesuffix(".html").removesuffix("/index")


def _name_key(name: str) -> str:
    return re.sub(r"[\W_]+", " ", unquote(name).casefold()).strip()


def number_prefix(addresses: Iterable[str], numbers: Iterable[str]) -> str:
    """The path before the number in the source's own addresses, such as ``/hc/en-us/articles/``; the most usual one."""
    known = set(numbers)
    seen: Counter[str] = Counter()
    for address in addresses:
        path = urlsplit(address).path
        match = _NUMBERED.search(path)
        if match and match[1] in known:
            seen[path[: match.start(1)]] += 1
    if seen:
        return min(seen, key=lambda prefix: (-seen[prefix], prefix))
    long_numbers = [number for number in known if re.fullmatch(r"\d{9,15}", number)]
    return ZENDESK if known and len(long_numbers) > len(known) / 2 else ""


def own_hosts(addresses: Iterable[str], numbers: Iterable[str]) -> frozenset[str]:
    """Hosts whose addresses carry numbers of this source's articles: the help centre's own."""
    known = set(numbers)
    hosts = set()
    for address in addresses:
        parts = urlsplit(address)
        match = _NUMBERED.search(parts.path) or _NAMED.search(parts.path)
        if parts.netloc and match and match[1] in known:
            hosts.add(parts.netloc.lower())
    return frozenset(hosts)


def section_name(address: str) -> str:
    """The name that an address of a section or category ends in; empty for other addresses."""
    match = _SECTION.search(unquote(urlsplit(address).path))
    return slug(match[1]) if match else ""
