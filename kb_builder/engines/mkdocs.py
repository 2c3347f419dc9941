"""MkDocs with Material, run as a process of its own: a crash there can't take the build with it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from queue import Queue

from kb_builder.engines.engine import Built, EngineError

_PAGE = re.compile(r"(?:page|file|reading) '([^']+\.md)'")
_LINE = re.compile(r"^(WARNING|ERROR|CRITICAL)\s+-\s+(.*)$", re.MULTILINE)


class MkDocs:
    """``mkdocs build --strict`` of this Python."""

    def build(self, project: Path, day: date) -> Built:
        """Build ``project/mkdocs.yml`` into ``project/site``.

        :raises EngineError: when MkDocs fails or warns.
        """
        environment = {**_environment(), "SOURCE_DATE_EPOCH": _noon(day)}
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


class WarmMkDocs:
    """The same with processes that stay, for a preview: the second build does not wait for Python to start."""

    def __init__(self, processes: int) -> None:
        self._idle: Queue[subprocess.Popen[str]] = Queue()
        self._all = [_worker() for _ in range(processes)]
        for worker in self._all:
            self._idle.put(worker)

    def build(self, project: Path, day: date) -> Built:
        """Build ``project/mkdocs.yml`` into ``project/site``.

        :raises EngineError: when MkDocs fails or warns.
        """
        worker = self._idle.get()
        try:
            assert worker.stdin is not None
            assert worker.stdout is not None
            worker.stdin.write(json.dumps({"project": str(project.resolve()), "epoch": _noon(day)}) + "\n")
            worker.stdin.flush()
            line = worker.stdout.readline()
        except OSError:
            line = ""
        if not line:
            self._all.remove(worker)
            worker.kill()
            worker = _worker()
            self._all.append(worker)
        self._idle.put(worker)
        answer = json.loads(line or '{"ok": false, "log": "the engine ended", "peak": 0}')
        warnings = tuple(found[2] for found in _LINE.finditer(answer["log"]))
        if not answer["ok"] or warnings:
            raise _error(answer["log"])
        return Built(project / "site", (), answer["peak"])

    def close(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.terminate()
            worker.wait()


def _worker() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kb_builder.engines.worker"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True
    )


def _environment() -> dict[str, str]:
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "0"}


def _noon(day: date) -> str:
    return str(int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()))


def _error(log: str) -> EngineError:
    page = _PAGE.search(log)
    said = _LINE.search(log)
    lines = [line for line in log.splitlines() if line.strip() and not line.startswith("kb-peak ")]
    last = lines[-1] if lines else "no message"
    return EngineError(said[2] if said else last, page[1] if page else None, log)
