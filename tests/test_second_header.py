"""Second header: told from answers that are wrong."""

import pytest

from helpers.reading.second_header import is_second_header


@pytest.fixture
def is_header(questionnaire):
    """A function: is the first row a header, given cells of the columns of some items?"""
    items = [
        questionnaire.item(name) for name in ("phase", "interest", "years_teaching", "example")
    ]

    def run(*rows):
        answers = [
            (item, list(cells)) for item, cells in zip(items, zip(*rows, strict=True), strict=True)
        ]
        return is_second_header(answers, questionnaire.special)

    return run


WORDINGS = ("Which phase?", "How much?", "How many years?", "An example?")


def test_wordings_above_answers_are_a_header(is_header):
    assert is_header(WORDINGS, ("1", "5", "2.5", "Farms"))


def test_wordings_that_were_refused_are_a_header(is_header):
    assert is_header((None, "How much?", None, ""), ("1", "", "", ""))


def test_one_right_answer_makes_a_row_of_answers(is_header):
    assert not is_header(("Which phase?", "How much?", "7", ""), ("1", "5", "2.5", ""))


def test_one_wrong_answer_alone_is_no_header(is_header):
    assert not is_header(("Infants", "", "", "Farms"), ("1", "5", "2.5", "Farms"))


def test_a_file_with_wrong_answers_throughout_has_no_header(is_header):
    assert not is_header(WORDINGS, WORDINGS)


def test_one_row_tells_nothing(is_header):
    assert not is_header(WORDINGS)
