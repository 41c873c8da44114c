"""What in survey files could identify somebody, told without the words themselves."""

import pandas as pd
import pyreadstat
import pytest

from helpers.checking.survey_identifiers import of_surveys


def found(project):
    return [each[2] for each in of_surveys(project.root, "first")]


def column(project, name, *cells):
    """One more column in the baseline survey's file."""
    path = project.file("baseline")
    comment, header, *rows = path.read_text(encoding="utf-8").splitlines()
    made = [f"{row},{cells[n % len(cells)]}" for n, row in enumerate(filter(None, rows))]
    path.write_text("\n".join([comment, f"{header},{name}", *made]) + "\n", encoding="utf-8")


def test_the_small_project_identifies_nobody(project):
    assert found(project) == []


@pytest.mark.parametrize(
    "name",
    ["email", "E_Mail", "RecipientEmail", "TeacherName", "name", "home_address", "IPAddress",
     "q1_postcode", "LocationLatitude", "dateOfBirth", "mobile2"],
)  # fmt: skip
def test_columns_called_after_an_identifier_are_found_when_filled(project, name):
    column(project, name, "x")
    assert [f"the column {name} is filled" in f for f in found(project)] == [True]


def test_empty_columns_and_other_names_are_none(project):
    column(project, "email", "")
    column(project, "mailing_wave", "1")
    column(project, "renamed", "2")
    column(project, "addressed", "3")
    assert found(project) == []


def test_cells_are_told_by_row_and_column_and_never_shown(project):
    column(project, "more", "", "Ask Mrs Khan", "LS2 9JT", "Ask Mr Khan")
    told = list(of_surveys(project.root, "first"))
    assert [each[2] for each in told] == [
        "a person's name in the column more, row 4 and 2 more",
        "a postcode in the column more, row 5",
    ]
    assert {each[0] for each in told} == {"data/waves/first/baseline.csv"}
    assert "Khan" not in str(told) and "9JT" not in str(told)


def test_labels_and_notes_of_an_spss_file_are_read(project):
    path = project.file("baseline").with_suffix(".sav")
    frame = pd.read_csv(project.file("baseline"), comment="#", dtype=str)
    pyreadstat.write_sav(
        frame,
        str(path),
        file_label="Kept by Dr Bloggs",
        note="Ask jo@agency.co.uk",
        column_labels={"b1": "What is your name?", "b2": "As Mrs Khan asked"},
    )
    project.edit(project.facts, "file: baseline.csv", "file: baseline.sav")
    assert sorted(found(project)) == [
        "a person's name in the file label",
        "a person's name in the labels of b2",
        "an e-mail address in the notes",
        "the column b1 is filled and is called your name",
    ]
