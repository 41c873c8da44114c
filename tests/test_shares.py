"""Shares of work for processes that are split off."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.building.shares import PARTS_WORTH_A_PROCESS, Helper, shares


def test_shares_are_about_equal():
    weights = {"a": 5, "b": 4, "c": 3, "d": 3, "e": 2, "f": 1}
    assert shares(weights, 2) == [["a", "d", "f"], ["b", "c", "e"]]


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 1000)), st.integers(1, 8))
def test_every_name_is_in_one_share_and_shares_are_worth_it(weights, processors):
    parts = shares(weights, processors)
    assert sorted(name for part in parts for name in part) == sorted(weights)
    assert 1 <= len(parts) <= processors
    assert len(parts) == 1 or len(weights) >= len(parts) * PARTS_WORTH_A_PROCESS
    sums = [sum(weights[name] for name in part) for part in parts]
    assert max(sums) - min(sums) <= max(weights.values(), default=0)


def test_a_helper_works_in_another_process():
    big = "x" * 10**6
    helpers = [Helper(lambda number=number: (os.getpid(), number, big)) for number in (1, 2)]
    (one, first, text), (two, second, _) = (helper.result() for helper in helpers)
    assert len({one, two, os.getpid()}) == 3
    assert (first, second, text) == (1, 2, big)


def test_what_went_wrong_in_a_helper_is_told():
    def fail():
        raise ValueError("too short")

    with pytest.raises(RuntimeError, match="ValueError: too short"):
        Helper(fail).result()
    with pytest.raises(RuntimeError, match="died"):
        Helper(lambda: os._exit(3)).result()
    with pytest.raises(RuntimeError, match="pickle"):
        Helper(lambda: lambda: 1).result()
