"""Workbooks and CSV files against a table."""

import json

import pytest
from written_files import write_xlsx

from helpers.checking import document_tables
from helpers.checking.published import Table

TABLE = Table("a", "Figure", "6.1", "Interest", ["Survey", "Base", "Much"],
              [["Baseline", "1,143", "27%"], ["End *", "73", "[c]"]])  # fmt: skip
ROWS = [["Survey", "Base", "Much"], ["Baseline", 1143, 0.27], ["End *", 73, "[c]"]]
ABOVE = [["Figure 6.1: Interest", None, None], ["A note", None, None]]


def test_a_workbook_with_the_same_cells(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", ABOVE + ROWS)
    assert list(document_tables.of_workbook(path, [TABLE])) == []


def test_a_workbook_with_another_cell_or_without_the_table(tmp_path):
    rows = [ROWS[0], ["Baseline", 1143, 0.28], ROWS[2]]
    path = write_xlsx(tmp_path / "a.xlsx", ABOVE + rows)
    ((_, wrong),) = document_tables.of_workbook(path, [TABLE])
    assert wrong == "row 'Baseline', column 'Much': 0.28, on the page '27%'"
    path = write_xlsx(tmp_path / "b.xlsx", [["Other", None, None], *ROWS])
    assert len(list(document_tables.of_workbook(path, [TABLE]))) == 1


def test_csv_files_by_their_metadata(tmp_path):
    entry = {"dc:title": "Figure 6.1: Interest", "url": "figure_6_1.csv"}
    (tmp_path / document_tables.METADATA).write_text(json.dumps({"tables": [entry]}))
    path = tmp_path / "figure_6_1.csv"
    path.write_text('Survey,Base,Much\nBaseline,"1,143",27%\nEnd *,73,[c]\n')
    assert list(document_tables.of_csvs(tmp_path, [TABLE])) == []
    path.write_text('Survey,Base,Much\nBaseline,"1,143",27%\n')
    assert [w for _, w in document_tables.of_csvs(tmp_path, [TABLE])] == [
        "figure_6_1.csv: has 1 rows, the page 2"
    ]


@pytest.mark.parametrize(("cell", "text", "is_same"), [
    (0.27, "27%", True), (0.271, "27%", False), (1143.0, "1,143", True), (4.2, "4.2", True),
    ("4.2*", "4.2*", True), (4.2, "4.2*", False), ("[z]", "", True), (27, "27%", False),
])  # fmt: skip
def test_a_cell_is_what_the_page_prints(cell, text, is_same):
    assert document_tables.same(cell, text) == is_same
