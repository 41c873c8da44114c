"""Printing: halves go up, as in published percentages, whatever binary fractions do."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.printing import (
    SUPPRESSED_MARK,
    day,
    decimal,
    half_up,
    percent,
    whole,
    whole_percent,
    whole_range,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (0.5, 0, 1),
        (1.5, 0, 2),
        (2.5, 0, 3),
        (2.4999, 0, 2),
        (-2.5, 0, -3),
        (-2.4, 0, -2),
        (3.25, 1, 3.3),
        (1.005, 2, 1.01),
        (0.285 * 100, 0, 29),
        (0.0, 1, 0.0),
    ],
)
def test_halves_go_away_from_zero(value, decimals, rounded):
    assert half_up(value, decimals) == rounded


@given(st.integers(-10_000, 10_000), st.integers(0, 3))
def test_decimal_fractions_are_rounded_as_on_paper(thousandths, decimals):
    value = Decimal(thousandths) / 1000
    wanted = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert half_up(float(value), decimals) == pytest.approx(float(wanted), rel=1e-12, abs=1e-12)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_every_share_of_a_count_is_rounded_exactly(counts):
    count, base = counts
    wanted = int(Fraction(100 * count, base) + Fraction(1, 2))
    assert whole_percent(count / base) == wanted
    assert percent(count / base) == f"{wanted}%"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (3.75, 1, "3.8"),
        (3.0, 1, "3.0"),
        (10.44, 1, "10.4"),
        (2.675, 2, "2.68"),
        (-0.04, 1, "0.0"),
        (-0.05, 1, "-0.1"),
        (12.5, 0, "13"),
    ],
)
def test_means_are_printed_with_their_decimals(value, decimals, text):
    assert decimal(value, decimals) == text


@pytest.mark.parametrize(("share", "text"), [(0, "0%"), (1, "100%"), (0.005, "1%"), (0.645, "65%")])
def test_shares_are_printed_as_whole_percentages(share, text):
    assert percent(share) == text


@pytest.mark.parametrize(("count", "text"), [(7, "7"), (1234.0, "1,234"), (0, "0")])
def test_counts_are_printed_with_commas(count, text):
    assert whole(count) == text


@pytest.mark.parametrize("printed", [percent, decimal, whole])
def test_what_is_not_shown_is_marked(printed):
    assert printed(NAN) == SUPPRESSED_MARK


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_days_read_as_the_calendar_does(value):
    number, month, year = day(value).split()
    assert (int(number), int(year)) == (value.day, value.year)
    assert month == pd.Timestamp(value).month_name()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([77, 73, 75], "73 to 77"),
        ([1200, 1200], "1,200"),
        ([77, NAN, 73], "73 to 77 and [c]"),
        ([NAN, NAN], "[c]"),
    ],
)
def test_a_range_of_counts_says_that_some_are_hidden(values, said):
    assert whole_range(values) == said
