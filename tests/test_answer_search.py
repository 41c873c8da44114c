"""Answers of single respondents found in a text."""

import random

import pytest

from helpers.checking.answer_grids import Answers, Grid
from helpers.checking.answer_search import Index, words_of

SPOKEN = "They were sure that the others would eat nothing that they know"
NAMES = tuple(f"q{n}_item" for n in range(12))


@pytest.fixture(scope="module")
def grid():
    chance = random.Random(3)
    rows = [tuple(str(chance.randint(1, 5)) for _ in NAMES) for _ in range(200)]
    return Grid("a survey's file", NAMES, tuple(rows))


@pytest.fixture(scope="module")
def index(grid):
    identifiers = frozenset({"R017", "R018", "5f3c-99aa-01bb"})
    return Index(Answers([grid], identifiers, frozenset({SPOKEN}), frozenset({200})))


@pytest.mark.parametrize("between", [",", " | ", "\n", '", "', ".0  "])
def test_a_row_is_found_whatever_stands_between(index, grid, between):
    (said,) = index.found(f"Text 1 {between.join(grid.rows[5])}{between} end")
    assert "of a respondent's answers in a survey's file" in said


def test_a_part_of_a_row_is_found_when_it_is_rare_enough(index, grid):
    assert index.found(" ".join(grid.rows[7][1:12])) != []
    assert index.found(" ".join(grid.rows[7][1:7])) == []


def test_answers_down_the_rows_are_found(index, grid):
    column = [row[3] for row in grid.rows[40:60]]
    (said,) = index.found(f"y = [{', '.join(column)}]")
    assert said == "20 of respondents' answers in a survey's file, one after another"


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3 4 5 " * 10,
        "3 3 3 3 3 3 3 3 3 3 3 3",
        "64% 36% 75% 25% 83% 17% 50% 50%",
        "5 4 3 2 1 5 4 3 2 1 5 4",
        "",
    ],
)
def test_numbers_of_tables_and_scales_are_no_rows(index, text):
    assert index.found(text) == []


def test_three_named_columns_are_enough(index, grid):
    header, row = "\t".join(NAMES[2:5]), "\t".join(grid.rows[0][2:5])
    assert index.found(f"{header}\n0\t{row}") == ["a table with 3 columns of a survey's file"]
    assert index.found(f"{header}\n64% 75% 83%") == []
    assert index.found(f"The columns {', '.join(NAMES[2:5])} are named so.") == []


def test_a_record_of_three_answers_is_found(index, grid):
    pairs = zip(NAMES[4:7], grid.rows[9][4:7], strict=True)
    text = ", ".join(f'"{name}": {answer}' for name, answer in pairs)
    assert index.found(f"{{{text}}}") == ["a record with answers of a survey's file"]
    assert index.found(text.replace(": ", ": 64")) == []


@pytest.mark.parametrize("text", ["id R017.", '"R017"', "R018,R017", "x 5f3c-99aa-01bb"])
def test_identifiers_are_found(index, text):
    assert "identifier" in index.found(text)[0]


@pytest.mark.parametrize("text", ["r017", "#R017", "R0171", "XR017", "5f3c 99aa 01bb"])
def test_other_words_are_no_identifiers(index, text):
    assert index.found(text) == []


def test_an_index_of_words_has_them_in_small_letters(index):
    assert index.found('"r017": [3]', any_case=True) == ["1 identifier of a respondent"]


@pytest.mark.parametrize(
    "text",
    [
        f"One said: {SPOKEN}!",
        SPOKEN.upper(),
        " ".join(SPOKEN.split()[2:10]),
        SPOKEN.replace(" ", "\n  "),
    ],
)
def test_open_answers_are_found_by_eight_words(index, text):
    assert index.found(text) == ["an open answer of a survey"]


def test_some_words_of_an_open_answer_are_no_answer(index):
    assert index.found("They were sure that it was good") == []


def test_an_open_answer_that_is_quoted_with_consent_may_stand(grid):
    known = Answers([grid], frozenset(), frozenset({SPOKEN}), frozenset())
    quoted = f" {' '.join(words_of(SPOKEN))} "
    assert Index(known, quoted).found(SPOKEN) == []


def test_words_are_compared_without_decimals_of_whole_numbers_and_empty_cells():
    assert words_of("A 3.0, NaN None b_1 <NA> 2.5") == ["a", "3", "b_1", "2", "5"]
