"""Sums of a made report."""

import pytest
from made_report import found, rows

from helpers.checking import sums
from helpers.checking.published import Table

HEADLINE = "It is {eval}`interest.followup.words` in all."


def test_rounding_alone_is_no_finding():
    assert found(sums) == []
    assert found(sums, HEADLINE, "three-quarters (75%)") == []
    # Six shares that are not none, and 103: 3 points.
    assert found(sums, rows=rows(0, "3", "29%")) == []


@pytest.mark.parametrize(("place", "column", "text", "words"), [
    (0, "3", "30%", "add up to 104%"),
    (1, "3", "19%", "add up to 103%"),  # whole respondents leave less to rounding
    (0, "Mean", "4.0", "cannot have the mean 4.0"),
])  # fmt: skip
def test_bars_that_do_not_add_up(place, column, text, words):
    (finding,) = found(sums, rows=rows(place, column, text))
    assert words in finding


def test_a_box_is_its_parts():
    (finding,) = found(sums, HEADLINE, "three-quarters (77%)")
    assert finding.startswith("77% is not 5 Very much 51% + 4 25%")


def test_a_total_is_the_sum_of_its_rows():
    table = Table(
        "a", "Table", "1", "", ["Who", "All"], [["A", "1,100"], ["B", "2"], ["Total", "1,102"]]
    )
    assert list(sums.totals(table)) == []
    table.rows[0][1] = "1,101"
    (finding,) = sums.totals(table)
    assert finding.found == "column 'All' adds up to 1,103, and its total is 1,102"
