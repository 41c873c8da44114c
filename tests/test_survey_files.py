"""Survey files: cells become responses, and every way of spoiling a file is refused."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import InputError
from helpers.survey_files import SurveyReader
from helpers.waves import load_wave

END = "data/waves/first/end_of_linking.csv"


def refusal(project) -> list[str]:
    """What is said of the project's survey files."""
    with pytest.raises(InputError) as refused:
        load_wave(project.root, project.wave)
    return [str(problem) for problem in refused.value.problems]


@pytest.fixture
def end(project) -> pd.DataFrame:
    """The small project's end of Linking survey."""
    return load_wave(project.root, project.wave).surveys["end_of_linking"]


# --- what is read ---------------------------------------------------------------------------


def test_codes_become_responses(end):
    assert end.loc["E1", ["year_group", "phase", "fsm", "interest"]].tolist() == [
        "year_3", "primary", "higher", "4",
    ]  # fmt: skip


def test_special_codes_are_kept_apart(end):
    assert end["fsm"].tolist()[4:] == ["dont_know", "higher", "lower", "prefer_not_to_say"]
    assert end["misconceptions"].tolist()[3:6] == ["dont_know", "2", "no_answer"]


def test_those_not_asked_have_no_value(end):
    assert end["misconceptions"].isna().tolist() == [False] * 6 + [True] * 2
    assert end["example"].isna().tolist() == [False] * 6 + [True] * 2


def test_a_number_is_a_number_and_what_was_said_instead_stands_beside_it(end):
    assert end["years_teaching"].tolist()[:3] == [2.0, 4.0, 10.0]
    assert end["years_teaching"].isna().tolist() == [False] * 3 + [True] + [False] * 3 + [True]
    said = end["years_teaching.said"]
    assert said.dropna().to_dict() == {"E4": "prefer_not_to_say", "E8": "no_answer"}


def test_a_multiple_response_is_yes_or_no_a_response(end):
    assert end.loc["E1", "resources.books"] == "yes"
    assert end.loc["E1", "resources.none_of_these"] == "no"
    assert end.loc["E6", "resources.books"] == "no_answer"


def test_text_keeps_its_commas(end):
    assert end.loc["E3", "example"] == "Food, and how it is eaten"
    assert end.loc["E2", "example"] == "no_answer"


def test_respondents_are_the_index(end):
    assert end.index.tolist() == [f"E{n}" for n in range(1, 9)]
    assert end.index.name == "respondent"


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_the_order_of_rows_and_columns_is_free(tmp_path_factory, questionnaire, rows, columns):
    lines = [
        ["respondent", "year", "phase", "fsm", "years", "c1"],
        ["C1", "3", "1", "1", "1", "3"],
        ["C2", "3", "1", "2", "12", "4"],
        ["C3", "4", "1", "1", "7", "2"],
        ["C4", "4", "1", "2", "99", "3"],
        ["C5", "4", "1", "1", "30", "5"],
        ["C6", "7", "2", "2", "4", "97"],
    ]

    def read(lines) -> pd.DataFrame:
        path = tmp_path_factory.mktemp("survey") / "a.csv"
        path.write_text("".join(",".join(line) + "\n" for line in lines))
        return SurveyReader(questionnaire, "comparison", "a.csv").read(path)

    moved = [lines[0]] + [lines[1 + row] for row in rows]
    moved = [[line[column] for column in columns] for line in moved]
    pd.testing.assert_frame_equal(read(moved).sort_index(), read(lines))


# --- how a file may look -------------------------------------------------------------------


def respell(project, survey: str, change) -> None:
    path = project.file(survey)
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode())


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "# One more, with a comma\n#\n" + text,
        lambda text: text.partition("\n")[2],
        lambda text: text.rstrip("\n"),
        lambda text: text + "\n\n",
        lambda text: text.replace(",", " , "),
        lambda text: text.replace("B1,3,", '"B1","3",'),
    ],
    ids=["mark", "ends", "comments", "no comment", "no end", "blank lines", "spaces", "quoted"],
)
def test_how_a_file_was_saved_does_not_matter(project, change):
    before = load_wave(project.root, project.wave).surveys["baseline"]
    respell(project, "baseline", change)
    after = load_wave(project.root, project.wave).surveys["baseline"]
    pd.testing.assert_frame_equal(after, before)


def test_the_row_of_a_problem_is_the_line_of_the_file(project):
    """Comments, blank lines and a text of two lines come before the cell of line 8."""
    text = project.file("end_of_linking").read_text(encoding="utf-8")
    comment, header, first, *_ = text.splitlines()
    first = first.replace("They thought", '"They\nthought') + '"'
    lines = [comment, comment, header, "", first, first.replace("E1,3", "X1,55")]
    project.file("end_of_linking").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (said,) = refusal(project)
    assert said.startswith(f"{END}, row 7, column year: unknown code: '55'; ")


# --- files that cannot be read ---------------------------------------------------------------


def test_a_missing_file_is_named(project):
    project.file("comparison").unlink()
    (said,) = refusal(project)
    assert said.startswith("data/waves/first/comparison.csv: there is no such file; ")


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_named(project, content):
    project.file("comparison").write_text(content, encoding="utf-8")
    assert refusal(project) == [
        "data/waves/first/comparison.csv: is empty; export the survey again"
    ]


@pytest.mark.parametrize("kept", [1, 2])
def test_a_file_without_respondents_is_named(project, kept):
    lines = project.file("comparison").read_text(encoding="utf-8").splitlines(keepends=True)
    project.file("comparison").write_text("".join(lines[:kept]), encoding="utf-8")
    (said,) = refusal(project)
    assert said.startswith("data/waves/first/comparison.csv: has no respondents; ")


def test_another_encoding_is_named_with_its_row(project):
    text = project.file("end_of_linking").read_text(encoding="utf-8")
    text = text.replace("on farms", "near a café")
    project.file("end_of_linking").write_bytes(text.encode("latin-1"))
    assert refusal(project) == [f"{END}, row 3: is not UTF-8 text; save it as CSV UTF-8"]


def test_a_spreadsheets_unicode_text_is_no_utf8(project):
    text = project.file("comparison").read_text(encoding="utf-8")
    project.file("comparison").write_bytes(text.encode("utf-16"))
    (said,) = refusal(project)
    assert "row 1: is not UTF-8 text" in said


@pytest.mark.parametrize(("old", "new"), [('eaten"', "eaten"), ("Food,", '"Food" and drink,')])
def test_a_stray_quotation_mark_is_found_in_its_row(project, old, new):
    project.edit(project.file("end_of_linking"), old, new)
    (said,) = refusal(project)
    assert said.startswith(f"{END}, row 5: is no CSV: ")


# --- columns and rows -----------------------------------------------------------------------


def test_a_missing_column_is_named(project):
    project.edit(project.file("baseline"), "phase,b1,b2", "phase,b1,b3")
    assert [said.partition(", ")[2] for said in refusal(project)] == [
        "column b3: unknown column; add it to data/questionnaire.yml",
        "column b2: the column is missing; export it again",
    ]


def test_a_column_that_stands_twice_is_named_once(project):
    respell(project, "baseline", lambda text: text.replace("b1,b2", "b1,b1,b2").replace(
        ",1,", ",1,3,"))  # fmt: skip
    (said,) = refusal(project)
    assert said.endswith("baseline.csv, column b1: the column stands twice; remove one")


def test_a_column_without_a_name_is_told(project):
    """What a spreadsheet saves where a cell to the right was once in use."""
    path = project.file("comparison")
    comment, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([comment, *(f"{line},," for line in lines)]) + "\n")
    (said,) = refusal(project)
    assert said.endswith("comparison.csv, row 2: a column has no name; remove it or name it")


def test_a_missing_column_of_respondents_is_named(project):
    project.edit(project.file("baseline"), "respondent,", "id,")
    assert [said.partition(", ")[2].partition(";")[0] for said in refusal(project)] == [
        "column id: unknown column",
        "column respondent: the column is missing",
    ]


@pytest.mark.parametrize(
    ("old", "new", "cells"), [("B3,3,1,4,97", "B3,3,1,4", 4), ("B3,3,", "B3,3,3,", 6)]
)
def test_a_row_with_a_cell_too_few_or_too_many_is_named(project, old, new, cells):
    project.edit(project.file("baseline"), old, new)
    (said,) = refusal(project)
    assert f"baseline.csv, row 5: has {cells} cells where the header has 5; " in said


def test_a_missing_identifier_is_named(project):
    project.edit(project.file("baseline"), "B3,", " ,")
    (said,) = refusal(project)
    assert "row 5, column respondent: a respondent has no identifier" in said


def test_a_respondent_who_stands_twice_is_named_with_both_rows(project):
    project.edit(project.file("baseline"), "B5,", "B2,")
    (said,) = refusal(project)
    assert "row 7, column respondent: respondent 'B2' stands also in row 4; remove" in said


# --- cells ------------------------------------------------------------------------------------

EXTENT = "codes are 5 5, 4 4, 3 3, 2 2, 1 1, 97 dont_know, 98 prefer_not_to_say, 99 no_answer"
YEARS = "give 0 to 50, or 98 prefer_not_to_say, 99 no_answer"


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("e1", "7", f"unknown code: '7'; {EXTENT}"),
        ("e1", "4.0", f"unknown code: '4.0'; {EXTENT}"),
        ("e1", "Very much", f"unknown code: 'Very much'; {EXTENT}"),
        ("e1", "", "is empty; give a code; 99 is no answer"),
        ("e2", "98", "unknown code: '98'; "),
        ("e3_1", "2", "unknown code: '2'; codes are 1 yes, 0 no, 99 no_answer"),
        ("e3_1", "", "is empty; give a code"),
        ("e4", "", "is empty; give a code"),
        ("years", "", "is empty; give a code"),
        ("years", "five", f"not a number: 'five'; {YEARS}"),
        ("years", "2 years", f"not a number: '2 years'; {YEARS}"),
        ("years", "nan", f"not a number: 'nan'; {YEARS}"),
        ("years", "inf", f"not a number: 'inf'; {YEARS}"),
        ("years", "-inf", f"not a number: '-inf'; {YEARS}"),
        ("years", "50.5", f"out of range: '50.5'; {YEARS}"),
        ("years", "-1", f"out of range: '-1'; {YEARS}"),
        ("years", "97", f"out of range: '97'; {YEARS}"),
    ],
)
def test_a_spoilt_cell_is_told_with_its_place_its_value_and_what_is_allowed(
    project, column, cell, said
):
    project.answer("end_of_linking", "E2", column, cell)
    (told,) = refusal(project)
    assert told.startswith(f"{END}, row 4, column {column}: {said}")


@pytest.mark.parametrize(
    ("cell", "years"), [("0", 0.0), ("50", 50.0), ("2.5", 2.5), ("007", 7.0), ("1e1", 10.0)]
)
def test_a_number_may_be_written_in_any_way(project, cell, years):
    project.answer("end_of_linking", "E2", "years", cell)
    end = load_wave(project.root, project.wave).surveys["end_of_linking"]
    assert end.loc["E2", "years_teaching"] == years


def test_an_answer_from_someone_not_asked_is_told(project):
    project.answer("end_of_linking", "E7", "e2", "4")
    (said,) = refusal(project)
    assert said == (
        f"{END}, row 9, column e2: an answer from someone not asked: '4'; "
        "misconceptions is not asked of this respondent: empty the cell"
    )


def test_no_answer_to_the_condition_is_not_being_asked(project):
    project.answer("end_of_linking", "E7", "phase", "99")
    load_wave(project.root, project.wave)
    project.answer("end_of_linking", "E1", "phase", "99")
    assert [said.split(", ")[2].partition(":")[0] for said in refusal(project)] == [
        "column e2",
        "column e4",
    ]


@pytest.mark.parametrize("cell", ["7", ""])
@pytest.mark.parametrize(("respondent", "row"), [("E1", 3), ("E7", 9)])
def test_a_condition_that_cannot_be_read_blames_no_cell_that_hangs_on_it(
    project, respondent, row, cell
):
    """Whether E1, who answered, and E7, who did not, were asked is open without their phase."""
    project.answer("end_of_linking", respondent, "phase", cell)
    (said,) = refusal(project)
    assert said.startswith(f"{END}, row {row}, column phase: ")


def test_codes_are_checked_where_the_condition_cannot_be_read(project):
    project.answer("end_of_linking", "E1", "phase", "7")
    project.answer("end_of_linking", "E1", "e2", "8")
    assert [said.split(": ")[0].split(", ")[2] for said in refusal(project)] == [
        "column phase",
        "column e2",
    ]


def test_a_condition_that_a_survey_does_not_have_does_not_apply(project):
    """Without a phase in the baseline survey all its respondents are asked."""
    project.edit(project.questionnaire, "{baseline: phase, end", "{end")
    project.edit(project.file("baseline"), "phase,", "")
    respell(project, "baseline", lambda text: text.replace(",1,", ","))
    baseline = load_wave(project.root, project.wave).surveys["baseline"]
    assert baseline["misconceptions"].tolist() == ["5", "4", "dont_know", "4", "3", "2"]


def test_all_that_is_wrong_in_all_files_is_said_at_once(project):
    project.file("comparison").unlink()
    project.edit(project.file("baseline"), "phase,b1,b2", "phase,b1,b3")
    project.answer("baseline", "B1", "b1", "7")
    project.answer("end_of_linking", "E1", "years", "many")
    project.answer("end_of_linking", "E2", "e1", "6")
    project.edit(project.file("end_of_linking"), "E5,4,", "E4,4,")
    project.edit(project.file("end_of_linking"), "E7,7,", "E7,7,7,")
    places = [said.split(": ")[0].removeprefix("data/waves/first/") for said in refusal(project)]
    assert places == [
        "baseline.csv, column b3",
        "baseline.csv, column b2",
        "baseline.csv, row 3, column b1",
        "end_of_linking.csv, row 9",
        "end_of_linking.csv, row 7, column respondent",
        "end_of_linking.csv, row 3, column years",
        "end_of_linking.csv, row 4, column e1",
        "comparison.csv",
    ]


def test_a_file_without_one_whole_row_is_refused_for_its_rows(project):
    comment, header, *rows = project.file("baseline").read_text(encoding="utf-8").splitlines()
    spoilt = [comment, header, *(f"{row},1" for row in rows)]
    project.file("baseline").write_text("\n".join(spoilt) + "\n", encoding="utf-8")
    assert len(refusal(project)) == 6
