"""Counts by group whose weighted shares fall where they must."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.reconstruction.margins import NoSuchCounts
from helpers.reconstruction.weighted_margins import Window, mean_of, weighted_counts

SIZES = {"young": 60, "middle": 50, "old": 33}
WEIGHTS = {"young": 0.8, "middle": 0.9, "old": 143 / 33 - (0.8 * 60 + 0.9 * 50) / 33}
FILL = {"5": 1, "4": 1, "3": 2, "2": 1, "dont_know": 0.2}


def window(responses: str, share: int) -> Window:
    return Window(frozenset(responses.split("+")), share - 0.5, share + 0.5)


def weighted_share(counts: dict, responses: set[str]) -> float:
    given = sum(WEIGHTS[g] * row[r] for g, row in counts.items() for r in responses)
    return 100 * given / sum(WEIGHTS[g] * n for g, n in SIZES.items())


@settings(deadline=None, max_examples=20)
@given(st.integers(3, 40), st.integers(3, 40))
def test_weighted_shares_print_as_wanted(five, four):
    windows = [window("5", five), window("4", four), window("5+4", five + four)]
    counts = weighted_counts(SIZES, WEIGHTS, windows, FILL, {})
    assert {g: sum(row.values()) for g, row in counts.items()} == SIZES
    assert all(count >= 0 for row in counts.values() for count in row.values())
    assert round(weighted_share(counts, {"5"})) == five
    assert round(weighted_share(counts, {"4"})) == four
    assert round(weighted_share(counts, {"5", "4"})) == five + four


def test_a_tilt_makes_a_response_likelier_in_its_group():
    plain = weighted_counts(SIZES, WEIGHTS, [window("5", 30)], FILL, {})
    tilted = weighted_counts(SIZES, WEIGHTS, [window("5", 30)], FILL, {("old", "5"): 1.0})
    assert tilted["old"]["5"] > plain["old"]["5"]
    assert round(weighted_share(tilted, {"5"})) == 30


def test_what_weights_cannot_reach_is_said():
    with pytest.raises(NoSuchCounts, match="5 near 25%"):
        weighted_counts({"all": 3}, {"all": 1.0}, [window("5", 25)], {"5": 1, "4": 1}, {})


def test_a_window_keeps_a_margin_from_its_ends():
    assert window("5", 20).holds(20.4)
    assert not window("5", 20).holds(20.49)
    assert not window("5", 20).holds(19.5)


def test_mean_leaves_out_those_without_an_opinion():
    counts = {"a": {"2": 1, "1": 1, "dont_know": 5}, "b": {"2": 3, "1": 0, "dont_know": 0}}
    weights = {"a": 1.0, "b": 0.5}
    by_hand = np.average([2, 1, 2], weights=[1, 1, 1.5])  # 1.714
    assert mean_of(counts, weights, {"2": 2.0, "1": 1.0}) == round(by_hand, 1) == 1.7
