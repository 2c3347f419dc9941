"""Texts that the source keeps once and shows in many articles: included files and variables → put where they stand.

Known are the includes of MkDocs and pymdownx (``--8<--``), Jekyll and GitBook (``{% include %}``), GitHub (``{% data reusables… %}``),
Hugo, Docusaurus and other MDX (``import`` of a file), VitePress, docfx (``[!INCLUDE]``) and Obsidian (``![[Note]]``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from kb_builder.importers.body.parameters import parameters
from kb_builder.importers.paths import resolved
from kb_builder.importers.reading.embeds import embedded
from kb_builder.importers.reading.header import split_header
from kb_builder.importers.reading.source import ARTICLE_SUFFIXES, PICTURE_SUFFIXES, SourceFile, read_article
from kb_builder.importers.reading.variables import Variables

MAX_DEPTH = 5
MAX_EXPANDED = 500_000
"""Signs that one article may include."""
MOST_INCLUDES = 300
"""Includes of one article."""
_TEXT_SUFFIXES = ARTICLE_SUFFIXES | {".html", ".txt"}
_FENCE = re.compile(r"[ \t>]{0,40}(`{3,}|~{3,})")
_SNIPPET = re.compile(r"-{1,20}8<-{1,20}[ \t]+['\"]([^'\"\n]{1,300})['\"][ \t]*$")
_DOCFX = re.compile(r"\[!include\s{0,3}\[[^\]\n]{0,200}\]\(([^)\n]{1,300})\)\]", re.IGNORECASE)
_LIQUID = re.compile(
    r"\{%-?\s{0,9}include(?:_relative|_cached)?\s{1,9}['\"]?([^'\"\s%{}]{1,200})['\"]?([^%\n]{0,600}?)-?%\}"
)
_REUSABLE = re.compile(r"\{%-?\s{0,9}data\s{1,9}(reusables\.[\w.-]{1,200})\s{0,9}-?%\}")
_HUGO = re.compile(
    r"\{\{[<%]\s{0,9}(?:include|readfile|render|snippet|partial)\s{1,9}([^{}\n]{1,400}?)\s{0,9}/?[>%]\}\}"
)
_VITEPRESS = re.compile(r"<!--\s{0,9}@include:\s{0,9}([^\s>]{1,300})\s{0,9}-->")
_DOCSIFY = re.compile(r"\[[^\[\]\n]{0,200}\]\(([^()\s]{1,300})[ \t]['\"]:include[^'\"\n]{0,100}['\"]\)")
_EMBED = re.compile(r"!\[\[([^\[\]|\n]{1,200})(?:\|[^\[\]\n]{0,200})?\]\]")
_NAMED_LINK = re.compile(r"(?<!!)\[\[([^\[\]|\n]{1,200})\|([^\[\]|\n]{1,200})\]\]")
_IMPORT = re.compile(
    r"^import[ \t]+(\w{1,60})[ \t]+from[ \t]+['\"]([^'\"\n]{1,300}\.(?:mdx?|markdown))['\"];?[ \t]*$",
    re.MULTILINE,
)
_RELATIVE = re.compile(
    r"(\]\(<?|\s(?:src|href)=\")(?![a-z][a-z0-9+.-]*:|[/#])([^()<>\s\"]{1,400})", re.IGNORECASE
)
_CODE_SPAN = re.compile(r"(`+[^`\n]{1,500}`+)")
_SHARED_FOLDERS = frozenset(
    {
        "includes",
        "include",
        "snippets",
        "partials",
        "reusables",
        "fragments",
        "shared",
        "common",
        "transclusions",
    }
)


@dataclass(frozen=True)
class Parts:
    """The files of the source that others may include, and its variables."""

    root: Path
    by_path: Mapping[str, PurePosixPath]
    """All files, by their path in lower case."""
    by_name: Mapping[str, tuple[PurePosixPath, ...]]
    """Texts by the name of their file in lower case, without suffix."""
    by_bare: Mapping[str, tuple[PurePosixPath, ...]]
    """Articles by the letters of their file's name, as wiki links say it."""
    variables: Variables
    used: dict[PurePosixPath, set[PurePosixPath]] = field(default_factory=dict)
    """Each included file with the articles that it stands in; grows while articles are read."""

    def expanded(self, text: str, path: PurePosixPath, fields: Mapping[str, str]) -> str:
        """The text of the article at ``path`` with all that it includes; ``fields`` are those of its front matter."""
        text = _Expansion(self, path).all(text, path, 0)
        return self.variables.filled(text, fields)

    def find(self, name: str, start: PurePosixPath) -> PurePosixPath | None:
        """The file that an include means: beside the article or a folder above it, else the only one of that path."""
        wanted = [
            part
            for part in unquote(name).replace("\\", "/").split("/")
            if part not in ("", ".", "~", "@", "@site")
        ]
        ups = sum(part == ".." for part in wanted)
        parts = [part for part in wanted if part != ".."]
        if not parts:
            return None
        above = start.parts[: max(len(start.parts) - 1 - ups, 0)]
        for depth in range(len(above), -1, -1):
            found = self._text_at("/".join((*above[:depth], *parts)).lower())
            if found is not None:
                return found
        tail = "/" + "/".join(parts).lower()
        stem = (
            PurePosixPath(parts[-1]).stem
            if PurePosixPath(parts[-1]).suffix.lower() in _TEXT_SUFFIXES
            else parts[-1]
        )
        ends = {tail, *(tail + suffix for suffix in _TEXT_SUFFIXES)}
        ends |= {f"{end.rpartition('/')[0]}/_{end.rpartition('/')[2]}" for end in set(ends)}
        same = [
            path
            for path in (*self.by_name.get(stem.lower(), ()), *self.by_name.get(f"_{stem}".lower(), ()))
            if any(f"/{path.as_posix().lower()}".endswith(end) for end in ends)
        ]
        return same[0] if len(same) == 1 else None

    def _text_at(self, key: str) -> PurePosixPath | None:
        for candidate in (key, *(key + suffix for suffix in sorted(ARTICLE_SUFFIXES))):
            path = self.by_path.get(candidate)
            if path is not None and path.suffix.lower() in _TEXT_SUFFIXES:
                return path
        return None

    def note(self, name: str) -> PurePosixPath | None:
        """The note that an embed of a wiki names, by its file or its path."""
        found = self.by_bare.get(_bare(PurePosixPath(name).name), ())
        return found[0] if len(found) == 1 else None

    def is_note(self, name: str) -> bool:
        """Whether a link of a wiki may mean an article by this name."""
        return _bare(PurePosixPath(name.partition("#")[0]).name) in self.by_bare


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold().removesuffix(".md")).strip()


def read_parts(root: Path, files: Iterable[SourceFile], variables: Variables) -> Parts:
    """Index the source; nothing is read before an article asks for it."""
    by_path: dict[str, PurePosixPath] = {}
    by_name: dict[str, list[PurePosixPath]] = {}
    by_bare: dict[str, tuple[PurePosixPath, ...]] = {}
    for file in files:
        if file.kind in ("refused",) or (root / file.path).is_symlink():
            continue
        by_path.setdefault(file.path.as_posix().lower(), file.path)
        if file.path.suffix.lower() in _TEXT_SUFFIXES:
            by_name.setdefault(file.path.stem.lower(), []).append(file.path)
        if file.path.suffix.lower() in ARTICLE_SUFFIXES:
            bare = _bare(file.path.stem)
            by_bare[bare] = (*by_bare.get(bare, ()), file.path)
    return Parts(root, by_path, {name: tuple(paths) for name, paths in by_name.items()}, by_bare, variables)


def is_only_a_part(path: PurePosixPath) -> bool:
    """Whether the name of an included file or its folder says that it is no article of its own."""
    return path.stem.startswith("_") or any(
        folder.lower().strip("_") in _SHARED_FOLDERS or folder.startswith((".", "_"))
        for folder in path.parts[:-1]
    )


@dataclass
class _Expansion:
    """One article while its includes are put in; its size has a bound, whatever includes what."""

    parts: Parts
    article: PurePosixPath
    signs: int = 0
    includes: int = 0
    open: list[PurePosixPath] = field(default_factory=list)
    """The files that are being put in, each into the one before it: none of them stands in itself."""

    def all(self, text: str, path: PurePosixPath, depth: int) -> str:
        if depth >= MAX_DEPTH:
            return text
        imported = {match[1]: match[2] for match in _IMPORT.finditer(text)}
        done: list[str] = []
        fence = ""
        for line in text.split("\n"):
            match = _FENCE.match(line)
            if not fence and match:
                fence = match[1]
            elif fence and match and match[1].startswith(fence) and not line[match.end() :].strip():
                fence = ""
            done.append(self._line(line, path, depth, imported, code=bool(fence)))
        return "\n".join(done)

    def _line(
        self, line: str, path: PurePosixPath, depth: int, imported: Mapping[str, str], code: bool
    ) -> str:
        if not any(
            sign in line for sign in ("8<", "[!", "{%", "{{", "@include", "![[", "<", ":include", "[[")
        ):
            return line
        snippet = _SNIPPET.search(line)
        if snippet and not line[: snippet.start()].strip(" \t>"):
            found = self._content(snippet[1].partition(":")[0], path, depth, whole=code)
            return line if found is None else _indented(found, line[: snippet.start()])
        if code:
            return line
        pieces = _CODE_SPAN.split(line)
        pieces[::2] = [self._inline(piece, path, depth, imported) for piece in pieces[::2]]
        return "".join(pieces)

    def _inline(self, text: str, path: PurePosixPath, depth: int, imported: Mapping[str, str]) -> str:
        for pattern, name in _PATTERNS:
            text = pattern.sub(lambda match, name=name: self._put(match, name(match), path, depth), text)  # type: ignore[misc]
        if "[[" in text and "|" in text:
            text = _NAMED_LINK.sub(self._page_first, text)
        if imported and "<" in text:
            text = re.sub(
                r"<(\w{1,60})(?:\s[^<>]{0,400})?/>",
                lambda match: _with_props(
                    self._put(match, imported.get(match[1], ""), path, depth), match[0]
                ),
                text,
            )
        return text

    def _page_first(self, match: re.Match[str]) -> str:
        """GitHub's ``[[words|Page]]`` in the order that other wikis have."""
        is_other = self.parts.is_note(match[2]) and not self.parts.is_note(match[1])
        return f"[[{match[2]}|{match[1]}]]" if is_other else match[0]

    def _put(self, match: re.Match[str], name: str, path: PurePosixPath, depth: int) -> str:
        if not name:
            return match[0]
        if match.re is _EMBED:
            note = self.parts.note(name.partition("#")[0])
            content = None if note is None else self._text_of(note, depth)
            content = content and embedded(content, name.partition("#")[2])
        else:
            content = self._content(name, path, depth)
        if content is None:
            return match[0]
        content = _with_given(content, match[2]) if match.re is _LIQUID else content
        before = match.string[: match.start()]
        gap = "\n" if match.re is _EMBED else ""
        alone = not before.strip(" \t>") and not match.string[match.end() :].strip()
        if not alone:
            return " ".join(content.split())
        return f"{gap}{before if gap else ''}{_indented(content.strip(chr(10)), before)[len(before) :]}{gap}"

    def _content(self, name: str, path: PurePosixPath, depth: int, whole: bool = False) -> str | None:
        found = self.parts.find(name, path)
        return None if found is None or found == path else self._text_of(found, depth, whole)

    def _text_of(self, found: PurePosixPath, depth: int, whole: bool = False) -> str | None:
        self.includes += 1
        if self.includes > MOST_INCLUDES or found == self.article or found in self.open:
            return None
        decoded = read_article(self.parts.root / found)
        self.signs += len(decoded.text)
        if decoded.failure or self.signs > MAX_EXPANDED:
            return None
        self.parts.used.setdefault(found, set()).add(self.article)
        if whole:
            return decoded.text.rstrip("\n")
        body = split_header(decoded.text)[1]
        return self.all(_from_root(body, found, self.article, self.parts.by_path), found, depth + 1).rstrip(
            "\n"
        )


def _first_value(text: str) -> str:
    values = parameters(text)
    file, product = values.get("file") or values.get("0", ""), values.get("product", "")
    return f"{product}/{file}" if product else file


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_DOCFX, lambda match: match[1]),
    (
        _LIQUID,
        lambda match: match[1] if PurePosixPath(match[1]).suffix.lower() in ("", *ARTICLE_SUFFIXES) else "",
    ),
    (_REUSABLE, lambda match: match[1].replace(".", "/")),
    (_HUGO, lambda match: _markdown_only(_first_value(match[1]))),
    (_VITEPRESS, lambda match: match[1].partition("{")[0]),
    (_DOCSIFY, lambda match: _markdown_only(match[1])),
    (_EMBED, lambda match: "" if PurePosixPath(match[1]).suffix.lower() in PICTURE_SUFFIXES else match[1]),
    (re.compile(r"<Render\s([^<>\n]{1,400}?)/>"), lambda match: _first_value(match[1])),
)


def _markdown_only(name: str) -> str:
    return name if PurePosixPath(name).suffix.lower() in ARTICLE_SUFFIXES else ""


def _with_given(content: str, given: str) -> str:
    """What an include was given stands in it as ``{{ include.name }}``."""
    values = parameters(given)
    return re.sub(
        r"\{\{-?\s{0,9}include\.(\w{1,60})\s{0,9}-?\}\}",
        lambda match: values.get(match[1].lower(), ""),
        content,
    )


def _with_props(content: str, tag: str) -> str:
    """What a component was given stands in its text as ``{props.name}``."""
    if "{props." not in content:
        return content
    values = parameters(tag)
    return re.sub(
        r"\{props\.(\w{1,60})\}", lambda match: values.get(match[1].lower(), "").strip("{}'\"`"), content
    )


def _indented(content: str, before: str) -> str:
    """Every line as far to the right as the include stood, so that it stays in its list or quote."""
    lines = content.split("\n")
    rest = before if not before.strip() or ">" in before else " " * len(before)
    return "\n".join(
        [before + lines[0], *((rest + line) if line or ">" in before else "" for line in lines[1:])]
    )


def _from_root(
    body: str, part: PurePosixPath, article: PurePosixPath, files: Mapping[str, PurePosixPath]
) -> str:
    """Links that count from the folder of the included file, as links from the root of the source."""
    if part.parent == article.parent:
        return body

    def one(match: re.Match[str]) -> str:
        target = unquote(match[2]).partition("#")[0]
        theirs, ours = resolved(target, part.parent), resolved(target, article.parent)
        if theirs is None or str(theirs).lower() not in files or (ours and str(ours).lower() in files):
            return match[0]
        return f"{match[1]}/{theirs}{match[2][len(match[2].partition('#')[0]) :]}"

    return _RELATIVE.sub(one, body)


def reasons(used: Mapping[PurePosixPath, Iterable[PurePosixPath]]) -> Iterator[tuple[PurePosixPath, str]]:
    """For each file that is only a part of others, the reason why it gives no article."""
    for path, articles in used.items():
        names = sorted(article.as_posix() for article in articles)
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        if is_only_a_part(path):
            yield path, f"stands in the articles that include it: {', '.join(names[:3])}{more}"
