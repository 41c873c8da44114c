"""Sheets: what both workbooks hold, before either is written."""

from dataclasses import replace

from hand_made_site import PUBLICATION, page, tables

from helpers.exporting.sheets import MEANINGS, cover, sheets, unique_header
from helpers.exporting.site_tables import read_tables
from helpers.html_table import table


def by_label() -> dict:
    return {sheet.label: sheet for sheet in sheets(tables())}


def test_there_is_a_sheet_a_table_after_contents_and_notes():
    assert list(by_label()) == [
        "Contents",
        "Notes",
        "Figure 6.1",
        "Answers",
        "Figure 4.1",
        "What is planned",
        "Table C.1",
    ]


def test_the_contents_lead_to_every_other_sheet():
    rows = by_label()["Contents"].rows
    assert [row[0].leads_to for row in rows] == list(by_label())[1:]
    assert [cell.text for cell in rows[1]] == ["Figure 6.1", "Interest, per cent", "6. Change"]


def test_the_notes_explain_all_shorthand():
    explained = [row[0].text for row in by_label()["Notes"].rows]
    assert explained[:5] == ["[c]", "[low]", "[x]", "[z]", "*"] == list(MEANINGS)[:5]
    assert {"Base", "Weighting", "Per cent", "Mean"} <= set(explained)


def test_a_sheet_says_what_stands_beside_its_table():
    figure = by_label()["Figure 6.1"]
    assert figure.title == "Figure 6.1: Interest, per cent" and figure.name == "figure_6_1"
    assert figure.lines == [
        "This worksheet contains one table, from the page “6. Change”.",
        "Shorthand in this table, explained on the sheet Notes: [c], [x], [z], [low]",
        "Question: “How much: a lot?”",
        "Base: 1,234 teachers",
        "Source: A survey",
    ]


def test_an_empty_cell_is_marked_as_not_applicable():
    autumn = by_label()["What is planned"].rows[0]
    assert [cell.text for cell in autumn] == ["Autumn", "[z]"]


def test_a_table_without_rows_keeps_its_header_and_says_so():
    sheet = sheets(read_tables([page(table("Open", ["a", "b"], []))]))[-1]
    assert [[cell.text for cell in row] for row in sheet.rows] == [["[z]", "[z]"]]


def test_columns_have_names_that_differ_in_more_than_capitals():
    assert unique_header(["Yes", "yes", "", "Yes", "yes 2"]) == [
        "Yes",
        "yes 2",
        "Column 3",
        "Yes 3",
        "yes 2 2",
    ]


def test_labels_are_short_and_differ_and_hold_nothing_that_excel_forbids():
    titles = ["Teachers whose answers are compared", "teachers whose answers are here"]
    titles += ["a/b: [c]*?", "x" * 40, "x" * 40, "Notes", "'"]
    made = sheets(read_tables([page("".join(table(t, ["a"], [["1"]]) for t in titles))]))
    assert [sheet.label for sheet in made[2:]] == [
        "Teachers whose answers",
        "teachers whose answers are here",
        "a b c",
        "x" * 31,
        "x" * 29 + " 2",
        "Notes of the page",
        "Table",
    ]


def test_the_cover_says_what_the_data_is_and_whom_to_ask():
    made = cover(PUBLICATION)
    assert made.title == "A report & more: data tables"
    intro, about, contact = made.parts.values()
    assert "Academic year: 1999/00" in intro and "Published: 1999-12-31" in intro
    assert "Version: 1.0" in intro
    assert about[0].startswith("Reconstructed data:") and about[1] == PUBLICATION.notice
    assert "Crown copyright" in about[-1] and "Open Government Licence v3.0" in about[-1]
    assert "Its authors" in contact[0]


def test_the_cover_of_delivered_data_and_of_a_draft():
    made = cover(replace(PUBLICATION, notice="", published="", version="draft"))
    intro, about, _ = made.parts.values()
    assert "Published: not yet: this is a draft" in intro
    assert not any("econstructed" in line for line in about)
