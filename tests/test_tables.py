"""Tables: a caption, headers with a scope, escaped text, and marks for what is not shown."""

import html
import re

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers.disclosure import LOW, SHOWN, SUPPRESSED, Disclosed
from helpers.tables import data_table, response_table, table

NAN = float("nan")


def read(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def cells(text: str) -> list[list[str]]:
    return [[cell.get_text() for cell in row.select("th, td")] for row in read(text).select("tr")]


def test_a_table_has_a_caption_and_scoped_headers():
    made = read(table("Who answered", ["Survey", "Base"], [["Baseline", "143"], ["End", "102"]]))
    assert made.table.caption.get_text() == "Who answered"
    assert [th["scope"] for th in made.select("thead th")] == ["col", "col"]
    assert [th["scope"] for th in made.select("tbody th")] == ["row", "row"]
    assert [th.get_text() for th in made.select("tbody th")] == ["Baseline", "End"]
    assert [td.get_text() for td in made.select("td")] == ["143", "102"]
    region = made.find(attrs={"role": "region"})
    assert region["aria-label"] == "Who answered" and region["tabindex"] == "0"


def test_rows_without_headers():
    made = read(table("Areas", ["A", "B"], [["x", "y"]], row_headers=False, name="areas"))
    assert not made.select("tbody th") and len(made.select("td")) == 2
    assert made.table["id"] == "areas"


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", 'R&D "quoted"', "a < b & c", "&lt;", "' onclick='x", "`{eval}`"],
)
def test_text_is_escaped_everywhere(text):
    made = read(table(text, [text, "B"], [[text, text]], name=text))
    assert not made.find("script")
    assert made.caption.get_text() == made.find(attrs={"role": "region"})["aria-label"] == text
    assert {cell.get_text() for cell in made.select("td, tbody th")} == {text}
    assert made.table["id"] == text
    assert set(made.table.attrs) == {"class", "id"}


@pytest.mark.parametrize("text", ["=SUM(A1:A9)", "+1", "-1", "@here", "=cmd|' /C calc'!A0"])
def test_text_like_a_formula_stays_as_it_is(text):
    assert cells(table("t", ["A"], [[text]]))[1] == [text]


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)


@given(words, words)
def test_any_text_comes_back_and_the_table_is_one_line(caption, cell):
    made = table(f"{caption}\n\n{caption}", ["A"], [[f"{cell}\n\n{cell}\r\n"]])
    assert "\n" not in made and "\r" not in made
    assert html.unescape(re.search("<caption>(.*)</caption>", made)[1]).split() == (
        f"{caption} {caption}".split()
    )
    assert html.unescape(re.search('scope="row">(.*)</th>', made)[1]).split() == (
        f"{cell} {cell}".split()
    )


def bars(**columns) -> Disclosed:
    frame = pd.DataFrame(
        {
            "panel": "",
            "bar": ["Before", "Before", "After", "After"],
            "label": ["Yes", "No", "Yes", "No"],
            "estimate": [0.625, 0.375, 0.005, 0.995],
            "base": [40, 40, 1200, 1200],
            "status": SHOWN,
        }
    )
    return Disclosed(frame.assign(**columns))


def test_a_data_table_has_a_row_a_bar_and_a_column_a_response():
    notes = {("", "Before"): "3.8", ("", "After"): "4.2*"}
    assert cells(data_table(bars(), "c", notes, "Mean", "Survey")) == [
        ["Survey", "Base", "Yes", "No", "Mean"],
        ["Before", "40", "63%", "38%", "3.8"],
        ["After", "1,200", "1%", "100%", "4.2*"],
    ]


def test_without_a_heading_there_are_no_notes():
    assert cells(data_table(bars(), "c", {}, ""))[0] == ["Group", "Base", "Yes", "No"]


def test_panels_are_items_and_responses_of_another_item_do_not_apply():
    data = bars(panel=["Fees", "Fees", "Area", "Area"], label=["Yes", "No", "Urban", "Rural"])
    assert cells(data_table(data, "c", {}, "")) == [
        ["Item", "Group", "Base", "Yes", "No", "Urban", "Rural"],
        ["Fees", "Before", "40", "63%", "38%", "[z]", "[z]"],
        ["Area", "After", "1,200", "[z]", "[z]", "1%", "100%"],
    ]


def test_no_header_is_empty():
    for data in (bars(), bars(panel=["a", "a", "b", "b"])):
        for heading in ("", "Mean"):
            made = read(data_table(data, "c", {}, heading))
            assert all(th.get_text().strip() for th in made.select("th"))


def test_marks_of_small_bases():
    data = bars(
        estimate=[NAN, NAN, 0.25, 0.75],
        base=[7, 7, 40, 40],
        status=[SUPPRESSED, SUPPRESSED, LOW, LOW],
    )
    assert cells(data_table(data, "c", {("", "Before"): "[c]"}, "Mean"))[1:] == [
        ["Before", "7", "[c]", "[c]", "[c]"],
        ["After", "40 [low]", "25%", "75%", ""],
    ]


def test_a_suppressed_cell_shows_no_number_even_if_one_was_left_in():
    data = bars(status=SUPPRESSED)
    assert all(row[2:] == ["[c]", "[c]"] for row in cells(data_table(data, "c", {}, ""))[1:])
    assert all(row[1] == "[c]" for row in cells(response_table(data, "c"))[1:])


def test_an_item_that_nobody_answered_is_not_called_suppressed():
    data = bars(estimate=NAN, base=0)
    assert cells(data_table(data, "c", {}, ""))[1] == ["Before", "0", "[x]", "[x]"]


def test_a_response_table_has_a_row_a_response():
    data = bars(label=["Books", "Games", "R&D", "None"], status=[SHOWN, LOW, SHOWN, SHOWN])
    assert cells(response_table(data, "c")) == [
        ["Response", "Share", "Base"],
        ["Books", "63%", "40"],
        ["Games", "38%", "40 [low]"],
        ["R&D", "1%", "1,200"],
        ["None", "100%", "1,200"],
    ]
