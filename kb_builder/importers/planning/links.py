"""Links and pictures of an article → ids of articles, files of the product, addresses of other hosts, or plain text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from kb_builder.importers.body.phrases import is_visible_link
from kb_builder.importers.body.tree import Element, Flow, Node, find, plain, rewrite
from kb_builder.importers.naming import title_from
from kb_builder.importers.paths import resolved
from kb_builder.importers.planning.addresses import AddressBook, from_root, section_name
from kb_builder.importers.planning.anchors import Places, find_place, same_words
from kb_builder.importers.reading.source import PICTURE_SUFFIXES
from kb_builder.importers.report import Finding

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x20\u00a0\u200b-\u200f\ufeff]+")
_UNSAFE = frozenset({"javascript", "vbscript", "data"})
_KEPT = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link leads: ``path`` (an article, with ``anchor``), ``file`` (a document), ``href`` (kept) or nowhere."""

    path: PurePosixPath | None = None
    anchor: str = ""
    heading: int | None = None
    href: str = ""
    text: str = ""
    """The text to show, when the link itself decides it (wiki links)."""
    finding: Finding | None = None
    file: PurePosixPath | None = None


@dataclass(frozen=True)
class Linker:
    """All that is needed to tell what links mean."""

    book: AddressBook
    places: Mapping[PurePosixPath, Places]
    titles: Mapping[PurePosixPath, str]
    hosts: frozenset[str]
    site_url: str
    """Where the old site lived; empty when that is not known."""
    hidden: frozenset[PurePosixPath]
    """Drafts and articles for agents: public pages don't link to them."""
    sections: Mapping[str, str]
    """Name of a section of the old site → the product that it became."""
    folders: Mapping[str, str]
    """Path of a folder in lower case → the product that it became."""
    documents: Mapping[str, PurePosixPath]
    """Path in lower case → the file that a link may offer for download."""

    def follow(self, href: str, start: PurePosixPath) -> Link:
        """What the link means; ``start`` is the file that it stands in."""
        clean = _UNSEEN.sub("", href) if _SCHEME.match(_UNSEEN.sub("", href)) else href.strip()
        scheme = _SCHEME.match(clean)
        name = scheme[1].lower() if scheme else ""
        if name in _UNSAFE:
            return Link(finding=Finding("link-unsafe", href[:100]))
        if name == "xref":
            return self._known_name(clean.removeprefix(scheme[0]) if scheme else clean, start)
        if name == "pathname":
            return self._address("/" + clean.partition(":")[2].lstrip("/"), start)
        if name == "wiki":
            return self._wiki(clean.removeprefix(scheme[0]) if scheme else clean, start)
        if name and name not in _KEPT:
            return Link(finding=Finding("link-lost", href[:200]))
        if name in ("mailto", "tel"):
            return Link(href=clean)
        if clean.startswith("//"):
            clean = f"https:{clean}"
        if clean.lower().startswith("www."):
            clean = f"https://{clean}"
        return self._address(clean, start)

    def _address(self, href: str, start: PurePosixPath) -> Link:
        href = _without_route(href)
        try:
            parts = urlsplit(href)
        except ValueError:
            return Link(finding=Finding("link-lost", href[:200]))
        if not parts.netloc and not parts.path:
            return (
                self._place(start, parts.fragment, start)
                if parts.fragment
                else Link(finding=Finding("link-lost", href))
            )
        foreign = parts.netloc and parts.netloc.lower() not in self.hosts
        if not foreign or re.search(r"/articles?/\d{5,}", parts.path):
            found = self.book.article(parts.path, start)
            if found is not None:
                return self._place(found, parts.fragment, start)
        if foreign and (found := self.book.in_repository(href)) is not None:
            return self._place(found, parts.fragment, start)
        if not foreign and (product := self.sections.get(section_name(parts.path))):
            return Link(href=f"product:{product}")
        if not foreign and (product := self._folder(unquote(parts.path), start)):
            return Link(href=f"product:{product}")
        if not foreign and parts.path == "/":
            return Link(href="page:home")
        if not parts.netloc and (document := self._document(unquote(parts.path), start)):
            return Link(file=document)
        if parts.netloc:
            finding = None if foreign else Finding("link-outside", href)
            return Link(href=href, finding=finding)
        return self._elsewhere(href)

    def _place(self, path: PurePosixPath, fragment: str, start: PurePosixPath) -> Link:
        """An article that arrived, and the place in it."""
        fragment = fragment.partition(":~:")[0]
        if path in self.hidden and start not in self.hidden:
            return Link(finding=Finding("link-lost", f"{path} is not public"))
        if not fragment:
            return Link(path)
        place = find_place(self.places[path], fragment)
        if place is None:
            if fragment.lower() in ("top", "__top") or same_words(fragment, self.titles[path]):
                return Link(path)
            return Link(path, finding=Finding("anchor-unknown", f"#{unquote(fragment)} in {path}"))
        return Link(path, place.anchor, place.heading)

    def _document(self, path: str, start: PurePosixPath) -> PurePosixPath | None:
        bare = from_root(path)
        tops = ((), *((top,) for top in ("static", "public", "docs", "content", "assets")))
        places = (resolved(bare, start.parent), *(resolved(bare, PurePosixPath(*top)) for top in tops))
        keys = (place.as_posix().lower() for place in places if place is not None)
        return next((self.documents[key] for key in keys if key in self.documents), None)

    def _folder(self, path: str, start: PurePosixPath) -> str:
        """The product that was made of the folder at this path; empty for other paths."""
        if path.startswith("/"):
            return self.folders.get(path.strip("/").lower(), "")
        place = resolved(path, start.parent) if path else None
        return self.folders.get(place.as_posix().lower(), "") if place is not None else ""

    def _elsewhere(self, href: str) -> Link:
        """A page of the old site that is no article here."""
        if self.site_url and not re.search(r"\.(?:mdx?|markdown)(?:$|[#?])", href, re.IGNORECASE):
            full = urljoin(self.site_url, href)
            return Link(href=full, finding=Finding("link-outside", full))
        return Link(finding=Finding("link-lost", href[:200]))

    def _known_name(self, target: str, start: PurePosixPath) -> Link:
        """An article by the ``uid`` of its front matter (docfx)."""
        page, _, fragment = target.partition("#")
        uid, _, query = page.partition("?")
        found = self.book.of_id(unquote(uid), start)
        text = parse_qs(query).get("text", [""])[0]
        if found is None:
            return Link(text=text or unquote(uid), finding=Finding("link-lost", f"xref:{unquote(uid)}"))
        return replace(self._place(found, fragment, start), text=text)

    def _wiki(self, target: str, start: PurePosixPath) -> Link:
        page, _, query = target.partition("?")
        name, _, fragment = unquote(page).partition("#")
        text = parse_qs(query).get("text", [""])[0]
        if not name:
            return self._place(start, fragment, start)
        words = f"{name} > {fragment}" if fragment and not fragment.startswith("^") else name
        for candidate, shown in ((name, text or words), (text, words)):
            found = self.book.named(candidate) if candidate else None
            if found is not None:
                place = self._place(found, fragment, start)
                return Link(place.path, place.anchor, place.heading, text=shown, finding=place.finding)
        file = next(
            (path for key, path in self.documents.items() if f"/{key}".endswith(f"/{name.lower()}")), None
        )
        if file is not None:
            return Link(file=file)
        return Link(finding=Finding("link-lost", f"[[{unquote(page)}]]"))


def wanted_places(
    flows: Mapping[PurePosixPath, Flow], linker: Linker
) -> tuple[Mapping[PurePosixPath, Mapping[int, tuple[str, ...]]], Mapping[PurePosixPath, frozenset[str]]]:
    """For each article the headings that need an anchor, and every anchor that some link leads to."""
    headings: dict[PurePosixPath, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    linked: dict[PurePosixPath, set[str]] = defaultdict(set)
    for start in sorted(flows):
        for element in find(flows[start], "a"):
            link = linker.follow(element.get("href"), start)
            if link.path is not None and link.anchor:
                linked[link.path].add(link.anchor)
                names = headings[link.path][link.heading] if link.heading is not None else []
                if link.heading is not None and link.anchor not in names:
                    names.append(link.anchor)
    wanted = {
        path: {number: tuple(names) for number, names in found.items()} for path, found in headings.items()
    }
    return wanted, {path: frozenset(names) for path, names in linked.items()}


@dataclass(frozen=True)
class Rewriter:
    """Puts the new addresses into one article; findings are collected on the way."""

    linker: Linker
    path: PurePosixPath
    ids: Mapping[PurePosixPath, str]
    document: Callable[[PurePosixPath], str]
    """A file of the source → its name among the product's documents."""
    picture: Callable[[Element], Element]
    """A picture of the source → the same with the address and the description that are written, or a link."""
    findings: list[Finding]

    def rewrite(self, flow: Flow) -> Flow:
        """The flow with links and pictures as our site reads them."""
        return rewrite(flow, self._change)

    def _change(self, element: Element) -> Flow:
        if element.tag == "img":
            return (self.picture(element),)
        if element.tag != "a":
            return (element,)
        link = self.linker.follow(element.get("href"), self.path)
        if link.finding is not None:
            self.findings.append(link.finding)
        content = self._content(element, link)
        if link.path is None and link.file is None and not link.href:
            return () if element.get("media") else content
        if not content or (link.file is not None and is_that_picture(element, link.file)):
            return content
        return (Element("a", {"href": self._href(link)}, content),)

    def _href(self, link: Link) -> str:
        if link.file is not None:
            return f"documents/{self.document(link.file)}"
        if link.path is None:
            return link.href
        own = link.path == self.path
        if own and link.anchor:
            return f"#{link.anchor}"
        return self.ids[link.path] + (f"#{link.anchor}" if link.anchor else "")

    def _content(self, element: Element, link: Link) -> Flow:
        """The text of the link: never empty, and no link inside a link."""
        if link.text:
            return (link.text,)
        content = tuple(_without_links(element.children))
        names_itself = element.get("href").startswith("xref:") and plain(*content) == element.get("href")
        if is_visible_link(content) and not names_itself:
            return content
        if link.path is not None:
            return (self.linker.titles[link.path],)
        self.findings.append(Finding("link-empty", element.get("href")[:200]))
        return (
            (title_from(PurePosixPath(urlsplit(link.href).path).name),)
            if urlsplit(link.href).path.strip("/")
            else ()
        )


def _without_route(href: str) -> str:
    """``#/guide/start?id=place`` and ``start.md?id=place`` (Docsify) as other systems write them."""
    route = re.match(r"(?:\.?/)?#(/[^#\s]*)\Z", href)
    path, _, place = (route[1] if route else href).partition("?id=")
    return f"{path}#{place}" if place and "://" not in path and "#" not in place else path if route else href


def is_that_picture(link: Element, file: PurePosixPath) -> bool:
    """A picture that leads to itself in large: the site shows it large enough."""
    return file.suffix.lower() in PICTURE_SUFFIXES and any(find(link.children, "img"))


def _without_links(flow: Flow) -> Iterator[Node]:
    for node in flow:
        if isinstance(node, str):
            yield node
        elif node.tag == "a":
            yield from _without_links(node.children)
        else:
            yield node.with_children(tuple(_without_links(node.children)))


def section_links(flows: Iterable[Flow]) -> tuple[str, ...]:
    """Addresses of sections and categories that links name."""
    found = {
        element.get("href")
        for flow in flows
        for element in find(flow, "a")
        if section_name(element.get("href"))
    }
    return tuple(sorted(found))
