"""Workbooks: the right sheet, the rows that a person sees, and cells as texts."""

import datetime

import pytest
from written_files import write_ods, write_xls, write_xlsx

from helpers.errors import InputError
from helpers.reading.instructions import Instructions
from helpers.reading.workbooks import read_workbook

WRITERS = {"xlsx": write_xlsx, "xls": write_xls, "ods": write_ods}


def read(path, **how):
    return read_workbook(path, path.name, Instructions(**how))


@pytest.fixture(params=WRITERS)
def write(request, tmp_path):
    """A function that writes rows as a workbook of each format in turn."""
    return lambda rows: WRITERS[request.param](tmp_path / f"a.{request.param}", rows)


def test_cells_become_texts(write):
    rows = [["a", "b", "c", "d"], [5.0, 1.125, " x ", True], [-9, None, "5,0", False]]
    delivered = read(write(rows))
    assert [column.cells for column in delivered.columns] == [
        ("5", "-9"),
        ("1.125", ""),
        ("x", "5,0"),
        ("TRUE", "FALSE"),
    ]
    assert delivered.rows == (2, 3)
    assert delivered.column("b").numbers == {"1.125"}


def test_comments_and_empty_rows_are_passed_over(write):
    rows = [["# Made up", None], [None, None], ["a", "b"], [1, 2], [None, None], [3, None]]
    delivered = read(write(rows))
    assert (delivered.header, delivered.rows) == (3, (4, 6))
    assert delivered.names == ["a", "b"]


def test_empty_columns_are_passed_over(write):
    delivered = read(write([[None, "a", None, "b"], [None, 1, None, 2]]))
    assert delivered.names == ["a", "b"]


def test_dates_are_days(tmp_path):
    def more(book, page):
        page.write_datetime(
            1, 0, datetime.datetime(2001, 5, 3), book.add_format({"num_format": 14})
        )

    assert read(write_xlsx(tmp_path / "a.xlsx", [["a"]], more=more)).columns[0].cells == (
        "2001-05-03",
    )


def test_a_second_row_of_the_header_holds_the_wordings(write):
    delivered = read(write([["Title", None], ["a", "b"], ["A?", "B?"], [1, 2]]), header=(2, 3))
    assert [column.wording for column in delivered.columns] == ["A?", "B?"]
    assert delivered.rows == (4,)


def test_a_merged_title_above_the_header_does_no_harm(tmp_path):
    def more(book, page):
        page.merge_range(0, 0, 0, 1, "Title")

    rows = [[None, None], ["a", "b"], [1, 2]]
    path = write_xlsx(tmp_path / "a.xlsx", rows, more=more)
    assert read(path, header=(2,)).names == ["a", "b"]


def test_every_spoilt_cell_is_told_at_once(tmp_path):
    path = write_xls(tmp_path / "a.xls", [["a", "b", None], [1, 2, 3], [4, 5, None]],
                     errors=[(2, 1), (1, 0)], merged=[(1, 2, 2, 2)])  # fmt: skip
    with pytest.raises(InputError) as refused:
        read(path)
    assert [(p.row, p.column, p.found) for p in refused.value.problems] == [
        (2, "A (a)", "holds the error #REF!"),
        (2, "C", "is merged with others"),
        (3, "B (b)", "holds the error #REF!"),
        (1, "C", "a column has no name"),
    ]


def test_the_sheet_that_is_said_may_be_hidden(tmp_path):
    def more(book, page):
        hidden = book.add_worksheet("Old")
        hidden.write_column(0, 0, ["z", 1])
        hidden.hide()

    path = write_xlsx(tmp_path / "a.xlsx", [["a"], [1]], more=more)
    assert read(path).names == ["a"]
    assert read(path, sheet="Old").names == ["z"]
