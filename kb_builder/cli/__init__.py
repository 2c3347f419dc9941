"""The command line: one module a command, loaded only when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from kb_builder import __version__

COMMANDS: Mapping[str, str] = {
    "init": "Make a small complete site to start from.",
    "new": "Write a new guide, tree, article, product or notice to fill in.",
    "check": "Report every problem of every file.",
    "fmt": "Bring the layout of YAML files into one style.",
    "explain": "Explain a rule of the checker.",
    "generate": "Write one MkDocs project a language below build/.",
    "build": "Check, generate, build and publish the site.",
    "serve": "Build, serve, and reload the browser on a change.",
    "tree": "Prove, count, compare and draw troubleshooting trees.",
    "handoff": "Show what a customer's code says.",
    "release": "Keep what is published, so that it can be referred to for ever.",
    "diff": "Say what readers notice of your changes.",
    "rename": "Move an article, with a redirect.",
    "report": "Say what is overdue, untranslated, unpriced.",
    "feedback": "Bring in what readers said of articles.",
    "find": "Find articles from the command line.",
    "search": "Measure how well the search finds.",
    "link": "Print the link or a reply of an article; check links in old replies.",
    "import": "Bring in another help centre.",
    "translate": "Work on translations.",
    "coverage": "Say whether a product is still covered.",
    "route": "Say whom a customer reaches, and when.",
    "matrix": "Print who is reached for what, and what is promised where.",
    "schema": "Write JSON Schemas for editors.",
}
"""Command → its line in the overview. Its module is ``kb_builder.cli.<command>`` with a function ``command``."""


class _Commands(click.Group):
    """Loads a command's module when it is needed: ``kb check`` does not wait for the site's code."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"kb_builder.cli.{'import_' if name == 'import' else name}")
        command: click.Command = module.command
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kb")
def main() -> None:
    """Build a self-help site from product knowledge kept as YAML.

    \b
    Example:
      kb init my-help && cd my-help && kb serve

    \b
    Completion of commands in your shell:
      eval "$(_KB_COMPLETE=bash_source kb)"      (zsh_source, fish_source)
    """
