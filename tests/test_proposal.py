"""Proposal: what is certain of a delivered file, and what is left to a person, case by case."""

from pathlib import Path

import pytest
from written_files import write_sav, write_xlsx

from helpers.errors import InputError
from helpers.intake.drafts import Context
from helpers.intake.proposal import propose
from helpers.questionnaire import load_questionnaire
from helpers.reading.files import deliver
from helpers.reading.instructions import instructions_of

SMALL = Path(__file__).parent / "small"
QUESTIONNAIRE = load_questionnaire(SMALL)
INTEREST = QUESTIONNAIRE.items["interest"].wording
MISCONCEPTIONS = QUESTIONNAIRE.items["misconceptions"].wording
PLAIN = {
    "respondent": ["B1", "B2", "B3"],
    "year": [3, 3, 4],
    "phase": [1, 1, 1],
    "b1": [2, 3, 97],
    "b2": [5, 4, 1],
}
END = {
    "respondent": ["E1", "E2", "E3"],
    "year": [3, 3, 7],
    "phase": [1, 1, 2],
    "fsm": [1, 2, 97],
    "years": [2, 10, 98],
    "e1": [4, 5, 3],
    "e2": [2, 1, None],
    "e3_1": [1, 1, 0],
    "e3_2": [1, 0, 0],
    "e3_3": [0, 0, 1],
    "e4": ["farms", "99", ""],
}


def proposed(tmp_path, cells, survey="baseline", before=None, given=None, sets=b"", **about):
    """Proposal for an SPSS file with these columns; `about` are wordings and labels."""
    path = write_sav(tmp_path / "f.sav", rows(cells), sets, **about)
    return of_file(path, survey, before, given)


def of_file(path, survey="baseline", before=None, given=None):
    how = instructions_of(given or {}, survey, "", [])
    context = Context(QUESTIONNAIRE, QUESTIONNAIRE.items, "2002-03", "2001-02", before or {})
    return propose(context, survey, path, deliver(path, path.name, how), given or {})


def rows(cells: dict) -> list[list]:
    return [list(cells), *map(list, zip(*cells.values(), strict=True))]


def renamed(cells: dict, **names: str) -> dict:
    return {names.get(name, name): column for name, column in cells.items()}


def numbers(labels: dict[str, str]) -> dict[float, str]:
    return {float(code): label for code, label in labels.items()}


def only(made) -> dict:
    (entry,) = made.undecided
    return entry


# --- names and wordings ------------------------------------------------------------------


def test_names_of_the_questionnaire_need_no_word(tmp_path):
    made = proposed(tmp_path, PLAIN)
    assert (made.entry, made.undecided) == ({}, [])
    assert (made.respondents, made.ids) == (3, frozenset({"B1", "B2", "B3"}))
    assert [(row.kind, row.item) for row in made.findings] == [
        ("matches", item) for item in ("year_group", "phase", "interest", "misconceptions")
    ]


@pytest.mark.parametrize("said", [INTEREST, INTEREST.upper(), INTEREST.replace(" ", "  ")])
def test_a_wording_is_enough_whatever_the_name(tmp_path, said):
    cells = renamed(PLAIN, b1="Q8_1")
    made = proposed(tmp_path, cells, column_labels={"Q8_1": said})
    assert (made.entry, made.undecided) == ({"columns": {"interest": "Q8_1"}}, [])


def test_a_column_may_be_called_by_the_wording_itself(tmp_path):
    header = [INTEREST if name == "b1" else name for name in PLAIN]
    path = write_xlsx(tmp_path / "f.xlsx", [header, *rows(PLAIN)[1:]])
    made = of_file(path)
    assert (made.entry, made.undecided) == ({"columns": {"interest": INTEREST}}, [])


def test_capitals_of_a_name_do_not_matter_to_the_match(tmp_path):
    made = proposed(tmp_path, renamed(PLAIN, b1="B1", phase="Phase"))
    assert made.entry == {"columns": {"phase": "Phase", "interest": "B1"}}
    assert made.undecided == []


def test_a_wording_that_is_only_near_is_never_decided(tmp_path):
    said = "My pupils are keen on other cultures"
    made = proposed(tmp_path, renamed(PLAIN, b1="Q8_1"), column_labels={"Q8_1": said})
    entry = only(made)
    assert (entry["item"], entry["candidates"]) == ("interest", ["Q8_1"])
    assert said in entry["found"] and INTEREST in entry["found"]
    assert "interest" not in made.entry.get("columns", {})


def test_the_name_of_an_item_under_another_wording_is_not_enough(tmp_path):
    made = proposed(tmp_path, PLAIN, column_labels={"b1": "What is your favourite colour?"})
    entry = only(made)
    assert (entry["item"], entry["candidates"]) == ("interest", ["b1"])
    assert ("changed", "interest") in [(row.kind, row.item) for row in made.findings]


def test_name_and_wording_of_different_items_decide_nothing(tmp_path):
    made = proposed(tmp_path, PLAIN, column_labels={"b1": MISCONCEPTIONS, "b2": INTEREST})
    assert made.entry == {}
    assert {entry["item"] for entry in made.undecided} == {"interest", "misconceptions"}


def test_two_columns_that_match_one_item_are_both_named(tmp_path):
    cells = PLAIN | {"b1_again": [1, 1, 1]}
    made = proposed(tmp_path, cells, column_labels={"b1": INTEREST, "b1_again": INTEREST})
    assert only(made) == {
        "survey": "baseline",
        "item": "interest",
        "column": ["b1", "b1_again"],
        "found": "2 columns match interest: b1, b1_again",
        "write": "write the right one under columns of interest and the others under ignore",
    }


def test_a_person_decides_between_two_columns(tmp_path):
    cells = PLAIN | {"b1_again": [1, 1, 1]}
    given = {"columns": {"interest": "b1_again"}, "ignore": ["b1"]}
    labels = {"b1": INTEREST, "b1_again": INTEREST}
    made = proposed(tmp_path, cells, given=given, column_labels=labels)
    assert (made.entry, made.undecided) == (given, [])


def test_a_column_of_no_item_and_an_item_of_no_column(tmp_path):
    cells = renamed(PLAIN, b1="hours")
    new, gone = sorted(proposed(tmp_path, cells).undecided, key=lambda e: "item" in e)
    assert (new["column"], gone["item"], gone["column"]) == ("hours", "interest", "b1")
    assert "asked_from: 2002-03" in new["write"] and "asked_until: 2001-02" in gone["write"]


def test_an_item_of_another_survey_is_recognised(tmp_path):
    cells = PLAIN | {"extra": [1, 2, 1]}
    said = QUESTIONNAIRE.items["fsm"].wording
    entry = only(proposed(tmp_path, cells, column_labels={"extra": said}))
    assert entry["candidates"] == ["fsm"]
    assert entry["write"].startswith("write baseline: extra under columns of the item in data/")


def test_identifiers_are_candidates_until_somebody_says_so(tmp_path):
    cells = renamed(PLAIN, respondent="RESPID")
    made = proposed(tmp_path, cells)
    assert only(made)["candidates"] == ["RESPID"]
    assert made.ids == frozenset({"B1", "B2", "B3"})
    before = {"columns": {"respondent": "RESPID"}}
    made = proposed(tmp_path, cells, before=before)
    assert (made.entry, made.undecided) == (before, [])


def test_without_identifiers_nothing_is_a_candidate(tmp_path):
    cells = {name: column for name, column in PLAIN.items() if name != "respondent"}
    entry = only(proposed(tmp_path, cells))
    assert entry["item"] == "respondent" and "candidates" not in entry


def test_what_the_last_wave_ignored_and_called_is_taken_over(tmp_path):
    before = {"columns": {"interest": "Q8"}, "ignore": ["DURATION", "gone"]}
    made = proposed(tmp_path, renamed(PLAIN, b1="Q8") | {"DURATION": [5, 6, 7]}, before=before)
    assert made.entry == {"columns": {"interest": "Q8"}, "ignore": ["DURATION"]}
    assert made.undecided == []
    assert "ignored, as in 2001-02" in [row.text for row in made.findings]


# --- several answers -----------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{q} {a}", "{q} - {a}", "{a}", "{q}: {a}", "{q} [{a}]"])
def test_columns_of_several_answers_by_their_wordings(tmp_path, form):
    question = QUESTIONNAIRE.items["resources"].wording
    answers = {"R_1": "Games", "R_2": "Books", "R_3": "None of these"}
    labels = {name: form.format(q=question, a=answer) for name, answer in answers.items()}
    cells = renamed(END, e3_1="R_1", e3_2="R_2", e3_3="R_3")
    made = proposed(tmp_path, cells, "end_of_linking", column_labels=labels)
    places = {"games": "R_1", "books": "R_2", "none_of_these": "R_3"}
    assert (made.entry, made.undecided) == ({"columns": {"resources": places}}, [])


def test_a_column_of_several_that_is_missing_is_told(tmp_path):
    cells = {name: column for name, column in END.items() if name != "e3_2"}
    entry = only(proposed(tmp_path, cells, "end_of_linking"))
    assert (entry["item"], entry["column"]) == ("resources", "e3_2")


def test_a_cell_that_lists_several_answers(tmp_path):
    cells = {name: column for name, column in END.items() if not name.startswith("e3_")}
    cells["Q5"] = ["Books; Games", "Books", "None of these"]
    labels = {"Q5": QUESTIONNAIRE.items["resources"].wording}
    made = proposed(tmp_path, cells, "end_of_linking", column_labels=labels)
    assert (made.entry, made.undecided) == ({"columns": {"resources": "Q5"}}, [])


def test_a_set_of_several_answers(tmp_path):
    question = QUESTIONNAIRE.items["resources"].wording
    cells = renamed(END, e3_1="R_1", e3_2="R_2", e3_3="R_3")
    sets = f"$Q5=D1 1 {len(question)} {question} r_1 r_2 r_3\n".encode()
    labels = {"R_1": "Books", "R_2": "Games", "R_3": "None of these"}
    made = proposed(tmp_path, cells, "end_of_linking", sets=sets, column_labels=labels)
    (place,) = made.entry["columns"].values()
    assert place.strip("$") == "Q5" and made.undecided == []


# --- codes and labels -------------------------------------------------------------------------


def test_labels_that_agree_and_other_codes_of_special_answers(tmp_path):
    labels = {"5": "5 - Very much", "4": "4", "3": "3", "-9": "No answer", "-8": "Don't know"}
    cells = PLAIN | {"b1": [-9, 3, -8]}
    made = proposed(tmp_path, cells, variable_value_labels={"b1": numbers(labels)})
    assert (made.entry, made.undecided) == ({}, [])
    assert [row.text for row in made.findings if row.kind == "changed"] == [
        "codes, by their labels: -8 is dont_know, -9 is no_answer"
    ]


def test_codes_that_run_the_other_way_round_are_for_a_person(tmp_path):
    turned = {"1": "5 Very much", "2": "4", "3": "3", "4": "2", "5": "1 Not at all"}
    about = {"variable_value_labels": {name: numbers(turned) for name in ("b1", "b2")}}
    cells = PLAIN | {"b1": [1, 3, 5]}
    made = proposed(tmp_path, cells, **about)
    entry = only(made)
    assert entry["column"] == ["b1", "b2"] and "read_by: labels" in entry["write"]
    assert "interest (1 is '5 Very much', 5 is '1 Not at all')" in entry["found"]
    for decided in ("labels", "codes"):
        given = {"read_by": decided}
        assert proposed(tmp_path, cells, given=given, **about).undecided == []


def test_other_answers_are_another_scale(tmp_path):
    often = {"5": "Very often", "4": "Often", "3": "Sometimes", "2": "Rarely", "1": "Never"}
    entry = only(proposed(tmp_path, PLAIN, variable_value_labels={"b2": numbers(often)}))
    assert (entry["item"], entry["column"]) == ("misconceptions", "b2")
    assert entry["found"] == (
        "the file has other answers than the scale extent: Never, Often, Very often; not "
        "5 Very much, 4, 3, 2, 1 Not at all"
    )
    assert "a revision (what: scale)" in entry["write"]


def test_a_label_that_matches_no_code_names_all_values_that_must_be_said(tmp_path):
    labels = {"1": "Very much", "5": "Not at all"}
    cells = PLAIN | {"b1": [1, 2, 5]}
    entry = only(proposed(tmp_path, cells, variable_value_labels={"b1": numbers(labels)}))
    assert entry["found"] == "1 (Very much), 5 (Not at all) match no code of the questionnaire"
    assert entry["candidates"] == ["Very much: 5", "Not at all: 1"]
    assert "what each of 1, 2, 5 means" in entry["write"]


def test_a_new_answer_among_known_ones(tmp_path):
    labels = {3: "Year 3", 4: "Year 4", 5: "Year 5", 7: "Year 7"}
    cells = PLAIN | {"year": [3, 4, 5]}
    entry = only(proposed(tmp_path, cells, variable_value_labels={"year": labels}))
    assert entry["found"] == "5 (Year 5) matches no code of the questionnaire"
    assert "candidates" not in entry and "the scale year_group" in entry["write"]


def test_a_code_that_many_columns_share_is_asked_once(tmp_path):
    cells = END | {name: [-9, *END[name][1:]] for name in ("fsm", "e1", "e2")}
    entry = only(proposed(tmp_path, cells, "end_of_linking"))
    assert entry["column"] == ["fsm", "e1", "e2"]
    assert entry["found"] == "-9 stands in 3 columns and is no code of the questionnaire"
    before = {"special": {-9: "no_answer", -8: "dont_know"}}
    made = proposed(tmp_path, cells, "end_of_linking", before=before)
    assert made.undecided == [] and made.entry == {"special": {-9: "no_answer"}}


def test_points_of_a_scale_are_never_in_common(tmp_path):
    often = {5.0: "Always", 4.0: "Often", 3.0: "Now and then", 2.0: "Seldom", 1.0: "Never"}
    cells = END | {"fsm": [1, 2, 4], "e2": [2, 1, None]}
    labels = dict.fromkeys(("fsm", "e1", "e2"), often)
    made = proposed(tmp_path, cells, "end_of_linking", variable_value_labels=labels)
    assert [entry["item"] for entry in made.undecided] == ["fsm", "interest", "misconceptions"]
    assert all("has other answers than the scale" in entry["found"] for entry in made.undecided)


def test_what_the_last_wave_said_of_values_holds_where_no_label_says_otherwise(tmp_path):
    before = {"codes": {"interest": {7: "5", 8: "4"}}}
    cells = PLAIN | {"b1": [7, 3, 2]}
    made = proposed(tmp_path, cells, before=before)
    assert (made.entry, made.undecided) == ({"codes": {"interest": {7: "5"}}}, [])
    labels = {"b1": {7.0: "Refused", 3.0: "3"}}
    made = proposed(tmp_path, cells, before=before, variable_value_labels=labels)
    assert made.entry == {} and only(made)["found"].startswith("7 (Refused) matches no code")


# --- who was asked, and other cells -----------------------------------------------------------


def test_answers_of_those_who_were_not_asked_before(tmp_path):
    made = proposed(tmp_path, END | {"e2": [2, 1, 3]}, "end_of_linking")
    entry = only(made)
    assert (entry["item"], entry["column"]) == ("misconceptions", "e2")
    assert entry["found"].endswith("does not ask it (1 cell, in row 3)")
    assert ("changed", "misconceptions") in [(row.kind, row.item) for row in made.findings]


def test_empty_cells_of_those_who_were_asked(tmp_path):
    entry = only(proposed(tmp_path, END | {"e4": ["", "", ""]}, "end_of_linking"))
    assert entry["found"].endswith("asks it (2 cells, in row 1, 2)")
    assert entry["write"].startswith('write example: {"": no_answer} under codes')


def test_routing_is_not_judged_where_the_routing_item_is_in_doubt(tmp_path):
    labels = {"phase": {1.0: "Infants", 2.0: "Seniors"}}
    made = proposed(tmp_path, END, "end_of_linking", variable_value_labels=labels)
    assert [entry["item"] for entry in made.undecided] == ["phase"]
    cells = {name: column for name, column in END.items() if name != "phase"}
    made = proposed(tmp_path, cells, "end_of_linking")
    assert [entry["item"] for entry in made.undecided] == ["phase"]


def test_numbers_that_are_none_are_told_by_row(tmp_path):
    entry = only(proposed(tmp_path, END | {"years": [2, 70, 1]}, "end_of_linking"))
    assert (entry["item"], entry["found"]) == (
        "years_teaching",
        "out of range: '70' (1 cell, in row 2)",
    )


def test_what_is_given_must_be_possible(tmp_path):
    with pytest.raises(InputError, match="which is no item that it asks"):
        proposed(tmp_path, PLAIN, given={"columns": {"nothing": "b1"}})
    with pytest.raises(InputError, match="means '77'"):
        proposed(tmp_path, PLAIN, given={"codes": {"interest": {7: 77}}})
