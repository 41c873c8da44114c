"""Published: what readers meet on the pages of a built site, read anew from its HTML.

Nothing here is shared with the programs that write pages or documents, so that a check which
holds both side by side can fail.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from helpers.errors import BuildError

START, END = '<article class="bd-article"', "</article>"
BLOCKS = ["p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "summary"]
LABEL = re.compile(r"(?P<kind>Figure|Table) (?P<number>(?:[A-Z]\.)?\d+(?:\.\d+)*)\b[:.]? *")
LABELLED = re.compile(r"fig-((?:[a-z]-)?\d+(?:-\d+)*)")
# What the typesetting of pages makes of plain letters, and what is only there for pointers.
TYPOGRAPHY = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
    "\u2026": "...", "\u00a0": " ",
})  # fmt: skip
UNREAD = (
    "a.headerlink, a.footnote-reference, script, style, .sd-summary-state-marker, details.origins"
)
SOURCES = {"notebooks": ".ipynb", "book": ".md"}


@dataclass(frozen=True)
class Table:
    """A table of a page: its caption with number and title apart, text cells."""

    page: str
    kind: str
    number: str
    title: str
    header: list[str]
    rows: list[list[str]]

    @property
    def name(self) -> str:
        """What a reader calls it: "Figure 6.1's table", "Table C.3"."""
        label = f"{self.kind} {self.number}"
        return self.title if not self.number else label if self.kind == "Table" else f"{label}'s"

    def column(self, name: str) -> int | None:
        """Place of a column, None where there is none of that name."""
        return self.header.index(name) if name in self.header else None


@dataclass(frozen=True)
class Figure:
    """A chart of a page: text alternative, drawing, the notes beneath it, its data table."""

    page: str
    number: str
    shown: str  # number that the page gives it, which is to be the same
    alt: str
    drawing: str
    notes: dict[str, str]
    table: Table | None


@dataclass(frozen=True)
class Page:
    """A page by its source's path: texts of paragraphs and cells, and its exhibits."""

    path: str
    blocks: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


@dataclass(frozen=True)
class Published:
    """The pages of a built site by the path of their source, such as notebooks/change.ipynb."""

    site: Path

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page; raises BuildError where the site is not there."""
        found = {}
        for folder, ending in SOURCES.items():
            for path in sorted((self.site / folder).glob("*.html")):
                source = f"{folder}/{path.stem}{ending}"
                found[source] = read_page(path.read_text(encoding="utf-8"), source, self.drawing)
        if not found:
            raise BuildError(f"{self.site}: has no pages; run `report build`")
        return found

    def drawing(self, name: str) -> str:
        """Text of a picture by its file's name, "" where it is not there."""
        path = self.site / "_images" / name
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    @property
    def tables(self) -> list[Table]:
        """Tables of all pages."""
        return [table for page in self.pages.values() for table in page.tables]

    @property
    def figures(self) -> list[Figure]:
        """Charts of all pages."""
        return [figure for page in self.pages.values() for figure in page.figures]

    def figure(self, page: str, number: str) -> Figure | None:
        """The chart of that number on a page."""
        figures = self.pages[page].figures if page in self.pages else []
        return next((figure for figure in figures if figure.number == number), None)


def read_page(text: str, path: str, drawing: Callable[[str], str]) -> Page:
    """A page of its HTML; `drawing` gives the text of a picture by its file's name."""
    start, end = text.find(START), text.rfind(END)
    soup = BeautifulSoup(text[start : end + len(END)] if start >= 0 else "", "html.parser")
    for tag in soup.select(UNREAD):
        tag.decompose()
    tables = [read_table(tag, path) for tag in soup.find_all("table")]
    return Page(
        path,
        [plain(tag) for tag in soup.find_all(BLOCKS) if not tag.find(BLOCKS)],
        tables,
        [_figure(tag, path, tables, drawing) for tag in soup.select("figure:has(img.chart)")],
    )


def plain(tag: Tag | str) -> str:
    """Text of a tag on one line, in the plain letters of a keyboard."""
    text = tag if isinstance(tag, str) else tag.get_text(" " if tag.find("br") else "")
    return " ".join(text.translate(TYPOGRAPHY).replace("--", "-").split())


def read_table(tag: Tag, path: str) -> Table:
    """A table of its HTML, as it stands on a page or in an output."""
    caption = plain(tag.caption) if tag.caption else _folded(tag)
    label = LABEL.match(caption)
    kind, number = (label["kind"], label["number"]) if label else ("Table", "")
    lines = [[plain(c) for c in row.find_all(["th", "td"])] for row in tag.find_all("tr")]
    title = caption[label.end() :] if label else caption
    return Table(path, kind, number, title, lines[0] if lines else [], lines[1:])


def _folded(tag: Tag) -> str:
    """What a table without a caption stands under: what it is folded in, or its heading."""
    folded = tag.find_parent("details")
    above = folded.summary if folded else tag.find_previous(re.compile("^h[1-6]$"))
    return plain(above) if above else ""


def _figure(tag: Tag, path: str, tables: list[Table], drawing: Callable[[str], str]) -> Figure:
    label = LABEL.match(plain(tag.select_one(".caption-number") or ""))
    shown = label["number"] if label else ""
    known = LABELLED.fullmatch(str(tag.get("id", "")))
    number = known[1].replace("-", ".").upper() if known else shown
    image = tag.find("img")
    notes = tag.find_next_sibling()
    lines = notes.find_all("li") if notes and "figure-notes" in notes.get("class", []) else []
    own = (table for table in tables if (table.kind, table.number) == ("Figure", number))
    return Figure(
        path,
        number,
        shown,
        plain(str(image.get("alt", ""))),
        drawing(Path(str(image["src"])).name),
        dict(_note(plain(line)) for line in lines),
        next(own, None),
    )


def _note(line: str) -> tuple[str, str]:
    name, _, text = line.partition(":")
    return name.strip(), text.strip()
