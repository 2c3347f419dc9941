"""Whether the pages that a site links to are there: asked politely, and remembered."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)
from urllib.robotparser import RobotFileParser

FILE = "external-links.json"
"""Its name in the cache folder."""
DAY = 86_400
GOOD_FOR = 7 * DAY
"""Seconds for which a page that was there is not asked for again; a dead one is asked for each time, so that it can be mended."""
_PARALLEL = 4
_TIMEOUT = 15
_DELAY = 1.0
_AGENT = "kb_builder"
_ALIVE = frozenset({401, 402, 403, 405, 406, 407, 429, 451, 503, 999})
"""Answers of somebody who is there but does not let robots in, or not now."""
_WAIT = frozenset({429, 503})
State = Literal["there", "dead", "unknown"]


@dataclass(frozen=True)
class Answer:
    """What asking for one address gave."""

    state: State
    why: str = ""
    asked: float = 0.0
    """Seconds since 1970."""


@dataclass(frozen=True)
class Manners:
    """How hosts are treated; tests replace what takes time."""

    agent: str = f"{_AGENT} link check"
    delay: float = field(default_factory=lambda: _DELAY)
    timeout: float = _TIMEOUT
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass
class _Host:
    """One host while its addresses are asked for, one after the other."""

    manners: Manners
    robots: RobotFileParser = field(default_factory=RobotFileParser)
    opener: OpenerDirector = field(default_factory=OpenerDirector)
    asked_before: bool = False
    is_busy: bool = False

    def __post_init__(self) -> None:
        # Without handlers for file: and ftp:, so that no redirect leads there.
        for handler in (
            ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), HTTPRedirectHandler(),
            HTTPErrorProcessor(),
        ):  # fmt: skip
            self.opener.add_handler(handler)

    def fetch(self, method: str, url: str) -> tuple[int, bytes]:
        """Status and, of a GET, the beginning of what came.

        :raises OSError: and :class:`http.client.HTTPException` when nobody answers.
        """
        if self.asked_before:
            self.manners.sleep(self.manners.delay)
        self.asked_before = True
        request = Request(url, method=method, headers={"User-Agent": self.manners.agent, "Accept": "*/*"})
        try:
            with self.opener.open(request, timeout=self.manners.timeout) as found:
                return found.status, found.read(100_000) if method == "GET" else b""
        except HTTPError as error:
            with error:
                return error.code, b""


def ask(
    urls: Iterable[str], known: Mapping[str, Answer], manners: Manners | None = None
) -> dict[str, Answer]:
    """What is known of each address: from ``known`` while that is young enough, else asked for.

    One request at a time to a host, with a pause between them, and a few hosts at once; HEAD first, GET where that is refused.
    What ``robots.txt`` forbids is not asked for.
    """
    manners = manners or Manners()
    now = manners.now()
    answers: dict[str, Answer] = {}
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        before = known.get(url)
        if before is not None and before.state == "there" and 0 <= now - before.asked < GOOD_FOR:
            answers[url] = before
        else:
            parts = urlsplit(url)
            by_host[f"{parts.scheme}://{parts.netloc}"].append(url)
    with ThreadPoolExecutor(_PARALLEL) as pool:
        for found in pool.map(_ask_host, by_host, by_host.values(), repeat(manners)):
            answers |= found
    return answers


def _ask_host(base: str, urls: list[str], manners: Manners) -> dict[str, Answer]:
    host = _Host(manners)
    try:
        status, text = host.fetch("GET", f"{base}/robots.txt")
        host.robots.parse(text.decode("utf-8", "replace").splitlines() if status < 300 else [])
    except (OSError, http.client.HTTPException, ValueError):
        host.robots.parse([])  # whether it answers at all the pages will tell
    return {url: _ask(host, url) for url in urls}


def _ask(host: _Host, url: str) -> Answer:
    now = host.manners.now()
    if host.is_busy:
        return Answer("unknown", "the host asked for less haste", now)
    try:
        plain = _encoded(url)
        if not host.robots.can_fetch(_AGENT, plain):
            return Answer("unknown", "robots.txt forbids to ask", now)
        status, _ = host.fetch("HEAD", plain)
        if status >= 300 and status not in _WAIT:  # redirects are followed: one that is left leads nowhere
            status, _ = host.fetch("GET", plain)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer("dead", _reason(error), now)
    host.is_busy = status in _WAIT
    if status < 300 or status in _ALIVE:
        return Answer("there", "", now)
    return Answer("dead", f"{status} {http.client.responses.get(status, '')}".strip(), now)


def _encoded(url: str) -> str:
    """An address as it goes over the wire: host and path in ASCII, no fragment."""
    parts = urlsplit(url)
    host = (
        (parts.hostname or "").encode("idna").decode()
        if not (parts.hostname or "").isascii()
        else parts.netloc
    )
    if host != parts.netloc and parts.port:
        host += f":{parts.port}"
    safe = "/%:@!$&'()*+,;=~"
    return urlunsplit(
        (parts.scheme, host, quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe + "?"), "")
    )


def _reason(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return "no answer in time"
    if isinstance(reason, ssl.SSLError):
        return f"the certificate is not valid ({reason.reason or 'TLS'})"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror.lower()
    return str(reason) or type(error).__name__


def dead_among(answers: Mapping[str, Answer]) -> dict[str, str]:
    """Address → why it is dead."""
    return {url: answer.why for url, answer in answers.items() if answer.state == "dead"}


def remembered(folder: Path) -> dict[str, Answer]:
    """What earlier runs were told; nothing when the file is damaged or not there."""
    try:
        data = json.loads((folder / FILE).read_text("utf-8"))
        return {url: Answer(**one) for url, one in data.items() if isinstance(one["asked"], int | float)}
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return {}


def remember(folder: Path, answers: Mapping[str, Answer]) -> None:
    """Keep what was told, for the next run and for the report."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"{FILE}.new"
    beside.write_text(
        json.dumps({url: asdict(one) for url, one in sorted(answers.items())}, indent=1), "utf-8"
    )
    beside.replace(folder / FILE)
