"""Debian's nginx for the test of its map: `python -m tests.publishing.nginx --install` sees to it where that is possible."""

import os
import shutil
import sys
from pathlib import Path

from tests.browser.chromium import apt_install

MISSING = "no nginx was found: install Debian's package nginx-light, then run make test"


def find_nginx() -> Path | None:
    """The program; it stands outside the PATH of ordinary users."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    return Path(found) if found else None


def main(arguments: list[str]) -> int:
    """Install it where it is missing and the user may; without it the test says so itself."""
    if "--install" in arguments and not find_nginx():
        apt_install("nginx-light")
    found = find_nginx()
    print(f"nginx for the tests: {found}" if found else f"The test of nginx can't run: {MISSING}.")
    return 1 if found is None and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
