"""The demo site, built once for all tests and all workers, from a copy, so that the checkout stays as it is."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from kb_builder.content.load import load
from kb_builder.site.plan import Plan, plan
from kb_builder.site.view import visible

CHECKOUT = Path(__file__).parent.parent
SOURCES = ("products", "docs", "overrides", "mkdocs.yml")
DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Built:
    """A catalogue that was built."""

    root: Path

    @property
    def site(self) -> Path:
        """The finished site."""
        return self.root / "site"

    def project(self, locale: str) -> Path:
        """The emitted project of a locale."""
        return self.root / "build" / locale


@cache
def demo_plan() -> Plan:
    """The demo site's pages, read from the checkout, for tests with a case a page."""
    return plan(visible(load(CHECKOUT).catalogue), DAY)


def demo_locales() -> tuple[str, ...]:
    """The demo site's languages."""
    return demo_plan().catalogue.brand.record.locales


def copy_of_demo(folder: Path) -> Path:
    """Everything that a writer keeps of the demo site."""
    for name in SOURCES:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def built(root: Path) -> Built:
    """Build the site at ``root``.

    :raises AssertionError: when it has errors; all of them are in the message.
    """
    # Not at the top: the whole run reads this module, and should not fail with the one that imports everything.
    from kb_builder.pipeline import Request, build

    report = build(Request(root, DAY))
    told = [f"{one.file}:{one.line}:{one.column}: {one.code}: {one.message}" for one in report.errors]
    assert not told, "\n".join(told)
    return Built(root)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first worker fills and the others wait for; when making it fails, it fails in all of them."""
    top = factory.getbasetemp()
    folder = (top.parent if "PYTEST_XDIST_WORKER" in os.environ else top) / name
    done, failed = folder.with_suffix(".done"), folder.with_suffix(".failed")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists() and not failed.exists():
            try:
                make(folder)
                done.touch()
            except BaseException as error:
                failed.write_text(str(error), encoding="utf-8")
                raise
    assert not failed.exists(), failed.read_text("utf-8")
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The demo site as of :data:`DAY`."""
    return Built(made_once(tmp_path_factory, "demo", lambda folder: built(copy_of_demo(folder))))
