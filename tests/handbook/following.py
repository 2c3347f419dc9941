"""Does what a page says: writes the files that it shows and types its commands, in the order of the page."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from kb_builder.cli import main
from tests.handbook.blocks import Block, Command, blocks, commands

_NOT_OURS = frozenset({"git", "pip", "make", "mkdocs", "msgfmt"})
"""Commands of others, which stay untyped."""
_ENDLESS = frozenset({"serve"})
"""Commands that run until they are stopped: only their help is printed."""


@dataclass
class Reader:
    """Somebody who follows a page in a folder."""

    folder: Path
    wrong: list[str] = field(default_factory=list)
    typed: int = 0

    def follow(self, page: Path) -> None:
        """Work through the page; what goes otherwise than it says is added to ``wrong``."""
        for block in blocks(page):
            if block.kind == "console":
                for command in commands(block):
                    self._type(command, f"{page.name}:{block.line}")
            elif block.kind == "diff":
                self._change(block, f"{page.name}:{block.line}")
            elif block.file:
                self._write(block)

    def _write(self, block: Block) -> None:
        target = self.folder / block.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, encoding="utf-8")

    def _change(self, block: Block, where: str) -> None:
        """Lines that begin with ``-`` become those that begin with ``+`` below them."""
        target = self.folder / block.file
        text = target.read_text(encoding="utf-8")
        for old, new in re.findall(r"^-(.*)\n\+(.*)$", block.text, re.MULTILINE):
            if f"{old}\n" not in text:
                self.wrong.append(f"{where}: {block.file} has no line '{old}'")
            text = text.replace(f"{old}\n", f"{new}\n", 1)
        target.write_text(text, encoding="utf-8")

    def _type(self, command: Command, where: str) -> None:
        words = shlex.split(command.line, comments=True)
        if not words or words[0] in _NOT_OURS:
            return
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return
        if words[0] != "kb":
            self.wrong.append(f"{where}: '{command.line}' is no command that the test knows")
            return
        self.typed += 1
        printed, code = self._run(words[1:])
        problems_shown = ": error " in command.shown or "kb: " in command.shown
        if (code != 0) != problems_shown:
            self.wrong.append(f"{where}: '{command.line}' ended with {code}:\n{printed}")
        elif command.shown and not _is_like(printed, command.shown):
            self.wrong.append(
                f"{where}: '{command.line}' prints\n{printed}\nand the page shows\n{command.shown}"
            )

    def _run(self, arguments: list[str]) -> tuple[str, int]:
        if arguments[0] in _ENDLESS:
            arguments = [arguments[0], "--help"]
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            result = CliRunner().invoke(main, arguments, prog_name="kb")
        finally:
            os.chdir(before)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.output, result.exit_code


def _is_like(printed: str, shown: str) -> bool:
    """Whether the output is what the page shows; trailing spaces do not count, ``…`` stands for anything."""
    wanted = "".join(".*?" if part == "…" else re.escape(part) for part in re.split("(…)", _tidy(shown)))
    return re.fullmatch(wanted, _tidy(printed), re.DOTALL) is not None


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
