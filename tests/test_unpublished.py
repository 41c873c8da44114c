"""Files, paths and marks that are never published."""

import pytest

from helpers.checking.file_parts import Part
from helpers.checking.unpublished import Machine, plain, wrong_kind, wrong_markup


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("from /home/jo/report", "/home/jo"),
        ('File "/Users/jo.b/x"', "/Users/jo.b"),
        ("(/tmp/build-1)", "/tmp/build-1"),
        ("C:\\Users\\jo b\\x", "C:\\Users\\jo b"),
        ("C:\\\\Users\\\\jo", "C:\\\\Users\\\\jo"),
        ("see file:///data/x.csv", "file:///data/x.csv"),
    ],
)
def test_paths_of_a_machine(tmp_path, text, path):
    assert Machine(tmp_path).found(text) == [f'the path "{path}"']


@pytest.mark.parametrize(
    "text", ["https://example.org/home/page", "../tmp/x", "book/home/x", "http://x/Users/a", "a/b"]
)
def test_addresses_and_relative_paths_are_none(tmp_path, text):
    assert Machine(tmp_path).found(text) == []


def test_the_projects_own_folder_and_its_user(tmp_path, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "jbloggs")
    machine = Machine(tmp_path / "deep/report")
    assert machine.found(f"in {tmp_path}/deep/report") != []
    assert machine.found("D:/work/jbloggs/x") == ["the name of a user"]
    assert machine.found("jbloggs wrote") == []


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.SAV", b"", "a file of the kind .sav"),
        ("tables/a.parquet", b"", "a file of the kind .parquet"),
        ("a.doctree", b"", "a file of the kind .doctree"),
        ("a.dat", b"$FL2 x", "an SPSS file"),
        ("a.csv", b"PAR1", "a Parquet file"),
        ("a.csv", b"1,2", ""),
        ("a.html", b"", ""),
    ],
)
def test_kinds_of_files(name, data, said):
    assert wrong_kind(name, data) == said


def drawing(count, mark='<use xlink:href="#m1"/>'):
    return f"<svg><g>{mark * count}</g></svg>".encode()


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (drawing(60), True),
        (drawing(59), False),
        (drawing(25), True),  # as many as a survey has respondents
        (drawing(8), False),  # so few may be groups
        (drawing(70, '<use href="#DejaVuSans-41"/>'), False),
        (drawing(61, "<circle r='1'/>"), True),
        (b"<svg>" + b"<g><circle r='1'/></g>" * 61 + b"</svg>", False),
    ],
)
def test_drawings_with_a_mark_a_respondent(data, found):
    assert bool(list(wrong_markup("a.svg", data, {25, 8}))) is found


SHEET = b'<sheet name="Raw" sheetId="2" state="veryHidden"/>'
ROWS = b'<row r="4" hidden="1"/><col hidden="true"/>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("xl/workbook.xml", SHEET, ['the hidden sheet "Raw"']),
        ("xl/workbook.xml", b'<definedName name="x" hidden="1">A</definedName>', ["a hidden name"]),
        ("xl/worksheets/sheet1.xml", ROWS, ["hidden columns", "hidden rows"]),
        ("content.xml", b'<x table:visibility="collapse"/>', ["hidden sheets, rows or columns"]),
        ("word/document.xml", b"<w:vanish/>", ["hidden text"]),
        ("xl/workbook.xml", b'<sheet name="Shown" sheetId="2"/>', []),
    ],
)
def test_what_is_hidden_in_documents(name, data, said):
    assert list(wrong_markup(name, data, set())) == said


def test_addresses_of_cells_and_classes_of_colours_are_no_identifiers():
    cell = Part("xl/worksheets/sheet1.xml: attributes and comments", '<c r="B101" t="s">')
    assert "B101" not in plain("a.xlsx", cell)
    assert "B101" in plain("a.xlsx", Part("sheet Raw", "B101"))
    assert "C100" not in plain("a.css", Part("", "[class*=-C100] {}"))
