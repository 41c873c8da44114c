"""GRIM for percentages, against every count of every base."""

from fractions import Fraction

import pytest
from claimed import claim, claims, row
from hypothesis import given
from hypothesis import strategies as st

from helpers.auditing.percentages import against_counts, bases_of, counts_of, within_hundred
from helpers.auditing.printed_numbers import read_number
from helpers.auditing.rounding_rules import values_of
from helpers.printing import half_up
from helpers.reconstruction import rounding

PRINTED = st.builds(
    lambda whole, decimals, digits: f"{whole}.{digits:0{decimals}d}" if decimals else str(whole),
    st.integers(0, 100),
    st.integers(0, 1),
    st.integers(0, 9),
)
RULES = st.sampled_from(["either", "half_up", "half_even", "down", "up"])


@given(PRINTED, RULES, st.integers(1, 250))
def test_counts_are_all_that_give_the_percentage(text, rule, base):
    share = values_of(read_number(text), rule)
    brute = [k for k in range(base + 1) if Fraction(100 * k, base) in share]
    assert list(counts_of(share, base)) == brute


@given(PRINTED, RULES, st.integers(1, 60))
def test_bases_are_all_of_which_a_count_is_the_percentage(text, rule, count):
    share = values_of(read_number(text), rule)
    if share.low <= 0:
        assert list(bases_of(share, count)) == []
        return
    last = int(100 * count / share.low) + 2
    brute = [n for n in range(count, last + 1) if Fraction(100 * count, n) in share]
    assert list(bases_of(share, count)) == brute


@given(st.integers(0, 100), st.integers(1, 400))
def test_half_up_is_how_the_reconstruction_rounds(printed, base):
    share = values_of(read_number(str(printed)), "half_up")
    assert list(counts_of(share, base)) == list(rounding.counts_of(printed, base))


@given(st.integers(1, 300), st.data())
def test_a_percentage_that_was_worked_out_is_never_a_finding(base, data):
    count = data.draw(st.integers(0, base))
    text = f"{half_up(100 * count / base):.0f}%"
    told = against_counts(Claimed(claim("percentage", text, count=count, base=base)))
    assert [finding for _, finding in told] == [None]


class Claimed:
    """Claims that were not read from a file."""

    def __init__(self, *claims):
        self.all = claims


@pytest.mark.parametrize(
    ("text", "count", "base", "kind", "arithmetic", "fits"),
    [
        # 100 x 163 / 422 = 38.625...; 38% are 158.3 to 162.5 of 422, and 163 of 423.4 to 434.7.
        (
            "38%", 163, 422, "rounded down",
            "163 of 422 is 38.63%, which rounds to 39%",
            "38% would be 159 to 162 of 422, or 163 of 424 to 434",
        ),
        # 100 x 53 / 87 = 60.919...; 62% are 53.5 to 54.4 of 87, and 53 of 84.8 to 86.2.
        (
            "62%", 53, 87, "another value",
            "53 of 87 is 60.92%, which rounds to 61%",
            "62% would be 54 of 87, or 53 of 85 or 86",
        ),
        # 100 x 205 / 300 = 68.333...
        (
            "69%", 205, 300, "rounded up",
            "205 of 300 is 68.33%, which rounds to 68%",
            "69% would be 206 to 208 of 300, or 205 of 295 to 299",
        ),
        ("5%", 7, 6, "part", "7 is more than its base, 6", ""),
        # One decimal: 1 of 3 is 33.3%, and 33.4% is a third of nothing.
        (
            "33.4%", 1, 3, "rounded up",
            "1 of 3 is 33.333%, which rounds to 33.3%",
            "",
        ),
    ],
)  # fmt: skip
def test_a_percentage_that_its_counts_contradict_is_found(
    text, count, base, kind, arithmetic, fits
):
    (told,) = against_counts(Claimed(claim("percentage", text, count=count, base=base)))
    assert (told[1].kind, told[1].arithmetic, told[1].fits) == (kind, arithmetic, fits)


@pytest.mark.parametrize(
    ("rounding_rule", "text", "found"),
    [("", "12%", False), ("", "13%", False), ("half_up", "12%", True), ("half_even", "13%", True)],
)
def test_a_half_may_go_either_way_unless_the_claim_says(rounding_rule, text, found):
    # 1 of 8 is 12.5%.
    made = claim("percentage", text, count=1, base=8, rounding=rounding_rule)
    ((_, finding),) = against_counts(Claimed(made))
    assert bool(finding) == found


def test_a_weighted_percentage_is_not_divided_out():
    made = claim("percentage", "50%", count=1, base=3, weighted="yes")
    assert [finding for _, finding in against_counts(Claimed(made))] == [None]


@pytest.mark.parametrize(
    ("text", "found"), [("0%", 0), ("100%", 0), ("101%", 1), ("-1%", 1), ("more than 90%", 0)]
)
def test_a_share_lies_between_0_and_100(tmp_path, text, found):
    made = claims(tmp_path, row("a", "percentage", text))
    assert sum(bool(finding) for _, finding in within_hundred(made)) == found
