"""Suppression: enough groups are hidden, held against a linear program and all whole numbers."""

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from helpers.suppression import Answered, exposed, hide, is_recovered, leaves_few, limits, settle

NAN = math.nan


def series(*values, names="abcdefgh") -> pd.Series:
    return pd.Series(values, index=list(names[: len(values)]))


@pytest.mark.parametrize(
    ("low", "high", "recovered"),
    [
        (0, 30, False),
        (1, 30, True),
        (28, 30, True),
        (30, 31, False),  # enough of them, whoever knows it
        (12, 12, True),
        (0, 0, False),  # nobody is there
        (0, 29, True),
    ],
)
def test_an_interval_shorter_than_the_threshold_tells_of_a_small_group(low, high, recovered):
    assert is_recovered(low, high, 30) == recovered


@pytest.mark.parametrize(
    ("whole", "part", "few"),
    [(102, 77, True), (102, 102, False), (107, 77, False), (106, 77, True)],
)
def test_a_part_beside_its_whole_leaves_the_rest(whole, part, few):
    assert leaves_few(whole, part, 30) == few


def test_limits_without_ceilings_are_nothing_and_everything():
    found = limits(series(12, 20, 40), {"a", "b"}, series(NAN, NAN, NAN))
    assert found.to_dict("list") == {"low": [0, 0], "high": [32, 32]}


def test_one_hidden_alone_is_what_the_total_leaves():
    found = limits(series(12, 40), {"a"}, series(NAN, NAN))
    assert found.to_dict("list") == {"low": [12], "high": [12]}


def test_a_ceiling_on_the_others_raises_the_least():
    """29 + 155 answered; the 156 others cannot have answered more than 156 times."""
    found = limits(series(29, 100, 55), set("abc"), series(30, NAN, NAN), pool=156)
    assert found.loc["a"].tolist() == [28, 30]
    assert found.loc["b"].tolist() == [0, 156]


@st.composite
def tables(draw):
    n = draw(st.integers(1, 5))
    base = draw(st.lists(st.integers(0, 40), min_size=n, max_size=n))
    more = draw(st.lists(st.integers(0, 20), min_size=n, max_size=n))
    told = draw(st.lists(st.booleans(), min_size=n, max_size=n))
    hidden = draw(st.sets(st.sampled_from("abcde"[:n])))
    took_part = [b + m for b, m in zip(base, more, strict=True)]
    ceilings = [float(t) if known else NAN for t, known in zip(took_part, told, strict=True)]
    pool = sum(t for t, known in zip(took_part, told, strict=True) if not known)
    return series(*base), hidden, series(*ceilings), pool


@given(tables())
def test_the_closed_form_is_what_a_linear_program_finds(table):
    bases, hidden, ceilings, pool = table
    names = [name for name in bases.index if name in hidden]
    found = limits(bases, hidden, ceilings, pool)
    bounds = [(0, None if math.isnan(ceilings[n]) else ceilings[n]) for n in names]
    free = [1.0 if math.isnan(ceilings[n]) else 0.0 for n in names]
    for place, name in enumerate(names):
        goal = [float(place == other) for other in range(len(names))]
        ends = [
            linprog([sign * g for g in goal], [free], [pool], [[1.0] * len(names)],
                    [bases[names].sum()], bounds).fun * sign
            for sign in (1, -1)
        ]  # fmt: skip
        # The others outside the pool are not hidden: the pool may hold fewer than its ceiling.
        assert found.loc[name].tolist() == pytest.approx(ends, abs=1e-6)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=4), st.integers(2, 9))
def test_no_hidden_group_is_found_by_trying_all_whole_numbers(bases, threshold):
    bases = series(*bases)
    small = set(bases.index[bases < threshold])
    hidden = sorted(hide(bases, small, threshold))
    total = sum(bases[name] for name in hidden)
    every = [
        numbers
        for numbers in itertools.product(range(total + 1), repeat=len(hidden))
        if sum(numbers) == total
    ]
    if set(hidden) == set(bases.index) or total == 0:
        return  # more cannot be hidden
    for place in range(len(hidden)):
        possible = {numbers[place] for numbers in every}
        assert max(possible) - min(possible) >= threshold


@pytest.mark.parametrize(
    ("bases", "hidden"),
    [
        ({"a": 30, "b": 31}, ""),
        ({"a": 29, "b": 31, "c": 40}, "ab"),  # a alone could be found by subtraction
        ({"a": 29, "b": 1, "c": 40}, "ab"),  # together they are enough
        ({"a": 0, "b": 31}, "a"),  # nobody is nothing to find out
        ({"a": 3, "b": 4, "c": 40, "d": 50}, "abc"),
        ({"a": 3}, "a"),
        ({"a": 2, "b": 30, "c": 30}, "ab"),  # of equals the one that comes first by name
    ],
)
def test_groups_are_hidden_until_they_are_enough_together(bases, hidden):
    bases = pd.Series(bases)
    assert hide(bases, set(bases.index[bases < 30]), 30) == set(hidden)


def test_a_group_with_one_item_too_small_is_hidden_as_a_whole():
    """Of 184 answers at most 156 are those of b, which is hidden anyway: a has 28 to 30."""
    took_part = series(30, 20, 25, 60, 70)
    answered = series(28, 20, 25, 60, 70)
    items = {"interest": Answered(answered, answered), "other": Answered(took_part, took_part)}
    found = settle(took_part, items, 30)
    assert found == {None: {"a", "b", "c"}, "interest": {"a", "b", "c"}, "other": {"a", "b", "c"}}


def test_hidden_groups_that_are_enough_may_be_too_few_in_an_item():
    """15 and 15 are 30 together, of whom 28 answered: the next smallest is hidden there too."""
    took_part, answered = series(15, 15, 60, 70), series(14, 14, 60, 70)
    found = settle(took_part, {"interest": Answered(answered, answered)}, 30)
    assert found == {None: {"a", "b"}, "interest": {"a", "b", "c"}}


def test_an_item_that_few_were_asked_is_hidden_by_itself():
    """Half of each group was asked, so that an answer tells nothing of who was."""
    took_part, asked = series(50, 60, 70, 90), series(22, 25, 31, 45)
    found = settle(took_part, {"seen": Answered(asked, asked)}, 30)
    assert found == {None: set(), "seen": {"a", "b"}}
    assert not exposed(asked, {"a", "b"}, 30, took_part)


def test_the_base_of_ratings_decides_as_the_base_of_answers_does():
    """All 40 in a answered, 29 with a rating; their mean would be what the others leave."""
    took_part, rated = series(40, 60, 90), series(29, 55, 85)
    found = settle(took_part, {"interest": Answered(took_part, rated)}, 30)
    assert found == {None: {"a"}, "interest": {"a", "b", "c"}}


def test_where_nothing_is_told_of_who_took_part_an_item_is_hidden_by_itself():
    both, answered = series(31, 45, 60), series(29, 45, 60)
    told = series(70.0, 80.0, 90.0)
    found = settle(both, {"interest": Answered(answered, answered)}, 30, published=told)
    assert found == {None: set(), "interest": {"a", "b"}}
