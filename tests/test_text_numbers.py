"""Numbers of a text."""

from hypothesis import given
from hypothesis import strategies as st

from helpers.auditing.text_numbers import numbers_in


def test_figures_and_words_are_found_with_their_place():
    text = "In 2021 two-thirds (65%) of 1,229 did.\n\nNone doubled; 4.5 and £1.4m, twenty.²"
    found = [(n.line, n.place, n.number) for n in numbers_in(text)]
    assert found == [
        (1, 1, "2021"),
        (1, 2, "two"),
        (1, 3, "thirds"),
        (1, 4, "65"),
        (1, 5, "1,229"),
        (3, 1, "None"),
        (3, 2, "doubled"),
        (3, 3, "4.5"),
        (3, 4, "1.4"),
        (3, 5, "twenty"),
    ]


def test_words_that_hold_a_number_are_none():
    assert numbers_in("someone often tenfold attends height; a list, of commas") == []


@given(st.lists(st.integers(0, 9999), max_size=8))
def test_no_figure_is_passed_over(values):
    text = " and ".join(f"{value:,}" for value in values)
    assert [n.number for n in numbers_in(text)] == [f"{value:,}" for value in values]
