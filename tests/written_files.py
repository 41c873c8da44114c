"""Survey files in every format, written for the tests from rows of cells."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pandas as pd
import pyarrow
import pyreadstat
import xlsxwriter
from pyarrow import parquet

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def typed(cell: str):
    """A cell of a CSV file as a number where it looks like one; None where it is empty."""
    if cell == "":
        return None
    try:
        return float(cell)
    except ValueError:
        return cell


def write_csv(path: Path, rows, separator=",", encoding="utf-8", **quoting) -> Path:
    """A CSV or TSV file."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n", **quoting).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows, sheet="Data", more=None) -> Path:
    """An Excel workbook; `more` gets the workbook and its sheet before it is closed."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                page.write(number, column, cell)
    if more:
        more(book, page)
    book.close()
    return path


def write_ods(path: Path, rows, spans=(), errors=(), sheets=(), locked=False) -> Path:
    """An OpenDocument spreadsheet; `spans` and `errors` are places (row, column) from 0."""
    pages = [("Data", rows), *sheets]
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(
            "<table:table-row>"
            + "".join(
                _ods_cell(c, page is rows and (y, x) in spans, page is rows and (y, x) in errors)
                for x, c in enumerate(row)
            )
            + "</table:table-row>"
            for y, row in enumerate(page)
        )
        + "</table:table>"
        for name, page in pages
    )
    names = " ".join(
        f'xmlns:{short}="{OPEN_DOCUMENT}:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if locked else ""
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OPEN_DOCUMENT}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{secret}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", b"\x8f\x11" * 400 if locked else content)
        parts.writestr("META-INF/manifest.xml", manifest)
    return path


def _ods_cell(cell, spanned: bool, error: bool) -> str:
    span = ' table:number-columns-spanned="2" table:number-rows-spanned="1"' if spanned else ""
    if error:
        return (
            '<table:table-cell table:formula="of:=[.#REF!]" office:value-type="string" '
            f'office:string-value="" calcext:value-type="error"><text:p>{cell}</text:p>'
            "</table:table-cell>"
        )
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        value = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, (int, float)):
        value = f'office:value-type="float" office:value="{cell}"'
    elif hasattr(cell, "isoformat"):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    else:
        value = 'office:value-type="string"'
    shown = escape(str(cell))
    return f"<table:table-cell {value}{span}><text:p>{shown}</text:p></table:table-cell>"


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file, the shell of old and of locked Office files, of streams by name."""
    sectors, fat, entries = [], [], []
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        content += b"\0" * (-len(content) % 512)
        first, count = len(sectors), len(content) // 512
        sectors += [content[i * 512 : i * 512 + 512] for i in range(count)]
        fat += [*range(first + 1, first + count), END]
        entries.append((name, 2, first, len(content)))
    directory = _entry("Root Entry", 5, END, 0, child=1)
    for number, (name, kind, first, size) in enumerate(entries, start=1):
        right = number + 1 if number < len(entries) else FREE
        directory += _entry(name, kind, first, size, right=right)
    directory += b"\0" * (-len(directory) % 512)
    start = len(sectors)
    sectors += [directory[i : i + 512] for i in range(0, len(directory), 512)]
    fat += [*range(start + 1, len(sectors)), END]
    fats = -(-(len(fat) + 1) // 127)
    where = list(range(len(sectors), len(sectors) + fats))
    fat += [0xFFFFFFFD] * fats
    fat += [FREE] * (fats * 128 - len(fat))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fats, start, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *where, *[FREE] * (109 - fats))
    return head + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, first: int, size: int, child=FREE, right=FREE) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    entry = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    entry += struct.pack("<III", FREE, right, child) + b"\0" * 36
    return entry + struct.pack("<IQ", first, size)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def write_xls(path: Path, rows, errors=(), merged=(), locked=False) -> Path:
    """An old Excel workbook (BIFF8); `errors` are places from 0, `merged` rectangles."""
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    secret = _record(0x2F, struct.pack("<HHH", 1, 1, 1) + b"\x07" * 48) if locked else b""
    name = "Data"
    after = start + secret
    sheet_at = len(after) + 4 + 8 + len(name) + 4
    sheet_entry = struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name.encode()
    content = after + _record(0x85, sheet_entry) + _record(0x0A)
    content += _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    width = max(len(row) for row in rows)
    content += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            content += _xls_cell(y, x, cell, (y, x) in errors)
    for top, bottom, left, right in merged:
        content += _record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))
    path.write_bytes(compound({"Workbook": content + _record(0x0A)}))
    return path


def _xls_cell(y: int, x: int, cell, error: bool) -> bytes:
    place = struct.pack("<HHH", y, x, 0)
    if error:
        return _record(0x205, place + struct.pack("<BB", 0x17, 1))
    if cell is None:
        return b""
    if isinstance(cell, bool):
        return _record(0x205, place + struct.pack("<BB", cell, 0))
    if isinstance(cell, (int, float)):
        return _record(0x203, place + struct.pack("<d", cell))
    letters = str(cell).encode("utf-16-le")
    return _record(0x204, place + struct.pack("<HB", len(letters) // 2, 1) + letters)


def frame_of(rows) -> pd.DataFrame:
    """Rows with their header as a frame of numbers and texts, as the statistical packages have."""
    header, *below = rows
    columns = {}
    for name, *cells in zip(header, *below, strict=True):
        if all(cell is None or isinstance(cell, (int, float)) for cell in cells):
            columns[name] = pd.Series(cells, dtype="float64")
        else:
            texts = ["" if c is None else c if isinstance(c, str) else f"{c:g}" for c in cells]
            columns[name] = pd.Series(texts, dtype="object")
    return pd.DataFrame(columns)


def write_sav(path: Path, rows, sets: bytes = b"", **about) -> Path:
    """An SPSS file; `sets` are multiple-response sets as the format writes them."""
    pyreadstat.write_sav(frame_of(rows), path, compress=path.suffix == ".zsav", **about)
    if sets:
        raw, end = path.read_bytes(), struct.pack("<ii", 999, 0)
        assert raw.count(end) == 1
        path.write_bytes(raw.replace(end, struct.pack("<iiii", 7, 7, 1, len(sets)) + sets + end))
    return path


def write_dta(path: Path, rows, **about) -> Path:
    """A Stata file."""
    pyreadstat.write_dta(frame_of(rows), path, **about)
    return path


def write_parquet(path: Path, rows) -> Path:
    """A Parquet file; its columns are numbers or texts with nulls."""
    header, *below = rows
    columns = [list(cells) for cells in zip(*below, strict=True)] or [[] for _ in header]
    numbers = (int, float, type(None))
    columns = [
        cells
        if all(isinstance(cell, numbers) for cell in cells)
        else [c if c is None or isinstance(c, str) else f"{c:g}" for c in cells]
        for cells in columns
    ]
    parquet.write_table(pyarrow.Table.from_arrays(list(map(pyarrow.array, columns)), header), path)
    return path


WRITERS = {
    "csv": write_csv,
    "tsv": lambda path, rows: write_csv(path, rows, separator="\t"),
    "xlsx": write_xlsx,
    "xls": write_xls,
    "ods": write_ods,
    "sav": write_sav,
    "zsav": write_sav,
    "dta": write_dta,
    "parquet": write_parquet,
}
