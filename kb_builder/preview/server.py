"""The preview's web server: the site of the last good build, or the mistakes, and the news for open pages."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files as package_files
from urllib.parse import parse_qs, unquote, urlsplit

from kb_builder.content.problem import Problem
from kb_builder.preview.live import Live
from kb_builder.preview.problems import STYLE, problems_page

OWN = "__kb/"
"""Where the preview's own files are, below the path of the site."""
_HEARTBEAT = 15.0
"""Seconds after which an open page is told that nothing happened, so that neither side gives up."""
_TYPES = {
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".css": "text/css",
    ".md": "text/plain",
}
_TEXTS = ("text/", "application/json", "application/xml")
Excerpt = Callable[[Problem], str]


def server_for(live: Live, host: str, port: int, mount: str, excerpt: Excerpt) -> ThreadingHTTPServer:
    """The server, not yet started. ``mount`` is the path of the site: ``/`` or ``/help/``.

    :raises OSError: when the port is taken.
    """
    server = ThreadingHTTPServer((host, port), partial(_Handler, live, mount, excerpt))
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, live: Live, mount: str, excerpt: Excerpt, *arguments: object) -> None:
        self._live = live
        self._mount = mount
        self._excerpt = excerpt
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file of the site, or one of the preview's own."""
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self._mount):
            self._moved(self._mount)
            return
        name = _file_name(path.removeprefix(self._mount))
        shown = self._live.shown
        if name.startswith(OWN):
            self._own(name.removeprefix(OWN))
        elif shown.problems and name.endswith(".html"):
            page = problems_page(shown.problems, self._excerpt, f"{self._mount}{OWN}")
            self._send_page(page, shown.version(name), HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            self._file(name)

    def do_HEAD(self) -> None:
        """The same without the content."""
        self.do_GET()

    def _file(self, name: str) -> None:
        version = self._live.shown.version(
            name
        )  # before the content: one that comes between is loaded once more
        data = self._live.file(name)
        if data is None and self._live.file(f"{name}/index.html") is not None:
            self._moved(f"{self._mount}{name}/")
        elif data is None:
            self._send_page(self._live.file("404.html") or b"Not found", version, HTTPStatus.NOT_FOUND)
        elif name.endswith(".html"):
            self._send_page(data, version)
        else:
            suffix = "." + name.rpartition(".")[2]
            kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
            self._send(data, kind)

    def _send_page(self, data: bytes, version: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """HTML with the script that waits for another version of it."""
        address = f"{self._mount}{OWN}live.js?version={version}"
        script = f'<script type="module" src="{address}"></script>'.encode()
        head, found, rest = data.partition(b"</head>")
        self._send(head + script + found + rest if found else data + script, "text/html", status)

    def _own(self, name: str) -> None:
        if name == "events":
            self._events()
        elif name == "live.js":
            self._send((package_files("kb_builder.preview") / "live.js").read_bytes(), "text/javascript")
        elif name == "problems.css":
            self._send(STYLE.encode(), "text/css")
        else:
            self._send(b"Not found", "text/plain", HTTPStatus.NOT_FOUND)

    def _events(self) -> None:
        """Server-sent events: the version of the page, at once and whenever it changes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        asked = parse_qs(urlsplit(self.path).query).get("page", [""])[0]
        page = _file_name(unquote(asked).removeprefix(self._mount))
        version = self._live.shown.version(page)
        with self._live.opened(page):
            try:
                while True:
                    self.wfile.write(f"data: {version}\n\n".encode())
                    self.wfile.flush()
                    version = self._live.next_version(page, version, _HEARTBEAT)
            except OSError:
                return

    def _moved(self, to: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        charset = "; charset=utf-8" if kind.startswith(_TEXTS) else ""
        self.send_header("Content-Type", kind + charset)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: a line for every file would hide the problems."""


def _file_name(path: str) -> str:
    """The file that answers a path below the site's."""
    return f"{path}index.html" if path.endswith("/") or not path else path
