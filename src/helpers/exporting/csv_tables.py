"""CSV tables: a file a table, and metadata that says what stands in it (CSV on the Web).

The metadata follows W3C, Metadata Vocabulary for Tabular Data (2015).
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from helpers.exporting.sheets import LICENCE, MEANINGS, unique_header
from helpers.exporting.shown_numbers import MARKS, SHORTHAND, ShownNumber, shown_number
from helpers.exporting.site_tables import SiteTable
from helpers.printing import NOT_APPLICABLE_MARK
from helpers.publication import Publication

METADATA = "csv-metadata.json"
OPEN_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
# What a spreadsheet that opens a CSV would run as a formula, or where ours would be ambiguous.
GUARDED = re.compile(r"['=+\-@\t\r]")
# Results that are no formula: "-0.02*", "-0.02; p 0.74", "-0.02 (-0.16 to 0.12)".
RESULT = re.compile(r"-\d[\d.,]*%?(?:\*|\*?(?:;| \()(?:[\d .,;()<*%-]|to|p)*)")
GUARD = "'"
READING = (
    "Cells stand as on the page. 83% is a share of 0.83. A text that begins with = + - @ or an "
    "apostrophe, and is no result, has one more apostrophe before it, so that no spreadsheet runs "
    "it as a formula: take the first apostrophe of a cell away to have the text of the page."
)


def write_csvs(tables: list[SiteTable], publication: Publication, folder: Path) -> list[Path]:
    """Write a UTF-8 CSV a table, named by the table, and csv-metadata.json; gives their paths.

    Numbers stand as shown ("83%", "1,234") and the metadata says how to read them; a text that a
    spreadsheet could run as a formula is guarded (`guarded`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in tables:
        path = folder / file_name(table)
        path.write_bytes(_content(table).encode("utf-8"))
        paths.append(path)
    path = folder / METADATA
    content = json.dumps(metadata(tables, publication), ensure_ascii=False, indent=2)
    path.write_text(content + "\n", encoding="utf-8", newline="\n")
    return [*paths, path]


def file_name(table: SiteTable) -> str:
    """Name of a table's file: "figure_6_1.csv"."""
    return f"{table.name}.csv"


def guarded(text: str) -> str:
    """Text as it stands in a CSV: a result as shown, a text that could be a formula guarded."""
    harmless = shown_number(text) or RESULT.fullmatch(text)
    return GUARD + text if GUARDED.match(text) and not harmless else text


def unguarded(cell: str) -> str:
    """The text that a cell of a CSV stands for."""
    return cell.removeprefix(GUARD)


def metadata(tables: list[SiteTable], publication: Publication) -> dict:
    """What the files hold, as a group of tables of CSV on the Web."""
    about = [publication.warning, publication.notice] if publication.notice else []
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": publication.language}],
        "@type": "TableGroup",
        "dc:title": f"{publication.title}: data tables",
        "dc:description": " ".join([*about, READING]),
        "dc:creator": publication.author,
        "dc:temporal": publication.academic_year,
        "dc:license": {"@id": OPEN_LICENCE},
        "dc:rights": LICENCE,
        "schema:version": publication.version,
        "notes": [_note(mark, MEANINGS[mark]) for mark in SHORTHAND],
        "tables": [_table(table) for table in tables],
    }
    if publication.published:
        group["dc:modified"] = {"@value": publication.published, "@type": "xsd:date"}
    return group


def _content(table: SiteTable) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(name) for name in unique_header(table.header)])
    for row in table.rows:
        writer.writerow([guarded(cell or NOT_APPLICABLE_MARK) for cell in row])
    return text.getvalue()


def _table(table: SiteTable) -> dict:
    described = {
        "@type": "Table",
        "url": file_name(table),
        "dc:title": table.caption,
        "dc:isPartOf": table.page.title,
        "tableSchema": {"@type": "Schema", "columns": _columns(table)},
    }
    if table.alt:
        described["dc:description"] = table.alt
    if source := table.notes.get("Source"):
        described["dc:source"] = source
    notes = [_note(name, text) for name, text in table.notes.items() if name != "Source"]
    return described | ({"notes": notes} if notes else {})


def _note(name: str, text: str) -> dict:
    return {"schema:name": name, "schema:text": text}


def _columns(table: SiteTable) -> list[dict]:
    names = unique_header(table.header)
    return [
        {
            "@type": "Column",
            "titles": guarded(name),
            "null": list(MARKS),
            "datatype": _datatype([row[place] for row in table.rows]),
        }
        for place, name in enumerate(names)
    ]


def _datatype(cells: list[str]) -> str | dict:
    """Number with its format, where every cell that is there is one of one kind; else text."""
    shown = [shown_number(cell) for cell in cells if cell and cell not in MARKS]
    kinds = {number and (number.percent, number.grouped) for number in shown}
    if not shown or None in kinds or len({kind[0] for kind in kinds}) > 1:
        return "string"
    base = "integer" if all(_whole(number) for number in shown) else "decimal"
    if not any(any(kind) for kind in kinds):
        return base
    return {"base": base, "format": _format(shown)}


def _whole(number: ShownNumber) -> bool:
    return not number.percent and not number.decimals


def _format(shown: list[ShownNumber]) -> str:
    """One format for all numbers of a column: with the decimals that all have or some have."""
    least = min(number.decimals for number in shown)
    most = max(number.decimals for number in shown)
    whole = "#,##0" if any(number.grouped for number in shown) else "0"
    part = "." + "0" * least + "#" * (most - least) if most else ""
    return whole + part + ("%" if shown[0].percent else "")
