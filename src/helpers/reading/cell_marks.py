"""Cell marks: what the parts of a workbook say of cells and the library that reads it drops.

That library gives an empty cell for an error value and for a formula that was never worked
out, and fails where a lone cell stands far away from all others.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from helpers.errors import InputError, Problem

LARGEST = 1 << 30  # bytes of all parts of a workbook
FARTHEST = 20_000_000  # rows times columns of a sheet
SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_ERROR = re.compile(r"#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|Err:\d+")


def column_letter(number: int) -> str:
    """Letters of a column as spreadsheets show them; 1 is A."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Marks:
    """How far the cells of a sheet reach, and row, column and fault of those without a value."""

    rows: int
    columns: int
    faults: list[tuple[int, int, str]]


def marks_of(path: Path, kind: str, sheet: str, shown: str) -> Marks:
    """Marks of a sheet, rows and columns counted from 1.

    Raises InputError where the workbook is damaged or too large to be read.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise InputError(Problem(shown, "is too large to be read", "export it again"))
            marks = _ods_marks if kind == "ods" else _xlsx_marks
            return _summed(marks(parts, sheet))
    except (ElementTree.ParseError, KeyError, ValueError, OSError, *SPOILT) as error:
        found = f"is damaged: {error}"
        raise InputError(Problem(shown, found, "export the survey again")) from None


def _summed(marks: Iterator[tuple[int, int, str]]) -> Marks:
    rows = columns = 0
    faults = []
    for row, column, fault in marks:
        rows, columns = max(rows, row), max(columns, column)
        faults += [(row, column, fault)] if fault else []
    return Marks(rows, columns, faults)


def refuse_far(marks: Marks, shown: str) -> None:
    """Raise InputError where a cell stands so far away that the sheet cannot be held."""
    if marks.rows * marks.columns > FARTHEST:
        found = f"has cells as far as row {marks.rows} and column {column_letter(marks.columns)}"
        raise InputError(Problem(shown, found, "delete what stands beyond the answers"))


def _xlsx_marks(parts: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    row = column = 0
    for tag, element in _ends(parts.open(_xlsx_part(parts, sheet)), starts="row"):
        if tag == "start":
            row, column = int(element.get("r", row + 1)), 0
        elif tag == "c":
            column = _column_number(element.get("r", "")) or column + 1
            inside = {_local(part.tag): part.text or "" for part in element.iter()}
            if "v" in inside or "is" in inside or "f" in inside:
                yield row, column, _xlsx_fault(element.get("t"), inside)


def _xlsx_fault(kind: str | None, inside: dict[str, str]) -> str:
    if kind == "e":
        return f"holds the error {inside.get('v', '')}"
    never = "f" in inside and "v" not in inside and "is" not in inside
    return "holds a formula that was never worked out" if never else ""


def _xlsx_part(parts: zipfile.ZipFile, sheet: str) -> str:
    """Name of the part that holds a sheet."""
    identifier = ""
    for tag, element in _ends(parts.open("xl/workbook.xml")):
        if tag == "sheet" and element.get("name") == sheet:
            identifier = next(v for k, v in element.items() if _local(k) == "id")
    for tag, element in _ends(parts.open("xl/_rels/workbook.xml.rels")):
        if tag == "Relationship" and element.get("Id") == identifier:
            target = element.get("Target", "")
            return target[1:] if target.startswith("/") else f"xl/{target}"
    raise KeyError(f"the sheet {sheet!r} has no part")


def _column_number(cell: str) -> int:
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _ods_marks(parts: zipfile.ZipFile, sheet: str) -> Iterator[tuple[int, int, str]]:
    row, table = 0, ""
    for tag, element in _ends(parts.open("content.xml"), starts="table"):
        if tag == "start":
            row, table = 0, _value(element, "name")
        elif tag == "table-row":
            marks = list(_ods_row(element, row + 1)) if table == sheet else []
            row += int(_value(element, "number-rows-repeated") or 1)
            yield from marks
            if marks:
                yield row, 1, ""


def _ods_row(row: ElementTree.Element, number: int) -> Iterator[tuple[int, int, str]]:
    column = 0
    for cell in row:
        if _local(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        text = "".join(cell.itertext()).strip()
        # The type stands twice; LibreOffice's own says error where the standard's says text.
        kinds = {value for key, value in cell.items() if _local(key) == "value-type"}
        spans = [_value(cell, f"number-{way}-spanned") for way in ("rows", "columns")]
        if "error" in kinds or (_value(cell, "formula") and _ERROR.fullmatch(text)):
            yield number, column + 1, f"holds the error {text}"
        elif any(span not in ("", "1") for span in spans):
            yield number, column + 1, "is merged with others"
        column += int(_value(cell, "number-columns-repeated") or 1)
        if kinds:
            yield number, column, ""


def _ends(part: IO[bytes], starts: str = "") -> Iterator[tuple[str, ElementTree.Element]]:
    """Elements as they end, by local name, and those named `starts` also as they start."""
    with part:
        for event, element in ElementTree.iterparse(part, ("start", "end")):
            tag = _local(element.tag)
            if event == "start" and tag == starts:
                yield "start", element
            elif event == "end":
                yield tag, element
                if tag in ("row", "table-row"):
                    element.clear()


def _value(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.items() if _local(key) == name), "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
