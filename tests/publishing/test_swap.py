"""A new site takes the place of the old one whole, and nothing of others is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kb_builder.publishing.swap import BusyError, files_of, mend, only_build, swap
from kb_builder.site.files import read_manifest, write_manifest


def site_of(folder: Path, **files: str) -> Path:
    """A folder with files and the manifest that names them."""
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    write_manifest(folder, files_of(folder))
    return folder


def put(folder: Path, name: str, text: str = "by others") -> None:
    """A file that the builder knows nothing of."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def shown(site: Path) -> dict[str, str]:
    """Every file but the manifest with its text."""
    return {name: (site / name).read_text() for name in files_of(site) if name != ".kb-manifest.json"}


def test_the_first_site(tmp_path: Path) -> None:
    """There may be nothing to replace."""
    swap(site_of(tmp_path / "new", index="1"), tmp_path / "site", frozenset())
    assert shown(tmp_path / "site") == {"index": "1"}
    assert not (tmp_path / "new").exists()


def test_old_files_go_and_foreign_files_stay(tmp_path: Path) -> None:
    """Of the old site only what the last run wrote is dropped."""
    site = site_of(tmp_path / "site", index="old", gone__index="old")
    put(site, "CNAME", "help.example.com")
    put(site, ".well-known/security.txt")
    put(site, "gone/notes.txt")
    swap(site_of(tmp_path / "new", index="new"), site, read_manifest(site))
    assert shown(site) == {
        "index": "new",
        "CNAME": "help.example.com",
        ".well-known/security.txt": "by others",
        "gone/notes.txt": "by others",
    }
    assert read_manifest(site) == {"index"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_foreign_file_never_hides_a_new_one(tmp_path: Path) -> None:
    """Where both have a file of the same name, the site's own is the one that readers get."""
    site = site_of(tmp_path / "site", index="old")
    put(site, "robots.txt")
    new = site_of(tmp_path / "new", index="new")
    put(new, "robots.txt", "new")
    swap(new, site, read_manifest(site))
    assert shown(site)["robots.txt"] == "new"


@pytest.mark.parametrize("clash", ["file-for-folder", "folder-for-file"])
def test_a_foreign_file_in_the_way_of_a_folder(tmp_path: Path, clash: str) -> None:
    """The site's own files win here, too, and the build goes on."""
    site, new = site_of(tmp_path / "site", index="old"), site_of(tmp_path / "new", index="new")
    foreign, own = ("faq", "faq/index.html") if clash == "file-for-folder" else ("faq/index.html", "faq")
    put(site, foreign)
    put(new, own, "new")
    swap(new, site, read_manifest(site))
    assert shown(site) == {"index": "new", own: "new"}


def test_links_of_others_are_kept_as_links(tmp_path: Path) -> None:
    """What they point to is not copied, even when it is not there."""
    site = site_of(tmp_path / "site", index="old")
    (site / "latest").symlink_to("../somewhere-else")
    swap(site_of(tmp_path / "new", index="new"), site, read_manifest(site))
    assert (site / "latest").readlink() == Path("../somewhere-else")


def test_a_site_that_is_a_link(tmp_path: Path) -> None:
    """Where ``site`` points to the folder that the server shows, that folder gets the new site, again and again."""
    (tmp_path / "www").mkdir()
    site = tmp_path / "site"
    site.symlink_to("www")
    for text in ("1", "2", "3"):
        mend(site)
        swap(site_of(tmp_path / "new", index=text), site, read_manifest(site))
        assert site.is_symlink()
        assert shown(tmp_path / "www") == {"index": text}


def killed_after(renames: int, tmp_path: Path) -> None:
    """Swap in another process that is killed, without any chance to clean up, before its next rename."""
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from kb_builder.publishing.swap import swap\n"
        "from kb_builder.site.files import read_manifest\n"
        "left, replace = int(sys.argv[1]), Path.replace\n"
        "def counted(self, target):\n"
        "    global left\n"
        "    if left == 0:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    left -= 1\n"
        "    return replace(self, target)\n"
        "Path.replace = counted\n"
        "swap(Path('new'), Path('site'), read_manifest(Path('site')))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(renames)], cwd=tmp_path, check=False)
    assert done.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("renames", "expected"), [(0, "old"), (1, "old"), (2, "new")])
def test_a_run_that_was_killed_is_mended(tmp_path: Path, renames: int, expected: str) -> None:
    """Whenever it happens, afterwards there is a whole site, and the next run puts its own in place."""
    site = site_of(tmp_path / "site", index="old")
    put(site, "CNAME")
    site_of(tmp_path / "new", index="new")
    killed_after(renames, tmp_path)
    mend(site)
    assert shown(site) == {"index": expected, "CNAME": "by others"}
    swap(site_of(tmp_path / "newer", index="newer"), site, read_manifest(site))
    assert shown(site) == {"index": "newer", "CNAME": "by others"}
    assert not (tmp_path / ".site.old").exists()


def test_only_one_build_at_a_time(tmp_path: Path) -> None:
    """A second build of the same site is refused; another site's is not; the lock ends with its holder."""
    cache, other = tmp_path / "cache", tmp_path / "other"
    with only_build(cache), only_build(other), pytest.raises(BusyError), only_build(cache):
        pass
    with only_build(tmp_path / "cache"):
        pass


def test_the_lock_of_a_killed_build_is_free(tmp_path: Path) -> None:
    """No file has to be removed by hand."""
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from kb_builder.publishing.swap import only_build\n"
        "with only_build(Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    time.sleep(600)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError), only_build(tmp_path):
            pass
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    with only_build(tmp_path):
        pass
