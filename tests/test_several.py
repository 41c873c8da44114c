"""Several answers in one place are taken apart without losing or inventing one."""

import pytest

from helpers.reading.delivered import AnswerSet, Column, Delivered
from helpers.reading.instructions import Instructions
from helpers.reading.placing import place
from helpers.reading.several import take_apart

NAMES = ["Q [books]", "Q [games]", "Q [none_of_these]"]


def apart(questionnaire, columns, sets=(), name="Q", **how):
    placing = place(
        questionnaire,
        "end_of_linking",
        Instructions(columns={"resources": name}, **how),
        "wave.yml",
        problems := [],
    )
    assert problems == []
    rows = tuple(range(2, 2 + len(columns[0].cells)))
    delivered = Delivered("a.sav", "sav", tuple(columns), rows, sets=tuple(sets))
    return take_apart(delivered, placing, questionnaire.special)


def by_row(delivered, names=NAMES):
    return list(zip(*(delivered.column(name).cells for name in names), strict=True))


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Books", ("1", "0", "0")),
        ("books; GAMES", ("1", "1", "0")),
        ("Games,Books", ("1", "1", "0")),
        ("Books|Games", ("1", "1", "0")),
        ("Books\nGames", ("1", "1", "0")),
        ("None of these", ("0", "0", "1")),
        ("none_of_these", ("0", "0", "1")),
        ("99", ("99", "99", "99")),
        ("No answer", ("99", "99", "99")),
        ("", ("", "", "")),
    ],
)
def test_a_cell_lists_its_answers(questionnaire, cell, codes):
    delivered, problems = apart(questionnaire, [Column("Q", (cell,))])
    assert problems == [] and by_row(delivered) == [codes]
    assert delivered.names == NAMES


def test_a_part_that_is_no_answer_is_told_with_its_row(questionnaire):
    columns = [Column("id", ("1", "2")), Column("Q", ("Books", "Books; Maps"))]
    delivered, problems = apart(questionnaire, columns)
    assert [(p.row, p.column, p.found) for p in problems] == [(3, "Q", "unknown answer: 'Maps'")]
    assert by_row(delivered) == [("1", "0", "0"), (None, None, None)]
    assert delivered.names == ["id", *NAMES]


def test_an_answer_beside_no_answer_is_told(questionnaire):
    delivered, problems = apart(questionnaire, [Column("Q", ("Books; No answer", "99;98"))])
    assert [(p.row, p.found) for p in problems] == [
        (2, "has an answer and 99 at once"),
        (3, "unknown answer: '98'"),
    ]
    assert by_row(delivered) == [(None, None, None)] * 2


def test_an_answer_may_hold_a_comma_itself(questionnaire):
    codes = {"resources": {"Maps, plans": "games"}}
    delivered, problems = apart(questionnaire, [Column("Q", ("Maps, plans, Books",))], codes=codes)
    assert problems == [] and by_row(delivered) == [("1", "1", "0")]


def test_a_set_of_columns_that_name_answers(questionnaire):
    labels = {"1": "Books", "2": "Games", "3": "None of these"}
    columns = [
        Column("q_1", ("1", "2", "3", "", "99"), labels=labels),
        Column("q_2", ("2", "", "", "", ""), labels=labels),
    ]
    sets = [AnswerSet("Q", ("q_1", "q_2"))]
    delivered, problems = apart(questionnaire, columns, sets, name="$q")
    assert problems == []
    assert by_row(delivered, [name.replace("Q", "$q") for name in NAMES]) == [
        ("1", "1", "0"),
        ("0", "1", "0"),
        ("0", "0", "1"),
        ("", "", ""),
        ("99", "99", "99"),
    ]


def test_codes_of_a_set_may_be_explained(questionnaire):
    columns = [Column("q_1", ("1", "5"), labels={"1": "Novels"})]
    codes = {"resources": {1: "books", 5: "games"}}
    delivered, problems = apart(questionnaire, columns, [AnswerSet("Q", ("q_1",))], codes=codes)
    assert problems == [] and by_row(delivered) == [("1", "0", "0"), ("0", "1", "0")]


def test_a_set_of_yes_and_no_goes_by_the_wordings(questionnaire):
    columns = [
        Column("q_1", ("2", "1"), "Games"),
        Column("q_2", ("1", "1"), "Books"),
        Column("q_3", ("1", "2"), "None of these"),
    ]
    sets = [AnswerSet("Q", ("q_1", "q_2", "q_3"), counted="2")]
    delivered, problems = apart(questionnaire, columns, sets)
    assert problems == [] and by_row(delivered) == [("1", "2", "1"), ("1", "1", "2")]
    assert [delivered.counted(name) for name in NAMES] == ["2", "2", "2"]


def test_a_wording_that_is_no_response_is_told(questionnaire):
    columns = [Column("q_1", ("1",), "Books"), Column("q_2", ("1",), "Maps")]
    sets = [AnswerSet("Q", ("q_1", "q_2"), counted="1")]
    _, problems = apart(questionnaire, columns, sets)
    assert [(p.column, p.found) for p in problems] == [
        ("q_2", "its wording 'Maps' is no response of resources")
    ]


def test_a_place_that_is_not_in_the_file_is_left_to_the_check_of_columns(questionnaire):
    delivered, problems = apart(questionnaire, [Column("Z", ("1",))])
    assert problems == [] and delivered.names == ["Z"]
