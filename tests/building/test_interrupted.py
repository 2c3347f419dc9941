"""Whatever happens to a build, the last good site stays whole and the next run works."""

from __future__ import annotations

import contextlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.building.edits import DAY, tiny_site
from tests.site.html import tree_hash

KILLS = 50 if os.environ.get("KB_SOAK") else 10
"""``make soak`` does more."""


def kb_build(root: Path, limit: int | None = None) -> subprocess.Popen[str]:
    """A build in a process group of its own; no file of it may be larger than ``limit`` bytes."""

    def prepare() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "kb_builder", "build", "-C", str(root), "--on", DAY.isoformat()]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, start_new_session=True, preexec_fn=prepare
    )


def finished(root: Path) -> str:
    """A build that has to succeed; what it said."""
    process = kb_build(root)
    out, err = process.communicate()
    assert process.returncode == 0, out + err
    return out + err


def change(root: Path, number: int) -> None:
    """Another text on the home page."""
    brand = root / "products/_shared/brand.yml"
    lines = brand.read_text("utf-8").split("\n")
    place = next(index for index, line in enumerate(lines) if line.strip().startswith("lead:"))
    lines[place] = f"  lead: Version {number} of the text."
    brand.write_text("\n".join(lines), "utf-8")


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """There is always the old site or the new one, whole; the next run makes the new one."""
    chance = random.Random(11)
    root = tiny_site(tmp_path / "site")
    started = time.monotonic()
    finished(root)
    takes = time.monotonic() - started
    for number in range(KILLS):
        old = tree_hash(root / "site")
        change(root, number)
        process = kb_build(root)
        time.sleep(chance.uniform(0, takes))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        left = tree_hash(root / "site") if (root / "site").exists() else None
        mended = finished(root) and tree_hash(root / "site")
        # Between the two renames there is no site for a moment; it is whole beside its place, and the next run puts it back.
        assert left in (old, mended, None)
        assert left is not None or not (root / ".site.old").exists()
        assert f"Version {number} of the text." in (root / "site/index.html").read_text("utf-8")


def test_two_builds_at_once(tmp_path: Path) -> None:
    """The second one says that another is at work, or waits for nothing and works after it; the site is whole."""
    root = tiny_site(tmp_path / "site")
    finished(root)
    change(root, 1)
    both = [kb_build(root), kb_build(root)]
    said = [process.communicate() for process in both]
    assert 0 in [process.returncode for process in both], said
    for process, (_, err) in zip(both, said, strict=True):
        assert process.returncode in (0, 2)
        assert process.returncode == 0 or "another build of this site is at work" in err
    assert "Version 1 of the text." in (root / "site/index.html").read_text("utf-8")


def test_a_full_disk(tmp_path: Path) -> None:
    """The build says so and ends; the last good site is unchanged; with room again it works."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(disk)], capture_output=True, check=False
    )
    try:
        root = tiny_site(disk / "site")
        finished(root)
        old = tree_hash(root / "site")
        change(root, 1)
        if mounted.returncode == 0:
            _fill(disk / "filler")
            process = kb_build(root)
        else:  # Without the right to mount, a limit on the size of files stands for the full disk.
            process = kb_build(root, limit=10_000)
        out, err = process.communicate()
        assert process.returncode == 2, out + err
        assert "can't be written" in err
        assert "Traceback" not in err
        assert tree_hash(root / "site") == old
        (disk / "filler").unlink(missing_ok=True)
        finished(root)
        assert "Version 1 of the text." in (root / "site/index.html").read_text("utf-8")
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(disk)], check=True)


def _fill(file: Path) -> None:
    """All the room that is left but some kilobytes."""
    with file.open("wb", buffering=0) as target, contextlib.suppress(OSError):
        while True:
            target.write(b"\0" * 4096)
