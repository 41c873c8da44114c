"""Shown tables: the cells of a page's tables, each under a name that two waves share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from helpers.comparing.pages_of_wave import Page

STAR = " *"
ASTERISK, STARRED, UNSTARRED = "asterisk", "*", "none"
Key = tuple[str, int, str, str]  # cell, which of its tables, row, column


def table_cells(page: Page) -> dict[Key, str]:
    """Text of every cell of every table of a page.

    An asterisk after a row's name is a cell of its own, "*" or "none", so that the row has the
    same name in both waves.
    """
    return {
        (*which, row, column): text
        for which, table in _tables(page)
        for row, column, text in _cells(table)
    }


def captions(page: Page) -> dict[tuple[str, int], str]:
    """Caption of each table of a page by its code cell and which of its tables it is."""
    return {
        which: _text(table.caption) if table.caption else which[0] for which, table in _tables(page)
    }


def _tables(page: Page) -> Iterator[tuple[tuple[str, int], Tag]]:
    seen: Counter[str] = Counter()
    for cell, markup in page.shown():
        for table in BeautifulSoup(markup, "html.parser").find_all("table"):
            yield (cell, seen[cell]), table
            seen[cell] += 1


def _cells(table: Tag) -> list[tuple[str, str, str]]:
    lines = table.find_all("tr")
    return named_cells([[_text(cell) for cell in row.find_all(["th", "td"])] for row in lines])


def named_cells(rows: list[list[str]]) -> list[tuple[str, str, str]]:
    """Row, column and text of every cell of a table of texts, its header first."""
    if not rows:
        return []
    header, *body = rows
    columns = _distinct(header)
    names = _row_names(body)
    wide = names[0].count(" / ") + 1 if names else 1
    found = []
    for name, row in zip(_distinct([n.replace(STAR, "") for n in names]), body, strict=True):
        if any(STAR in n for n in names):
            star = STARRED if any(STAR in cell for cell in row[:wide]) else UNSTARRED
            found.append((name, ASTERISK, star))
        found += [(name, *pair) for pair in list(zip(columns, row, strict=False))[wide:]]
    return found


def _row_names(body: list[list[str]]) -> list[str]:
    """Names of rows: their first cell, with as many more as tell all rows apart (three at most)."""
    for wide in (1, 2, 3):
        names = [" / ".join(cell.replace(" / ", "/") for cell in row[:wide]) for row in body]
        if len({name.replace(STAR, "") for name in names}) == len(names):
            return names
    return [row[0].replace(" / ", "/") if row else "" for row in body]


def _distinct(names: list[str]) -> list[str]:
    """Names with a number after each that stood before."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())
