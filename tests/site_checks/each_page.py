"""Checks of each page by itself: axe in four modes, reflow, tables, images, keyboard, requests."""

from __future__ import annotations

from playwright.sync_api import Browser, Page
from site_checks.browser import AXE, Watched, violations
from site_checks.faults import Found

WIDE, NARROW, HIGH = 1280, 320, 900
# A screen of 1280 by 1024 pixels enlarged to four times has the room of 320 by 256.
ENLARGED = 256
DOCUMENTS = "documents/"
MODES = [(theme, width) for theme in ("light", "dark") for width in (WIDE, NARROW)]
# A chapter by itself has the words of its page, so that two of the modes will do.
MODES_OF_DOCUMENTS = [("light", WIDE), ("dark", NARROW)]
KEYS = 1500  # more presses of Tab than any page has stops
Links = dict[str, dict]


def check_pages(browser: Browser, address: str, pages: list[str]) -> tuple[Found, Links]:
    """What is wrong with pages of a served site; the ids and links of each by its path."""
    found, links = Found(), {}
    tab = Watched(browser, address, viewport={"width": WIDE, "height": HIGH})
    for path in pages:
        page = tab.open(path)
        links[path] = page.evaluate("siteChecks.links()")
        if not path.startswith(DOCUMENTS):
            found.look("keyboard", path, _walk(page))
        page.evaluate(AXE)
        _unfold(page)
        for theme, width in MODES_OF_DOCUMENTS if path.startswith(DOCUMENTS) else MODES:
            _show(page, theme, width)
            found.look(f"axe, {theme}, {width} px", path, violations(page))
            found.look(f"reflow, {width} px", path, page.evaluate("siteChecks.reflow()"))
            found.look("tables", path, page.evaluate("siteChecks.tables()"))
        found.look("images", path, page.evaluate("siteChecks.images()"))
        _show(page, "light", NARROW, ENLARGED)
        at_400 = page.evaluate("[...siteChecks.reflow(), ...siteChecks.covered()]")
        found.look("reflow, 400 %", path, at_400)
        page.set_viewport_size({"width": WIDE, "height": HIGH})
        found.look("requests", path, tab.take_wrong(), count=tab.requests)
        tab.requests = 0
    return found, links


def _unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


def _show(page: Page, theme: str, width: int, height: int = HIGH) -> None:
    """Colours as a reader may choose them, and as the system may ask for them; and a width."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.evaluate(
        "theme => Object.assign(document.documentElement.dataset, {theme, mode: theme})", theme
    )
    # Watchers of sizes come to know of it before the next frame but one.
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
    )


def _walk(page: Page) -> list[tuple[str, str]]:
    """Press Tab through a whole page: what has no ring, is out of sight, or is not reached."""
    wrong, seen = [], set()
    expected = page.evaluate("siteChecks.stops()")
    for number in range(KEYS):
        page.keyboard.press("Tab")
        at = page.evaluate("siteChecks.focus()")
        if at is None or at["stop"] in seen:
            break
        seen.add(at["stop"])
        if number == 0 and "skip" not in at["name"]:
            wrong.append((at["name"], "the first stop of the keyboard is no skip link"))
        if not at["ring"]:
            wrong.append((at["name"], "has no ring when the keyboard is there"))
        if not at["seen"]:
            wrong.append((at["name"], "is out of sight when the keyboard is there"))
    if len(seen) < expected:
        wrong += [(name, "is not reached with Tab") for name in page.evaluate("siteChecks.left()")]
    return wrong
