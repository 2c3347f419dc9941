"""Runs a command as a process of its own and says what it took."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class CommandFailedError(Exception):
    """A command that had to work did not; the message holds what it said."""


@dataclass(frozen=True)
class Run:
    """What one process and those that it started took."""

    seconds: float
    cpu_seconds: float
    """User and system time; on a machine that does other work too, this is the steadier figure."""
    peak_bytes: int
    """Most memory of any of the processes; never less than what this process holds itself."""
    output: str
    stopped: bool = False
    """It reached the limit of time."""


def run_module(module: str, *arguments: str, folder: Path = ROOT, limit: float | None = None) -> Run:
    """Run ``python -m module``; after ``limit`` seconds it is stopped.

    :raises CommandFailedError: when it ends with an error.
    """
    return run([sys.executable, "-m", module, *arguments], folder, limit)


def run(command: Sequence[str], folder: Path, limit: float | None) -> Run:
    """Run any command in a folder."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=errors, start_new_session=True
        )
        late = threading.Event()
        timer = threading.Timer(limit or threading.TIMEOUT_MAX, _stop, (process.pid, late))
        timer.daemon = True
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        said = output.read()
        if process.returncode and not late.is_set():
            text = f"{' '.join(command)}\nended with {process.returncode}\n{said[-3000:]}\n{errors.read()[-3000:]}"
            raise CommandFailedError(text)
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, said, late.is_set())


def _stop(process: int, late: threading.Event) -> None:
    late.set()
    os.killpg(process, signal.SIGKILL)
