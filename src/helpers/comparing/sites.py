"""Sites: a built site as two of them are held beside each other: pages, and what made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

from helpers.building.changes import MADE_OF
from helpers.comparing.shown_tables import named_cells
from helpers.comparing.site_passages import passages
from helpers.errors import BuildError, InputError, Problem
from helpers.exporting.site_pages import ENTRY, Page, page_paths, read_page
from helpers.exporting.site_tables import SiteTable, cell_text, read_tables

IMAGES, NOTICE = "_images/", ".bd-header-announcement__content"
ABOUT = "book/about-this-build.html"
# Made of the pages, or told by themselves.
DERIVED = {MADE_OF, "searchindex.js", "objects.inv", "search.html", "genindex.html", ENTRY}
BUILT = "name the folder of a built site, such as book/_build/html"


@dataclass(frozen=True)
class Drawing:
    """A figure: its number or name, caption, text alternative, file and that file's digest."""

    name: str
    caption: str
    alt: str
    file: Path | None
    digest: str

    @cached_property
    def texts(self) -> list[str]:
        """Texts in the drawing, in the order of its file; none where they cannot be read."""
        if self.file is None or self.file.suffix != ".svg":
            return []
        try:
            tags = ElementTree.parse(self.file).iterfind(".//{*}text")
        except ElementTree.ParseError:
            return []
        return [text for tag in tags if (text := " ".join("".join(tag.itertext()).split()))]


@dataclass(frozen=True)
class SitePage:
    """A page of a site; what stands on it is looked at when it is asked for."""

    folder: Path
    path: str
    digest: str

    @property
    def name(self) -> str:
        """Path in the site without its ending: "notebooks/outcomes"."""
        return self.path.removesuffix(".html")

    @cached_property
    def page(self) -> Page:
        """Its content; raises InputError where it is no page of this report."""
        with _refusing(self.folder):
            return read_page(self.folder, self.path)

    @cached_property
    def passages(self) -> list[tuple[str, str]]:
        """Its sentences, each with its heading."""
        return passages(self.page.article)

    @cached_property
    def tables(self) -> dict[str, SiteTable]:
        """Its tables by a name that stays while number, page and title do."""
        with _refusing(self.folder):
            return {table.name: table for table in read_tables([self.page])}

    @cached_property
    def drawings(self) -> dict[str, Drawing]:
        """Its figures by number, or what else names them."""
        found: dict[str, Drawing] = {}
        for figure in self.page.article.find_all("figure"):
            drawing = _drawing(self.folder, self.folder / self.path, figure)
            found.setdefault(drawing.name, drawing)
        return found

    def cells(self, table: str) -> dict[tuple[str, str], str]:
        """Text of each cell of a table by row and column."""
        found = self.tables[table]
        named = named_cells([found.header, *found.rows])
        return {(row, column): text for row, column, text in named}


@dataclass(frozen=True)
class Site:
    """A built site. `made_of` is {} where it does not say what it was made of."""

    folder: Path
    pages: dict[str, SitePage]
    about: SitePage | None
    made_of: dict[str, Any]

    @property
    def title(self) -> str:
        """Title of its first page."""
        return next(iter(self.pages.values())).page.title

    @cached_property
    def notice(self) -> str:
        """What stands over every page about its data; "" where nothing does."""
        landing = self.folder / next(iter(self.pages))
        tree = BeautifulSoup(landing.read_text(encoding="utf-8"), "html.parser")
        found = tree.select_one(NOTICE)
        return " ".join(found.get_text().split()) if found else ""

    @cached_property
    def images(self) -> dict[str, str]:
        """Digest of each drawing or picture on its pages."""
        return {name: _digest(path) for name, path in self._all.items() if name.startswith(IMAGES)}

    @cached_property
    def files(self) -> dict[str, str]:
        """Digest of each other file, but of those that are made of the pages."""
        apart = {*DERIVED, *self.pages, ABOUT, *self.images}
        return {name: _digest(path) for name, path in self._all.items() if name not in apart}

    @cached_property
    def _all(self) -> dict[str, Path]:
        paths = (path for path in self.folder.rglob("*") if path.is_file())
        return dict(sorted((path.relative_to(self.folder).as_posix(), path) for path in paths))


def read_site(folder: Path) -> Site:
    """A built site; raises InputError for a folder that is none of this report's."""
    shown = str(folder)
    if not folder.is_dir():
        found = "is a file" if folder.exists() else "is not there"
        raise InputError(Problem(shown, found, BUILT))
    if not (folder / ENTRY).is_file():
        raise InputError(Problem(shown, f"is no site: it has no {ENTRY}", BUILT))
    with _refusing(folder):
        paths = page_paths(folder)
        pages = {path: SitePage(folder, path, _digest(folder / path)) for path in paths}
    next(iter(pages.values())).page  # noqa: B018  a site of another tool is told at once
    return Site(folder, pages, pages.pop(ABOUT, None), _made_of(folder))


@contextmanager
def _refusing(folder: Path) -> Iterator[None]:
    """Tell what a page lacks as a problem of the folder that was named."""
    try:
        yield
    except (BuildError, OSError, UnicodeDecodeError) as error:
        said = str(error).removeprefix(f"{folder}: ").split("; build the book")[0]
        found = f"is no site that this program built: {said}"
        raise InputError(Problem(str(folder), found, BUILT)) from None


def _drawing(folder: Path, path: Path, figure: Tag) -> Drawing:
    image = figure.find("img")
    caption = cell_text(figure.figcaption) if figure.figcaption else ""
    alt = " ".join(str(image.get("alt", "")).split()) if image else ""
    file = path.parent / str(image["src"]) if image and image.get("src") else path
    there = file.is_file() and folder.resolve() in file.resolve().parents and file != path
    number = figure.select_one(".caption-number")
    name = (cell_text(number) if number else "") or str(figure.get("id", "")) or caption or alt
    return Drawing(name, caption, alt, file if there else None, _digest(file) if there else "")


def _made_of(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MADE_OF).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"{folder / MADE_OF}", f"cannot be read: {error}")) from None
    return found if isinstance(found, dict) and {"pages", "book", "modules"} <= set(found) else {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
