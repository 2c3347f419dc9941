"""The Markdown of each kind of page.

``<kind>/<address>.<locale>.md`` is the page at that address as the generator writes it, made from ``catalogue/``: dots in
the name stand for slashes, and the home page is called ``home``. A new case is a new empty file; ``UPDATE_GOLDENS=1``
fills it and writes the others again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kb_builder.content.load import load
from kb_builder.content.translations import load_translations
from kb_builder.site.local import LocalSite
from kb_builder.site.messages import messages
from kb_builder.site.pages import BUILDERS
from kb_builder.site.plan import plan
from kb_builder.site.render import render
from kb_builder.site.view import visible

HERE = Path(__file__).parent
CATALOGUE = HERE / "catalogue"
DAY = date(2026, 11, 23)
EXPECTED = sorted(path for path in HERE.glob("*/*.md") if path.parent != CATALOGUE)


@cache
def sites() -> Mapping[str, LocalSite]:
    """The catalogue as public readers see it, once a locale."""
    loaded = load(CATALOGUE)
    assert not loaded.problems
    locales = loaded.catalogue.brand.record.locales
    translations, problems = load_translations(CATALOGUE, loaded.po_files, locales)
    assert not problems
    planned = plan(visible(loaded.catalogue), DAY)
    return {locale: LocalSite(planned, locale, translations, messages(locale)) for locale in locales}


def rendered(kind: str, file: str) -> str:
    """The page that an expected file is about."""
    *parts, locale, _ = file.split(".")
    address = "" if parts == ["home"] else "/".join(parts) + "/"
    site = sites()[locale]
    page = site.plan.by_address[address]
    assert page.kind == kind
    return render(page, site)


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_page(path: Path) -> None:
    """A page is written word by word as expected."""
    actual = rendered(path.parent.name, path.name)
    if os.environ.get("UPDATE_GOLDENS") == "1":
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", ["en", "pl"])
@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_every_kind_is_shown(kind: str, locale: str) -> None:
    """Each kind of page has an expected page in both languages of the catalogue."""
    assert list((HERE / kind).glob(f"*.{locale}.md"))
