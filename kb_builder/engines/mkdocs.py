"""MkDocs with Material, run as a process of its own: a crash there can't take the build with it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from kb_builder.engines.engine import Built, EngineError

_PAGE = re.compile(r"(?:page|file|reading) '([^']+\.md)'")
_LINE = re.compile(r"^(WARNING|ERROR|CRITICAL)\s+-\s+(.*)$", re.MULTILINE)


class MkDocs:
    """``mkdocs build --strict`` of this Python."""

    def build(self, project: Path, day: date) -> Built:
        """Build ``project/mkdocs.yml`` into ``project/site``.

        :raises EngineError: when MkDocs fails or warns.
        """
        noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": str(noon),
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONHASHSEED": "0",
        }
        # Without --quiet: it would silence the warnings before --strict can count them.
        command = [
            sys.executable,
            "-m",
            "kb_builder.engines.run",
            "build",
            "--strict",
            "-f",
            "mkdocs.yml",
        ]
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        log = done.stderr
        if done.returncode:
            raise _error(log)
        peak = re.search(r"^kb-peak (\d+)$", log, re.MULTILINE)
        return Built(project / "site", tuple(m[2] for m in _LINE.finditer(log)), int(peak[1]) if peak else 0)


def _error(log: str) -> EngineError:
    page = _PAGE.search(log)
    said = _LINE.search(log)
    lines = [line for line in log.splitlines() if line.strip() and not line.startswith("kb-peak ")]
    last = lines[-1] if lines else "no message"
    return EngineError(said[2] if said else last, page[1] if page else None, log)
