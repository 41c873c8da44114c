"""What survey files say of themselves."""

import pandas as pd
import pyreadstat
import xlsxwriter

from helpers.checking.file_notes import named, notes

FRAME = pd.DataFrame({"a": [1.0, 2.0]})


def test_comments_before_the_header_are_notes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("# One.\n# Two.\na\n# 3\n", encoding="utf-8")
    said = [("the comment in row 1", "# One."), ("the comment in row 2", "# Two.")]
    assert list(notes(path)) == said


def test_labels_and_notes_of_spss_and_stata(tmp_path):
    spss, stata = tmp_path / "a.sav", tmp_path / "a.dta"
    pyreadstat.write_sav(FRAME, str(spss), file_label="Label", note="Note")
    pyreadstat.write_dta(FRAME, str(stata), file_label="Other")
    assert ("the file label", "Label") in list(notes(spss))
    assert "Note" in dict(notes(spss))["the notes"]
    assert ("the file label", "Other") in list(notes(stata))


def test_metadata_of_a_parquet_file(tmp_path):
    path = tmp_path / "a.parquet"
    FRAME.to_parquet(path)
    assert "the metadata pandas" in dict(notes(path))


def test_a_workbook_names_its_author_and_a_csv_nobody(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"author": "Jo", "manager": "Al"})
    assert set(named(path)) == {("creator", "Jo"), ("lastModifiedBy", "Jo"), ("Manager", "Al")}
    assert list(notes(path)) == [] and named(tmp_path / "a.csv") == []
