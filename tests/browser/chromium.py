"""Finds the Chromium that the browser tests drive, and installs one where that is possible.

`python -m tests.browser.chromium` prints the path; `--install` makes sure that there is one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

LIGHT = "chromium-headless-shell"
"""Debian's Chromium without a window: it shows the same pages and takes half the time for it."""
NAMES = (LIGHT, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOAD_SECONDS = 300
APT_SECONDS = 900
MISSING = "no Chromium was found: install chromium or google-chrome, or set KB_CHROMIUM to the path of one, then run make test"

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-ipc-flooding-protection",
)
"""How the tests start it: as root, without a display, without requests of its own, and able to walk hundreds of paths a second."""


def find_chromium() -> Path | None:
    """The first Chromium that starts: KB_CHROMIUM, one on the PATH, the one that Playwright downloaded."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[Path]:
    if "KB_CHROMIUM" in os.environ:
        yield Path(os.environ["KB_CHROMIUM"])
        return
    for name in NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    downloaded = _downloaded()
    if downloaded:
        yield downloaded


def _downloaded() -> Path | None:
    """Playwright knows where it would put its own browser; asking costs half a second, so it comes last."""
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    done = _run([sys.executable, "-c", code], seconds=60)
    path = Path(done.stdout.strip()) if done and done.returncode == 0 else None
    return path if path and path.is_file() else None


def _starts(path: Path) -> bool:
    """Ubuntu's chromium-browser may be a stub without the program; a download may lack libraries."""
    done = _run([str(path), "--version"], seconds=60)
    return done is not None and done.returncode == 0


def _run(command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[str] | None:
    """None when the program is missing or takes too long."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def apt_install(*packages: str) -> bool:
    """Install Debian packages where the user may do so without a password."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        prefix: list[str] = []
    elif (allowed := _run(["sudo", "-n", "true"], seconds=10)) and allowed.returncode == 0:
        prefix = ["sudo", "-n", "DEBIAN_FRONTEND=noninteractive"]
    else:
        return False
    print(f"Installing {' '.join(packages)} with apt", flush=True)
    _run([*prefix, "apt-get", "update", "-qq"], seconds=APT_SECONDS)
    done = _run(
        [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], APT_SECONDS
    )
    return done is not None and done.returncode == 0


def _has_chinese_font() -> bool:
    done = _run(["fc-list", ":lang=zh-tw", "family"], seconds=60)
    return bool(done and done.returncode == 0 and done.stdout.strip())


def install() -> Path | None:
    """Take the installed Chromium, else Playwright's, else Debian's; then see to Chinese glyphs.

    Where nobody works but the tests (CI=true), the light one is installed beside a heavy one.
    """
    if os.environ.get("CI") == "true" and "KB_CHROMIUM" not in os.environ and not shutil.which(LIGHT):
        apt_install(LIGHT, "fonts-noto-cjk")
    found = find_chromium()
    if not found and "KB_CHROMIUM" in os.environ:
        print(f"KB_CHROMIUM names {os.environ['KB_CHROMIUM']!r}, which doesn't start.", file=sys.stderr)
        return None
    if not found:
        print("Looking for a Chromium for the tests: downloading Playwright's", flush=True)
        _run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=DOWNLOAD_SECONDS)
        found = find_chromium()
    for package in (LIGHT, "chromium"):
        if not found and apt_install(package, "fonts-noto-cjk"):
            found = find_chromium()
    if found and not _has_chinese_font() and not apt_install("fonts-noto-cjk"):
        print("No font with Chinese characters was found; screenshots of zh-Hant will show boxes.")
    return found


def main(arguments: Sequence[str]) -> int:
    """Print the path. Without one: 1 where the tests need it (CI=true), else a message and 0."""
    found = install() if "--install" in arguments else find_chromium()
    if found:
        print(f"Chromium for the tests: {found}")
        return 0
    print(f"The browser tests can't run: {MISSING}.", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
