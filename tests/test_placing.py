"""Placing: the questionnaire's columns, unless wave.yml names others."""

import pytest

from helpers.reading.instructions import Instructions
from helpers.reading.placing import place, together_name


def placed(questionnaire, survey="end_of_linking", **how):
    problems = []
    placing = place(questionnaire, survey, Instructions(**how), "wave.yml", problems)
    columns = {}
    for item in placing.items:
        columns |= item.file_columns(survey)
    return placing, columns, [problem.found for problem in problems]


def test_without_instructions_all_is_as_the_questionnaire_says(questionnaire):
    placing, columns, problems = placed(questionnaire)
    assert problems == []
    assert placing.items == questionnaire.of_survey("end_of_linking")
    assert placing.respondent == "respondent"
    assert set(map(str, placing.declared.values())) == {"{}"}


def test_a_column_that_is_named_takes_the_place_of_the_questionnaires(questionnaire):
    given = {"respondent": "Id", "interest": "Q1", "resources": {"games": "Q2b"}}
    placing, columns, problems = placed(questionnaire, columns=given)
    assert problems == [] and placing.respondent == "Id"
    assert columns["interest"] == "Q1"
    assert columns["resources.games"] == "Q2b" and columns["resources.books"] == "e3_1"
    assert questionnaire.item("interest").columns["end_of_linking"] == "e1"


def test_answers_that_stand_together_have_a_column_each_that_is_made(questionnaire):
    placing, columns, problems = placed(questionnaire, columns={"resources": "Q2"})
    assert problems == [] and list(placing.together) == ["Q2"]
    assert columns["resources.books"] == together_name("Q2", "books") == "Q2 [books]"


def test_codes_are_explained_by_code_key_or_number(questionnaire):
    codes = {
        "phase": {"Infants": "primary", 7: 2, "-1": "no_answer", "-2": "not_asked"},
        "years_teaching": {"new": 0, "none of your business": "prefer_not_to_say"},
        "resources": {"": 0, "x": "yes"},
    }
    placing, _, problems = placed(questionnaire, codes=codes)
    assert problems == []
    assert placing.declared["phase"] == {"infants": "1", "7": "2", "-1": "99", "-2": ""}
    assert placing.declared["years_teaching"] == {"new": "0", "none of your business": "98"}
    assert placing.declared["resources"] == {"": "0", "x": "1"}
    assert placing.blank(questionnaire.item("resources")) == "0"
    assert placing.blank(questionnaire.item("phase")) is None


def test_special_values_hold_for_the_items_that_offer_them(questionnaire):
    special = {-7: "dont_know", -9: 99, "-": "not_asked"}
    placing, _, problems = placed(questionnaire, special=special)
    assert problems == []
    assert placing.declared["interest"] == {"-7": "97", "-9": "99", "-": ""}
    assert placing.declared["years_teaching"] == {"-9": "99", "-": ""}


def test_the_code_of_an_item_comes_before_that_of_all(questionnaire):
    placing, _, _ = placed(questionnaire, special={9: "no_answer"}, codes={"phase": {9: "primary"}})
    assert placing.declared["phase"]["9"] == "1" and placing.declared["fsm"]["9"] == "99"


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ({"columns": {"nothing": "Q1"}}, "has under columns 'nothing', which is no item that it"),
        ({"codes": {"nothing": {1: 1}}}, "has under codes 'nothing', which is no item that it as"),
        ({"columns": {"respondent": ["a"]}}, "has as column of respondent ['a']"),
        ({"columns": {"interest": 5}}, "has under columns for interest 5"),
        ({"columns": {"interest": {"5": "a"}}}, "has under columns for interest {'5': 'a'}"),
        (
            {"columns": {"resources": {"maps": "a"}}},
            "has under columns for resources {'maps': 'a'}",
        ),
        ({"columns": {"interest": "e2"}}, "has the column e2 for 2 items"),
        ({"columns": {"interest": "respondent"}}, "has the column respondent for 2 items"),
        ({"codes": {"phase": {"x": 3}}}, "has under codes of phase that 'x' means '3'"),
        (
            {"codes": {"years_teaching": {"x": 51}}},
            "has under codes of years_teaching that 'x' mea",
        ),
        ({"codes": {"example": {"x": "y"}}}, "has under codes of example that 'x' means 'y'"),
        ({"special": {"x": "missing"}}, "has under special 'missing'"),
    ],
)
def test_what_fits_no_item_is_told(questionnaire, how, found):
    _, _, problems = placed(questionnaire, **how)
    assert len(problems) == 1 and problems[0].startswith(f"survey end_of_linking {found}")
