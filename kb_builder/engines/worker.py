"""MkDocs in a process that stays (``python -m kb_builder.engines.worker``): a line of JSON in, a line of JSON out, a build each."""

from __future__ import annotations

import json
import logging
import os
import resource
import sys


class _Lines(logging.Handler):
    """Collects what MkDocs says, in the form of its own log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname:<8}-  {record.getMessage()}")


def main() -> None:
    """Answer requests ``{"project": …, "epoch": …}`` with ``{"ok": …, "log": …, "peak": …}`` until the input ends."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        os.environ["SOURCE_DATE_EPOCH"] = asked["epoch"]
        said = _Lines()
        logger.addHandler(said)
        ok = True
        try:
            config = load_config(f"{asked['project']}/mkdocs.yml", strict=True)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except (Abort, ConfigurationError) as error:
            ok = False
            said.lines.append(str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the page's fault and not the end of the preview
            ok = False
            said.lines.append(f"{type(error).__name__}: {error}")
        finally:
            logger.removeHandler(said)
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        answers.write(json.dumps({"ok": ok, "log": "\n".join(said.lines), "peak": peak}) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
