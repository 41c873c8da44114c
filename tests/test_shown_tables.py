"""Shown tables: cells, notes and captions of pages and of files, as their readers see them."""

import pytest
from lxml import html

from helpers.checking.shown_tables import Shown, parsed, tables_in, tables_of, whole

TABLE = "<table><caption>Figure 1: {0}</caption><tr><th>A</th></tr><tr><td>1</td></tr></table>"
LIST = '<ul class="figure-notes"><li><strong>Base:</strong> {0}</li></ul>'


@pytest.mark.parametrize(
    ("cell", "number"),
    [("52", 52), ("1,234", 1234), ("34 [low]", 34), ("[c]", None), ("52%", None), ("3.8", None)],
)
def test_a_number_of_respondents_is_told_from_other_cells(cell, number):
    assert whole(cell) == number


def test_a_folded_table_has_the_notes_before_it_and_another_those_after_it():
    page = LIST.format("one") + f"<details>{TABLE.format('x')}</details>"
    page += TABLE.format("y") + LIST.format("two")
    first, second = tables_of("page", html.fromstring(f"<div>{page}</div>"))
    assert (first.title, first.header, first.rows) == ("Figure 1: x", ["A"], [["1"]])
    assert (first.notes, second.notes) == ({"Base": "one"}, {"Base": "two"})


def test_shares_stand_after_the_base_and_a_mean_is_none():
    bars = Shown("p", "t", ["Group", "Base", "Yes", "No", "Mean"], [])
    assert bars.answers == [2, 3] and bars.column("Mean") == 4
    assert Shown("p", "t", ["Response", "Share", "Base"], []).answers == []
    assert Shown("p", "t", ["A", "B"], []).column("Base") is None


def test_files_are_read_with_what_spreadsheets_put_first(tmp_path):
    path = tmp_path / "one.csv"
    path.write_text("\ufeffGroup,Base\nAll,77\n", encoding="utf-8")
    [table] = tables_in("one.csv", path)
    assert (table.header, table.rows) == (["Group", "Base"], [["All", "77"]])


def test_scripts_and_empty_pages_have_no_text(tmp_path):
    path = tmp_path / "one.html"
    path.write_text("<p>1<script>2</script></p>", encoding="utf-8")
    assert parsed(path).text_content().strip() == "1"
    path.write_text("", encoding="utf-8")
    assert list(tables_of("one", parsed(path))) == []
