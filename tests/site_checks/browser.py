"""Headless Chromium that can ask this machine only, and counts what it would have asked others."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # No name of another machine is found.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
IN_PAGE = Path(__file__).with_name("in_page.js").read_text(encoding="utf-8")
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"
TAGS = (
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
    "experimental",
)  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser found on PATH; SystemExit says what to do where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        sys.exit("Chromium is needed to look at the pages: run scripts/install_browser.sh")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A tab with what went wrong while pages loaded: requests elsewhere, failures, errors."""

    def __init__(self, browser: Browser, address: str, **settings):
        self.address = address
        self.wrong: list[tuple[str, str]] = []
        self.requests = 0
        self.page: Page = browser.new_context(**settings).new_page()
        self.page.on("request", self._asked)
        self.page.on("requestfailed", lambda r: self._note(r.url, f"not loaded: {r.failure}"))
        self.page.on("response", lambda r: r.status >= 400 and self._note(r.url, f"is {r.status}"))
        self.page.on("pageerror", lambda error: self._note("script", str(error)))

    def open(self, path: str) -> Page:
        """The tab once a page of the site has loaded there, with nothing left to move."""
        self.page.goto(self.address + path, wait_until="load")
        self.page.add_style_tag(content=STILL)
        self.page.evaluate(IN_PAGE)
        return self.page

    def take_wrong(self) -> list[tuple[str, str]]:
        """What went wrong since it was last taken."""
        wrong, self.wrong = self.wrong, []
        return wrong

    def _asked(self, request: Request) -> None:
        self.requests += 1
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._note(request.url, "asks another machine or leaves the folder")

    def _note(self, what: str, wrong: str) -> None:
        self.wrong.append((what, wrong))


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds on a page as it is: pairs of selector, and rule with what it asks for."""
    settings = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"target-size": {"enabled": True}},
        "resultTypes": ["violations"],
        # It would fetch styles anew, from where they are not.
        "preload": False,
    }
    found = page.evaluate("settings => axe.run(document, settings)", settings)["violations"]
    return [
        (" ".join(map(str, node["target"])), f"{rule['id']}: {rule['help']}")
        for rule in found
        for node in rule["nodes"]
    ]
