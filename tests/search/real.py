"""How well both searches find in somebody else's help centre, by hand: ``python -m tests.search.real FOLDER [QUESTIONS.tsv]``.

Imports the folder into a new site, builds it and asks ``questions/arduino.tsv``: what users of such boards would ask, in
their words, with the ids of arduino/help-center-content (commit ba74efc7). The questions were written from the list of
titles before any result was seen.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from tests.importers.real import kb

QUESTIONS = Path(__file__).parent / "questions/arduino.tsv"
AIM = 0.75
"""The share of questions with a right article among the first three."""


def main() -> None:
    """Print the shares of both engines and each miss; end with 1 when one of them stays below the aim."""
    if len(sys.argv) not in (2, 3) or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m tests.search.real FOLDER [QUESTIONS.tsv]")
    queries = sys.argv[2] if len(sys.argv) == 3 else str(QUESTIONS)
    below = False
    with tempfile.TemporaryDirectory() as temporary:
        site = str(Path(temporary) / "site")
        kb("init", site)
        kb("import", "markdown", sys.argv[1], site, "--on", "2026-01-31")
        kb("build", "-C", site)
        for engine in ("agent", "site"):
            options = ("search", "test", "-C", site, "--engine", engine, "--queries", queries)
            print(f"{engine}: {kb(*options)}")
            below |= json.loads(kb(*options, "--json"))["hit@3"] < AIM
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
