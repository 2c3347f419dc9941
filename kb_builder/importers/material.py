"""All that an import reads of the source, as one value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from kb_builder.importers.body.titles import guess_language
from kb_builder.importers.body.tree import find, plain
from kb_builder.importers.naming import without_order
from kb_builder.importers.planning.addresses import (
    AddressBook,
    Known,
    address_book,
    full_address,
    number_prefix,
    own_hosts,
)
from kb_builder.importers.planning.copies import document_digests
from kb_builder.importers.planning.products import content_folder
from kb_builder.importers.reading.articles import Article, Unread, read_articles
from kb_builder.importers.reading.facts import SourceFacts, read_facts
from kb_builder.importers.reading.pictures import PictureBook, look_at, picture_book
from kb_builder.importers.reading.redirects import Redirect, read_redirects
from kb_builder.importers.reading.source import ARTICLE_SUFFIXES, SourceFile, read_article, walk_source
from kb_builder.importers.report import Progress, no_progress

_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z][a-z]{3})?\Z")
_NAME = re.compile(r"[A-Za-z][\w-]*\Z")
"""An id that is no number: Docusaurus makes the address of it."""
_WITH_REDIRECTS = frozenset({"mkdocs.yml", "mkdocs.yaml", "docusaurus.config.js", "docusaurus.config.ts"})
"""Settings that may name redirects, too."""
_INDEX_NAMES = frozenset({"index", "readme", "_index"})


@dataclass(frozen=True)
class Material:
    """A help centre as it was read, before anything of it is planned."""

    name: str
    files: tuple[SourceFile, ...]
    facts: SourceFacts
    base: PurePosixPath
    """The folder that holds all articles."""
    articles: tuple[Article, ...]
    unread: tuple[Unread, ...]
    pictures: PictureBook
    redirects: tuple[Redirect, ...]
    """As the source lists them."""
    redirect_problems: Mapping[PurePosixPath, str]
    """Lists of redirects that could not be read, and why."""
    documents: Mapping[PurePosixPath, str]
    """Files that links may offer, by what they hold."""
    addresses: AddressBook
    links: tuple[str, ...]
    """Every address that some article links to."""
    number_prefix: str
    """What stands before an article's number in the addresses of the old site; empty without numbers."""
    hosts: frozenset[str]
    """Hosts of the old site."""
    site_url: str
    """Where the old site lived; empty when nothing tells."""
    language: str
    """What the user said; empty to have it guessed for each product."""


def read_material(
    root: Path, language: str | None = None, site_url: str = "", progress: Progress = no_progress
) -> Material:
    """Read the source; nothing is written."""
    files = walk_source(root)
    facts = read_facts(root, files)
    articles, unread = read_articles(root, files, progress)
    base = content_folder(article.path for article in articles)
    listed, problems = _listed_redirects(root, files)
    links = tuple(link.get("href") for article in articles for link in find(article.flow, "a"))
    ids = [article.header.source_id for article in articles if article.header.source_id]
    numbers = [id_ for id_ in ids if id_.isdigit()]
    addresses = [*links, *(address for redirect in listed for address in (redirect.source, redirect.target))]
    prefix = number_prefix(addresses, numbers) if numbers else ""
    hosts = own_hosts(addresses, ids)
    url = site_url or facts.site_url or (f"https://{min(hosts)}/" if hosts else "")
    known = (
        Known(article.path, article.title, article.header.source_id, _addresses(article))
        for article in articles
    )
    return Material(
        name=root.resolve().name,
        files=files,
        facts=facts,
        base=base,
        articles=articles,
        unread=unread,
        pictures=picture_book(look_at(root, files), files),
        redirects=listed,
        redirect_problems=problems,
        documents=document_digests(root, files),
        addresses=address_book(known, base),
        links=links,
        number_prefix=prefix,
        hosts=hosts | ({urlsplit(url).netloc.lower()} if url else set()),
        site_url=url,
        language=language or "",
    )


def _addresses(article: Article) -> tuple[str, ...]:
    header = article.header
    own_name = header.source_id if _NAME.match(header.source_id) else ""
    return tuple(address for address in (header.address, *header.former, own_name) if address)


def language_of(articles: Iterable[Article], known: str) -> str:
    """The language that these articles are written in: the known one, else what their headers or letters say."""
    those = tuple(articles)
    named = {article.header.language for article in those}
    if known:
        return known
    if len(named) == 1 and _LANGUAGE.match(name := named.pop()) and name != "zh":
        return name
    return guess_language(plain(*article.flow)[:2000] for article in those)


def _listed_redirects(
    root: Path, files: tuple[SourceFile, ...]
) -> tuple[tuple[Redirect, ...], Mapping[PurePosixPath, str]]:
    listed: list[Redirect] = []
    problems: dict[PurePosixPath, str] = {}
    for file in files:
        if file.kind == "redirects" or file.path.name.lower() in _WITH_REDIRECTS:
            decoded = read_article(root / file.path)
            pairs, problem = read_redirects(decoded.text, file.path.name)
            listed += pairs
            if (decoded.failure or problem) and file.kind == "redirects":
                problems[file.path] = decoded.failure or problem
    return tuple(listed), problems


def old_addresses(article: Article, material: Material) -> Iterator[str]:
    """The paths at which the article stood on the old site, as the source itself says."""
    header = article.header
    yield from (
        full_address(former, article.path, material.base) for former in header.former if _is_address(former)
    )
    if _is_address(header.address):
        yield full_address(header.address, article.path, material.base)
        if material.facts.docs_route and header.address.startswith("/"):
            yield f"/{material.facts.docs_route}{header.address}"
    elif material.number_prefix and header.source_id.isdigit():
        yield f"{material.number_prefix}{header.source_id}-{article.path.stem.strip().replace(' ', '-')}"


def guessed_addresses(article: Article, material: Material) -> Iterator[str]:
    """The paths that systems make of the file's place, where the site's address is known and nothing else is."""
    header = article.header
    numbered = material.number_prefix and header.source_id.isdigit()
    inside = article.path.relative_to(material.base).with_suffix("")
    if not material.site_url or numbered or _is_address(header.address) or "_posts" in inside.parts:
        return
    if material.facts.system == "docusaurus":
        inside = _as_docusaurus(inside, header.source_id, material.facts.docs_route)
    inside = PurePosixPath(*(part.removeprefix("_") for part in inside.parts[:-1]), inside.name)
    is_index = inside.name.lower() in _INDEX_NAMES
    place = inside.parent if is_index else inside
    place = place.with_name(header.address) if header.address and place.parts else place
    top = urlsplit(material.site_url).path.rstrip("/")
    yield f"{top}/{place.as_posix()}" if place.parts else f"{top}/"
    if material.facts.system == "jekyll" and not is_index:
        yield f"{top}/{place.as_posix()}.html"


def _as_docusaurus(inside: PurePosixPath, source_id: str, route: str) -> PurePosixPath:
    """Without numbers that only order files, under the id where there is one, and below the route of the documents."""
    *folders, name = (without_order(part) for part in inside.parts)
    if folders[:1] in (["docs"], ["blog"]):
        route = "blog" if folders[0] == "blog" else route
        folders = folders[1:]
    return PurePosixPath(route, *folders, source_id if _NAME.match(source_id) else name)


def _is_address(text: str) -> bool:
    """Aliases may also be other names of the article."""
    return text.startswith("/") or "://" in text


def linked_addresses(material: Material) -> Iterator[tuple[str, PurePosixPath]]:
    """Addresses of the old site that links or redirects name, other spellings included, with their article."""
    listed = (redirect.target for redirect in material.redirects)
    for address in dict.fromkeys([*material.links, *listed]):
        path = _path_of_the_old_site(address, material)
        found = material.addresses.article(path, PurePosixPath(path.lstrip("/"))) if path else None
        if found is not None:
            yield path, found


def _path_of_the_old_site(address: str, material: Material) -> str:
    """The path of a page of the old site; empty for files of the source and other hosts."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_file = PurePosixPath(parts.path).suffix.lower() in ARTICLE_SUFFIXES
    is_own = not parts.scheme or parts.netloc.lower() in material.hosts
    numbered = bool(material.number_prefix) and parts.path.startswith(material.number_prefix)
    return parts.path if numbered or (parts.path.startswith("/") and is_own and not is_file) else ""
