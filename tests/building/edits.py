"""Edits as writers make them, at random but the same for the same seed: of every kind of file, added, changed, renamed, removed."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from datetime import date
from importlib.resources import files as package_files
from pathlib import Path

from click.testing import CliRunner

from kb_builder.cli import main
from kb_builder.content.load import load
from kb_builder.content.translation_update import update

DAY = date(2026, 11, 23)
_TEXT = re.compile(
    r"^( *(?:- )?(?:text|title|summary|name|lead|question|avoid|condition|note): )(\S.*?)$", re.MULTILINE
)
Edit = Callable[[Path, random.Random, int], str]


def tiny_site(folder: Path) -> Path:
    """The site of ``kb init`` in two languages."""
    options = ["--locale", "en", "--locale", "pl", "--country", "PL", "--on", DAY.isoformat()]
    done = CliRunner().invoke(main, ["init", str(folder), *options])
    assert done.exit_code == 0, done.output
    return folder


def word(root: Path, chance: random.Random, number: int) -> str:
    """A word more in some text of some YAML file."""
    file = chance.choice(sorted((root / "products").rglob("*.yml")))
    text = file.read_text("utf-8")
    places = [found for found in _TEXT.finditer(text) if found[2][0] not in "\"'[{|>&"]
    if places:
        found = chance.choice(places)
        text = f"{text[: found.end()]} word{number}{text[found.end() :]}"
        file.write_text(text, "utf-8")
    return f"word in {file.name}"


def paragraph(root: Path, chance: random.Random, number: int) -> str:
    """A paragraph more in a page of Markdown."""
    file = chance.choice(sorted([*(root / "products").rglob("*.md"), *(root / "docs").glob("*.md")]))
    file.write_text(f"{file.read_text('utf-8')}\nParagraph **{number}**.\n", "utf-8")
    return f"paragraph in {file.name}"


def added(root: Path, chance: random.Random, number: int) -> str:
    """A new guide, as one that is there."""
    guides = sorted((root / "products/kettle/guides").glob("*.yml"))
    if not guides:
        return "no guide is left"
    text = guides[0].read_text("utf-8")
    text = re.sub(r"^id: .*$", f"id: KB-9{number:03}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^title: .*$", f"title: Guide {number}", text, count=1, flags=re.MULTILINE)
    (root / f"products/kettle/guides/new-{number}.yml").write_text(text, "utf-8")
    return f"new guide {number}"


def renamed(root: Path, chance: random.Random, number: int) -> str:
    """An article under another name: another address."""
    file = chance.choice(_articles(root))
    file.rename(file.with_name(f"renamed-{number}{file.suffix}"))
    return f"{file.name} renamed"


def removed(root: Path, chance: random.Random, number: int) -> str:
    """An article that is gone."""
    new = sorted((root / "products").rglob("new-*.yml"))
    file = chance.choice(new or _articles(root))
    file.unlink()
    return f"{file.name} removed"


def state(root: Path, chance: random.Random, number: int) -> str:
    """An article that is published no more, or again."""
    file = chance.choice(_articles(root))
    text = file.read_text("utf-8")
    now, then = ("published", "draft") if "state: published" in text else ("draft", "published")
    file.write_text(text.replace(f"state: {now}", f"state: {then}"), "utf-8")
    return f"{file.name} is {then}"


def picture(root: Path, chance: random.Random, number: int) -> str:
    """A picture that was drawn again."""
    file = chance.choice(sorted((root / "products").rglob("*.svg")))
    file.write_text(file.read_text("utf-8").replace("</svg>", f"<!-- {number} --></svg>"), "utf-8")
    return f"{file.name} redrawn"


def style(root: Path, chance: random.Random, number: int) -> str:
    """Another colour."""
    file = root / "overrides/assets/brand.css"
    file.write_text(f"{file.read_text('utf-8')}\n.kb-{number} {{ color: red; }}\n", "utf-8")
    return "style"


def template(root: Path, chance: random.Random, number: int) -> str:
    """A template of the site's own, or the packaged one again."""
    file = root / "overrides/partials/footer.html"
    if file.is_file():
        shutil.rmtree(file.parent)
        return "own template removed"
    packaged = package_files("kb_builder.site") / "theme/partials/footer.html"
    file.parent.mkdir(parents=True)
    file.write_text(packaged.read_text("utf-8").replace("</footer>", f"<p>{number}</p></footer>"), "utf-8")
    return "own template"


def configuration(root: Path, chance: random.Random, number: int) -> str:
    """Another icon in the base configuration."""
    file = root / "mkdocs.yml"
    text = file.read_text("utf-8")
    icons = ("material/lifebuoy", "material/wrench")
    now = next(icon for icon in icons if icon in text)
    file.write_text(text.replace(now, icons[now == icons[0]]), "utf-8")
    return "configuration"


def translation(root: Path, chance: random.Random, number: int) -> str:
    """PO files brought up to date, and a text translated."""
    loaded = load(root)
    update(root, loaded.catalogue, loaded.po_files)
    file = chance.choice(sorted(root.rglob("locale/pl.po")))
    parts = file.read_text("utf-8").split("\n\n")
    place = chance.randrange(1, len(parts))
    parts[place] = re.sub(r'msgstr ""\s*$', f'msgstr "Tekst {number}"', parts[place])
    file.write_text("\n\n".join(parts).rstrip("\n") + "\n", "utf-8")
    return f"translation in {file.parent.parent.name}"


EDITS: tuple[Edit, ...] = (
    word, word, paragraph, added, renamed, removed, state, picture, style, template, configuration, translation,
)  # fmt: skip


def _articles(root: Path) -> list[Path]:
    kinds = ("guides", "trees", "articles", "notices")
    return sorted(
        file for kind in kinds for file in (root / "products/kettle").glob(f"{kind}/*") if file.is_file()
    )
