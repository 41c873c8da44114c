"""Making: each group of an edition's documents, from the pages of a built site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from helpers.exporting.documents import FOLDER, GROUPS, Document, file_name
from helpers.publication import Publication

if TYPE_CHECKING:
    from helpers.exporting.site_pages import Page
    from helpers.exporting.site_tables import SiteTable

BRIEF = "brief"
CHAPTERS = f"{FOLDER}/chapters"
TABLES = f"{FOLDER}/tables"


@dataclass(frozen=True)
class Material:
    """What documents are made from: a site, its pages and tables, and what they say of it.

    The documents are written into the site's own folder for them.
    """

    site: Path
    pages: list[Page]
    tables: list[SiteTable]
    publication: Publication

    def place(self, what: str, kind: str, folder: str = FOLDER) -> Path:
        """Where a document is to be written; its folder is there afterwards."""
        path = self.site / folder / file_name(self.publication, what, kind)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def document(self, path: Path, group: str, title: str, form: str, about: str = "") -> Document:
        """The document that was written at a place."""
        where = path.relative_to(self.site).as_posix()
        return Document(where, group, title, form, path.stat().st_size, about)


@dataclass
class Made:
    """Documents of a group, and paths in the edition of files that only go with them."""

    documents: list[Document] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def files(self) -> list[str]:
        """Paths in the edition of all files."""
        return [document.path for document in self.documents] + self.beside


def steps(material: Material, groups: list[str]) -> dict[str, Callable[[], Made]]:
    """A function for each group that makes its documents, those that take longest first.

    Each may raise Missing, where a program of the system is not there, or BuildError.
    """
    return {name: partial(MAKERS[name], material) for name in GROUPS if name in groups}


# What a group needs is imported where it is made: an export of nothing new needs none of it.


def make_pdf(material: Material) -> Made:
    """The whole report as a PDF."""
    from helpers.exporting.article import article
    from helpers.exporting.pdf import write_pdf

    path = material.place("report", "pdf")
    write_pdf(article(material.pages, material.publication, material.site), path)
    return Made([material.document(path, "pdf", "Full report", "PDF")])


def make_word(material: Material) -> Made:
    """The whole report as a Word file."""
    from helpers.exporting.article import article
    from helpers.exporting.word import write_word

    path = material.place("report", "docx")
    html = article(material.pages, material.publication, material.site)
    write_word(html, path, material.publication)
    return Made([material.document(path, "word", "Full report, to comment on", "Word")])


def make_brief(material: Material) -> Made:
    """The short edition as a PDF; nothing where the book has no such page."""
    from helpers.exporting.article import leaflet
    from helpers.exporting.pdf import write_pdf

    made = Made()
    for page in material.pages:
        if PurePosixPath(page.path).stem == BRIEF:
            path = material.place(BRIEF, "pdf")
            write_pdf(leaflet(page, material.publication, material.site), path)
            made.documents.append(material.document(path, "brief", page.title, "PDF"))
    return made


def make_chapters(material: Material) -> Made:
    """Each page but the landing page as one file; they are about the page's path."""
    from helpers.exporting.chapter_file import write_chapter

    made = Made()
    for page in material.pages[1:]:
        path = material.place(PurePosixPath(page.path).stem, "html", CHAPTERS)
        write_chapter(material.site, page, material.publication, path)
        kind = "web page in one file"
        made.documents.append(material.document(path, "chapters", page.title, kind, page.path))
    return made


def make_tables(material: Material) -> Made:
    """All tables as two workbooks and as CSV files, which are about their table's name."""
    from helpers.exporting.archives import write_archive
    from helpers.exporting.csv_tables import METADATA, write_csvs
    from helpers.exporting.ods import write_ods
    from helpers.exporting.workbook import write_xlsx

    if not material.tables:
        return Made()
    excel, open_one = material.place("tables", "xlsx"), material.place("tables", "ods")
    write_xlsx(material.tables, material.publication, excel)
    write_ods(material.tables, material.publication, open_one)
    files = write_csvs(material.tables, material.publication, material.site / TABLES)
    together = material.place("tables-csv", "zip")
    write_archive(together, {path.name: path.read_bytes() for path in files})
    documents = [
        material.document(excel, "tables", "Tables of the report", "Excel"),
        material.document(open_one, "tables", "Tables of the report", "OpenDocument"),
        material.document(together, "tables", "Tables of the report", "CSV files in a zip"),
    ]
    for path, table in zip(files, material.tables, strict=False):
        documents.append(material.document(path, "tables", table.caption, "CSV", table.name))
    return Made(documents, [f"{TABLES}/{METADATA}"])


MAKERS = {
    "pdf": make_pdf,
    "word": make_word,
    "chapters": make_chapters,
    "tables": make_tables,
    "brief": make_brief,
}
