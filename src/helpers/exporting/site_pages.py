"""Site pages: the main content of each page of a built book, in reading order."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Comment, Tag

from helpers.errors import BuildError

ENTRY = "index.html"
REFRESH = re.compile(r"url=(\S+)", re.IGNORECASE)
# What a page has for its reader's pointer, and a document does not need.
CONTROLS = (
    "a.headerlink, button, script, style, nav, .prev-next-footer, .toctree-wrapper, "
    ".sd-summary-state-marker, .tag_parameters, details.origins"
)


@dataclass(frozen=True)
class Page:
    """A page: its path in the site, its title as numbered, and its main content.

    `part` is the heading that it stands under in the sidebar, "" where there is none.
    """

    path: str
    title: str
    article: Tag
    part: str = ""


def read_pages(site: Path) -> list[Page]:
    """Pages of a built site in the order of its sidebar, the landing page first.

    Each article is the reader's own copy: header anchors, buttons, scripts and comments are
    gone from it. Raises BuildError where the site or one of its pages is missing or has not
    the shape that the book's theme gives it.
    """
    return [read_page(site, path, part) for path, part in page_paths(site).items()]


def page_paths(site: Path) -> dict[str, str]:
    """Path of each page with the heading that it stands under, in the order of `read_pages`."""
    landing = _landing(site)
    return {landing: ""} | _sidebar(_soup(site, landing), landing)


def _landing(site: Path) -> str:
    """Path of the page that the site's entry sends its readers to, or the entry itself."""
    refresh = _soup(site, ENTRY).find("meta", attrs={"http-equiv": re.compile("^refresh$", re.I)})
    target = REFRESH.search(str(refresh.get("content", ""))) if isinstance(refresh, Tag) else None
    return posixpath.normpath(target[1]) if target else ENTRY


def _soup(site: Path, path: str) -> BeautifulSoup:
    try:
        return BeautifulSoup((site / path).read_text(encoding="utf-8"), "html.parser")
    except FileNotFoundError:
        raise BuildError(
            f"{site}: has no page {path}; build the book first: report build"
        ) from None


def _sidebar(landing: BeautifulSoup, path: str) -> dict[str, str]:
    """Paths of the pages that the sidebar lists, each with the heading that it stands under."""
    found: dict[str, str] = {}
    part = ""
    for tag in landing.select("nav.bd-links .caption-text, nav.bd-links a.internal[href]"):
        if tag.name == "a":
            target = resolve(path, str(tag["href"]))[0]
            found.setdefault(target, part)
        else:
            part = text(tag)
    if not found:
        raise BuildError(f"{path}: has no sidebar that lists the pages; build the book again")
    return {target: part for target, part in found.items() if target != path}


def resolve(path: str, href: str) -> tuple[str, str]:
    """Path in the site and fragment that a link on the page `path` leads to.

    The path is "" for a link that leaves the site.
    """
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return "", ""
    if not parts.path:
        return path, unquote(parts.fragment)
    target = posixpath.join(posixpath.dirname(path), unquote(parts.path))
    return posixpath.normpath(target), unquote(parts.fragment)


def read_page(site: Path, path: str, part: str = "") -> Page:
    """One page of a built site; raises BuildError as `read_pages` does."""
    article = _soup(site, path).select_one("article.bd-article")
    heading = article.find("h1") if article else None
    if not isinstance(article, Tag) or not isinstance(heading, Tag):
        raise BuildError(f"{path}: has no article with a title; build the book again")
    for tag in article.select(CONTROLS):
        tag.decompose()
    for number in article.select("span.traced"):
        number.unwrap()
    article.smooth()
    for comment in article.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    return Page(path, text(heading), article.extract(), part)


def text(tag: Tag) -> str:
    """Text of a tag on one line."""
    return " ".join(tag.get_text().split())
