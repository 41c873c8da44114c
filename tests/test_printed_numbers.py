"""Numbers as they stand in print."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.auditing.printed_numbers import BOUNDS, read_number


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("83%", 83, 0),
        ("83 %", 83, 0),
        ("83.0%", 83, 1),
        ("20.8", Fraction("20.8"), 1),
        ("2,445", 2445, 0),
        ("£612,702", 612702, 0),
        ("-9", -9, 0),
        ("−9", -9, 0),
        ("0", 0, 0),
        ("none", 0, 0),
        ("Four", 4, 0),
        ("twenty-six", 26, 0),
        ("ninety", 90, 0),
        ("4th", 4, 0),
        ("£1.4m", 1_400_000, 0),
    ],
)
def test_a_number_has_its_value_and_decimals(text, value, decimals):
    found = read_number(text)
    assert (found.low, found.high, found.decimals, found.bound) == (value, value, decimals, "")
    assert found.exact


def test_a_rounded_million_is_worth_its_last_digit():
    assert read_number("£1.4m").step == 100_000
    assert read_number("1.40bn").step == 10_000_000


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("three or four", 3, 4),
        ("three to four", 3, 4),
        ("5-7", 5, 7),
        ("between five and seven", 5, 7),
        ("171 or 172", 171, 172),
    ],
)
def test_a_range_has_two_ends(text, low, high):
    found = read_number(text)
    assert (found.low, found.high, found.exact) == (low, high, False)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 90%", "over"),
        ("Over 100", "over"),
        ("at least four", "at least"),
        ("almost 2", "under"),
        ("at most 100%", "at most"),
        ("c. 5%", "about"),
    ],
)
def test_the_words_before_a_number_bound_it(text, bound):
    assert read_number(text).bound == bound
    assert not read_number(text).exact


def test_the_longest_words_of_a_bound_come_first():
    for words in BOUNDS.values():
        for place, short in enumerate(words):
            longer = [word for word in words[place + 1 :] if word.startswith(f"{short} ")]
            assert longer == []


@pytest.mark.parametrize("text", ["", "many", "%", "7 to 5", "1.2.3", "a few", "eleventy", "--3"])
def test_a_text_without_a_number_is_none(text):
    assert read_number(text) is None


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["", "£"]), st.sampled_from(["", "%"]))
def test_figures_come_back_with_any_sign(value, before, after):
    found = read_number(f"{before}{value:,}{after}")
    assert found.low == Fraction(value) and found.decimals == 2
