"""Documents: workbooks, CSV files, Word, PDF and single chapters hold the numbers of the pages.

Only documents of the built book as it stands are looked at; where there are none, or only those
of an earlier book, `unchecked` says so, and the report of the checks prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers.building.memory import digests
from helpers.checking import document_tables, document_texts
from helpers.checking.context import Context
from helpers.checking.findings import Finding
from helpers.checking.published import Table
from helpers.exporting.documents import FOLDER
from helpers.exporting.export import EDITION, RECORD
from helpers.exporting.record import key_of, read_record
from helpers.publication import read_publication

NAME = "documents"
TODO = "Make the documents again: `report export`"
WORKBOOKS = {".xlsx", ".ods"}


def findings(context: Context) -> list[Finding]:
    """Numbers of the documents that are not those of the pages."""
    if unchecked(context):
        return []
    edition = context.root / EDITION
    return [*of_tables(context, edition), *of_texts(context, edition)]


def unchecked(context: Context) -> str:
    """Why the documents are not looked at; "" where they are."""
    edition = context.root / EDITION
    if not (edition / FOLDER).is_dir():
        return "no documents: not checked (`report export` makes them)"
    publication = read_publication(context.root, context.wave)
    key = key_of(context.root, digests(context.site), publication)
    if read_record(context.root / RECORD).key != key:
        return "documents of an earlier book: not checked (`report export` makes them again)"
    return ""


def of_tables(context: Context, edition: Path) -> Iterator[Finding]:
    """Workbooks and CSV files against the tables of the pages."""
    tables = context.published.tables
    for path in sorted((edition / FOLDER).iterdir()):
        if path.suffix in WORKBOOKS:
            yield from _held(context, path, document_tables.of_workbook(path, tables))
    folder = edition / FOLDER / "tables"
    if folder.is_dir():
        yield from _held(context, folder, document_tables.of_csvs(folder, tables))


def _held(context: Context, path: Path, found: Iterator[tuple[Table, str]]) -> Iterator[Finding]:
    page = path.relative_to(context.root).as_posix()
    for table, wrong in found:
        yield Finding(NAME, page, f"{table.page}, {table.name}", wrong, TODO)


def of_texts(context: Context, edition: Path) -> Iterator[Finding]:
    """Word, PDF, single chapters and the edition's own pages against the pages' sentences."""
    for path, wanted in document_texts.documents(edition, context.published):
        page = path.relative_to(context.root).as_posix()
        for source, wrong in document_texts.missing(path, wanted):
            yield Finding(NAME, page, source, wrong, TODO)
