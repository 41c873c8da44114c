"""Spellings: how an answer may be written, and what is never taken for one."""

from dataclasses import replace

import pytest

from helpers.reading.spellings import fold, meanings_of


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Very  Useful ", "very useful"),
        ("Don’t know", "don't know"),
        ("Don't\u00a0know", "don't know"),
        ("5 - Very much", "5 very much"),
        ("5 – Very much", "5 very much"),
        ("5. Very much", "5 very much"),
        ("5: very much", "5 very much"),
        ("5=very much", "5 very much"),
        ("(5) Very much", "5 very much"),
        ("[5] Very much", "5 very much"),
        ("5", "5"),
        ("5.5", "5.5"),
        ("-9", "-9"),
        ("1-3", "1-3"),
        ("10 - 12", "10 - 12"),
        ("Year 3", "year 3"),
        ("ＡＢ", "ab"),
        ("", ""),
    ],
)
def test_a_text_is_folded(written, folded):
    assert fold(written) == folded
    assert fold(fold(written)) == folded


def test_what_an_item_may_hold(questionnaire):
    meanings = meanings_of(questionnaire.item("phase"), None, questionnaire.special)
    assert meanings.codes == {"1": "primary", "2": "secondary", "99": "no_answer"}
    assert meanings.spelled == {
        "primary": "1",
        "1 primary": "1",
        "secondary": "2",
        "2 secondary": "2",
        "no answer": "99",
        "no_answer": "99",
        "99 no answer": "99",
    }
    assert meanings.allowed() == "1 primary, 2 secondary, 99 no_answer"


def test_a_multiple_response_is_yes_or_no_or_its_own_label(questionnaire):
    item = questionnaire.item("resources")
    meanings = meanings_of(item, "books", questionnaire.special)
    said = {word: meanings.spelled.get(fold(word)) for word in
            ("Yes", "no", "TRUE", "False", "Books", "games", "No answer")}  # fmt: skip
    assert said == {"Yes": "1", "no": "0", "TRUE": "1", "False": "0", "Books": "1",
                    "games": None, "No answer": "99"}  # fmt: skip


def test_a_text_is_never_taken_for_a_special_answer(questionnaire):
    meanings = meanings_of(questionnaire.item("example"), None, questionnaire.special)
    assert meanings.codes == {"99": "no_answer"} and meanings.spelled == {}


def test_a_spelling_of_two_codes_is_none(questionnaire):
    item = questionnaire.item("phase")
    responses = {key: replace(r, label="School") for key, r in item.scale.responses.items()}
    item = replace(item, scale=replace(item.scale, responses=responses))
    meanings = meanings_of(item, None, questionnaire.special)
    assert "school" not in meanings.spelled
    assert meanings.spelled["1 school"] == "1"


def test_the_shipped_questionnaire_has_no_label_twice_in_a_scale():
    from pathlib import Path

    from helpers.project import find_root
    from helpers.questionnaire import load_questionnaire

    loaded = load_questionnaire(find_root(Path(__file__).parent))
    for item in loaded.items.values():
        if item.kind in ("ordinal", "category"):
            meanings = meanings_of(item, None, loaded.special)
            for response in item.scale.responses.values():
                assert meanings.spelled[fold(response.label)] == str(response.code)
