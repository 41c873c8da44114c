"""Workbooks: the one sheet of an Excel or OpenDocument file that holds the answers."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.errors import InputError, Problem
from helpers.reading.cell_marks import column_letter, marks_of, refuse_far
from helpers.reading.delivered import Delivered, as_text, with_decimals
from helpers.reading.instructions import Instructions
from helpers.reading.table import Rows, columns_of, split_header

# Row, column (both from 1) and what is wrong with a cell.
Faults = list[tuple[int, int, str]]


def read_workbook(path: Path, shown: str, how: Instructions) -> Delivered:
    """The columns of the sheet that wave.yml names, or of the only visible one with cells.

    Raises InputError with every cell that cannot be read: merged, or an error of a formula.
    """
    kind = path.suffix.lower().lstrip(".")
    name, grid, marks = (_xls if kind == "xls" else _calamine)(path, kind, shown, how.sheet)
    rows = [(number, list(map(as_text, cells))) for number, cells in enumerate(grid, start=1)]
    spoilt = {number for number, _, _ in marks}
    rows = [(number, cells) for number, cells in rows if any(cells) or number in spoilt]
    if not rows:
        found = f"the sheet {name!r} is empty"
        raise InputError(Problem(shown, found, "export the survey again"))
    first, top, below = split_header(rows, how.header, shown)
    problems = [
        _cell_problem(shown, row, column, fault, top[0][1])
        for row, column, fault in marks
        if row >= first
    ]
    problems += _unnamed(shown, first, top[0][1], below)
    if problems:
        raise InputError(problems)
    numbers = tuple(number for number, _ in below)
    typed = zip(*(grid[number - 1] for number in numbers), strict=True)
    columns = [
        replace(column, numbers=with_decimals(values))
        for column, values in zip(columns_of(top, below), typed, strict=True)
        if column.name
    ]
    return Delivered(shown, kind, tuple(columns), numbers, first)


def _cell_problem(shown: str, row: int, column: int, fault: str, names: list[str]) -> Problem:
    letter = column_letter(column)
    name = names[column - 1] if column <= len(names) else ""
    todo = "split the merged cells" if "merged" in fault else "mend the formula, or give its value"
    return Problem(shown, fault, todo, row, f"{letter} ({name})" if name else letter)


def _unnamed(shown: str, first: int, names: list[str], below: Rows) -> list[Problem]:
    """Columns with answers and without a name; an empty one is none."""
    return [
        Problem(shown, "a column has no name", "remove it or name it", first, column_letter(i + 1))
        for i, name in enumerate(names)
        if not name and any(cells[i] for _, cells in below)
    ]


def _chosen(names: dict[str, bool], wanted: str, shown: str) -> str:
    """Name of the sheet to read; `names` says of each whether it is seen and has cells."""
    listed = ", ".join(map(repr, names))
    if wanted:
        if wanted not in names:
            found = f"has no sheet {wanted!r}"
            raise InputError(Problem(shown, found, f"sheets are: {listed}"))
        return wanted
    seen = [name for name, is_seen in names.items() if is_seen]
    if len(seen) != 1:
        found = f"has {len(seen)} sheets with cells" if seen else "has no visible sheet with cells"
        todo = f"say the sheet in wave.yml; sheets are: {listed}" if names else "export it again"
        raise InputError(Problem(shown, found, todo))
    return seen[0]


def _calamine(path: Path, kind: str, shown: str, wanted: str) -> tuple[str, list, Faults]:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            sheets = [s for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]
            marks = {sheet.name: marks_of(path, kind, sheet.name, shown) for sheet in sheets}
            visible = calamine.SheetVisibleEnum.Visible
            seen = {s.name: s.visible == visible and marks[s.name].rows > 0 for s in sheets}
            name = _chosen(seen, wanted, shown)
            # The library reserves memory for all cells up to the last one.
            refuse_far(marks[name], shown)
            sheet = book.get_sheet_by_name(name)
            merged = sheet.merged_cell_ranges or []
            grid = sheet.to_python(skip_empty_area=False)
    except calamine.PasswordError:
        raise InputError(_locked(shown)) from None
    except (calamine.CalamineError, OSError) as error:
        found = f"is damaged: {error}"
        raise InputError(Problem(shown, found, "export the survey again")) from None
    return name, grid, sorted([*marks[name].faults, *_merged(merged)])


def _merged(ranges: list) -> Faults:
    return [(top[0] + 1, top[1] + 1, "is merged with others") for top, _ in ranges]


def _xls(path: Path, kind: str, shown: str, wanted: str) -> tuple[str, list, Faults]:
    """As `_calamine`, which would give empty cells for the errors of this older format."""
    import xlrd

    try:
        with xlrd.open_workbook(path, logfile=io.StringIO(), formatting_info=True) as book:
            return _xls_sheet(book, wanted, shown)
    except InputError:
        raise
    # A damaged file gives xlrd's error or any of Python's, from wherever its bytes lead.
    except Exception as error:
        if "encrypted" in str(error).lower():
            raise InputError(_locked(shown)) from None
        found = f"is damaged: {error}"
        raise InputError(Problem(shown, found, "export the survey again")) from None


def _xls_sheet(book: Any, wanted: str, shown: str) -> tuple[str, list, Faults]:
    from xlrd import XL_CELL_ERROR, error_text_from_code

    sheets = {sheet.name: sheet for sheet in book.sheets()}
    seen = {s.name: s.visibility == 0 and bool(s.nrows) for s in sheets.values()}
    sheet = sheets[_chosen(seen, wanted, shown)]
    cells = [sheet.row(row) for row in range(sheet.nrows)]
    errors = [
        (row, column, f"holds the error {error_text_from_code[cell.value]}")
        for row, line in enumerate(cells, start=1)
        for column, cell in enumerate(line, start=1)
        if cell.ctype == XL_CELL_ERROR
    ]
    merged = _merged([((top, left), None) for top, _, left, _ in sheet.merged_cells])
    grid = [[_xls_value(cell, book.datemode) for cell in line] for line in cells]
    return sheet.name, grid, sorted([*errors, *merged])


def _xls_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _locked(shown: str) -> Problem:
    return Problem(shown, "has a password", "save it without one")
