"""Runs MkDocs in a process of its own and says how much memory it took (``python -m kb_builder.engines.run``)."""

from __future__ import annotations

import resource
import sys


def main() -> None:
    """Pass all arguments to MkDocs; the last line on standard error is ``kb-peak BYTES``."""
    from mkdocs.__main__ import cli

    try:
        cli(args=sys.argv[1:], standalone_mode=True)
    finally:
        unit = 1 if sys.platform == "darwin" else 1024
        sys.stderr.write(f"kb-peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit}\n")


if __name__ == "__main__":
    main()
