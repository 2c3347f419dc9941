"""Links to other sites are asked for politely and remembered. The only host here is this computer."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket

import pytest

from kb_builder.web.links import FILE, GOOD_FOR, Answer, Manners, ask, remember, remembered
from tests.building.edits import tiny_site
from tests.editorial.test_commands import kb, replaced

ROBOTS = b"User-agent: *\nDisallow: /private\n"
STATUS = {
    "/ok": 200,
    "/gone": 410,
    "/broken": 500,
    "/login": 401,
    "/busy": 429,
    "/private": 200,
    "/%E6%B0%B4?a=b%20c": 200,
}


@dataclass
class Host:
    """A host on the loopback, and what it was asked."""

    base: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    most_at_once: int = 0
    robots: int = 200


@pytest.fixture
def host() -> Iterator[Host]:
    """It answers as long as the test runs."""
    told = Host()
    lock, now = threading.Lock(), [0]

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(405 if self.path == "/only-get" else STATUS.get(self.path, 404))

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self._answer(told.robots, ROBOTS)
            else:
                self._answer(200 if self.path == "/only-get" else STATUS.get(self.path, 404), b"page")

        def _answer(self, status: int, body: bytes = b"") -> None:
            with lock:
                now[0] += 1
                told.most_at_once = max(told.most_at_once, now[0])
                told.asked.append(f"{self.command} {self.path}")
                told.agents.add(self.headers["User-Agent"])
            self.send_response(301 if self.path == "/moved" else status)
            if self.path == "/moved":
                self.send_header("Location", "/ok")
            if self.path == "/to-file":
                self.send_header("Location", "file:///etc/passwd")
            self.send_header("Content-Length", str(len(body)))
            time.sleep(0.005)  # long enough for a second request to meet the first
            with lock:
                now[0] -= 1  # before the answer goes out: with it the client may ask on
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.base = f"http://127.0.0.1:{server.server_address[1]}"
    yield told
    server.shutdown()
    server.server_close()


def closed_port() -> int:
    """A port on which nobody listens."""
    with closing(socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def manners(pauses: list[float] | None = None, now: float = 1000.0) -> Manners:
    """Without waiting."""
    return Manners(now=lambda: now, sleep=([] if pauses is None else pauses).append)


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("/ok", "there", ""),
        ("/ok#part", "there", ""),
        ("/水?a=b c", "there", ""),
        ("/moved", "there", ""),
        ("/only-get", "there", ""),
        ("/login", "there", ""),
        ("/gone", "dead", "410 Gone"),
        ("/none", "dead", "404 Not Found"),
        ("/broken", "dead", "500 Internal Server Error"),
        ("/private/x", "unknown", "robots.txt forbids to ask"),
    ],
)
def test_answers(host: Host, path: str, state: str, why: str) -> None:
    """What is there, what is gone, and what nobody may ask for."""
    found = ask([host.base + path], {}, manners())[host.base + path]
    assert (found.state, found.why) == (state, why)


def test_nobody_answers() -> None:
    """A host that is not there."""
    url = f"http://127.0.0.1:{closed_port()}/"
    assert ask([url], {}, manners())[url] == Answer("dead", "connection refused", 1000.0)


def test_manners(host: Host) -> None:
    """One request at a time, a pause before each but the first, HEAD first, each address once, a name that says who asks."""
    pauses: list[float] = []
    ask([host.base + path for path in ("/ok", "/only-get", "/ok", "/gone")], {}, manners(pauses))
    assert host.asked == [
        "GET /robots.txt",
        "HEAD /ok",
        "HEAD /only-get",
        "GET /only-get",
        "HEAD /gone",
        "GET /gone",
    ]
    assert pauses == [1.0] * 5
    assert host.most_at_once == 1
    assert host.agents == {"kb_builder link check"}


def test_a_host_that_has_enough(host: Host) -> None:
    """After 429 it is left alone; what was not asked for is no dead link."""
    found = ask([host.base + path for path in ("/busy", "/gone")], {}, manners())
    assert [one.state for one in found.values()] == ["there", "unknown"]
    assert host.asked[-1] == "HEAD /busy"


def test_no_rules_for_robots(host: Host) -> None:
    """A host without ``robots.txt`` may be asked."""
    host.robots = 404
    assert ask([host.base + "/private"], {}, manners())[host.base + "/private"].state == "there"


def test_no_redirect_leads_to_files(host: Host) -> None:
    """Only http and https are followed."""
    STATUS["/to-file"] = 302
    assert ask([host.base + "/to-file"], {}, manners())[host.base + "/to-file"].state == "dead"


def test_what_was_there_is_not_asked_again(host: Host, tmp_path: Path) -> None:
    """For a week; what was dead is asked for each time."""
    urls = [host.base + "/ok", host.base + "/gone"]
    remember(tmp_path, ask(urls, {}, manners()))
    host.asked.clear()
    found = ask(urls, remembered(tmp_path), manners(now=1000.0 + GOOD_FOR - 1))
    assert host.asked == ["GET /robots.txt", "HEAD /gone", "GET /gone"]
    assert found[urls[0]].asked == 1000.0
    host.asked.clear()
    ask(urls, remembered(tmp_path), manners(now=1000.0 + GOOD_FOR))
    assert "HEAD /ok" in host.asked


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1}', '{"a": {"state": "there"}}', '{"a": {"asked": 1, "x": 2}}']
)
def test_a_damaged_memory(tmp_path: Path, text: str) -> None:
    """It counts as none."""
    (tmp_path / FILE).write_text(text, "utf-8")
    assert remembered(tmp_path) == {}


def test_the_command(host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dead link is a warning with its place, in texts and in fields; without the option nobody is asked."""
    monkeypatch.setattr("kb_builder.web.links._DELAY", 0)
    site = tiny_site(tmp_path / "site")
    guide = "products/kettle/guides/descale-the-kettle.yml"
    replaced(site / guide, "Boil the water once.", f"'[Boil]({host.base}/gone) it, [look]({host.base}/ok).'")
    replaced(site / "products/_shared/brand.yml", "home:", f"links: {{shop: {host.base}/none}}\nhome:")
    before = kb("check", "-C", str(site))
    assert "dead-external-link" not in before
    assert host.asked == []
    said = kb("check", "--external", "--format", "json", "-C", str(site))
    found = {one["file"]: one for one in json.loads(said)["problems"] if one["code"] == "dead-external-link"}
    assert set(found) == {guide, "products/_shared/brand.yml"}
    line = (site / guide).read_text("utf-8").splitlines()[found[guide]["line"] - 1]
    assert line[found[guide]["column"] - 1 :].startswith(f"{host.base}/gone")
    assert found[guide]["message"] == f"{host.base}/gone leads nowhere: 410 Gone"
    assert found[guide]["severity"] == "warning"
    (agent,) = host.agents
    assert agent.startswith("kb_builder link check (+http")
    assert f"{host.base}/ok" in remembered(site / ".kb-cache")
