"""ODS: the same workbook as OpenDocument, which gptables cannot write."""

from __future__ import annotations

import io
from pathlib import Path

from odfdo import Cell as OdsCell
from odfdo import Column, Document, Element, Link, NamedRange, Paragraph, Row, Table
from odfdo.header_rows import HeaderRows

from helpers.exporting import ods_styles as styles
from helpers.exporting.archives import read_archive, write_archive
from helpers.exporting.sheets import CONTENTS, COVER, Cell, Cover, Sheet, cover, sheets
from helpers.exporting.site_tables import SiteTable
from helpers.exporting.workbook import LONG_LINE, day, properties, widths
from helpers.publication import Publication

# Of the template that odfdo starts from: its picture, and settings of another document.
LEFT_OUT = ("Thumbnails/", "Configurations2/", "settings.xml", "manifest.rdf")
COVER_WIDTH = 85


def write_ods(tables: list[SiteTable], publication: Publication, path: Path) -> None:
    """Write the workbook of `write_xlsx`, sheet for sheet, as an OpenDocument spreadsheet.

    Each table is a named range with its header in it; the header is marked as header rows.
    """
    made = sheets(tables)
    document = Document("spreadsheet")
    document.body.clear()
    for style in _styles(made):
        document.insert_style(style, automatic=True)
    document.body.append(_cover_sheet(cover(publication)))
    for sheet in made:
        document.body.append(_sheet(sheet))
    for sheet in made:
        document.body.append_named_range(_named_range(sheet))
    _describe(document, publication)
    for name in document.manifest.get_paths():
        if str(name).startswith(LEFT_OUT):
            document.manifest.del_full_path(str(name))
    target = io.BytesIO()
    document.save(target)
    parts = read_archive(target)
    kept = {name: part for name, part in parts.items() if not name.startswith(LEFT_OUT)}
    write_archive(path, kept, stored=("mimetype",))


def _describe(document: Document, publication: Publication) -> None:
    known = properties(publication)
    document.set_language(publication.language)
    meta = document.meta
    meta.title, meta.subject, meta.description = (
        known["title"],
        known["subject"],
        known["comments"],
    )
    meta.initial_creator = meta.creator = known["author"]
    meta.creation_date = meta.date = day(publication)
    # Of the template: its count of tables, and fields that nobody filled in.
    meta.get_element("//meta:document-statistic").delete()
    meta.clear_user_defined_metadata()


def _styles(made: list[Sheet]) -> list[Element]:
    cells = (cell for sheet in made for row in sheet.rows for cell in row)
    numbers = {styles.number_style(cell.number): cell.number for cell in cells if cell.number}
    wide = {width for sheet in made for width in widths(sheet)} | {COVER_WIDTH}
    return [
        *styles.text_styles(),
        *(style for name in sorted(numbers) for style in styles.number_styles(numbers[name])),
        *(styles.column_style(width) for width in sorted(wide)),
    ]


def _cover_sheet(made: Cover) -> Table:
    table = Table(COVER)
    table.append_column(Column(style=styles.column_name(COVER_WIDTH)))
    table.append_row(_row([_text(made.title, styles.TITLE)]), clone=False)
    for heading, lines in made.parts.items():
        table.append_row(_row([_text(heading, styles.PART)]), clone=False)
        for line in lines:
            table.append_row(_row([_text(line, styles.WRAPPED)]), clone=False)
    return table


def _sheet(sheet: Sheet) -> Table:
    table = Table(sheet.label)
    for width in widths(sheet):
        table.append_column(Column(style=styles.column_name(width)))
    for row in _lines(sheet):
        table.append_row(row, clone=False)
    head = HeaderRows()
    head.append(_row([_head(sheet, column) for column in range(len(sheet.header))]))
    table.append(head)
    for row in sheet.rows:
        cells = [_cell(cell, sheet, column) for column, cell in enumerate(row)]
        table.append_row(_row(cells), clone=False)
    return table


def _lines(sheet: Sheet) -> list[Row]:
    """Rows above the table."""
    rows = [_row([_text(sheet.title, styles.TITLE)])]
    for line in sheet.lines:
        style = styles.WRAPPED if len(line) > LONG_LINE else styles.LINE
        rows.append(_row([_text(line, style)]))
    if sheet.back:
        rows.append(_row([_link("Back to the contents", CONTENTS)]))
    return rows


def _named_range(sheet: Sheet) -> NamedRange:
    """Range of a sheet's table, from its header on."""
    top = len(_lines(sheet))
    made = NamedRange(sheet.name, (0, top, len(sheet.header) - 1, top + len(sheet.rows)), "x")
    # Set here, as odfdo takes the dot of "Figure 6.1" for the end of the sheet's name.
    for attribute in ("table:base-cell-address", "table:cell-range-address"):
        address = str(made.get_attribute(attribute))
        made.set_attribute(attribute, address.replace("$x.", f"$'{sheet.label}'."))
    return made


def _row(cells: list[OdsCell]) -> Row:
    row = Row(style=styles.ROW)
    for cell in cells:
        row.append_cell(cell, clone=False)
    return row


def _head(sheet: Sheet, column: int) -> OdsCell:
    inset = styles.HEAD_INSET if column else styles.HEAD
    style = styles.HEAD_RIGHT if sheet.numeric(column) else inset
    return _text(sheet.header[column], style)


def _cell(cell: Cell, sheet: Sheet, column: int) -> OdsCell:
    if cell.leads_to:
        return _link(cell.text, cell.leads_to)
    if not cell.number:
        inset = styles.INSET if column else styles.TEXT
        return _text(cell.text, styles.RIGHT if sheet.numeric(column) else inset)
    kind = "percentage" if cell.number.percent else "float"
    made = _shown(cell.text, styles.number_style(cell.number), kind)
    made.set_attribute("office:value", str(cell.number.value))
    return made


def _text(text: str, style: str) -> OdsCell:
    return _shown(text, style, "string")


def _shown(text: str, style: str, kind: str) -> OdsCell:
    """A cell of a kind that shows a text; a text is never a formula here."""
    made = OdsCell(style=style)
    made.set_attribute("office:value-type", kind)
    made.append(Paragraph(text))
    return made


def _link(text: str, label: str) -> OdsCell:
    made = OdsCell(style=styles.LINK)
    made.set_attribute("office:value-type", "string")
    paragraph = Paragraph()
    paragraph.append(Link(f"#'{label}'.A1", text=text))
    made.append(paragraph)
    return made
