"""Links within a site: to a page that is there, and to an anchor that is on it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

from site_checks.faults import Found


def check_links(
    folder: Path, address: str, pages: dict[str, dict], leading: dict[str, str]
) -> Found:
    """Links that lead nowhere, of pages with their ids and links as a browser resolved them.

    `leading` has the pages that only lead on, with where they lead to.
    """
    found = Found()
    ids = {path: set(page["ids"]) for path, page in pages.items()}
    for path, page in pages.items():
        own = [(name, href) for name, href in page["links"] if href.startswith(address)]
        wrong = [
            (name, fault) for name, href in own if (fault := _fault(folder, address, href, ids))
        ]
        if page["frames"]:
            wrong.append(("iframe, object, embed", "a frame, whose content is not checked"))
        found.look("links", path, wrong, count=len(own))
    for path, target in leading.items():
        there = (folder / path).parent / target
        wrong = [] if there.is_file() else [("meta", f"leads to {target}, which is not there")]
        found.look("links", path, wrong)
    return found


def _fault(folder: Path, address: str, href: str, ids: dict[str, set[str]]) -> str:
    """What is wrong with a link; nothing is the empty text."""
    whole, anchor = urldefrag(href)
    path = unquote(whole.removeprefix(address).split("?")[0]) or "index.html"
    if not (folder / path).is_file():
        return f"leads to {path}, which is not there"
    if anchor and path in ids and unquote(anchor) not in ids[path] and anchor not in ids[path]:
        return f"leads to {path}#{anchor}, and there is no such place on the page"
    return ""
