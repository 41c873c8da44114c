"""Workbook: the tables of the book as .xlsx, one marked-up table a sheet, by gptables."""

from __future__ import annotations

import io
import re
from datetime import datetime
from html import escape
from pathlib import Path

import gptables
import pandas as pd
from gptables.core.gptable import FormatList
from gptables.core.wrappers import GPWorkbook

from helpers.exporting.archives import read_archive, write_archive
from helpers.exporting.sheets import CONTENTS, COVER, Cell, Sheet, cover, sheets
from helpers.exporting.site_tables import SiteTable
from helpers.publication import Publication

CORE = "docProps/core.xml"
DRAFT = datetime(1980, 1, 1)  # noqa: DTZ001 - the date of a draft, which has no day of its own
# Text is text: no formula, no address and no number is read out of it.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# What gptables would read as a link, and what it refuses as a cell.
READ = re.compile(r"\[.+\]\(.+\)")
REFUSED = re.compile(r"[^a-zA-Z0-9]*")
LONG_LINE = 110
NARROW, WIDE, READABLE = 10, 46, 60
LETTER = 1.1  # of the theme's letters, in those that Excel counts widths in
WRAPPED = {"text_wrap": True, "valign": "top"}


def write_xlsx(tables: list[SiteTable], publication: Publication, path: Path) -> None:
    """Write the workbook: cover, contents, notes, and a sheet a table in the book's order.

    A cell that is a number is a number, formatted as shown; a number with a mark is text.
    """
    target = io.BytesIO()
    book = GPWorkbook(target, options=OPTIONS)
    book.set_properties(properties(publication))
    book.add_worksheet(COVER).write_cover(_cover(publication))
    for sheet in sheets(tables):
        written = book.add_worksheet(sheet.label)
        written.write_gptable(_gptable(sheet), auto_width=False)
        for column, width in enumerate(widths(sheet)):
            written.set_column(column, column, width * LETTER)
    book.close()
    parts = read_archive(target)
    parts[CORE] = _with_language(parts[CORE], publication.language)
    write_archive(path, parts)


def properties(publication: Publication) -> dict:
    """Title, subject, author and day of a workbook."""
    return {
        "title": f"{publication.title}: data tables",
        "subject": f"Academic year {publication.academic_year}",
        "author": publication.author,
        "comments": publication.warning,
        "created": day(publication),
    }


def day(publication: Publication) -> datetime:
    """Midnight of the day of publication."""
    return datetime.fromisoformat(publication.published) if publication.published else DRAFT


def widths(sheet: Sheet) -> list[int]:
    """Width of each column in letters: first columns leave room for the lines above the table."""
    found = []
    for column, name in enumerate(sheet.header):
        longest = max(len(row[column].text) for row in sheet.rows)
        word = max(map(len, name.split()), default=0)
        found.append(min(max(longest, word, min(len(name), 16), NARROW) + 2, WIDE))
    if any(len(line) > LONG_LINE for line in sheet.lines):
        found[0] = max(found[0], READABLE)
    return found


def _cover(publication: Publication) -> gptables.Cover:
    made = cover(publication)
    intro, about, contact = ([_plain(line) for line in lines] for lines in made.parts.values())
    return gptables.Cover(FormatList(_plain(made.title)), intro, about, contact, cover_label=COVER)


def _gptable(sheet: Sheet) -> gptables.GPTable:
    """The sheet for gptables, in a frame of its own, since gptables changes what it is given."""
    columns = range(len(sheet.header))
    frame = pd.DataFrame([[_value(cell) for cell in row] for row in sheet.rows], dtype=object)
    frame.columns = [f"column {column}" for column in columns]
    first, *rest = [_plain(line, len(line) > LONG_LINE) for line in sheet.lines]
    made = gptables.GPTable(
        table=frame,
        table_name=sheet.name,
        title=_plain(sheet.title),
        instructions=first,
        legend=rest,
        scope=f"[Back to the contents](internal:'{CONTENTS}'!A1)" if sheet.back else None,
        index_columns={},
        additional_formatting=[*_alignments(sheet), *_number_formats(sheet)],
    )
    # Set here, as gptables takes dollar signs in a name for a reference to a note.
    made.table.columns = sheet.header
    return made


def _value(cell: Cell):
    if cell.leads_to:
        return {cell.text: f"internal:'{cell.leads_to}'!A1"}
    if cell.number:
        return float(cell.number.value)
    refused = "$$" in cell.text or READ.search(cell.text) or REFUSED.fullmatch(cell.text)
    return FormatList(_plain(cell.text)) if refused else cell.text


def _plain(text: str, wrapped: bool = False) -> list:
    """Text as gptables writes it letter for letter: rich text, parted within pairs of dollars."""
    parts = re.split(r"(?<=\$)(?=\$)", text)
    return [item for part in parts for item in (dict(WRAPPED) if wrapped else {}, part)]


def _alignments(sheet: Sheet) -> list[dict]:
    """Numbers stand on the right, text on the left, clear of the numbers before it."""
    made = []
    for column in range(len(sheet.header)):
        side = {"align": "right"} if sheet.numeric(column) else {"align": "left"}
        inset = {"indent": 1} if column and not sheet.numeric(column) else {}
        form = {**side, **inset, "valign": "top"}
        made.append({"column": {"columns": [column], "include_names": True, "format": form}})
    return made


def _number_formats(sheet: Sheet) -> list[dict]:
    """Format of each number: gptables formats the last of several cells only, so one by one."""
    return [
        {"cell": {"cells": (place, column), "format": {"num_format": cell.number.format}}}
        for place, row in enumerate(sheet.rows, start=1)
        for column, cell in enumerate(row)
        if cell.number
    ]


def _with_language(core: bytes, language: str) -> bytes:
    """Core properties with the language, for which xlsxwriter has no setting."""
    end = b"</cp:coreProperties>"
    return core.replace(end, f"<dc:language>{escape(language)}</dc:language>".encode() + end)
