"""The command line: one module a command, gathered in one group."""

import click

from kb_builder import __version__


@click.group()
@click.version_option(__version__, prog_name="kb")
def main() -> None:
    """Build a self-help site from product knowledge kept as YAML."""
