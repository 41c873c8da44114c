"""Shown tables: every table of built pages and of files of tables, with the notes beside it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html

HIDDEN, NOT_APPLICABLE = "[c]", "[z]"
WHOLE = re.compile(r"(\d[\d,]*)(?: \[low\])?$")


@dataclass(frozen=True)
class Shown:
    """A table as its readers see it: text cells, and what its exhibit says, by name of note."""

    page: str
    title: str
    header: list[str]
    rows: list[list[str]]
    notes: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> int | None:
        """Place of a column by its heading; None where there is none."""
        return self.header.index(name) if name in self.header else None

    @property
    def answers(self) -> list[int]:
        """Places of the columns with shares of one base, of a table that has a row a bar."""
        base = self.column("Base")
        if base is None or self.header[0] in ("Response", "Measure"):
            return []
        return [n for n in range(base + 1, len(self.header)) if self.header[n] != "Mean"]


def whole(cell: str) -> int | None:
    """Number of respondents in a cell: "52", "1,234", "34 [low]"; None where there is none."""
    found = WHOLE.fullmatch(cell.strip())
    return int(found[1].replace(",", "")) if found else None


def tables_of(page: str, tree) -> Iterator[Shown]:
    """Tables of a parsed page."""
    for table in tree.iter("table"):
        rows = [[_text(cell) for cell in row] for row in table.iter("tr")]
        if rows:
            caption = table.find("caption")
            title = _text(caption) if caption is not None else rows[0][0]
            yield Shown(page, title, rows[0], rows[1:], _notes(table))


def tables_in(page: str, path: Path) -> Iterator[Shown]:
    """The table of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if rows:
        yield Shown(page, path.stem, rows[0], rows[1:])


def parsed(path: Path):
    """A page as a tree, without its scripts."""
    tree = html.parse(str(path), html.HTMLParser(encoding="utf-8")).getroot()
    if tree is None:  # an empty file
        return html.fromstring("<html></html>")
    for script in [*tree.iter("script"), *tree.iter("style")]:
        script.drop_tree()
    return tree


def _notes(table) -> dict[str, str]:
    """What stands beneath an exhibit: before its folded table, or after a table of its own."""
    way = "preceding" if table.xpath("ancestor::details") else "following"
    lists = table.xpath(f"{way}::ul[@class='figure-notes'][1]")
    lines = (_text(line).partition(": ") for line in (lists[0].iter("li") if lists else ()))
    return {name: said for name, _, said in lines}


def _text(node) -> str:
    return " ".join("".join(node.itertext()).split())
