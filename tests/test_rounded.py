"""What printed percentages can stand for, worked by hand."""

from fractions import Fraction

import pytest

from helpers.auditing.rounding_rules import Interval
from helpers.checking import rounded


def test_a_percentage_stands_for_half_a_point_on_either_side():
    exact = rounded.share_of(64)
    assert Fraction(127, 2) in exact and Fraction(129, 2) not in exact
    assert Fraction(0) in rounded.share_of(0) and rounded.share_of(0).low == 0
    assert 100 in rounded.share_of(100)


def test_a_base_of_respondents_leaves_only_whole_ones():
    # 23 of 75 are 30.67%; 22 are 29.3% and 24 are 32%.
    assert rounded.share_of(31, 75) == Interval(Fraction(92, 3), Fraction(92, 3))
    assert rounded.share_of(26, 52) is None  # 13 are 25%, 14 are 26.92%
    assert rounded.share_of(100, 3) == Interval(Fraction(100), Fraction(100))


@pytest.mark.parametrize(("parts", "fits"), [
    ((34, 34, 34), False),  # at the least 33.5 each: 100.5
    ((33, 33, 33), True),
    ((25, 25, 25, 27), True),  # 102 of four parts: 2 points
    ((25, 25, 25, 28), False),
    ((49, 50, 0), True),
    ((49, 49, 0), False),  # at the most 49.5, 49.5 and 0.5
    ((48, 49, 0), False),
])  # fmt: skip
def test_parts_add_up_to_a_hundred_within_half_a_point_each(parts, fits):
    exact = rounded.total([rounded.share_of(part) for part in parts])
    assert (Fraction(100) in exact) == fits


def test_a_box_is_its_parts_within_rounding():
    parts = rounded.total([rounded.share_of(31), rounded.share_of(33)])
    assert [p for p in range(60, 70) if rounded.is_printed(p, parts)] == [63, 64, 65]
    assert list(rounded.printed(parts)) == [63, 64, 65]


def test_a_difference_of_rounded_ends_may_be_a_point_off():
    assert list(rounded.differences(rounded.share_of(75), rounded.share_of(64))) == [10, 11, 12]
    assert list(rounded.differences(rounded.share_of(64), rounded.share_of(75))) == [-12, -11, -10]


def test_counted_ends_leave_one_difference():
    here, there = rounded.share_of(31, 75), rounded.share_of(33, 75)
    assert list(rounded.differences(here, there)) == [-3, -2]  # -2.67, and 31 - 33


def test_marks_are_no_percentages():
    assert [rounded.percentage(text) for text in ("64%", "[c]", "", "3.5%")] == [
        64,
        None,
        None,
        None,
    ]
