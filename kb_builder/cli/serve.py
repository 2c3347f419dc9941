"""``kb serve``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from kb_builder.cli.build import summary
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import print_problems
from kb_builder.cli.site_options import root_option, site_root
from kb_builder.content.load import load
from kb_builder.pipeline import Request, build

WATCHED = ("products", "docs", "overrides", "mkdocs.yml")


@click.command(name="serve")
@root_option
@day_option
@click.option("--drafts", is_flag=True, help="Show drafts and what is not released yet.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--open/--no-open", "open_browser", default=False, help="Open the site in the browser.")
def command(root: Path, on: date, drafts: bool, host: str, port: int, open_browser: bool) -> None:
    """Build the site, serve it on this computer, and reload the browser when a file changes.

    \b
    Example:
      kb serve --drafts --open
    """
    from mkdocs.livereload import LiveReloadServer

    folder = site_root(root)
    request = Request(folder, on, drafts=drafts)
    mount = urlsplit(load(folder).catalogue.brand.record.site_url).path or "/"

    def rebuild() -> None:
        report = build(request)
        print_problems(report.problems, folder)
        click.echo(summary(report))

    rebuild()
    server = LiveReloadServer(
        builder=rebuild, host=host, port=port, root=str(request.site), mount_path=mount.rstrip("/") + "/"
    )
    for name in WATCHED:
        if (folder / name).exists():
            server.watch(str(folder / name))
    click.echo(f"Serving on http://{host}:{port}{mount}  (Ctrl-C ends it)")
    try:
        server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        server.shutdown()
