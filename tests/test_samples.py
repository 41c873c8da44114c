"""Samples: weights that are refused, answers coded once, respondents taken together."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.errors import InputError
from helpers.samples import Coded, Sample


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_bad_weights_name_their_respondents(bad):
    answers = pd.DataFrame({"y": ["1", "2", "3"]}, index=["B1", "B2", "B3"])
    weights = pd.Series([1.0, bad, 1.0], index=answers.index)
    with pytest.raises(InputError, match=r"the weights of baseline: .* infinite: B2 \("):
        _ = Sample("first", "baseline", "all", answers, weights).design


def test_without_a_design_all_were_sampled_one_by_one(make_sample):
    sample = make_sample([1, 2, None], [1, 2, 3])
    assert (sample.design.n, sample.design.degf) == (3, 2)
    assert sample.weighted and not sample.simple and len(sample) == 3


def test_equal_weights_are_simple_where_there_are_no_strata_or_clusters(make_sample):
    answers = [1, 2, 3, 4]
    assert make_sample(answers, [2, 2, 2, 2]).simple
    assert not make_sample(answers, strata=list("aabb")).simple
    assert not make_sample(answers, clusters=list("aabc")).simple
    assert not make_sample([]).weighted


def test_a_sample_with_other_weights_keeps_its_strata(make_sample):
    sample = make_sample([1, 2, 3, 4], strata=list("aabb"))
    heavier = replace(sample, weights=sample.weights * 3)
    assert heavier.design.weights.tolist() == [3] * 4
    assert heavier.design.sampled is sample.design.sampled


def test_codes_are_read_by_key():
    coded = Coded(np.array([1, 0, -1, 1]), np.array(["a", "b"], dtype=object))
    assert coded.read({"a": 1.0, "b": 2.0, None: 0.0}.get).tolist() == [2, 1, 0, 2]


@pytest.mark.parametrize("dtype", ["object", "str", "category"])
def test_answers_of_any_kind_are_coded(dtype):
    answers = pd.DataFrame({"y": pd.Series(["5", None, "4", "5"], dtype=dtype)})
    sample = Sample("first", "any", "all", answers, pd.Series(np.ones(4)))
    assert sample.coded("y").read(lambda key: key or "none").tolist() == ["5", "none", "4", "5"]
    assert sample.coded("y") is sample.coded("y")


def test_more_answers_than_a_small_number_holds_are_coded():
    numbers = np.arange(1000.0)
    sample = Sample("first", "any", "all", pd.DataFrame({"y": numbers}), pd.Series(np.ones(1000)))
    assert sample.coded("y").read(float_of).tolist() == numbers.tolist()


def float_of(key) -> float:
    return np.nan if key is None else float(key)


def test_those_who_answered_alike_are_one_row():
    answers = pd.DataFrame({"y": ["a", "b", "a", None, "a"], "x": [1.0, 1.0, 1.0, 2.0, np.nan]})
    weights = pd.Series([1.0, 2.0, 3.0, 4.0, 5.0])
    tally = Sample("first", "any", "all", answers, weights).tally("y", "x")
    names = [f"{y} {x}" for y, x in zip(tally.read("y", str), tally.read("x", str), strict=True)]
    design = tally.design
    sums = zip(design.weights, design.squares, design.counts, strict=True)
    assert dict(zip(names, sums, strict=True)) == {
        "a 1.0": (4, 10, 2),
        "b 1.0": (2, 4, 1),
        "None 2.0": (4, 16, 1),
        "a None": (5, 25, 1),
    }


def test_a_tally_is_made_once(make_sample):
    sample = make_sample([1, 2, 2])
    assert sample.tally("y") is sample.tally("y")
    assert replace(sample).tally("y") is not sample.tally("y")
