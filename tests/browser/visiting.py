"""Opening pages, and noting all that goes wrong while they are open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

    from tests.browser.serving import Served

WIDE, PHONE, NARROW = 1280, 390, 320
"""Widths of windows, in CSS pixels."""
HEIGHT = 800
PATIENCE = 15_000
"""Milliseconds until a page that does not answer is a failure."""


@dataclass(slots=True, kw_only=True)
class Reader:
    """A browser's page, and what is noted of it."""

    page: Page
    site: Served
    faults: list[str]
    unknown: str = ""
    """The one address that is meant to be unknown; may be empty."""

    def watch(self) -> None:
        """Note whatever a browser complains of."""
        page = self.page

        def complain(message: ConsoleMessage) -> None:
            # an address that is meant to be unknown is one error
            if message.type in {"error", "warning"} and message.location["url"] != self.unknown:
                self.faults.append(f"{page.url}: {message.type} in the console: {message.text}")

        def fail(request: Request) -> None:
            # a page that was left takes its requests along
            if request.failure != "net::ERR_ABORTED":
                self.faults.append(f"{page.url}: {request.url}: {request.failure}")

        def ask(request: Request) -> None:
            site = self.site
            if not request.url.startswith((f"{site.origin}{site.below}", "data:", f"blob:{site.origin}")):
                self.faults.append(f"{page.url}: {request.url} was asked for")

        def answer(response: Response) -> None:
            if response.status >= 400 and response.url != self.unknown:
                self.faults.append(f"{page.url}: {response.url}: {response.status}")

        page.on("console", complain)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("requestfailed", fail)
        page.on("request", ask)
        page.on("response", answer)


@dataclass(slots=True, kw_only=True)
class Visits:
    """Opens pages of one site: `visits("bibliography/kasch-2022/", width=PHONE, dark=True)`.

    Each visit is one of a reader who was never here before, or where there are `readers`, of one who goes from page to
    page: that takes a third of the time, and is for tests that change nothing that a browser remembers. Whatever a
    browser complains of is in `faults`, and fails the test at its end: messages in the console, what the security
    policy has blocked, requests that failed or left the site.
    """

    browser: Browser
    site: Served
    readers: dict[tuple[bool, ...], Reader] | None = None
    """By what cannot be changed while a page is open."""
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(  # noqa: PLR0913 (each is one way of reading)
        self,
        path: str,
        *,
        width: int = WIDE,
        dark: bool = False,
        scripts: bool = True,
        touch: bool = False,
        paper: bool = False,
        calm: bool = False,
        status: int = 200,
        site: Served | None = None,
    ) -> Page:
        """Open a page, and wait until it is loaded. `paper`: as printed; `calm`: with reduced motion."""
        served = site or self.site
        reader = self._reader(scripts=scripts, touch=touch, served=served)
        reader.site, reader.faults = served, self.faults
        reader.unknown = served.url(path) if status == 404 else ""
        page = reader.page
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(
            media="print" if paper else "null",
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if calm else "no-preference",
        )
        answer = page.goto(served.url(path), wait_until="load")
        if answer is None or answer.status != status:
            self.faults.append(f"{path}: the answer is {answer and answer.status}, not {status}")
        return page

    def _reader(self, *, scripts: bool, touch: bool, served: Served) -> Reader:
        known = self.readers.get((scripts, touch)) if self.readers is not None else None
        if known is not None and not known.page.is_closed():
            return known
        context = self.browser.new_context(java_script_enabled=scripts, has_touch=touch, service_workers="block")
        context.set_default_timeout(PATIENCE)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader = Reader(page=context.new_page(), site=served, faults=self.faults)
        reader.watch()
        if self.readers is None:
            self.contexts.append(context)
        else:
            self.readers[scripts, touch] = reader
        return reader

    def close(self) -> None:
        """Close every page that no other test goes on from."""
        for context in self.contexts:
            context.close()
