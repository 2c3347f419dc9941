"""Small sites on disk for the tests of this folder, and the comparison with what they should become."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

BRAND = """\
name: Lumo
site_name: Lumo Help
description: Help for lamps.
site_url: https://help.lumo.example/
locales: [{locales}]
markets:
  - {{country: PL, locales: [{locales}], currency: PLN, time_zone: Europe/Warsaw}}
home: {{title: How can we help?, lead: Describe the problem.}}
"""
UPDATE_GOLDENS = os.environ.get("UPDATE_GOLDENS") == "1"


def cases(folder: Path) -> list[Path]:
    """The examples in a folder, one a sub-folder."""
    return sorted(path for path in folder.iterdir() if path.is_dir())


def site(case: Path, target: Path, locales: str = "en, pl") -> Path:
    """A copy of an example, with a brand when it brings none of its own."""
    shutil.copytree(case, target)
    brand = target / "products" / "_shared" / "brand.yml"
    if not brand.is_file():
        brand.parent.mkdir(parents=True, exist_ok=True)
        brand.write_text(BRAND.format(locales=locales), "utf-8")
    return target


def po_files(root: Path) -> dict[str, str]:
    """Every PO file of a site but those of the brand: path → text."""
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted(root.rglob("*.po"))
        if path.parent.parent.name != "_shared"
    }


def assert_files(found: Mapping[str, str], expected: Path) -> None:
    """The files are those of the folder, byte by byte; with UPDATE_GOLDENS=1 the folder becomes them."""
    if UPDATE_GOLDENS:
        shutil.rmtree(expected, ignore_errors=True)
        for name, text in found.items():
            (expected / name).parent.mkdir(parents=True, exist_ok=True)
            (expected / name).write_text(text, "utf-8")
    wanted = {path.relative_to(expected).as_posix(): path.read_text("utf-8") for path in files_in(expected)}
    assert found == wanted


def assert_text(found: str, expected: Path) -> None:
    """The text is that of the file; with UPDATE_GOLDENS=1 the file becomes it."""
    if UPDATE_GOLDENS:
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def files_in(folder: Path) -> Iterable[Path]:
    """All files below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
