"""ODS: the same sheets as the .xlsx, read again by calamine and as XML."""

import time
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hand_made_site import HOSTILE, PUBLICATION, bodies, cells_of, tables
from python_calamine import CalamineWorkbook

from helpers.exporting.ods import write_ods
from helpers.exporting.workbook import write_xlsx

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:gptables")
NS = {
    key: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for key, name in {
        "table": "table",
        "text": "text",
        "office": "office",
        "style": "style",
        "number": "datastyle",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
} | {"dc": "http://purl.org/dc/elements/1.1/", "xlink": "http://www.w3.org/1999/xlink"}


def tag(name: str) -> str:
    space, _, local = name.partition(":")
    return f"{{{NS[space]}}}{local}"


class Written:
    """An .ods as zip and XML."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.entries = archive.infolist()
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.content = ElementTree.fromstring(self.parts["content.xml"])
        self.sheets = {
            sheet.get(tag("table:name")): sheet for sheet in self.content.iter(tag("table:table"))
        }

    def cells(self, label: str) -> list[list[str]]:
        """Text of each cell, as it is shown."""
        return [
            ["".join(cell.itertext()) for cell in row.iter(tag("table:table-cell"))]
            for row in self.sheets[label].iter(tag("table:table-row"))
        ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("ods")
    write_ods(tables(), PUBLICATION, made / "tables.ods")
    write_xlsx(tables(), PUBLICATION, made / "tables.xlsx")
    return made


@pytest.fixture(scope="module")
def written(folder):
    return Written(folder / "tables.ods")


def test_sheets_and_values_are_those_of_the_xlsx(folder):
    one, other = (CalamineWorkbook.from_path(folder / f"tables.{k}") for k in ("ods", "xlsx"))
    assert one.sheet_names == other.sheet_names and len(one.sheet_names) == 8
    for label in one.sheet_names:
        assert (
            one.get_sheet_by_name(label).to_python() == other.get_sheet_by_name(label).to_python()
        )


def test_cells_show_what_the_pages_show(written):
    labels = ["Figure 6.1", "Answers", "Figure 4.1", "What is planned", "Table C.1"]
    expected = [cells for body in bodies() for cells in cells_of(body)]
    for label, table in zip(labels, expected, strict=True):
        rows = written.cells(label)[-len(table) + 1 :]
        assert rows == [[cell or "[z]" for cell in row] for row in table[1:]]


def test_a_number_has_its_value_its_kind_and_a_format_that_shows_it_so(written):
    row = list(written.sheets["Figure 6.1"].iter(tag("table:table-row")))[-2]
    base, share, none, difference = list(row)[1:5]
    kinds = [cell.get(tag("office:value-type")) for cell in (base, share, none, difference)]
    assert kinds == ["float", "percentage", "string", "float"]
    values = [cell.get(tag("office:value")) for cell in (base, share, none, difference)]
    assert values == ["1234", "0.83", None, "-0.05"]
    styles = {
        s.get(tag("style:name")): s for s in written.content.iter() if s.get(tag("style:name"))
    }
    formats = []
    for cell in (base, share, difference):
        style = styles[cell.get(tag("table:style-name"))]
        form = styles[style.get(tag("style:data-style-name"))]
        number = form.find("number:number", NS)
        formats.append(
            (
                form.tag.rpartition("}")[2],
                number.get(tag("number:decimal-places")),
                number.get(tag("number:grouping")),
            )
        )
    assert formats == [
        ("number-style", "0", "true"),
        ("percentage-style", "0", None),
        ("number-style", "2", None),
    ]


def test_header_rows_are_marked_and_each_table_is_a_named_range(written):
    for label, table in zip(list(written.sheets)[3:], tables(), strict=True):
        head = written.sheets[label].findall("table:table-header-rows/table:table-row", NS)
        assert len(head) == 1
        assert ["".join(c.itertext()) for c in head[0]][0] == table.header[0]
    ranges = {
        r.get(tag("table:name")): r.get(tag("table:cell-range-address"))
        for r in written.content.iter(tag("table:named-range"))
    }
    assert list(ranges) == ["contents", "notes", *(table.name for table in tables())]
    assert ranges["figure_6_1"] == "$'Figure 6.1'.$A$8:.$F$10"
    rows = written.cells("Figure 6.1")
    assert rows[7] == tables()[0].header and len(rows) == 10


def test_hostile_text_is_text(written):
    answers = written.cells("Answers")[-len(HOSTILE) :]
    assert [row[:2] for row in answers] == [[text, text] for text in HOSTILE]
    assert not [e for e in written.content.iter() if e.get(tag("table:formula"))]
    links = [a.get(tag("xlink:href")) for a in written.content.iter(tag("text:a"))]
    assert len(links) == 12 and all(link.startswith("#'") for link in links)


def test_links_lead_to_sheets_that_are_there(written):
    links = {a.get(tag("xlink:href")) for a in written.content.iter(tag("text:a"))}
    assert links == {f"#'{label}'.A1" for label in written.sheets if label != "Cover"}


def test_no_cell_is_merged(written):
    spans = ("table:number-columns-spanned", "table:number-rows-spanned")
    assert not [e for e in written.content.iter() if any(e.get(tag(s)) for s in spans)]


def test_the_workbook_says_what_it_is(written):
    meta = {
        e.tag.rpartition("}")[2]: e.text
        for e in ElementTree.fromstring(written.parts["meta.xml"]).iter()
    }
    assert meta["title"] == "A report & more: data tables"
    assert meta["creator"] == meta["initial-creator"] == "Its authors"
    assert meta["language"] == "en-GB"
    assert meta["creation-date"] == meta["date"] == "1999-12-31T00:00:00"
    assert b'fo:language="en" fo:country="GB"' in written.parts["styles.xml"]
    assert b"fr-FR" not in written.parts["meta.xml"]


def test_the_archive_is_as_opendocument_asks(written):
    first = written.entries[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    listed = [
        e.get(tag("manifest:full-path"))
        for e in ElementTree.fromstring(written.parts["META-INF/manifest.xml"])
    ]
    assert {"/", *written.parts} - {"mimetype", "META-INF/manifest.xml"} == set(listed)


def test_the_same_tables_give_the_same_bytes(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 10**9)
    write_ods(tables(), PUBLICATION, tmp_path / "again.ods")
    assert (tmp_path / "again.ods").read_bytes() == (folder / "tables.ods").read_bytes()
    write_ods(tables(), replace(PUBLICATION, version="1.1"), tmp_path / "other.ods")
    assert (tmp_path / "other.ods").read_bytes() != (folder / "tables.ods").read_bytes()
