"""p-values and verdicts of the annex."""

from fractions import Fraction

import pytest
from made_report import report

from helpers.checking import tested

LEVEL = Fraction(5, 100)


@pytest.mark.parametrize(("p", "under"), [
    ("0.0499", True), ("0.0501", False), ("0.0500", None), ("<0.001", True), ("1.0000", False),
])  # fmt: skip
def test_a_p_value_is_under_the_level_or_not_or_its_rounding_hides_it(p, under):
    assert tested.is_under(p, LEVEL) is under


def test_cells_with_asterisks_are_those_of_tables_that_mark():
    cells = list(tested.p_cells(report().published))
    assert [(cell.column, cell.p, cell.marked) for cell in cells] == [("p", "0.0035", True)]


def test_verdicts_and_tests_go_by_figure_and_measure():
    published, measure = report().published, "6.1 Interest in other cultures"
    assert tested.verdicts(published) == {measure: ("0.0035", "Table C.17")}
    assert tested.tests(published)[measure, tested.MEANS] == ("0.0054", "Table C.3")


def test_words_stand_beside_their_p_value():
    told = [["6.1 A", "0.0076, does not hold", "x"], ["6.2 B", "0.3000", "not significant"]]
    table = report(told=told).published.tables[-2]
    assert table.number == "C.17"
    assert list(tested.worded(table)) == [
        ("6.1 A", "0.0076", "does not hold"), ("6.2 B", "0.3000", "not significant"),
    ]  # fmt: skip
