"""The counts and bases behind printed percentages."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from helpers.reconstruction.rounding import (
    Printed,
    bases,
    closest,
    counts_of,
    outermost,
    percent,
    solutions,
)

PERCENT = st.integers(0, 100)
BASE = st.integers(1, 250)


def printed(**shares: int) -> list[Printed]:
    """printed(a=30, b_c=40): 30% gave a, and 40% gave b or c."""
    return [Printed(frozenset(key.split("_")), share) for key, share in shares.items()]


def named(**counts: int) -> dict:
    return {frozenset(key.split("_")): count for key, count in counts.items()}


def test_a_half_is_rounded_up():
    assert percent(1, 8) == 13  # 12.5
    assert percent(1, 200) == 1  # 0.5
    assert percent(77, 102) == 75  # 75.49
    assert percent(0, 9) == 0
    assert percent(9, 9) == 100


@given(BASE, st.data())
def test_percent_agrees_with_decimal_arithmetic(base, data):
    count = data.draw(st.integers(0, base))
    exact = Decimal(100 * count) / Decimal(base)
    assert percent(count, base) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def test_counts_of_a_percentage():
    assert list(counts_of(75, 77)) == [58]
    assert list(counts_of(76, 102)) == [78]  # 76.47%; 77 are 75.49%
    assert list(counts_of(31, 50)) == []  # 15 print as 30%, 16 as 32%
    assert list(counts_of(10, 186)) == [18, 19]


@given(PERCENT, BASE)
def test_counts_are_all_those_that_print_so(share, base):
    every = [count for count in range(base + 1) if percent(count, base) == share]
    assert list(counts_of(share, base)) == every


@given(BASE, st.data())
def test_what_was_printed_from_counts_is_found_again(base, data):
    a = data.draw(st.integers(0, base))
    b = data.draw(st.integers(0, base - a))
    shares = printed(a=percent(a, base), b=percent(b, base), a_b=percent(a + b, base))
    found = list(solutions(shares, base))
    assert named(a=a, b=b, a_b=a + b) in found
    assert base in bases(shares, base)


@given(st.integers(1, 60), PERCENT, PERCENT, PERCENT)
def test_solutions_are_those_of_a_search_through_everything(base, one, two, both):
    every = {
        (a, b)
        for a, b in product(range(base + 1), repeat=2)
        if a + b <= base
        and (percent(a, base), percent(b, base), percent(a + b, base)) == (one, two, both)
    }
    found = solutions(printed(a=one, b=two, a_b=both), base)
    assert {(f[frozenset("a")], f[frozenset("b")]) for f in found} == every


def test_a_sum_with_one_printed_part_leaves_the_rest():
    (found,) = solutions(printed(a=25, a_b=48), 77)
    assert found == named(a=19, a_b=37)


def test_sets_that_lie_apart_do_not_exceed_the_base():
    assert not list(solutions(printed(a=60, b=50), 10))
    assert list(solutions(printed(a=60, b=40), 10)) == [named(a=6, b=4)]


def test_no_base_makes_51_and_25_into_48():
    assert not list(bases(printed(a=51, b=25, a_b=48), 250))


def test_two_different_sums_are_the_rounded_sum_and_the_sum_of_rounded_parts():
    shares = printed(a=29, b=43)
    twice = [*shares, *printed(a_b=71), *printed(a_b=72)]
    (found,) = solutions(twice, 77)  # 22 + 33 = 55: 28.6, 42.9 and 71.4
    assert found == named(a=22, b=33, a_b=55)
    assert not list(solutions([*shares, *printed(a_b=71), *printed(a_b=73)], 77))


def test_the_largest_base_comes_first():
    shares = printed(a=51, b=25, a_b=75, c=7, d=0)  # 5 of 77 would be 6%, 6 would be 8%
    assert next(bases(shares, 77)) == 73
    assert next(bases(printed(a=22, b=25, a_b=48, c=4, d=11, c_d=14), 171)) == 170


def test_the_closest_solution_is_taken():
    assert closest(printed(a=50), 186) == named(a=93)  # 92 and 93 print as 49 and 50
    assert closest(printed(a=10), 186) == named(a=19)  # 9.68 and 10.2
    assert closest(printed(a=31), 50) is None


def test_outermost_sets_lie_in_no_other():
    sets = [frozenset("a"), frozenset("ab"), frozenset("c")]
    assert outermost(sets) == [frozenset("ab"), frozenset("c")]
