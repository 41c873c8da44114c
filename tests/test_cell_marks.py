"""Cell marks: faults of cells and the reach of a sheet, counted as a person counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_files import write_ods, write_xlsx

from helpers.errors import InputError
from helpers.reading.cell_marks import Marks, column_letter, marks_of, refuse_far


@pytest.mark.parametrize(
    ("number", "letters"),
    [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")],
)
def test_columns_have_letters(number, letters):
    assert column_letter(number) == letters


@given(st.integers(1, 20_000))
def test_letters_count_as_digits_from_a_to_z(number):
    value = 0
    for letter in column_letter(number):
        value = value * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    assert value == number


def test_marks_of_a_workbook(tmp_path):
    def more(book, page):
        page.write_formula(2, 1, "=#N/A", None, "#N/A")
        page.write_formula(3, 0, "=1+1", None, 2)
        book.add_worksheet("Far").write(99, 27, 1)

    path = write_xlsx(tmp_path / "a.xlsx", [["a", "b"], [1, "#REF!"], [None, 2]], more=more)
    assert marks_of(path, "xlsx", "Data", "x") == Marks(4, 2, [(3, 2, "holds the error #N/A")])
    assert marks_of(path, "xlsx", "Far", "x") == Marks(100, 28, [])


def test_marks_of_an_open_document(tmp_path):
    rows = [["a", None, "b"], [1, "#REF!", 3], [None, 2, "Err:508"]]
    path = write_ods(tmp_path / "a.ods", rows, spans=[(0, 0)], errors=[(2, 2)],
                     sheets=[("More", [[1]])])  # fmt: skip
    assert marks_of(path, "ods", "Data", "x") == Marks(
        3, 3, [(1, 1, "is merged with others"), (3, 3, "holds the error Err:508")]
    )
    assert marks_of(path, "ods", "More", "x") == Marks(1, 1, [])


def test_a_sheet_that_cannot_be_held_is_refused():
    refuse_far(Marks(1_000_000, 20, []), "x")
    with pytest.raises(InputError, match="as far as row 1000001 and column T; delete"):
        refuse_far(Marks(1_000_001, 20, []), "x")
