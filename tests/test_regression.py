"""Weighted regression: by hand, against statsmodels, and what it refuses."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.declared import declared
from helpers.regression import Slope, independent, slope
from helpers.testable import NotTestable


def groups(*sizes: int) -> np.ndarray:
    """Design of a constant and the group: 0 for the first size, 1 for the second."""
    group = np.repeat([0.0, 1.0], sizes)
    return np.column_stack([np.ones(len(group)), group])


def case(seed: int, n: int = 40, covariates: int = 2):
    """Outcome, design and weights of n respondents drawn at random."""
    draw = np.random.default_rng(seed)
    design = np.column_stack([groups(n // 2, n - n // 2), draw.normal(size=(n, covariates))])
    return draw.integers(1, 6, n).astype(float), design, draw.uniform(0.1, 3, n)


def test_a_difference_of_two_means_by_hand():
    # Means 2 and 4. Residuals -1, 1 and -1, 1; each group gives 2 / 2^2 = 0.5, so the variance
    # is 4/3 * (0.5 + 0.5) = 4/3, and t = 2 / sqrt(4/3) = sqrt(3) on 4 - 2 = 2 degrees.
    found = slope(np.array([1.0, 3, 3, 5]), groups(2, 2), np.ones(4))
    assert (found.estimate, found.df) == (pytest.approx(2, rel=1e-14), 2)
    assert found.error == pytest.approx((4 / 3) ** 0.5, rel=1e-14)
    assert found.statistic == pytest.approx(3**0.5, rel=1e-14)
    # On 2 degrees of freedom p = 1 - t / sqrt(2 + t^2) = 1 - sqrt(3/5).
    assert found.p == pytest.approx(1 - 0.6**0.5, rel=1e-12)


def test_weights_by_hand():
    # Weights 1, 3 give the mean 2.5 with residuals -1.5, 0.5; w * residual is -1.5, 1.5, their
    # squares 4.5 over 4^2. Weights 2, 2 give 4 with -2, 2: 8 / 16. Variance 4/3 * 12.5 / 16.
    found = slope(np.array([1.0, 3, 3, 5]), groups(2, 2), np.array([1.0, 3, 2, 2]))
    assert found.estimate == pytest.approx(1.5, rel=1e-14)
    assert found.error == pytest.approx((4 / 3 * 12.5 / 16) ** 0.5, rel=1e-14)


def test_p_and_interval_are_those_of_students_t():
    found = Slope(estimate=1.2, error=0.5, df=7)
    assert found.p == pytest.approx(2 * stats.t.sf(2.4, 7), rel=1e-12)
    np.testing.assert_allclose(found.interval(0.9), stats.t.interval(0.9, 7, 1.2, 0.5), rtol=1e-12)


def test_the_sign_does_not_change_p():
    assert Slope(-1.2, 0.5, 7).p == Slope(1.2, 0.5, 7).p


@pytest.mark.parametrize("column", [0, 1, 2, 3, -1])
@pytest.mark.parametrize("seed", range(3))
def test_any_column_is_that_of_statsmodels(seed, column):
    """Its HC0 covariance is the same sandwich without n / (n - 1)."""
    outcome, design, weights = case(seed)
    n, k = design.shape
    theirs = sm.WLS(outcome, design, weights).fit(cov_type="HC0")
    found = slope(outcome, design, weights, column)
    assert found.estimate == pytest.approx(theirs.params[column], rel=1e-9)
    assert found.error == pytest.approx(theirs.bse[column] * (n / (n - 1)) ** 0.5, rel=1e-9)
    assert found.df == n - k


@given(st.integers(0, 999), st.floats(1e-3, 1e3))
def test_the_scale_of_weights_does_not_matter(seed, factor):
    outcome, design, weights = case(seed)
    before, after = slope(outcome, design, weights), slope(outcome, design, weights * factor)
    assert after.estimate == pytest.approx(before.estimate, rel=1e-9)
    assert after.error == pytest.approx(before.error, rel=1e-9)


@given(st.integers(0, 999), st.permutations(range(40)))
def test_the_order_of_respondents_does_not_matter(seed, order):
    outcome, design, weights = case(seed)
    before, after = (
        slope(outcome, design, weights),
        slope(outcome[order], design[order], weights[order]),
    )
    assert after.estimate == pytest.approx(before.estimate, rel=1e-9)
    assert after.error == pytest.approx(before.error, rel=1e-9)


@given(st.integers(0, 999), st.floats(0.1, 10), st.floats(-5, 5))
def test_another_unit_of_the_outcome_changes_the_unit_only(seed, factor, shift):
    outcome, design, weights = case(seed)
    before, after = (
        slope(outcome, design, weights),
        slope(factor * outcome + shift, design, weights),
    )
    assert after.estimate == pytest.approx(factor * before.estimate, rel=1e-7, abs=1e-9)
    assert after.error == pytest.approx(factor * before.error, rel=1e-9)


def test_columns_that_depend_on_each_other_are_refused():
    outcome, design, weights = case(1)
    again = np.column_stack([design, 3 * design[:, 1] - design[:, 2]])
    with pytest.raises(NotTestable, match="depend on each other"):
        slope(outcome, again, weights)


@pytest.mark.parametrize("n", [3, 4])
def test_as_many_columns_as_respondents_are_refused(n):
    """A perfect fit leaves no variance, whatever the difference is."""
    outcome, design, weights = case(1)
    with pytest.raises(NotTestable, match="too few answers"):
        slope(outcome[18 : 18 + n], design[18 : 18 + n], weights[18 : 18 + n])


@pytest.mark.parametrize("weights", [np.ones(6), np.array([0.1, 0.7, 3, 1 / 3, 0.3, 9])])
def test_groups_without_variance_are_refused(weights):
    """Without this the difference of 0.2 would be called significant."""
    outcome = np.repeat([0.1, 0.3], 3)
    with pytest.raises(NotTestable, match="do not vary within the groups"):
        slope(outcome, groups(3, 3), weights)


def test_strata_and_clusters_by_hand():
    # Groups 1 3 | 2 6 of means 2 and 4, influences 1/2 -1/2 | -1 1. Clusters a a b c: the
    # totals 0, -1 and 1 have the variance 3/2 * 2; as strata a a b b: 2 * 1/2 + 2 * 2.
    outcome, matrix, weights = np.array([1.0, 3, 2, 6]), groups(2, 2), np.ones(4)
    found = slope(outcome, matrix, declared(weights, clusters=list("aabc")))
    assert (found.estimate, found.df) == (pytest.approx(2), 1)
    assert found.error == pytest.approx(3**0.5, rel=1e-12)
    found = slope(outcome, matrix, declared(weights, strata=list("aabb")))
    assert (found.estimate, found.df) == (pytest.approx(2), 1)
    assert found.error == pytest.approx(5**0.5, rel=1e-12)


def test_a_domain_keeps_the_n_of_its_design():
    outcome, matrix, weights = case(1)
    design = declared(weights)
    kept = np.arange(len(outcome)) % 4 != 0
    alone = slope(outcome[kept], matrix[kept], weights[kept])
    within = slope(outcome[kept], matrix[kept], design.domain(kept))
    assert (within.estimate, within.df) == (alone.estimate, alone.df)
    assert within.error == pytest.approx(alone.error * (40 / 39 / (30 / 29)) ** 0.5, rel=1e-12)


def test_as_many_columns_as_clusters_are_refused():
    with pytest.raises(NotTestable, match="too few clusters"):
        slope(np.array([1.0, 3, 2, 6]), groups(2, 2), declared(np.ones(4), clusters=list("aabb")))


def test_respondents_taken_together_have_the_same_slope():
    outcome, matrix, weights = case(2)
    matrix = np.round(matrix)
    cells = [np.unique(values, return_inverse=True)[1] for values in (outcome, *matrix.T)]
    alike, one = declared(weights).alike(cells)
    assert len(one) < len(outcome)
    together, each = slope(outcome[one], matrix[one], alike), slope(outcome, matrix, weights)
    assert together.estimate == pytest.approx(each.estimate, rel=1e-9)
    assert (together.error, together.df) == (pytest.approx(each.error, rel=1e-9), each.df)


def test_one_group_without_variance_is_no_reason_to_refuse():
    assert slope(np.array([1.0, 3, 5, 5]), groups(2, 2), np.ones(4)).error > 0


def test_a_column_that_others_hold_is_left_out():
    one, group = np.ones(6), np.repeat([0.0, 1.0], 3)
    design = np.column_stack([one, group, 1 - group, np.arange(6), 2 * np.arange(6) + group])
    assert independent(design) == [0, 1, 3]


@given(st.integers(0, 999))
def test_columns_of_chance_are_all_kept(seed):
    assert independent(case(seed)[1]) == [0, 1, 2, 3]


def test_no_more_columns_are_kept_than_there_are_respondents():
    assert len(independent(case(1)[1][:3])) <= 3
