"""Look at every page of a built site with a browser: `make check-site` runs this.

Serves a folder on loopback and, in headless Chromium without a network, runs axe on each page
(light and dark, wide and narrow, every part unfolded), follows links, uses search, keyboard and
downloads, counts requests, opens pages as files and looks for sideways scrolling. Prints a table
of checks and each fault; exits with 1 where there is a fault, with 2 where there is no site.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from site_checks.browser import chromium
from site_checks.each_page import check_pages
from site_checks.faults import Found
from site_checks.internal_links import check_links
from site_checks.journeys import check_journeys
from site_checks.served import Served, pages_of

BUILT = Path(__file__).resolve().parents[1] / "book/_build"
BROWSERS = 2


def check(folder: Path) -> Found:
    """Everything that is wrong with a built site."""
    pages, leading = pages_of(folder)
    # The longest pages first, so that both browsers end at about the same time.
    pages.sort(key=lambda page: -(folder / page).stat().st_size)
    found, links = Found(), {}
    with Served(folder) as served, ThreadPoolExecutor(BROWSERS) as pool:
        waiting = iter(pages)
        visits = [pool.submit(_visit, served.address, waiting) for _ in range(BROWSERS)]
        for visit in visits:
            seen, of_pages = visit.result()
            found.add(seen)
            links |= of_pages
        found.add(check_links(folder, served.address, links, leading))
        with chromium() as browser:
            found.add(check_journeys(browser, served.address, folder, sorted(pages)))
    return found


def _visit(address: str, waiting) -> tuple[Found, dict]:
    """Check pages one after another for as long as any wait."""
    found, links = Found(), {}
    with chromium() as browser:
        for page in waiting:
            seen, of_page = check_pages(browser, address, [page])
            found.add(seen)
            links |= of_page
    return found, links


def main() -> None:
    """Check the site that is named, else the edition, else the book."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    built = BUILT / ("edition" if (BUILT / "edition").is_dir() else "html")
    parser.add_argument("site", nargs="?", type=Path, default=built, help="folder of the site")
    folder = parser.parse_args().site
    if not any(folder.glob("*.html")):
        print(f"There is no site in {folder}: build it first, with `make report`.", file=sys.stderr)
        sys.exit(2)
    start = time.monotonic()
    found = check(folder)
    print(f"{folder}\n\n{found.report()}\n")
    print(f"{len(found.faults)} faults in {time.monotonic() - start:.0f} seconds")
    sys.exit(1 if found.faults else 0)


if __name__ == "__main__":
    main()
