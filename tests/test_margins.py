"""Counts of answers from printed shares and a fill."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.reconstruction.margins import (
    NoSuchCounts,
    counts_from_print,
    fill_up,
    responses_from_print,
    shared_out,
)
from helpers.reconstruction.rounding import Printed


def printed(responses: str, share: int) -> Printed:
    return Printed(frozenset(responses.split("+")), share)


def test_remainders_fall_to_the_responses_that_were_not_printed():
    found = {frozenset({"5", "4"}): 6, frozenset({"4"}): 2}
    counts = fill_up(found, 12, {"5": 1, "4": 1, "3": 2, "2": 1})
    assert counts == {"5": 4, "4": 2, "3": 4, "2": 2}


def test_a_set_without_printed_parts_is_split_by_the_fill():
    counts = fill_up({frozenset({"5", "4"}): 9}, 10, {"5": 1, "4": 2, "3": 1})
    assert counts == {"5": 3, "4": 6, "3": 1}


def test_a_remainder_needs_somewhere_to_go():
    with pytest.raises(NoSuchCounts, match="nowhere to go"):
        fill_up({frozenset({"5", "4"}): 9}, 10, {"5": 1, "4": 1})


def test_the_missing_gave_no_answer():
    # 6 of 77 would print as 8% and 5 as 6%, so 7% needs a smaller base.
    shares = [printed("5", 51), printed("4", 25), printed("5+4", 75), printed("2", 7)]
    counts = counts_from_print(shares, 77, {"3": 1})
    assert counts == {"5": 37, "4": 18, "3": 13, "2": 5, "no_answer": 4}


def test_a_printed_mean_is_met_too():
    scores = {"2": 2.0, "1": 1.0}
    assert counts_from_print([], 10, {"2": 3, "1": 7}, scores, 1.3) == {"2": 3, "1": 7}
    with pytest.raises(NoSuchCounts):
        counts_from_print([], 10, {"2": 3, "1": 7}, scores, 1.9)


def test_what_no_base_meets_is_named():
    with pytest.raises(NoSuchCounts, match=r"up to 100 meets .*4\+5 48%"):
        shares = [printed("5", 51), printed("4", 25), printed("5+4", 48)]
        counts_from_print(shares, 100, {"3": 1})


def test_a_multiple_response_takes_the_nearest_counts():
    assert responses_from_print([printed("books", 47), printed("games", 45)], 102) == {
        "books": 48,
        "games": 46,
    }
    with pytest.raises(NoSuchCounts, match="31% of 50"):
        responses_from_print([printed("books", 31)], 50)


def test_largest_remainders_by_hand():
    assert shared_out(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert shared_out(7, {"a": 5, "b": 3, "c": 2}) == {"a": 4, "b": 2, "c": 1}  # 3.5, 2.1, 1.4
    assert shared_out(0, {"a": 0}) == {"a": 0}


@given(
    st.integers(0, 300),
    st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 50), min_size=1),
)
def test_shares_add_up_and_stay_within_one(total, proportions):
    counts = shared_out(total, proportions)
    whole = sum(proportions.values())
    assert sum(counts.values()) == total
    assert all(abs(counts[k] - total * p / whole) < 1 for k, p in proportions.items())
