"""Workbook: read again by calamine and as XML, it holds what the pages hold."""

import re
import time
import warnings
import zipfile
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from book import report, small_project
from hand_made_site import HOSTILE, PUBLICATION, bodies, cells_of, numbers, tables
from python_calamine import CalamineWorkbook

from helpers.exporting.ods import write_ods
from helpers.exporting.site_pages import read_pages
from helpers.exporting.site_tables import SiteTable, read_tables
from helpers.exporting.workbook import write_xlsx

# gptables uses options of pandas that its next major release drops.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gptables")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EMPTY = {"": "[z]"}


def shown(value, form: str) -> str:
    """A cell as a spreadsheet shows it."""
    if isinstance(value, str):
        return value
    decimals = len(form.partition(".")[2].rstrip("%"))
    number = value * 100 if form.endswith("%") else value
    grouping = "," if "#,##0" in form else ""
    return f"{number:{grouping}.{decimals}f}{'%' if form.endswith('%') else ''}"


class Written:
    """An .xlsx as zip and XML."""

    def __init__(self, path):
        self.parts = {}
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def xml(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[name])

    def named(self, start: str) -> list[ElementTree.Element]:
        names = [name for name in self.parts if re.fullmatch(rf"{start}\d+\.xml", name)]
        return [self.xml(n) for n in sorted(names, key=lambda n: int(re.findall(r"\d+", n)[-1]))]

    @property
    def formats(self) -> list[str]:
        """Number format of each style of cells."""
        styles = self.xml("xl/styles.xml")
        known = {"0": "", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}
        known |= {"9": "0%", "10": "0.00%"}
        for form in styles.iter(f"{MAIN}numFmt"):
            known[form.get("numFmtId")] = form.get("formatCode")
        return [known[xf.get("numFmtId")] for xf in styles.find(f"{MAIN}cellXfs")]

    @property
    def ranges(self) -> dict[str, str]:
        return {table.get("name"): table.get("ref") for table in self.named("xl/tables/table")}

    def cells(self) -> list[list[list[str]]]:
        """Every cell of each sheet as it is shown."""
        words = ["".join(si.itertext()) for si in self.xml("xl/sharedStrings.xml")]
        words = [word.replace("_x005F_", "_") for word in words]  # how Office writes "_x0041_"
        formats, found = self.formats, []
        for sheet in self.named("xl/worksheets/sheet"):
            rows = []
            for row in sheet.iter(f"{MAIN}row"):
                rows.append([])
                for cell in row:
                    value = cell.find(f"{MAIN}v").text
                    if cell.get("t") == "s":
                        rows[-1].append(words[int(value)])
                    else:
                        rows[-1].append(shown(float(value), formats[int(cell.get("s"))]))
            found.append(rows)
        return found


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """The workbook of the hand-made site."""
    made = tmp_path_factory.mktemp("xlsx") / "tables.xlsx"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="gptables")
        write_xlsx(tables(), PUBLICATION, made)
    return made


@pytest.fixture(scope="module")
def written(path):
    return Written(path)


def site_cells() -> list[list[list[str]]]:
    """Tables of the site, an empty cell as the workbook shows it and no name of a column twice."""
    found = [cells for body in bodies() for cells in cells_of(body)]
    found[1][0] = ["Answer", "=1+1", "Answer 2"]
    return [[[EMPTY.get(cell, cell) for cell in row] for row in table] for table in found]


def test_each_table_stands_on_its_sheet_as_the_page_shows_it(written):
    sheets = written.cells()[3:]
    assert len(sheets) == 5
    for sheet, expected in zip(sheets, site_cells(), strict=True):
        assert sheet[-len(expected) :] == expected


def test_the_numbers_are_those_of_the_pages_counted(written):
    expected = Counter(n for table in site_cells() for n in numbers(table))
    tables_only = [s[-len(t) :] for s, t in zip(written.cells()[3:], site_cells(), strict=True)]
    assert Counter(n for table in tables_only for n in numbers(table)) == expected
    assert expected.total() > 60


def test_calamine_reads_numbers_as_numbers_and_marks_as_text(path):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Figure 6.1").to_python()
    assert rows[0][0] == "Figure 6.1: Interest, per cent"
    assert rows[-2:] == [
        ["Baseline", 1234, 0.83, "[z]", -0.05, 3.8],
        ["End *", "12 [low]", "[c]", "[x]", 0.12, "4.2*"],
    ]


def test_every_caption_and_note_stands_above_its_table(path):
    book = CalamineWorkbook.from_path(path)
    for table in tables():
        label = table.number or table.title
        column = [row[0] for row in book.get_sheet_by_name(label).to_python()]
        assert column[0] == table.caption
        assert {f"{name}: {text}" for name, text in table.notes.items()} <= set(column)


def test_hostile_text_comes_out_letter_for_letter_and_never_as_a_formula_or_link(path, written):
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("Answers").to_python()
    assert [row[:2] for row in rows[-len(HOSTILE) :]] == [[text, text] for text in HOSTILE]
    sheets = written.named("xl/worksheets/sheet")
    assert not [cell for sheet in sheets for cell in sheet.iter(f"{MAIN}f")]
    targets = [link.get("location") for sheet in sheets for link in sheet.iter(f"{MAIN}hyperlink")]
    assert len(targets) == 6 + 6 and None not in targets  # to all but contents, and back again
    assert not [
        name
        for name in written.parts
        if name.startswith("xl/worksheets/_rels/") and b"hyperlink" in written.parts[name]
    ]


def test_titles_and_notes_may_hold_anything(tmp_path):
    odd = [replace(tables()[0], title=text, notes={text: text}) for text in HOSTILE]
    odd = [replace(table, number="", name=f"odd_{n}") for n, table in enumerate(odd)]
    odd = [
        replace(table, header=[text, *table.header[1:]])
        for table, text in zip(odd, HOSTILE, strict=True)
    ]
    write_xlsx(odd, replace(PUBLICATION, title="=$$a$$", notice="[a](b)"), tmp_path / "odd.xlsx")
    sheets = CalamineWorkbook.from_path(tmp_path / "odd.xlsx")
    texts = [
        [row[0] for row in sheets.get_sheet_by_index(n + 3).to_python()] for n in range(len(odd))
    ]
    for text, column in zip(HOSTILE, texts, strict=True):
        assert column[0] == text and f"{text}: {text}" in column and column[-3] == text
    assert sheets.get_sheet_by_name("Cover").to_python()[0][0] == "=$$a$$: data tables"
    assert ["[a](b)"] in sheets.get_sheet_by_name("Cover").to_python()


def test_each_table_is_marked_up_under_its_name(written):
    assert list(written.ranges) == [
        "contents",
        "notes",
        *(table.name for table in tables()),
    ]
    assert written.ranges["figure_6_1"] == "A8:F10"
    header = [c.get("name") for c in written.named("xl/tables/table")[2].iter(f"{MAIN}tableColumn")]
    assert header == tables()[0].header


def test_no_cell_is_merged(written):
    assert not any(list(s.iter(f"{MAIN}mergeCell")) for s in written.named("xl/worksheets/sheet"))


def test_the_workbook_says_what_it_is(written):
    core = "".join(
        f"{e.tag.rpartition('}')[2]}={e.text};" for e in written.xml("docProps/core.xml")
    )
    for said in (
        "title=A report & more: data tables;",
        "creator=Its authors;",
        "language=en-GB;",
        "created=1999-12-31T00:00:00Z;",
        "modified=1999-12-31T00:00:00Z;",
    ):
        assert said in core
    assert "Reconstructed data:" in core


def test_the_same_tables_give_the_same_bytes(path, tmp_path, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 10**9)
    write_xlsx(tables(), PUBLICATION, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == path.read_bytes()
    write_xlsx(tables(), replace(PUBLICATION, version="1.1"), tmp_path / "other.xlsx")
    assert (tmp_path / "other.xlsx").read_bytes() != path.read_bytes()


def test_writing_does_not_change_the_tables(tmp_path):
    given, same = tables(), tables()
    write_xlsx(given, PUBLICATION, tmp_path / "a.xlsx")
    assert [(t.header, t.rows, t.notes) for t in given] == [
        (t.header, t.rows, t.notes) for t in same
    ]


def test_a_draft_can_be_written(tmp_path):
    write_xlsx(tables(), replace(PUBLICATION, published=""), tmp_path / "draft.xlsx")
    assert "1980-01-01" in Written(tmp_path / "draft.xlsx").parts["docProps/core.xml"].decode()


SETUP = ("code", 'from helpers.edition import Edition\nprimary = Edition(wave, phase="primary")')
SOURCES = ("code", 'primary.table_sources("Teachers whose answers are compared")')
CHANGE = ("code", 'primary.figure_change("1.1", "interest", "Interest in other cultures")')


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Folder of a small built book with one figure and one table."""
    folder = small_project(tmp_path_factory.mktemp("small"), SETUP, SOURCES, CHANGE)
    ran = report(folder, "build", "--wave", "2020-21")
    assert ran.returncode == 0, ran.stderr
    return folder / "book/_build/html"


@pytest.mark.slow
def test_a_built_book_has_the_same_numbers_in_both_workbooks(built, tmp_path):
    found: list[SiteTable] = read_tables(read_pages(built))
    expected = cells_of((built / "notebooks/chapter.html").read_text(encoding="utf-8"))
    assert [t.name for t in found] == ["chapter_teachers_whose_answers_are_compared", "figure_1_1"]
    assert found[1].notes.keys() >= {"Question", "Base", "Weighting", "Source"} and found[1].alt
    write_xlsx(found, PUBLICATION, tmp_path / "a.xlsx")
    write_ods(found, PUBLICATION, tmp_path / "a.ods")
    sheets = Written(tmp_path / "a.xlsx").cells()[3:]
    assert [s[-len(t) :] for s, t in zip(sheets, expected, strict=True)] == expected
    books = [CalamineWorkbook.from_path(tmp_path / name) for name in ("a.xlsx", "a.ods")]
    for label in books[0].sheet_names:
        one, other = (book.get_sheet_by_name(label).to_python() for book in books)
        assert one == other
