"""Pictures of the demo site: ``python -m tests.screenshots``.

Builds the demo, opens its main pages in a phone's and a desktop's window, light and dark, in every language, and writes
them to ``build/screenshots/``. The few that the README shows go to ``docs/readme/``, which is committed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kb_builder import addresses
from tests.browser.chromium import ARGUMENTS, MISSING, find_chromium
from tests.browser.server import served
from tests.demo import CHECKOUT, built, copy_of_demo, demo_plan

PAGES: Mapping[str, str] = {
    "home": "",
    "product": "wm700/",
    "guide": "wm700/clean-drain-filter/",
    "tree": "wm700/does-not-drain/",
    "contact": "contact/",
    "warranty": "warranty/",
}
SIZES = {"360": (360, 800), "1280": (1280, 800)}
SCHEMES = ("light", "dark")
OUT = CHECKOUT / "build" / "screenshots"
README = CHECKOUT / "docs" / "readme"
FOR_README = ("home-en-1280-light", "product-pl-360-light", "guide-en-360-light", "tree-zh-hant-360-dark")


@dataclass(frozen=True)
class Shot:
    """One picture: which page, how wide, in which scheme and language."""

    page: str
    locale: str
    size: str
    scheme: str

    @property
    def name(self) -> str:
        """``guide-pl-360-dark``."""
        return f"{self.page}-{self.locale.lower()}-{self.size}-{self.scheme}"


def shots() -> Iterator[Shot]:
    """Every combination."""
    for locale in demo_plan().catalogue.brand.record.locales:
        for size in SIZES:
            for scheme in SCHEMES:
                for page in PAGES:
                    yield Shot(page, locale, size, scheme)


def take(site: Path, out: Path, wanted: Sequence[Shot], full: bool = False) -> None:
    """Open each page and write its picture; ``full`` shows all of it and not only the first view."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit(MISSING)
    out.mkdir(parents=True, exist_ok=True)
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=list(ARGUMENTS))
        for size in SIZES:
            for scheme in SCHEMES:
                these = [shot for shot in wanted if (shot.size, shot.scheme) == (size, scheme)]
                _take(browser, base, out, these, full)
        browser.close()


def _take(browser: Browser, base: str, out: Path, these: Sequence[Shot], full: bool) -> None:
    """All pictures of one size and scheme, in one window."""
    if not these:
        return
    width, height = SIZES[these[0].size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if these[0].scheme == "dark" else "light",
        is_mobile=width < 600,
        has_touch=width < 600,
        reduced_motion="reduce",
    )
    page = context.new_page()
    default = demo_plan().catalogue.brand.record.default_locale
    for shot in these:
        page.goto(base + addresses.locale_prefix(shot.locale, default) + PAGES.get(shot.page, shot.page))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=out / f"{shot.name.replace('/', '_')}.png", full_page=full)
    context.close()


def main(arguments: Sequence[str]) -> int:
    """Build, take the pictures, copy those of the README."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=main.__doc__)
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the pictures")
    parser.add_argument(
        "--page", action="append", help="another page by its address, instead of the usual ones"
    )
    parser.add_argument("--only", default="", help="only names that hold this text, e.g. 360-dark")
    parser.add_argument("--full", action="store_true", help="the whole page, not only the first view")
    chosen = parser.parse_args(arguments)
    wanted = [shot for shot in _wanted(chosen.page) if chosen.only in shot.name]
    with tempfile.TemporaryDirectory() as folder:
        site = chosen.site or built(copy_of_demo(Path(folder) / "demo")).site
        take(site, chosen.out, wanted, chosen.full)
    if not (chosen.page or chosen.only or chosen.full):
        README.mkdir(parents=True, exist_ok=True)
        for name in FOR_README:
            shutil.copy2(chosen.out / f"{name}.png", README)
    print(f"{len(wanted)} pictures in {chosen.out}")
    return 0


def _wanted(pages: Sequence[str] | None) -> Iterator[Shot]:
    if not pages:
        yield from shots()
        return
    usual = {(shot.locale, shot.size, shot.scheme) for shot in shots()}
    for locale, size, scheme in sorted(usual):
        for page in pages:
            yield Shot(page or "home", locale, size, scheme)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
