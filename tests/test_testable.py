"""What the data must have before a test may be made of it, and the sums it starts from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.testable import NotTestable, cell_sums, guard_answers, guard_weights

ANSWERS, GROUP, WEIGHTS = [5, 1, 1, 5, 5], [0, 0, 0, 1, 1], [1.0, 2.0, 3.0, 4.0, 0.5]


def test_sums_by_hand():
    cells = cell_sums(ANSWERS, GROUP, WEIGHTS)
    assert cells.levels.tolist() == [1, 5]
    assert cells.table.tolist() == [[5, 1], [0, 4.5]]
    assert cells.square.tolist() == [[[13, 1], [0, 16.25]]]
    assert cells.count.tolist() == [[[2, 1], [0, 2]]]
    assert cells.bases.tolist() == [3, 2]
    assert cells.shares == pytest.approx(np.array([[5 / 6, 1 / 6], [0, 1]]))
    assert cells.effective_bases == pytest.approx([36 / 14, 20.25 / 16.25])
    assert cells.df == 3


def test_sums_by_stratum():
    cells = cell_sums(ANSWERS, GROUP, WEIGHTS, strata=["b", "a", "a", "b", "b"])
    assert cells.weight.tolist() == [[[5, 0], [0, 0]], [[0, 1], [0, 4.5]]]
    assert cells.table.tolist() == [[5, 1], [0, 4.5]]
    assert cells.df == 2


def test_equal_weights_are_seen():
    assert cell_sums(ANSWERS, GROUP, [0.1] * 5).equal_weights
    assert not cell_sums(ANSWERS, GROUP, WEIGHTS).equal_weights


def test_variance_of_two_totals_by_hand():
    cells = cell_sums(ANSWERS, GROUP, WEIGHTS)
    # One unit moves the first estimate in group 0 at answer 1, the second at answer 5 anywhere.
    influence = np.array([[[1.0, 0.0], [0.0, 1.0]], [[0.0, 0.0], [0.0, 1.0]]])
    totals = np.array([[0, 2, 3, 0, 0], [1, 0, 0, 4, 0.5]])
    assert cells.covariance(influence) == pytest.approx(np.cov(totals) * 5)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 3), st.integers(0, 2)), min_size=12))
def test_stratified_variance_is_that_of_each_stratum(rows):
    group, answers, strata = np.array(
        [*rows, *[(g, a, s) for g in (0, 1) for a in (1, 3) for s in (0, 1, 2)]]
    ).T
    weights = np.linspace(1, 2, len(group))
    cells = cell_sums(answers, group, weights, strata)
    influence = np.random.default_rng(1).normal(size=(2, len(cells.levels), 1))
    each = weights * influence[group, np.searchsorted(cells.levels, answers), 0]
    parts = [np.var(each[strata == h], ddof=1) * (strata == h).sum() for h in (0, 1, 2)]
    assert cells.covariance(influence)[0, 0] == pytest.approx(sum(parts))


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([[1, 0], [2, 2]], "one of the groups has fewer than two answers"),
        ([[0, 0], [2, 2]], "one of the groups has fewer than two answers"),
        ([[2, 0], [3, 0]], "every answer is the same"),
        ([[2, 0], [0, 3]], "the answers do not vary within the groups"),
    ],
)
def test_too_little_to_test(counts, reason):
    with pytest.raises(NotTestable, match=f"^{reason}$"):
        guard_answers(np.array(counts))


def test_one_group_without_variation_can_be_tested():
    assert guard_answers(np.array([[2, 0], [1, 1]])) is None


@pytest.mark.parametrize(
    ("bad", "shown"), [(0.0, "0"), (-1.0, "-1"), (np.nan, "nan"), (np.inf, "inf")]
)
def test_bad_weights_are_named(bad, shown):
    with pytest.raises(NotTestable, match=f"2 of the weights .* first is {shown}, at place 2 of 5"):
        cell_sums(ANSWERS, GROUP, [1.0, bad, 1.0, bad, 1.0])


def test_good_weights_pass():
    assert guard_weights(np.array([0.001, 950.0])) is None


def test_a_stratum_with_one_respondent_is_named():
    with pytest.raises(NotTestable, match="one respondent only in stratum North, West"):
        cell_sums(ANSWERS, GROUP, WEIGHTS, strata=["East", "West", "East", "East", "North"])


def test_what_the_caller_must_leave_out():
    with pytest.raises(ValueError, match="an answer is missing"):
        cell_sums([5, np.nan, 1, 5, 5], GROUP, WEIGHTS)
    with pytest.raises(ValueError, match="a stratum is missing"):
        cell_sums(ANSWERS, GROUP, WEIGHTS, strata=["a", None, "a", "a", "a"])
    with pytest.raises(ValueError, match="called 0 and 1"):
        cell_sums(ANSWERS, [1, 1, 1, 2, 2], WEIGHTS)
