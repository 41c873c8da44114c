"""Fractions and multiples in words against their figures."""

from fractions import Fraction

import pytest

from helpers.auditing.rounding_rules import Interval
from helpers.auditing.word_fractions import read_words


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("half", Fraction(1, 2), ""),
        ("a third", Fraction(1, 3), ""),
        ("Two-thirds", Fraction(2, 3), ""),
        ("Around two thirds", Fraction(2, 3), "about"),
        ("just under one-quarter", Fraction(1, 4), "under"),
        ("four-fifths", Fraction(4, 5), ""),
        ("nearly 9 in 10", Fraction(9, 10), "under"),
        ("one in ten", Fraction(1, 10), ""),
        ("twice", 2, ""),
        ("more than twice as likely", 2, "over"),
        ("almost doubled", 2, "under"),
        ("Twice as many", 2, ""),
        ("three times", 3, ""),
    ],
)
def test_words_have_a_value(text, value, bound):
    found = read_words(text)
    assert (found.value, found.bound, found.multiple) == (value, bound, value >= 2)


@pytest.mark.parametrize("text", ["", "most", "the majority", "five-thirds", "11 in 10", "times"])
def test_other_words_have_none(text):
    assert read_words(text) is None


def percent(value):
    """Values that are printed as this percentage, as a share."""
    return Interval(Fraction(2 * value - 1, 200), Fraction(2 * value + 1, 200))


@pytest.mark.parametrize(
    ("text", "share", "fits"),
    [
        ("two-thirds", 64, True),
        ("two-thirds", 61, False),
        ("around two-thirds", 73, False),
        ("over half", 54, True),
        ("over half", 80, True),
        ("over half", 49, False),
        ("nearly half", 48, True),
        ("nearly half", 51, False),
        ("nearly half", 40, False),
        ("at least half", 50, True),
        ("at most half", 50, True),
        ("at most half", 51, False),
    ],
)
def test_what_is_within_habit(text, share, fits):
    assert read_words(text).within_habit(percent(share)) == fits


@pytest.mark.parametrize(
    ("text", "ratio", "fits"),
    [
        ("twice", "2.1", True),
        ("twice", "2.3", False),
        ("almost doubled", "1.9", True),
        ("almost doubled", "1.7", False),
        ("almost doubled", "2.1", False),
        ("more than twice", "2.4", True),
        ("more than twice", "1.9", False),
    ],
)
def test_multiples_are_near_within_a_tenth(text, ratio, fits):
    value = Fraction(ratio)
    assert read_words(text).within_habit(Interval(value, value)) == fits
