"""`kb link`: what agents paste, and what became of what they pasted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb_builder.cli import main
from tests.checks.sites import BASE, site

GUIDE = "products/wm/guides/clean-filter.yml"
HAZARDS = """\
aliases: [KB-900]
hazards: [{level: caution, type: hot-liquid, text: The water is <hot>., avoid: Let it cool.}]
"""
POLISH = """msgid ""
msgstr ""
"Language: pl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "KB-1001:title"
msgid "Clean the drain filter"
msgstr "Wyczyść filtr"

msgctxt "KB-1001:steps.unplug.text"
msgid "Pull the plug."
msgstr "Wyjmij wtyczkę."
"""
HOST = "https://help.nordvik.example"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a guide that has an alias, a hazard and a Polish title, with a moved address and an archived article."""
    guide = (BASE / GUIDE).read_text("utf-8")
    old = guide.replace("KB-1001", "KB-1002").replace(
        "state: published", "state: archived\nreplaced_by: KB-1001"
    )
    files = {
        GUIDE: guide + HAZARDS,
        "products/wm/guides/old-filter.yml": old,
        "products/wm/locale/pl.po": POLISH,
        "products/_shared/redirects.yml": "redirects: [{from: /old-help/filter, to: KB-1001}]\n",
    }
    return site(tmp_path, files)


def run(root: Path, *arguments: str) -> Result:
    """A command of kb on a fixed day."""
    return CliRunner().invoke(
        main, ["link", *arguments, "-C", str(root), "--on", "2026-11-23"], prog_name="kb"
    )


@pytest.mark.parametrize(
    ("arguments", "link"),
    [
        (["KB-1001"], "/k/KB-1001/"),
        (["KB-900"], "/k/KB-1001/"),
        (["KB-1001", "--step", "drain"], "/k/KB-1001/#drain"),
        (["KB-1001", "--locale", "pl"], "/pl/k/KB-1001/"),
        (["KB-1001", "--locale", "PL", "--step", "drain"], "/pl/k/KB-1001/#drain"),
        (["KB-1001", "--locale", "en"], "/k/KB-1001/"),
        (["of", "KB-1001"], "/k/KB-1001/"),
    ],
)
def test_the_link(root: Path, arguments: list[str], link: str) -> None:
    """The short link of the article, whichever of its names was typed."""
    result = run(root, *arguments)
    assert (result.exit_code, result.output) == (0, f"{HOST}{link}\n")


def test_a_reply_as_text(root: Path) -> None:
    """In the customer's language as far as it is translated: the danger, the steps, the link."""
    result = run(root, "KB-1001", "--reply", "text", "--locale", "pl")
    assert result.output == (
        "Wyczyść filtr\n\nThe water is <hot>. Let it cool.\n\n1. Wyjmij wtyczkę.\n2. Turn the filter slowly to the left.\n\n"
        f"Wszystko na ten temat, ze zdjęciami: {HOST}/pl/k/KB-1001/\n"
    )


def test_a_reply_as_html(root: Path) -> None:
    """The same with formatting; texts are escaped; with a step only that one."""
    result = run(root, "KB-1001", "--reply", "html", "--step", "drain")
    assert result.output == (
        "<p><strong>Clean the drain filter</strong></p>\n<p>The water is &lt;hot&gt;. Let it cool.</p>\n"
        "<ol>\n<li>Turn the filter slowly to the left.</li>\n</ol>\n"
        f'<p>All about it, with pictures: <a href="{HOST}/k/KB-1001/#drain">{HOST}/k/KB-1001/#drain</a></p>\n'
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["KB-1"], "customers can see no article 'KB-1'"),
        (["KB-1001", "--step", "dry"], "KB-1001 has no step 'dry'; it has drain, unplug"),
        (["KB-1001", "--locale", "fr"], "the site has no language 'fr'; it has en, pl"),
    ],
)
def test_what_there_is_not(root: Path, arguments: list[str], message: str) -> None:
    """In a line, with what there is."""
    result = run(root, *arguments)
    assert (result.exit_code, result.output) == (2, f"kb: {message}\n")


def test_links_in_old_replies(root: Path) -> None:
    """Each link with its line and fate; other hosts are nobody's business."""
    lines = {
        f"See {HOST}/k/KB-1001/#drain.": "",
        f"({HOST}/pl/wm/clean-filter/)": "",
        f"{HOST}/k/KB-900/": f"moved: {HOST}/k/KB-1001/",
        f"{HOST}/old-help/filter": f"moved: {HOST}/wm/clean-filter/",
        f"{HOST}/wm/old-filter/": f"is archived: {HOST}/wm/old-filter/",
        f"{HOST}/wm/clean-filter/#dry": f"its place is gone: {HOST}/wm/clean-filter/",
        f"{HOST}/k/KB-77/": "is dead",
        "https://elsewhere.example/k/KB-77/": "",
    }
    file = root / "old-replies.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    result = run(root, "check", str(file))
    told = [f"{file}:{number}: {line} {fate}" for number, (line, fate) in enumerate(lines.items(), 1) if fate]
    assert result.output.splitlines() == [*told, "7 links, 2 good, 2 to mend"]
    assert result.exit_code == 1
    file.write_text(f"{HOST}/wm/", encoding="utf-8")
    assert run(root, "check", str(file)).exit_code == 0
