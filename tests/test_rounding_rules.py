"""The values that a printed number can stand for, against Python's own rounding of decimals."""

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.auditing.printed_numbers import read_number
from helpers.auditing.rounding_rules import Interval, shown, values_of

PYTHON = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
}
VALUES = st.decimals(-200, 200, places=3)


@given(VALUES, st.sampled_from(sorted(PYTHON)), st.integers(0, 2), st.integers(-3, 3))
def test_a_value_belongs_to_the_number_it_is_rounded_to_and_to_no_other(value, rule, places, off):
    step = Decimal(1).scaleb(-places)
    printed = value.quantize(step, PYTHON[rule])
    other = printed + off * step
    inside = Fraction(value) in values_of(read_number(f"{other:f}".replace("-0", "-0")), rule)
    # A zero may come from either side, printed with a sign or without.
    assert inside == (other == printed)


@given(VALUES, st.integers(0, 2))
def test_either_way_of_rounding_halves_is_allowed(value, places):
    step = Decimal(1).scaleb(-places)
    for rule in ("half_up", "half_even"):
        printed = value.quantize(step, PYTHON[rule])
        assert Fraction(value) in values_of(read_number(f"{printed:f}"))
    for off in (-1, 1):
        near = {value.quantize(step, PYTHON[rule]) for rule in ("half_up", "half_even")}
        other = value.quantize(step, PYTHON["half_up"]) + off * step
        assert (Fraction(value) in values_of(read_number(f"{other:f}"))) == (other in near)


def test_decimals_that_are_printed_narrow_the_values():
    assert Fraction("83.4") in values_of(read_number("83%"))
    assert Fraction("83.4") not in values_of(read_number("83.0%"))


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("more than 90%", 91, 90),
        ("at least 4", 4, 3),
        ("fewer than 4", 3, 4),
        ("at most 100%", 100, 101),
        ("three or four", 3, 5),
    ],
)
def test_bounds_and_ranges(text, inside, outside):
    values = values_of(read_number(text))
    assert inside in values and outside not in values


def test_about_stands_for_anything_near():
    assert values_of(read_number("around 5%")) is None


def test_an_exact_number_stands_for_itself():
    values = values_of(read_number("100%"), "exact")
    assert 100 in values and Fraction("100.1") not in values


ENDS = st.fractions(-5, 5, max_denominator=4)
INTERVALS = st.tuples(ENDS, ENDS, st.booleans(), st.booleans()).map(
    lambda t: Interval(min(t[:2]), max(t[:2]), *(t[2:] if t[0] != t[1] else (True, True)))
)
GRID = [Fraction(n, 8) for n in range(-48, 49)]


@given(INTERVALS, INTERVALS)
def test_intervals_meet_where_they_share_a_point(a, b):
    # Ends lie on quarters, so that a shared stretch has a point of the grid of eighths.
    assert a.meets(b) == any(x in a and x in b for x in GRID)


@given(INTERVALS, INTERVALS)
def test_sums_and_differences_hold_those_of_their_points(a, b):
    for x in (p for p in GRID[::5] if p in a):
        for y in (p for p in GRID[::7] if p in b):
            assert x + y in a + b and x - y in a - b


@given(INTERVALS)
def test_whole_numbers_are_those_inside(a):
    assert list(a.whole_numbers()) == [n for n in range(-6, 7) if n in a]


def test_quotients():
    quotient = Interval(Fraction(2), Fraction(3)).over(Interval(Fraction(1), Fraction(2)))
    assert (quotient.low, quotient.high) == (1, 3)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(16300, 422), 2, "38.63"),
        (Fraction(39), 2, "39"),
        (Fraction("0.125"), 2, "0.13"),
        (Fraction("-0.5"), 1, "-0.5"),
        (Fraction("1234.5"), 1, "1,234.5"),
        (Fraction("0.001"), 2, "0"),
    ],
)
def test_values_are_shown_with_as_many_decimals_as_they_need(value, decimals, text):
    assert shown(value, decimals) == text
