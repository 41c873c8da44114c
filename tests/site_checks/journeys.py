"""Checks of what a reader does with keys alone: skip, change colours, search, unfold, download."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError
from site_checks.browser import Watched
from site_checks.each_page import DOCUMENTS, NARROW
from site_checks.faults import Found

SEARCH = "search.html"
HITS = "#search-results li"
# How a file begins that is what its name says.
BEGINNINGS = {
    ".pdf": b"%PDF", ".docx": b"PK", ".xlsx": b"PK", ".ods": b"PK", ".zip": b"PK",
    ".html": b"<!DOCTYPE html>",
}  # fmt: skip


def check_journeys(browser: Browser, address: str, folder: Path, pages: list[str]) -> Found:
    """What goes wrong on each journey through a served site, and from its folder."""
    found = Found()
    own = [page for page in pages if not page.startswith(DOCUMENTS) and page != SEARCH]
    # The page with most on it has tables to scroll and parts to unfold.
    full = max(own, key=lambda page: (folder / page).read_text(encoding="utf-8").count("<details"))
    tab = Watched(browser, address, viewport={"width": 1280, "height": 900})
    word = _word(tab.open(full))
    for check, journey in (
        ("skip link", skip),
        ("theme switch", switch),
        ("contents, 320 px", contents),
        ("details", unfold),
        ("download menu", downloads),
    ):
        page = tab.open(full)
        found.look(check, full, _try(journey, page))
        page.set_viewport_size({"width": 1280, "height": 900})
    found.look("search, served", SEARCH, _try(lambda page: search(page, word), tab.open(full)))
    found.look("requests", "journeys", tab.take_wrong(), count=tab.requests)
    found.look("documents", DOCUMENTS, _documents(folder), count=len(_files(folder)))
    _from_folder(browser, folder, own, word, found)
    return found


def skip(page: Page) -> list[tuple[str, str]]:
    """The first stop leads past the header to the main content."""
    page.keyboard.press("Tab")
    link = page.evaluate("document.activeElement.getAttribute('href') ?? ''")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("!!document.activeElement.closest('main')")
    return [] if link == "#main-content" and inside else [(".skip-link", "does not lead to main")]


def switch(page: Page) -> list[tuple[str, str]]:
    """The switch of colours is named, changes them, keeps its focus, and holds after a reload."""
    button, wrong = ".theme-switch-button", []
    _tab_to(page, button)
    seen = set()
    for _ in range(3):
        page.keyboard.press("Enter")
        seen.add(page.evaluate("document.documentElement.dataset.mode"))
        if not page.evaluate("s => document.activeElement.matches(s)", button):
            wrong.append((button, "loses the focus when it is used"))
    if seen != {"light", "dark", "auto"}:
        wrong.append((button, f"gives {', '.join(sorted(seen))} only"))
    before = page.evaluate("document.documentElement.dataset.mode")
    page.reload()
    if page.evaluate("document.documentElement.dataset.mode") != before:
        wrong.append((button, "is forgotten after a reload"))
    return wrong


def contents(page: Page) -> list[tuple[str, str]]:
    """On a narrow screen the contents open, hold the focus, close by Escape and give it back."""
    page.set_viewport_size({"width": NARROW, "height": 800})
    button, dialog, wrong = ".primary-toggle", "#pst-primary-sidebar-modal", []
    _tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{dialog}[open] nav a", timeout=2000)
    page.keyboard.press("Tab")
    if not page.evaluate("s => !!document.activeElement.closest(s)", dialog):
        wrong.append((dialog, "does not take the focus"))
    page.keyboard.press("Escape")
    page.wait_for_selector(f"{dialog}:not([open])", state="attached", timeout=2000)
    if not page.evaluate("s => document.activeElement.matches(s)", button):
        wrong.append((button, "does not get the focus back"))
    return wrong


def unfold(page: Page) -> list[tuple[str, str]]:
    """A folded part opens by Enter and closes again."""
    _tab_to(page, "main details:not(.download-menu) > summary")
    wrong = []
    for wanted in (True, False):
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.parentElement.open") != wanted:
            wrong.append(("details > summary", f"does not {'open' if wanted else 'close'}"))
    return wrong


def downloads(page: Page) -> list[tuple[str, str]]:
    """The Download menu, if there is one, opens, leads to its links and closes by Escape."""
    menu = "details.download-menu"
    if not page.locator(menu).count():
        return []
    _tab_to(page, f"{menu} > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    wrong = []
    if not page.evaluate("s => document.activeElement.matches(`${s} a[href]`)", menu):
        wrong.append((menu, "does not lead on to its first link"))
    page.keyboard.press("Escape")
    if page.evaluate("s => document.querySelector(s).open", menu):
        wrong.append((menu, "is not closed by Escape"))
    return wrong


def search(page: Page, word: str) -> list[tuple[str, str]]:
    """A word of a page is found by keys from another, and a word of none is not."""
    wrong = []
    _tab_to(page, ".search-button")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] input[type=search]", timeout=2000)
    page.keyboard.type(word)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(HITS, timeout=5000)
    target = page.locator(f"{HITS} a").first.get_attribute("href")
    with page.expect_navigation():
        page.locator(f"{HITS} a").first.click()
    if word.lower() not in page.inner_text("main").lower():
        wrong.append((HITS, f"the first hit for {word!r}, {target}, does not have it"))
    page.goto(re.sub(r"[^/]+/[^/]*$", "", page.url) + f"{SEARCH}?q=qzxvwkj")
    page.wait_for_function("document.querySelector('#search-results')?.innerText.trim()")
    if page.locator(HITS).count():
        wrong.append((HITS, "a word that no page has is found"))
    return wrong


def _word(page: Page) -> str:
    """The longest word of a page's title: it is in the index of the search."""
    return max(re.findall(r"[A-Za-z]+", page.inner_text("main h1")), key=len)


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise BrowserError(f"{selector} is not reached with Tab")


def _try(journey: Callable[[Page], list], page: Page) -> list[tuple[str, str]]:
    """Faults of a journey; one that cannot be ended is a fault."""
    try:
        return journey(page)
    except BrowserError as error:
        return [("page", str(error).strip().splitlines()[0])]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / DOCUMENTS).rglob("*") if path.is_file())


def _documents(folder: Path) -> list[tuple[str, str]]:
    """Documents that are empty or do not begin as their kind does."""
    wrong = []
    for path in _files(folder):
        start = path.read_bytes()[:40]
        if not start or not start.lstrip().startswith(BEGINNINGS.get(path.suffix, b"")):
            wrong.append((unquote(path.name), "is empty, or is not what its name says"))
    return wrong


def _from_folder(browser: Browser, folder: Path, pages: list[str], word: str, found: Found) -> None:
    """Open each page as a file: styles and scripts must be there, and the search must work."""
    tab = Watched(browser, f"{folder.resolve().as_uri()}/")
    for path in pages:
        page = tab.open(path)
        styled = page.evaluate("getComputedStyle(document.querySelector('main')).display") == "flex"
        wrong = [] if styled else [("main", "is not styled")]
        found.look("opened as a file", path, wrong + tab.take_wrong())
    outcome = _try(lambda page: search(page, word), tab.open(pages[-1]))
    found.look("search, as files", SEARCH, outcome + tab.take_wrong())
