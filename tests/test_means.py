"""GRIM and GRIMMER against every set of answers of few respondents."""

import statistics
from fractions import Fraction
from functools import cache
from itertools import combinations_with_replacement

import pytest
from claimed import claim, claims, row
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.auditing.means import (
    against_bases,
    deviation_possible,
    mean_possible,
    squares_possible,
    sums_of,
)
from helpers.auditing.printed_numbers import read_number
from helpers.auditing.rounding_rules import values_of

DECIMALS = st.integers(0, 2)


def printed(value: Fraction, decimals: int) -> str:
    """A value rounded half up, as text."""
    shift = 10**decimals
    whole, part = divmod((value * shift * 2 + 1) // 2, shift)
    return f"{whole}.{part:0{decimals}d}" if decimals else str(whole)


@given(st.integers(0, 500), DECIMALS, st.integers(1, 40))
def test_a_mean_is_possible_where_a_sum_gives_it(hundredths, decimals, base):
    text = printed(Fraction(hundredths, 100), decimals)
    mean = values_of(read_number(text))
    brute = [s for s in range(5 * base + 1) if Fraction(s, base) in mean]
    assert list(sums_of(mean, base, 0, 5)) == brute
    assert mean_possible(claim("mean", text, scale_low=0, scale_high=5), base) == bool(brute)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60), DECIMALS)
def test_a_mean_that_was_worked_out_is_possible(answers, decimals):
    text = printed(Fraction(sum(answers), len(answers)), decimals)
    assert mean_possible(claim("mean", text, scale_low=1, scale_high=5), len(answers))


def test_the_mean_of_several_items_has_finer_steps():
    # Two items and three respondents: sixths, of which 3.17 is 19 sixths; thirds have no 3.17.
    assert mean_possible(claim("mean", "3.17", items=2), 3)
    assert not mean_possible(claim("mean", "3.17"), 3)


@cache
def answers_of(base: int, low: int, high: int):
    """Every set of answers, as (sum, sum of squares)."""
    sets = combinations_with_replacement(range(low, high + 1), base)
    return {(sum(x), sum(v * v for v in x)) for x in sets}


@settings(max_examples=200)
@given(st.integers(1, 7), st.integers(-1, 2), st.integers(1, 4), st.data())
def test_sums_of_squares_are_those_of_some_answers(base, low, wide, data):
    high = low + wide
    total = data.draw(st.integers(low * base, high * base))
    squares = data.draw(st.integers(0, base * max(low**2, high**2) + 1))
    wanted = (total, squares) in answers_of(base, low, high)
    assert squares_possible(total, range(squares, squares + 1), base, low, high) == wanted


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 6), st.integers(10, 50), st.integers(0, 250), st.integers(1, 2))
def test_a_deviation_is_possible_where_some_answers_have_it(base, tenths, hundredths, decimals):
    mean = printed(Fraction(tenths, 10), 1)
    deviation = printed(Fraction(hundredths, 100), decimals)
    allowed = values_of(read_number(deviation))
    squared = max(allowed.low, Fraction(0)) ** 2, allowed.high**2
    brute = False
    for total, squares in answers_of(base, 1, 5):
        if Fraction(total, base) not in values_of(read_number(mean)):
            continue
        spread = squares - Fraction(total**2, base)
        for variance in (spread / base, spread / (base - 1)):
            above = variance > squared[0] or variance == squared[0] and (
                allowed.low_in or allowed.low < 0
            )  # fmt: skip
            below = variance < squared[1] or variance == squared[1] and allowed.high_in
            brute = brute or (above and below)
    made = claim("mean", mean, base=base, sd=deviation, scale_low=1, scale_high=5)
    assert deviation_possible(made, base) == brute


@given(st.lists(st.integers(1, 7), min_size=2, max_size=25))
def test_a_deviation_that_was_worked_out_is_possible(answers):
    base = len(answers)
    variance = statistics.variance(map(Fraction, answers))
    text = f"{float(variance) ** 0.5:.2f}"
    mean = printed(Fraction(sum(answers), base), 2)
    for scale in ({}, {"scale_low": 1, "scale_high": 7}):
        assert deviation_possible(claim("mean", mean, sd=text, base=base, **scale), base)


def test_without_a_scale_parity_decides():
    # Two numbers with the sum 4: squares of 8 (2, 2), 10 (1, 3), 16 (0, 4); never an odd sum.
    assert squares_possible(4, range(10, 11), 2, None, None)
    assert not squares_possible(4, range(9, 10), 2, None, None)
    assert not squares_possible(4, range(6, 7), 2, None, None)


def test_a_large_base_is_held_against_parity(tmp_path):
    made = claim("mean", "3.00", base=5000, sd="1.00", scale_low=1, scale_high=5)
    assert deviation_possible(made, 5000)


@pytest.mark.parametrize(
    ("cells", "kind", "arithmetic"),
    [
        # 21 x 3.485 = 73.2 and 21 x 3.495 = 73.4: no whole sum.
        (
            {"value": "3.49", "base": 21}, "no mean",
            "73 over 21 is 3.4762 and 74 over 21 is 3.5238, and nothing lies between them",
        ),
        (
            {"value": "5.2", "base": 10, "scale_low": 1, "scale_high": 5}, "no mean",
            "the mean 5.2 lies outside of the scale, 1 to 5",
        ),
        # Two answers with the mean 3 lie at 3 and 3, 2 and 4, or 1 and 5: deviations of 0,
        # 1.41 (or 1) and 2.83 (or 2).
        (
            {"value": "3.0", "base": 2, "sd": "1.7", "scale_low": 1, "scale_high": 5},
            "no deviation", "no 2 whole numbers have the mean 3.0 and the deviation 1.7",
        ),
        (
            {"value": "3.5", "base_low": 3, "base_high": 3}, "no mean",
            "no base from 3 to 3 gives this mean",
        ),
    ],
)  # fmt: skip
def test_means_that_cannot_be_are_found(tmp_path, cells, kind, arithmetic):
    value = cells.pop("value")
    made = claims(tmp_path, row("a", "mean", value, **cells))
    ((_, finding),) = against_bases(made)
    assert (finding.kind, finding.arithmetic) == (kind, arithmetic)


@pytest.mark.parametrize(
    "cells",
    [
        {"value": "3.48", "base": 21},
        {"value": "4.2", "base_high": 77, "scale_low": 1, "scale_high": 5},
        {"value": "3.0", "base": 2, "sd": "1.41", "scale_low": 1, "scale_high": 5},
        {"value": "3.0", "base": 2, "sd": "1.00", "scale_low": 1, "scale_high": 5},
    ],
)
def test_means_that_can_be_are_not(tmp_path, cells):
    value = cells.pop("value")
    ((_, finding),) = against_bases(claims(tmp_path, row("a", "mean", value, **cells)))
    assert finding is None


def test_weighted_means_are_not_held_against_a_base(tmp_path):
    made = claims(tmp_path, row("a", "mean", "3.49", base=21, weighted="yes"))
    assert list(against_bases(made)) == []
