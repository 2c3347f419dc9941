"""``kb serve``."""

from __future__ import annotations

import os
import signal
import webbrowser
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from kb_builder.building.report import Report
from kb_builder.cli.day import day_option
from kb_builder.cli.reporting import excerpt, print_problems
from kb_builder.cli.site_options import COULD_NOT_RUN, root_option, site_root
from kb_builder.content.load import load
from kb_builder.engines import WarmMkDocs
from kb_builder.pipeline import Request
from kb_builder.preview.live import Live
from kb_builder.preview.server import server_for
from kb_builder.preview.watching import Watcher


@click.command(name="serve")
@root_option
@day_option
@click.option("--drafts", is_flag=True, help="Show drafts and what is not released yet.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@click.option("--open/--no-open", "open_browser", default=False, help="Open the site in the browser.")
def command(root: Path, on: date, drafts: bool, host: str, port: int, open_browser: bool) -> None:
    """Show the site on this computer while it is being written: open pages follow every change.

    A mistake is shown in place of the page, with its file and line, until it is mended. The folder site/ is left alone.

    \b
    Example:
      kb serve --drafts --open
    """
    folder = site_root(root)
    mount = (urlsplit(load(folder).catalogue.brand.record.site_url).path or "/").rstrip("/") + "/"

    def told(report: Report) -> None:
        for message in report.messages:
            click.echo(f"kb: {message}", err=True)
        print_problems(report.problems, folder)
        click.echo(summary(report))

    engine = WarmMkDocs(os.cpu_count() or 1)
    watcher = Watcher(folder)
    live = Live(Request(folder, on, drafts=drafts), engine, told, watcher.has_news)
    try:
        server = server_for(live, host, port, mount, lambda problem: excerpt(problem, folder))
    except OSError as error:
        engine.close()
        click.echo(f"kb: can't listen on {host}:{port}: {error.strerror}", err=True)
        click.echo("  = Choose another port with --port.", err=True)
        raise SystemExit(COULD_NOT_RUN) from error
    address = f"http://{host}:{server.server_port}{mount}"
    # Who supervises processes ends it as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        live.build()
        watcher.start(live.build)
        click.echo(f"Serving on {address}  (Ctrl-C ends it)")
        if open_browser:
            webbrowser.open(address)
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        watcher.stop()
        server.server_close()
        engine.close()


def summary(report: Report) -> str:
    """One line a build."""
    if report.errors:
        return "The browser shows what is to be mended."
    seconds = sum(report.seconds.values())
    return f"{report.rendered} of {report.pages} pages rendered in {seconds:.1f} s"
