"""A browser tab that notes whatever goes wrong on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

Device = Literal["phone", "desktop"]
Scheme = Literal["light", "dark"]

GOOD_SHIFT = 0.1
"""The limit of Web Vitals for a page that stays in its place."""
_SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 300);
})"""

SIZES = {"phone": (360, 800), "desktop": (1280, 800)}


@dataclass
class Tab:
    """One page of a browser that is used for one address after the other."""

    page: Page
    base: str
    """Where the site is served."""
    troubles: list[str] = field(default_factory=list)
    """Of the address at hand: messages on the console, requests that failed or went to another host."""
    requested: list[str] = field(default_factory=list)
    """What the address at hand made the browser ask for, without the base."""
    _loading: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self.troubles.append(f"uncaught: {error}"))
        self.page.on(
            "dialog", lambda dialog: (self.troubles.append(f"dialog: {dialog.message}"), dialog.dismiss())
        )
        self.page.on("request", self._note_request)
        self.page.on("requestfinished", lambda request: self._loading.discard(request))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_response)

    def open(self, address: str) -> None:
        """Go to an address of the site and wait until nothing is loaded any more."""
        self.page.goto("about:blank")
        self._loading.clear()
        self.troubles.clear()
        self.requested.clear()
        self.page.goto(self.base + address)
        self.settle()

    def settle(self) -> None:
        """Wait for what scripts load after the page: the search index, for example."""
        self.page.wait_for_timeout(50)
        while self._loading:
            self.page.wait_for_timeout(20)

    def shift(self) -> float:
        """How much of the page has moved by itself: the sum of its layout shifts."""
        return float(self.page.evaluate(_SHIFT))

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"console {message.type}: {message.text} ({message.location.get('url')})")

    def _note_request(self, request: Request) -> None:
        self._loading.add(request)
        self.requested.append(request.url.removeprefix(self.base))
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self.troubles.append(f"another host: {request.url}")

    def _note_failure(self, request: Request) -> None:
        self._loading.discard(request)
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(f"failed: {request.url}: {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"status {response.status}: {response.url}")


@dataclass
class Tabs:
    """The tabs of one browser, one for each way of looking at the site."""

    browser: Browser
    base: str
    _open: dict[tuple[Device, Scheme, bool], Tab] = field(default_factory=dict)
    _answered: dict[str, bool] = field(default_factory=dict)

    def __call__(self, device: Device, scheme: Scheme = "light", javascript: bool = True) -> Tab:
        """The tab of a device."""
        key = (device, scheme, javascript)
        if key not in self._open:
            width, height = SIZES[device]
            phone = device == "phone"
            context = self.browser.new_context(
                viewport={"width": width, "height": height},
                is_mobile=phone,
                has_touch=phone,
                color_scheme=scheme,
                java_script_enabled=javascript,
                reduced_motion="reduce",
            )
            context.set_default_timeout(15_000)
            self._open[key] = Tab(context.new_page(), self.base)
        return self._open[key]

    def answers(self, link: str) -> bool:
        """Whether the site has something at an address; asked once."""
        if link not in self._answered:
            tab = next(iter(self._open.values()))
            self._answered[link] = tab.page.request.get(link).status == 200
        return self._answered[link]
