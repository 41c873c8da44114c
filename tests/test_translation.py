"""Translation: codes, labels and numbers, and every case in which they are refused."""

import pytest

from helpers.reading.delivered import Column, Missing
from helpers.reading.instructions import Instructions
from helpers.reading.translation import Translation


@pytest.fixture
def translate(questionnaire):
    """A function: codes of a column's cells as an item's answers, and what is refused."""

    def run(item, cells, response=None, counted=None, declared=None, separator="", **given):
        how = {key: given.pop(key) for key in ("read_by", "decimal") if key in given}
        explained = {item: declared} if declared else {}
        translation = Translation(
            Instructions(**how), questionnaire.special, "a.sav", explained, separator
        )
        column = Column("q", tuple(cells), **given)
        rows = tuple(range(1, len(cells) + 1))
        codes = translation.cells(column, rows, questionnaire.item(item), response, counted)
        return codes, [(p.row, p.found) for p in translation.problems]

    return run


LABELS = {"1": "Primary", "2": "Secondary", "99": "No answer", "-9": "No answer", "4": "Nursery"}


def test_codes_labels_and_keys_are_codes(translate):
    cells = ["1", "PRIMARY", "secondary ", "2 - Secondary", "99", "no answer", "", None]
    assert translate("phase", cells) == (["1", "1", "2", "2", "99", "99", "", None], [])


def test_what_is_no_answer_stays_for_the_list_of_unknown_codes(translate):
    cells = ["7", "Prim", "1 Secondary", "1.0", "-1", "98"]
    assert translate("phase", cells) == (cells, [])


def test_labels_of_the_file_that_agree_change_nothing(translate):
    assert translate("phase", ["1", "2", "99"], labels=LABELS) == (["1", "2", "99"], [])


def test_an_unknown_code_is_read_by_its_label(translate):
    assert translate("phase", ["-9"], labels=LABELS) == (["99"], [])


def test_a_label_that_is_unknown_is_refused_once_with_its_count(translate):
    codes, refused = translate("phase", ["1", "4", "4", "4"], labels=LABELS)
    assert codes == ["1", None, None, None]
    ((row, found),) = refused
    assert row == 2
    assert found.startswith("unknown code: '4' with the label 'Nursery'; codes are 1 primary, 2 s")
    assert found.endswith(" (and in 2 more rows)")


def test_a_label_that_contradicts_its_code_is_refused(translate):
    labels = {"1": "Secondary", "2": "Primary"}
    codes, refused = translate("phase", ["1", "2"], labels=labels)
    assert codes == [None, None] and [row for row, _ in refused] == [1, 2]
    assert translate("phase", ["1", "2"], labels=labels, read_by="labels") == (["2", "1"], [])
    assert translate("phase", ["1", "2"], labels=labels, read_by="codes") == (["1", "2"], [])


def test_read_by_labels_a_value_needs_one(translate):
    codes, refused = translate("phase", ["1", "2"], labels={"1": "Primary"}, read_by="labels")
    assert codes == ["1", None]
    assert refused[0][1].startswith("unknown code: '2' without a label")


def test_what_wave_yml_explains_comes_first(translate):
    assert translate("phase", ["1", "2", "x"], declared={"1": "2", "2": "1", "x": ""}) == (
        ["2", "1", ""],
        [],
    )
    found = translate("phase", ["4"], labels=LABELS, declared={"nursery": "1"})
    assert found == (["1"], [])


def test_missing_codes_of_the_file_are_read_where_they_are_special(translate):
    missing = Missing(ranges=((97.0, 99.0),))
    assert translate("fsm", ["97", "99", "1"], missing=missing) == (["97", "99", "1"], [])


def test_an_answer_that_the_file_marks_as_missing_is_refused(translate):
    codes, refused = translate("fsm", ["1"], missing=Missing(frozenset({"1"})))
    assert codes == [None]
    assert refused == [(1, "the file marks 1 as missing, and it is higher")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("1", "1"), ("0", "0"), ("TRUE", "1"), ("False", "0"), ("yes", "1"), ("Books", "1"),
     ("99", "99"), ("Games", "Games"), ("2", "2")],
)  # fmt: skip
def test_a_response_is_chosen_or_not(translate, cell, code):
    assert translate("resources", [cell], response="books") == ([code], [])


def test_the_value_that_a_set_counts_is_yes(translate):
    labels = {"1": "No", "2": "Yes"}
    found = translate("resources", ["1", "2"], "books", counted="2", labels=labels)
    assert found == (["0", "1"], [])
    codes, refused = translate("resources", ["1", "2"], "books", counted="2")
    assert codes == [None, "1"]
    assert refused == [(1, "the file's set of answers counts 2, and not 1")]


# --- numbers and texts ---------------------------------------------------------------------


def test_numbers_stay_as_they_stand(translate):
    cells = ["7", "2.5", "98", "1e1", "many", "-1"]
    assert translate("years_teaching", cells) == (cells, [])


def test_special_answers_of_a_number_may_be_words(translate):
    cells = ["Prefer not to say", "98 - prefer not to say", "No answer"]
    assert translate("years_teaching", cells) == (["98", "98", "99"], [])


def test_a_number_with_a_label_is_refused(translate):
    labels = {"1": "Up to 4", "3": "3", "98": "Prefer not to say", "99": "Not applicable"}
    codes, refused = translate("years_teaching", ["1", "3", "98", "99"], labels=labels)
    assert codes == [None, "3", "98", None]
    assert refused == [
        (1, "the number 1 has the label 'Up to 4'"),
        (4, "the number 99 has the label 'Not applicable'"),
    ]
    found = translate("years_teaching", ["1"], labels=labels, read_by="codes")
    assert found == (["1"], [])


def test_special_codes_with_turned_labels_are_refused(translate):
    codes, refused = translate("years_teaching", ["98"], labels={"98": "No answer"})
    assert codes == [None] and refused == [(1, "the file's label of 98 is 'No answer'")]


def test_a_number_that_the_file_marks_as_missing_is_refused(translate):
    missing = Missing(ranges=((90.0, 99.0),))
    codes, refused = translate("years_teaching", ["45", "95", "99"], missing=missing)
    assert codes == ["45", None, "99"] and refused == [(2, "the file marks 95 as missing")]


def test_decimals_are_read_as_wave_yml_says(translate):
    found = translate("years_teaching", ["2,5", "1.000", "7", "x"], decimal=",")
    assert found == (["2.5", "1000", "7", "x"], [])
    assert translate("fsm", ["1,0", "2", "97,00"], decimal=",") == (["1", "2", "97"], [])


def test_numbers_that_are_no_texts_have_no_thousands(translate):
    found = translate("years_teaching", ["1.125", "1.250"], decimal=",", numbers={"1.125"})
    assert found == (["1.125", "1250"], [])


@pytest.mark.parametrize(("cell", "separator"), [("1,5", ","), ("1.500", ";"), ("1,500", "")])
def test_a_number_that_can_be_two_is_refused(translate, cell, separator):
    codes, refused = translate("years_teaching", [cell], separator=separator)
    assert codes == [None]
    assert refused == [(1, f"it is not sure which number this is: {cell!r}")]


def test_a_text_is_left_alone(translate):
    cells = ["No answer", "99", "1,5", "Don't know"]
    assert translate("example", cells) == (cells, [])


def test_a_text_with_value_labels_needs_a_word(translate):
    codes, refused = translate("example", ["1"], labels={"1": "Farms"})
    assert codes == [None] and refused == [(1, "the value 1 of a text has the label 'Farms'")]
    assert translate("example", ["1"], labels={"1": "Farms"}, read_by="labels") == (["Farms"], [])
    assert translate("example", ["1"], labels={"1": "Farms"}, read_by="codes") == (["1"], [])
