"""Shown tables: cells under names that two waves share, however rows are starred or repeated."""

from two_pages import page

from helpers.comparing.shown_tables import captions, table_cells
from helpers.html_table import table

HEADER = ["Group", "Base", "Mean"]


def shown(*tables) -> dict:
    markup = "\n\n".join(tables)
    return table_cells(page(("cell", "figure()", f"```{{figure}} x\n```\n{markup}")))


def test_a_cell_is_named_by_its_table_row_and_column():
    found = shown(table("One", HEADER, [["Before", "10", "3.8"]]), table("Two", ["A"], [["a"]]))
    assert found == {("cell", 0, "Before", "Base"): "10", ("cell", 0, "Before", "Mean"): "3.8"}


def test_an_asterisk_is_a_cell_and_no_part_of_the_name():
    found = shown(table("One", HEADER, [["Before", "10", "3.8"], ["After *", "9", "4.2*"]]))
    assert found["cell", 0, "After", "Mean"] == "4.2*"
    assert found["cell", 0, "After", "asterisk"] == "*"
    assert found["cell", 0, "Before", "asterisk"] == "none"


def test_rows_of_one_name_take_another_cell_into_it():
    rows = [["Religion", "Linking", "9"], ["Religion", "Others", "8"]]
    found = shown(table("One", ["Item", "Group", "Base"], rows))
    assert found == {
        ("cell", 0, "Religion / Linking", "Base"): "9",
        ("cell", 0, "Religion / Others", "Base"): "8",
    }


def test_rows_that_nothing_tells_apart_are_numbered():
    found = shown(table("One", ["A", "B"], [["x", "1"], ["x", "1"]]))
    assert sorted(key[2] for key in found) == ["x", "x (2)"]


def test_columns_of_one_name_are_numbered():
    found = shown(table("One", ["A", "B", "B"], [["x", "1", "2"]]))
    assert found == {("cell", 0, "x", "B"): "1", ("cell", 0, "x", "B (2)"): "2"}


def test_captions_by_table():
    markup = table("One", ["A"], [["a"]]) + table("Two", ["A"], [["a"]])
    assert captions(page(("cell", "x", markup))) == {("cell", 0): "One", ("cell", 1): "Two"}
