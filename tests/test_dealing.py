"""Answers dealt in an order that a seed fixes."""

import hashlib
from collections import Counter
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.reconstruction.dealing import blend, deal, normal, settled, spread, uniform


def test_uniform_is_the_start_of_the_digest():
    digest = hashlib.sha256(b"seed|E001").hexdigest()
    assert uniform("seed", "E001") == pytest.approx(int(digest[:12], 16) / 2**48)


def test_numbers_are_spread_as_their_names_say():
    draws = [normal("seed", n) for n in range(4000)]
    assert fmean(draws) == pytest.approx(0, abs=0.05)
    assert pstdev(draws) == pytest.approx(1, abs=0.05)
    assert fmean(uniform("seed", n) for n in range(4000)) == pytest.approx(0.5, abs=0.02)


def test_a_blend_keeps_the_variance():
    factor = [normal("factor", n) for n in range(4000)]
    noise = [normal("noise", n) for n in range(4000)]
    blended = [blend(f, 0.6, e) for f, e in zip(factor, noise, strict=True)]
    assert pstdev(blended) == pytest.approx(1, abs=0.05)
    assert blend(2.0, 1, 5.0) == 2.0
    assert blend(2.0, 0, 5.0) == 5.0


def test_the_highest_ranked_get_the_first_response():
    ranks = {"a": 0.1, "b": 0.9, "c": 0.5}
    assert deal(ranks, {"5": 1, "4": 2}, ranks.get) == {"b": "5", "c": "4", "a": "4"}


def test_equal_ranks_are_dealt_by_name():
    assert deal(["b", "a"], {"5": 1, "4": 1}, lambda _: 0.0) == {"a": "5", "b": "4"}


def test_answers_must_go_round():
    with pytest.raises(ValueError, match="1 answers for 2 respondents"):
        deal(["a", "b"], {"5": 1}, lambda _: 0.0)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_dealt_counts_are_the_counts(sizes):
    counts = {str(place): size for place, size in enumerate(sizes)}
    ids = [f"R{number}" for number in range(sum(sizes))]
    dealt = deal(ids, counts, lambda r: uniform("seed", r))
    assert Counter(dealt.values()) == Counter(counts)
    assert set(dealt) == set(ids)


@given(st.integers(20, 200), st.integers(30, 150))
def test_years_have_the_mean_that_prints(size, tenths):
    mean = tenths / 10
    years = spread(size, mean, 38)
    assert sum(years) == round(mean * size)
    assert all(1 <= year <= 38 for year in years)


def test_settling_by_hand():
    assert settled([1, 2, 3], 8, [0, 0, 0], [1, 5, 5]) == [1, 3, 4]
    assert settled([1, 2, 3], 4, [1, 1, 1], [5, 5, 5]) == [1, 1, 2]
    with pytest.raises(ValueError, match="20 is not between"):
        settled([1, 2], 20, [0, 0], [5, 5])
