"""Document tables: workbooks and CSV files against the tables of the pages, cell by cell."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from helpers.checking.published import Table, plain

METADATA = "csv-metadata.json"
GUARD, EMPTY = "'", "[z]"
NEAR = Fraction(1, 10**9)  # within which a stored number is the printed one

Rows = list[list]


def of_workbook(path: Path, tables: list[Table]) -> Iterator[tuple[Table, str]]:
    """Tables with what is wrong with them in a workbook."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    titled = [(plain(str(rows[0][0])), rows) for rows in sheets if rows and rows[0]]
    for table in tables:
        titles = {table.title, f"{table.kind} {table.number}: {table.title}"}
        same = [sheet for sheet in titled if _is(*sheet, titles, table)]
        if not same:
            yield table, f"no sheet has the table {table.title!r}"
            continue
        titled.remove(same[0])
        _, rows = same[0]
        yield from ((table, wrong) for wrong in compare(rows, table))


def _is(title: str, rows: Rows, titles: set[str], table: Table) -> bool:
    return title in titles or (title.endswith(table.title) and _header(rows, table) is not None)


def _header(rows: Rows, table: Table) -> int | None:
    """Number of the row that heads the table."""
    wanted = [_unique(name) for name in table.header]
    for number, row in enumerate(rows):
        if [_unique(plain(str(cell))) for cell in row[: len(wanted)]] == wanted:
            return number
    return None


def _unique(name: str) -> str:
    return name.casefold() or EMPTY


def of_csvs(folder: Path, tables: list[Table]) -> Iterator[tuple[Table, str]]:
    """The same for a folder of CSV files with their metadata."""
    described = json.loads((folder / METADATA).read_text(encoding="utf-8"))["tables"]
    files = [(plain(entry["dc:title"]), folder / entry["url"]) for entry in described]
    for table in tables:
        titles = (table.title, f"{table.kind} {table.number}: {table.title}")
        same = [place for place, (title, _) in enumerate(files) if title in titles]
        if not same:
            yield table, f"no CSV file has the table {table.title!r}"
            continue
        _, path = files.pop(same[0])
        text = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        rows = [[cell.removeprefix(GUARD) for cell in row] for row in csv.reader(text)]
        yield from ((table, f"{path.name}: {wrong}") for wrong in compare(rows, table))


def compare(rows: Rows, table: Table) -> Iterator[str]:
    """What is wrong with the rows of a document for a table."""
    start = _header(rows, table)
    if start is None:
        yield "has no row with the names of the table's columns"
        return
    below = [row for row in rows[start + 1 :] if any(cell not in ("", None) for cell in row)]
    if len(below) != len(table.rows):
        yield f"has {len(below)} rows, the page {len(table.rows)}"
        return
    for row, wanted in zip(below, table.rows, strict=True):
        for name, cell, text in zip(table.header, row, wanted, strict=False):
            if not same(cell, text):
                yield f"row {wanted[0]!r}, column {name!r}: {cell!r}, on the page {text!r}"


def same(cell, text: str) -> bool:
    """Whether a cell of a document holds what the page prints: 0.83 for "83%"."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return plain(str(cell)) == (text or EMPTY) or plain(str(cell)) == text
    try:
        printed = Fraction(text.removesuffix("%").replace(",", ""))
    except ValueError:
        return False
    return abs(Fraction(cell) - (printed / 100 if text.endswith("%") else printed)) < NEAR
