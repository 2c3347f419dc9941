"""The real tools of GNU gettext read and merge the PO files without loss."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kb_builder.content.load import load
from kb_builder.content.po import PoFile, parse_po
from kb_builder.content.translation_update import update
from tests.building.edits import tiny_site
from tests.demo import CHECKOUT

FILES = sorted(path.relative_to(CHECKOUT).as_posix() for path in CHECKOUT.glob("products/*/locale/*.po"))


@pytest.fixture(autouse=True)
def tools() -> None:
    """``make test`` installs them where it may."""
    if not shutil.which("msgfmt") or not shutil.which("msgmerge"):
        pytest.skip("GNU gettext is not installed; on Debian: sudo apt install gettext")


def run(*command: str | Path) -> str:
    """What a tool prints; it has to succeed."""
    done = subprocess.run([str(one) for one in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def parsed(text: str) -> PoFile:
    """The messages of a PO file."""
    po, problems = parse_po(text, "x.po")
    assert po is not None
    assert problems == ()
    return po


@pytest.mark.parametrize("file", FILES)
def test_msgfmt_accepts_the_demo(file: str, tmp_path: Path) -> None:
    """``msgfmt --check`` finds nothing wrong with any file."""
    run("msgfmt", "--check", "-o", tmp_path / "x.mo", CHECKOUT / file)


def test_a_merge_loses_nothing(tmp_path: Path) -> None:
    """A new file of ``kb translate update`` passes; what a translator adds comes back from ``msgmerge`` and from the next update."""
    root = tiny_site(tmp_path / "site")
    loaded = load(root)
    update(root, loaded.catalogue, loaded.po_files)
    file = root / "products/kettle/locale/pl.po"
    fresh = tmp_path / "fresh.po"
    shutil.copy2(file, fresh)
    run("msgfmt", "--check", "-o", tmp_path / "x.mo", file)
    text = file.read_text("utf-8")
    old = 'msgid "Boil the water once."\nmsgstr ""'
    assert text.count(old) == 1
    text = text.replace(old, old[:-2] + '"Zagotuj wodę raz."').replace(
        "Last-Translator: ", "Last-Translator: Ola"
    )
    at = text.rindex("\n\n", 0, text.index("Zagotuj wodę raz.")) + 2
    file.write_text(f"{text[:at]}# Ask the service desk.\n{text[at:]}", "utf-8")
    merged = parsed(run("msgmerge", "--no-fuzzy-matching", file, fresh))
    loaded = load(root)
    update(root, loaded.catalogue, loaded.po_files)
    ours = parsed(file.read_text("utf-8"))
    for po in (merged, ours):
        message = next(one for one in po.messages if one.source == "Boil the water once.")
        assert message.target == "Zagotuj wodę raz."
        assert message.comments == ("# Ask the service desk.",)
        assert message.references == (
            ("products/kettle/guides/descale-the-kettle.yml", message.references[0][1]),
        )
        assert message.references[0][1] > 1
        assert "Ola" in po.header
    key = [(one.context, one.source, one.target) for one in merged.messages]
    assert key == [(one.context, one.source, one.target) for one in ours.messages]
    run("msgfmt", "--check", "-o", tmp_path / "x.mo", file)
