"""A folder of somebody's help centre → its files, each with what it is and what stands in the way of reading it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from charset_normalizer import from_bytes

MAX_ARTICLE_BYTES = 2_000_000
ARTICLE_SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".mdown", ".mkd"})
PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"})
_REDIRECT_NAMES = frozenset(
    {"redirects.yml", "redirects.yaml", "redirects.json", "_redirects", ".openpublishing.redirection.json", "netlify.toml",
     "vercel.json", ".gitbook.yaml", ".gitbook.yml"}
)  # fmt: skip
_FOLDER_FACTS = frozenset({"_category_.json", "_category_.yml", "_category_.yaml", ".pages"})
SITE_FACTS = frozenset(
    {"mkdocs.yml", "mkdocs.yaml", "_config.yml", "docusaurus.config.js", "docusaurus.config.ts", "hugo.toml", "hugo.yaml",
     "config.toml", "cname"}
)  # fmt: skip
_ABOUT_THE_FOLDER = frozenset(
    {"license", "licence", "contributing", "code_of_conduct", "changelog", "security", "codeowners", "authors",
     "pull_request_template", "issue_template", "support", "governance", "notice"}
)  # fmt: skip
_MENUS = frozenset({"_sidebar", "_navbar", "_footer", "_coverpage", "summary", "toc"})
_WITH_FRONT_PAGE = frozenset({"summary.md", ".gitbook.yaml", "_sidebar.md", "_coverpage.md"})
"""Where these stand, README is the first page of the help centre (GitBook, Docsify)."""
_REPOSITORY = frozenset(
    {".git", ".github", ".gitignore", ".gitattributes", ".editorconfig", "license", "license.md", "license.txt", "licence",
     "licence.md", "contributing.md", "code_of_conduct.md", "codeowners", "package.json", "pyproject.toml", "requirements.txt",
     "makefile", "gemfile", "dockerfile", "netlify.toml", "vercel.json", "static", "src", "scripts", "redirects.yml", "docs", "content", "website", "blog", "i18n", "pages", "source",
     "docfx.json", ".openpublishing.publish.config.json"} | SITE_FACTS
)  # fmt: skip
"""What stands beside the README of a whole repository, which is about that and not for customers."""
_DATA_SUFFIXES = frozenset({".yml", ".yaml", ".json"})
_UNREAD_FOLDERS = frozenset({".git", "node_modules", ".venv", "__pycache__", ".svn", ".hg"})
_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OTHER_SCRIPTS = ["big5", "gb18030", "shift_jis", "euc_kr", "cp1251"]
_LOOKED_AT = 100_000
_EUROPEAN = ("cp1252", "cp1250", "iso8859_2")
"""The first that makes most sense is taken."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the source; ``kind`` is article, picture, redirects, facts, other or refused."""

    path: PurePosixPath
    """Relative to the source folder."""
    kind: str
    reason: str = ""
    """Why the file is not used, for the kinds ``other`` and ``refused``."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file with Unix line ends, or why there is none."""

    text: str
    failure: str = ""
    guessed: str = ""
    """The encoding, when it was not UTF-8."""


def walk_source(root: Path) -> tuple[SourceFile, ...]:
    """Every file below the folder in a stable order; links and folders of tools are named and left alone."""
    files = sorted(_walk(root), key=lambda file: file.path.as_posix())
    lonely = sum(file.kind == "article" for file in files) == 1
    fronted = not any(file.path.parts[0].lower() in _REPOSITORY for file in files) or any(
        len(file.path.parts) == 1 and file.path.name.lower() in _WITH_FRONT_PAGE for file in files
    )
    return tuple(_not_about_the_folder(file, root, lonely, fronted) for file in files)


def _walk(root: Path) -> Iterator[SourceFile]:
    for directory, folders, names in os.walk(root, followlinks=False):
        here = Path(directory)
        for name in [name for name in (*folders, *names) if not _is_readable(name)]:
            (folders if name in folders else names).remove(name)
            shown = (here / name).relative_to(root).as_posix().encode(errors="backslashreplace").decode()
            yield SourceFile(PurePosixPath(shown), "refused", "its name is not valid UTF-8; rename it")
        for name in list(folders):
            path = PurePosixPath((here / name).relative_to(root).as_posix())
            if (here / name).is_symlink():
                folders.remove(name)
                yield _link(here / name, path, root)
            elif name in _UNREAD_FOLDERS:
                folders.remove(name)
                yield SourceFile(path, "other", "a folder of a tool, not read")
        for name in names:
            path = PurePosixPath((here / name).relative_to(root).as_posix())
            if (here / name).is_symlink():
                yield _link(here / name, path, root)
            elif not (here / name).is_file():
                yield SourceFile(path, "refused", "no ordinary file")
            else:
                yield SourceFile(path, *_kind(path))


def _is_readable(name: str) -> bool:
    """False for names in an old encoding, which no address and no report can carry."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _link(path: Path, relative: PurePosixPath, root: Path) -> SourceFile:
    try:
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        inside = False
    reason = (
        "a symbolic link to another file of the source"
        if inside
        else "a symbolic link out of the source folder"
    )
    return SourceFile(relative, "other" if inside else "refused", reason)


def _kind(path: PurePosixPath) -> tuple[str, str]:
    name, suffix = path.name.lower(), path.suffix.lower()
    if name in _REDIRECT_NAMES:
        return "redirects", ""
    if name in _FOLDER_FACTS or name in SITE_FACTS:
        return "facts", "settings of the source, read for names and addresses"
    if suffix in ARTICLE_SUFFIXES:
        return "article", ""
    if suffix in PICTURE_SUFFIXES:
        return "picture", ""
    if suffix in _DATA_SUFFIXES and {"_data", "variables"} & {folder.lower() for folder in path.parts[:-1]}:
        return "other", "variables, read where articles name them"
    return "other", "no article and no picture"


def _not_about_the_folder(file: SourceFile, root: Path, lonely: bool, fronted: bool) -> SourceFile:
    """Licences, menus and the README of the whole folder are no articles; any other README is the page of its folder."""
    stem = file.path.stem.lower().replace("-", "_")
    if file.kind != "article" or lonely:
        return file
    if ".github" in file.path.parts:
        return SourceFile(file.path, "other", "about the repository, not help for customers")
    if stem in _MENUS:
        return SourceFile(file.path, "other", "a menu of the old site, not an article")
    if stem == "404":
        return SourceFile(file.path, "other", "the old site's page for missing addresses, not an article")
    at_root = len(file.path.parts) == 1
    if (
        (stem == "readme" and at_root and not fronted) or (stem in _ABOUT_THE_FOLDER and at_root)
    ) and not _has_front_matter(root / file.path):
        return SourceFile(file.path, "other", "about the repository, not help for customers")
    return file


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError:
        return False
    return re.match(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)\r?\n", head) is not None


def read_article(path: Path) -> Decoded:
    """The text of an article, whatever encoding it was saved in."""
    try:
        size = path.stat().st_size
        if size > MAX_ARTICLE_BYTES:
            return Decoded(
                "",
                f"the file has {size / 1e6:.1f} MB; an article has at most {MAX_ARTICLE_BYTES / 1e6:.0f} MB",
            )
        data = path.read_bytes()
    except OSError as error:
        return Decoded("", f"the file can't be read: {error.strerror}")
    return decode(data)


def decode(data: bytes) -> Decoded:
    """UTF-8 or UTF-16 with a mark, else the most likely of the old encodings; never binary data."""
    marked = next((name for mark, name in _UTF16.items() if data.startswith(mark)), "")
    try:
        if marked:
            return Decoded(_tidy(data.decode(marked)), guessed="UTF-16")
        if b"\x00" in data:
            return Decoded("", "the file holds binary data, not text")
        return Decoded(_tidy(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        pass
    if _looks_binary(data):
        return Decoded("", "the file holds binary data, not text")
    encoding = _likely_encoding(data)
    return Decoded(_tidy(data.decode(encoding, errors="replace")), guessed=encoding.replace("cp", "windows-"))


def _likely_encoding(data: bytes) -> str:
    """Texts that are mostly other letters than ASCII's are asked in detail; the rest is West or Central European."""
    high = sum(byte > 127 for byte in data)
    if high >= 12 and high > 0.25 * len(data.translate(None, b" \t\r\n")):
        best = from_bytes(data, cp_isolation=_OTHER_SCRIPTS).best()
        if best is not None:
            return best.encoding
    return max(_EUROPEAN, key=lambda encoding: _sense(data[:_LOOKED_AT].decode(encoding, errors="replace")))


def _sense(text: str) -> int:
    """How much a text looks like words: letters beside letters count for it, other signs beside them against it."""
    sense = 0
    for before, sign, after in zip(text, text[1:], text[2:], strict=False):
        if sign < "\x80" or not (before.isalpha() or after.isalpha()):
            continue
        if sign in _RARE or not sign.isalpha():
            sense -= 1 if before.isalpha() and after.isalpha() else 0
        else:
            sense += 1
    return sense


_RARE = frozenset("¹²³ºª¡£¥¦¯±¿ÆæÐðÞþÝýŸŒœÊêŞşŤťŢţĽľŐőŰű")
"""Letters and signs that a wrong reading of a Polish, Czech or German word shows."""


def _looks_binary(data: bytes) -> bool:
    control = sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in data)
    return control > len(data) / 100


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")


def _tidy(text: str) -> str:
    """Unix line ends, no control characters, and none of the rarer characters that YAML takes for line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    return _CONTROL.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))
