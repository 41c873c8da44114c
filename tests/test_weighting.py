"""Weights: worked by hand, against what they promise, and against R's postStratify."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.errors import InputError
from helpers.weighting import design_effect, effective_base, post_stratify

CELLS = st.lists(st.sampled_from("abc"), min_size=1, max_size=30).map(lambda x: [*"abc", *x])
WEIGHTS = st.lists(st.floats(0.01, 100), min_size=1, max_size=30)


def series(values) -> pd.Series:
    return pd.Series(list(values), dtype="object")


def test_weights_give_the_shares_of_the_target():
    # The sample is 4/6 a and 2/6 b, the target half and half: (1/2)/(4/6) and (1/2)/(2/6).
    weights = post_stratify(series("aaaabb"), series("abab"))
    np.testing.assert_allclose(weights, [0.75] * 4 + [1.5] * 2, rtol=1e-14)


def test_weights_keep_the_respondents_they_belong_to():
    sample = pd.Series(["b", "a", "a"], index=["B7", "B1", "B4"])
    weights = post_stratify(sample, series("ab"))
    np.testing.assert_allclose(weights.loc[["B1", "B4", "B7"]], [0.75, 0.75, 1.5], rtol=1e-14)


def test_a_sample_that_has_the_profile_weighs_one():
    assert (post_stratify(series("aab"), series("abaaba")) == 1).all()


@given(CELLS, CELLS)
def test_weights_have_mean_one_and_the_profile_of_the_target(sample, target):
    sample, target = series(sample), series(target)
    weights = post_stratify(sample, target)
    assert weights.mean() == pytest.approx(1, rel=1e-12)
    for cell in "abc":
        got = weights[sample == cell].sum() / weights.sum()
        assert got == pytest.approx((target == cell).mean(), rel=1e-12)
        assert weights[sample == cell].nunique() == 1


@given(CELLS, CELLS, st.randoms(use_true_random=False))
def test_neither_order_nor_size_of_the_target_matters(sample, target, random):
    sample = series(sample)
    shuffled = target * 3
    random.shuffle(shuffled)
    there = post_stratify(sample, series(shuffled))
    np.testing.assert_allclose(there, post_stratify(sample, series(target)), rtol=1e-12)


@pytest.mark.parametrize(
    ("sample", "target", "said"),
    [
        ("ab", "abb" + "c", ["cell 'c' is in the target and has nobody in the weighted survey"]),
        ("abc", "ab", ["cell 'c' is in the weighted survey and has nobody in the target"]),
        (["a", None, None], "a", ["2 respondents of the weighted survey are in no cell"]),
        ("a", ["a", None], ["1 respondents of the target survey are in no cell"]),
        ([], "a", ["cell 'a' is in the target and has nobody in the weighted survey"]),
        (["a", "b", None], "ac", ["are in no cell", "cell 'c' is in", "cell 'b' is in"]),
    ],
)
def test_an_empty_or_unknown_cell_is_refused(sample, target, said):
    with pytest.raises(InputError) as refused:
        post_stratify(series(sample), series(target), "weighting by year group")
    told = [str(problem) for problem in refused.value.problems]
    assert len(told) == len(said)
    for text, part in zip(told, said, strict=True):
        assert text.startswith("weighting by year group: ") and part in text


def test_design_effect_and_effective_base_by_hand():
    # n 6, sum 6, sum of squares 4 * 0.5625 + 2 * 2.25 = 6.75: 6 * 6.75 / 36 and 36 / 6.75.
    weights = [0.75] * 4 + [1.5] * 2
    assert design_effect(weights) == pytest.approx(1.125, rel=1e-14)
    assert effective_base(weights) == pytest.approx(16 / 3, rel=1e-14)


def test_equal_weights_have_no_design_effect():
    assert design_effect(pd.Series([2.0] * 7)) == 1
    assert effective_base(pd.Series([2.0] * 7)) == 7


def test_nobody_has_no_effective_base():
    assert np.isnan(design_effect([]))
    assert effective_base([]) == 0


@given(WEIGHTS, st.floats(0.001, 1000))
def test_the_scale_of_weights_does_not_matter(weights, factor):
    scaled = np.array(weights) * factor
    assert design_effect(scaled) == pytest.approx(design_effect(weights), rel=1e-9)
    assert effective_base(scaled) == pytest.approx(effective_base(weights), rel=1e-9)


@given(WEIGHTS)
def test_the_effective_base_is_the_base_over_the_design_effect(weights):
    assert effective_base(weights) == pytest.approx(len(weights) / design_effect(weights), rel=1e-9)
    assert 1 - 1e-9 <= effective_base(weights) <= len(weights) * (1 + 1e-9)
    # Kish's other form: one plus the relative variance of the weights.
    w = np.array(weights)
    assert design_effect(w) == pytest.approx(1 + w.var() / w.mean() ** 2, rel=1e-9)


def test_weights_are_those_of_r(reference):
    found = reference.results["poststratify_group0_to_group1_yg"]
    assert found["dropped_rows"] == 0
    sample, target = reference.group(0)["yg"], reference.group(1)["yg"]
    weights = post_stratify(sample, target)
    per_cell = [weights[sample == cell].iloc[0] for cell in found["cells"]]
    np.testing.assert_allclose(per_cell, found["weight_per_cell"], rtol=1e-9)
    assert weights.sum() == pytest.approx(found["sum_w"], rel=1e-9)
    assert design_effect(weights) == pytest.approx(found["kish_deff"], rel=1e-9)


@pytest.mark.parametrize("group", [0, 1])
def test_the_effective_base_is_that_of_r(reference, group):
    found = reference.results["weighted"]["proportions"][f"group{group}"]["n_eff_kish"]
    assert effective_base(reference.group(group)["w"]) == pytest.approx(found, rel=1e-9)
