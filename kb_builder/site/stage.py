"""Rendered pages → the files of one MkDocs project a locale, complete in itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files as package_files
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from kb_builder import addresses
from kb_builder.content.layout import DOCS, PRODUCTS, RELEASED, SHARED
from kb_builder.site.files import Content
from kb_builder.site.local import LocalSite, html_text
from kb_builder.site.plan import Page
from kb_builder.site.theme_data import theme_data

BASE_CONFIGURATION = "mkdocs.yml"
STYLES = (
    "assets/kb/base.css",
    "assets/kb/article.css",
    "assets/kb/company.css",
    "assets/kb/ask.css",
    "assets/kb/home.css",
    "assets/kb/tree.css",
    "assets/kb/search.css",
)
"""Joined into one file in this order: each file that a phone has to ask for delays the first view."""
STYLE, BRAND_STYLE = "assets/kb/kb.css", "assets/brand.css"
"""In the order in which they are loaded: the site's own brand wins."""
SCRIPT = "assets/kb/js/main.js"
LOGO, FAVICON, SOCIAL_CARD = "assets/logo.svg", "assets/favicon.png", "assets/social-card.png"
"""Files of the site's own ``overrides/`` that the theme uses where they exist."""


@dataclass(frozen=True)
class Staged:
    """The parts of one locale's project that were made from the catalogue."""

    configuration: str
    theme: Mapping[str, Content]
    navs: Mapping[str, Content]
    """Product → its sidebar."""
    pages: Mapping[str, Content]
    """Address → Markdown."""
    files: Mapping[str, Path]
    """Pictures and documents, by their path below ``docs/``."""
    redirects: Mapping[str, str]
    others: Mapping[str, Content]
    """Files below ``docs/`` that are made from the catalogue: the feed, what decodes codes."""


def project_files(staged: Staged) -> dict[str, Content]:
    """Every file of the project of one locale: path within the project → text, or the file to copy."""
    project: dict[str, Content] = {f"theme/{name}": path for name, path in staged.theme.items()}
    project |= {f"theme/kb/nav/{slug}.html": html for slug, html in staged.navs.items()}
    project |= {f"docs/{addresses.markdown_file(address)}": text for address, text in staged.pages.items()}
    project |= {f"docs/{name}": path for name, path in staged.files.items()}
    project |= {f"docs/{name}": content for name, content in staged.others.items()}
    redirects = {f"docs/{name}": text for name, text in staged.redirects.items()}
    project |= {name: text for name, text in redirects.items() if not is_taken(name, project)}
    project["mkdocs.yml"] = staged.configuration
    return project


def page_of_staged(file: str, pages: Mapping[str, Page]) -> Page | None:
    """The page that a Markdown file below ``docs/`` came from."""
    return pages.get(file.removesuffix("index.md"))


def configuration(site: LocalSite, inherit: str, theme: frozenset[str]) -> str:
    """``mkdocs.yml`` of one locale; ``theme`` names the files of the staged theme."""
    brand = site.brand
    prefix = addresses.locale_prefix(site.locale, brand.default_locale)
    site_url = brand.site_url.rstrip("/") + "/" + prefix
    data: dict[str, Any] = {
        "INHERIT": inherit,
        "site_name": html_text(brand.site_name),
        "site_description": html_text(brand.description),
        "site_url": site_url,
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": True,
        "theme": {
            "custom_dir": "theme",
            "language": theme_language(site.locale),
            **({"logo": LOGO} if LOGO in theme else {}),
            **({"favicon": FAVICON} if FAVICON in theme else {}),
        },
        "plugins": {"search": {"enabled": False}},
        "markdown_extensions": {"toc": {"permalink_title": site.messages.gettext("Link to this part")}},
        "nav": _nav(site),
        "not_in_nav": "*",
        "extra_css": [STYLE, *([BRAND_STYLE] if BRAND_STYLE in theme else [])],
        "extra_javascript": [{"path": SCRIPT, "type": "module"}],
        "extra": {
            "scope": urlsplit(brand.site_url).path or "/",
            "alternate": True,
            "generator": False,
            "kb": theme_data(site) | {"card": SOCIAL_CARD if SOCIAL_CARD in theme else ""},
        },
    }
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def _nav(site: LocalSite) -> list[dict[str, str]]:
    """The few pages that every page leads to; all others are reached through their product."""
    _ = site.messages.gettext
    titles = [(_("Home"), "home"), (_("Contact"), "contact"), (_("Warranty"), "warranty"), (_("Returns"), "returns"),
              (_("Complaints"), "complaints"), (_("Prices"), "prices")]  # fmt: skip
    return [
        {html_text(title): addresses.markdown_file(addresses.COMPANY_PAGES[name])} for title, name in titles
    ]


def theme_language(locale: str) -> str:
    """The name of Material's own translation: ``zh-Hant`` as it is, otherwise the language alone."""
    return locale if locale.startswith("zh-") else locale.split("-")[0]


def theme_files(root: Path) -> dict[str, Content]:
    """The packaged theme with the site's own ``overrides/`` laid over it: the site's files win. The theme's styles are one file."""
    found: dict[str, Path] = {}
    packaged = Path(str(package_files("kb_builder.site") / "theme"))
    for top in (packaged, root / "overrides"):
        for path in sorted(top.rglob("*")) if top.is_dir() else ():
            name = path.relative_to(top).as_posix()
            if path.is_file() and not name.startswith("locale/") and not path.name.startswith("."):
                found[name] = path
    style = "".join(found.pop(name).read_text(encoding="utf-8") for name in STYLES)
    return {**found, STYLE: style}


def catalogue_files(files: Collection[str], root: Path) -> dict[str, Path]:
    """Pictures and documents by the path at which readers find them; ``files`` are relative to ``root``."""
    found = {}
    for file in sorted(files):
        if file.startswith(f"{DOCS}/"):
            found[file.removeprefix(f"{DOCS}/")] = root / file
            continue
        _, owner, folder, name = file.split("/", 3)
        found[unquote(addresses.file(owner, folder, name))] = root / file
    return found


def kept_trees(site: LocalSite, root: Path) -> Iterator[tuple[str, Path]]:
    """What decodes the code of an older revision: the words that `kb release` kept, in this locale or else in the default one."""
    default = site.plan.catalogue.brand.record.default_locale
    for locale in dict.fromkeys((default, site.locale)):
        for path in sorted((root / PRODUCTS / SHARED / RELEASED).glob(f"*/*.{locale}.json")):
            revision = path.name.removesuffix(f".{locale}.json")
            yield addresses.kept_tree(path.parent.name, revision), path


def is_taken(name: str, project: Mapping[str, Content]) -> bool:
    """Whether a page, a picture or a document stands there, or in the place of its folder."""
    return name in project or any(parent.as_posix() in project for parent in PurePosixPath(name).parents)


def base_configuration(root: Path) -> str:
    """The path to the base configuration as the project sees it: the site's own, else the packaged one."""
    own = root / BASE_CONFIGURATION
    return (
        f"../../{BASE_CONFIGURATION}" if own.is_file() else str(package_files("kb_builder.site") / "base.yml")
    )
