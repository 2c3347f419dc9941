"""nginx with the map that a build writes: old addresses answer 301, in every spelling that a map has to bear."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from kb_builder.publishing.headers import nginx_map
from tests.demo import Built, demo_plan
from tests.publishing.nginx import MISSING, find_nginx

RULES = [
    ("/old/filter/", "/wm/filter/#turn"),
    ("/old/page.html", "/wm/"),
    ("/stare/odpływ/", "/pl/wm/"),
    ("/說明/漏水/", "/zh-hant/wm/"),
    ('/a "quoted" $uri; } ~ \\ path/', "/wm/"),
    ("/out/", "https://shop.example/?a=1&b=2"),
    ("/" + "long-" * 150, "/wm/"),
]
CONFIGURATION = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  large_client_header_buffers 4 16k;
  types {{ text/html html; text/javascript js; application/json json; }}
  include {site}/_nginx.map;
  server {{
    listen 127.0.0.1:{port};
    root {site};
    absolute_redirect off;
    error_page 404 /404.html;
    if ($kb_moved) {{ return 301 $kb_moved; }}
  }}
}}
"""


@pytest.fixture(scope="module")
def nginx() -> Path:
    """The program; without it the test is skipped, and with CI=true that fails it."""
    found = find_nginx()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


@contextmanager
def serving(nginx: Path, site: Path, folder: Path) -> Iterator[int]:
    """The port of an nginx that serves a site, as long as the context lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, site=site, port=port), encoding="utf-8")
    command = [
        str(nginx),
        "-e",
        str(folder / "error.log"),
        "-c",
        str(file),
        "-g",
        "daemon off; master_process off;",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        for _ in range(600):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stderr.read().decode() if process.stderr else ""
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


def answer(port: int, path: str) -> tuple[int, str]:
    """Status and Location for a path."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", quote(path))
    response = connection.getresponse()
    return response.status, response.headers.get("Location", "")


def test_every_kind_of_address(nginx: Path, tmp_path: Path) -> None:
    """Letters of all scripts, quotes, signs that mean something to nginx, long paths, with and without the slash."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "_nginx.map").write_text(nginx_map(RULES), encoding="utf-8")
    (site / "index.html").write_text("home", encoding="utf-8")
    with serving(nginx, site, tmp_path) as port:
        for old, new in RULES:
            assert answer(port, old) == (301, new), old
            assert answer(port, old.rstrip("/")) == (301, new), old
        assert answer(port, "/")[0] == 200
        assert answer(port, "/old/")[0] == 404


def test_the_built_site(nginx: Path, demo: Built, tmp_path: Path) -> None:
    """The demo's old addresses lead on, its pages answer, unknown addresses get the site's own page."""
    redirects = demo_plan().catalogue.redirects.record.redirects
    with serving(nginx, demo.site, tmp_path) as port:
        for redirect in redirects:
            status, target = answer(port, redirect.from_)
            assert status == 301
            if target.startswith("/"):
                assert answer(port, target.partition("#")[0])[0] == 200
        assert answer(port, "/k/KB-1014/")[0] == 200
        assert answer(port, "/nowhere/")[0] == 404
    assert redirects
