"""Messages about inputs: where, what was found, what to do."""

import pytest

from helpers.errors import InputError, Problem


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.csv", "is empty"), "a.csv: is empty"),
        (Problem("a.csv", "is empty", "export it"), "a.csv: is empty; export it"),
        (Problem("a.yml", "cannot be read", row=3), "a.yml, row 3: cannot be read"),
        (Problem("a.csv", "no such", column="b"), "a.csv, column b: no such"),
        (Problem("a.csv", "odd", "mend it", 0, "b"), "a.csv, row 0, column b: odd; mend it"),
    ],
)
def test_a_problem_names_its_place_then_what_was_found_then_what_to_do(problem, text):
    assert str(problem) == text


def test_an_error_lists_each_problem_on_a_line():
    problems = [Problem("a.csv", "is empty"), Problem("b.csv", "is missing")]
    assert str(InputError(problems)) == "a.csv: is empty\nb.csv: is missing"
    assert InputError(problems).problems == problems


def test_an_error_can_be_made_from_one_problem():
    assert InputError(Problem("a.csv", "is empty")).problems == [Problem("a.csv", "is empty")]
