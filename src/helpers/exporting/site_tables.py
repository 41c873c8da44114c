"""Site tables: every table of the built pages, with what its exhibit says beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bs4 import NavigableString, Tag

from helpers.errors import BuildError
from helpers.exporting.site_pages import Page

# "Figure 6.1: Interest ...", "Table C.10: ...", or Sphinx's own "Table 2 ...".
CAPTION = re.compile(r"(?P<number>(?:Figure|Table) (?:[A-Z]\.)?\d+(?:\.\d+)*)(?:[:.]\s*|\s+)")
NUMBER = re.compile(r"(?:Figure|Table) (?:[A-Z]\.)?\d+(?:\.\d+)*")
SECTION = re.compile(r"^(?:[A-Z]\.)?\d+(?:\.\d+)*\.?\s+")
BREAKS = {"br", "p", "li", "div"}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
LONGEST = 60  # letters of a name


@dataclass(frozen=True)
class SiteTable:
    """A table as a page shows it: text cells, and the notes under its exhibit by their names.

    `name` is unique in the book and stays while number, page and title do ("figure_6_1");
    `number` is "" for a table without one; `place` counts the tables of its page from 0;
    `alt` is the text alternative of the figure that the table belongs to, or "".
    """

    name: str
    page: Page
    place: int
    number: str
    title: str
    header: list[str]
    rows: list[list[str]]
    notes: dict[str, str] = field(default_factory=dict)
    alt: str = ""

    @property
    def caption(self) -> str:
        """Number and title: "Figure 6.1: Interest in other cultures"."""
        return f"{self.number}: {self.title}" if self.number else self.title


def read_tables(pages: list[Page]) -> list[SiteTable]:
    """Every table of the pages in their order.

    Raises BuildError for a table without a header row, or with a row of another length.
    """
    used: Counter[str] = Counter()
    return [
        _read(page, place, table, used)
        for page in pages
        for place, table in enumerate(page.article.find_all("table"))
    ]


def _read(page: Page, place: int, table: Tag, used: Counter[str]) -> SiteTable:
    number, title = _caption(table)
    figure = _figure(page.article, number)
    title = title or _title(table, figure, number)
    header, rows = _cells(table, f"{page.path}: table {title!r}")
    return SiteTable(
        name=_unique(_name(page.path, number, title), used),
        page=page,
        place=place,
        number=number,
        title=title,
        header=header,
        rows=rows,
        notes=_notes(figure or table),
        alt=_alternative(figure),
    )


def _caption(table: Tag) -> tuple[str, str]:
    """Number and title of its caption; without one, the number in what it is folded under."""
    if table.caption and (text := cell_text(table.caption)):
        found = CAPTION.match(text)
        return (found["number"], text[found.end() :]) if found else ("", text)
    found = NUMBER.search(_summary(table))
    return (found[0] if found else ""), ""


def _title(table: Tag, figure: Tag | None, number: str) -> str:
    """Title of a table without a caption: its figure's, what it is folded under, or its part's."""
    summary = _summary(table)
    if figure and (caption := figure.select_one(".caption-text")):
        rest = summary.removeprefix(number).strip() if summary.startswith(number) else ""
        return ", ".join(filter(None, [cell_text(caption), rest]))
    heading = table.find_previous(HEADINGS)
    return summary or (SECTION.sub("", cell_text(heading)) if heading else "Table")


def _summary(table: Tag) -> str:
    folded = table.find_parent("details")
    return cell_text(folded.summary) if folded and folded.summary else ""


def _figure(article: Tag, number: str) -> Tag | None:
    """The drawing on the page that is labelled with the number, or bears it."""
    kind, _, part = number.partition(" ")
    if kind != "Figure":
        return None
    labelled = article.find("figure", id=f"fig-{part.replace('.', '-')}")
    if labelled:
        return labelled
    for figure in article.find_all("figure"):
        label = figure.select_one(".caption-number")
        if label and cell_text(label) == number:
            return figure
    return None


def _alternative(figure: Tag | None) -> str:
    image = figure.find("img") if figure else None
    return " ".join(str(image.get("alt", "")).split()) if image else ""


def _notes(exhibit: Tag) -> dict[str, str]:
    """The list under a figure or table, if nothing else stands between them."""
    following = exhibit.find_next(["figure", "table", "p", *HEADINGS, "ul"])
    while following and exhibit in following.parents:
        following = following.find_next(["figure", "table", "p", *HEADINGS, "ul"])
    if not following or "figure-notes" not in following.get("class", []):
        return {}
    notes = {}
    for line in following.find_all("li", recursive=False):
        name, _, text = cell_text(line).partition(":")
        notes[name.strip()] = text.strip()
    return notes


def _cells(table: Tag, shown: str) -> tuple[list[str], list[list[str]]]:
    lines = table.find_all("tr")
    if not lines or lines[0].find("td"):
        raise BuildError(f"{shown}: has no header row; name its columns")
    header, *rows = [[cell_text(cell) for cell in row.find_all(["th", "td"])] for row in lines]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            found = f"{len(row)} cells where the header has {len(header)}"
            raise BuildError(f"{shown}, row {number}: has {found}; give each row one cell a column")
    return header, rows


def cell_text(tag: Tag) -> str:
    """Text of a cell on one line, with a space where the page breaks the line."""
    return " ".join("".join(_parts(tag)).split())


def _parts(tag: Tag) -> Iterator[str]:
    for part in tag.descendants:
        if isinstance(part, NavigableString):
            yield part
        elif part.name in BREAKS:
            yield " "


def _name(path: str, number: str, title: str) -> str:
    """Name of letters, digits and underscores; an unnumbered table is named by page and title."""
    text = number or f"{PurePosixPath(path).stem} {title}"
    name, *words = re.findall(r"[a-z0-9]+", text.lower()) or ["unnamed"]
    for word in words:
        if len(name) + 1 + len(word) > LONGEST:
            break
        name += f"_{word}"
    # A name such as ab1 would be that of a cell in a spreadsheet.
    return name if name[0].isalpha() and "_" in name else f"table_{name}"


def _unique(name: str, used: Counter[str]) -> str:
    used[name] += 1
    return name if used[name] == 1 else _unique(f"{name}_{used[name]}", used)
