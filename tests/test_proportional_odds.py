"""Weighted proportional odds and its check, against R, statsmodels and by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2
from statsmodels.miscmodels.ordinal_model import OrderedModel

from helpers.proportional_odds import (
    by_respondent,
    likelihood_ratio_check,
    proportional_odds,
    proportional_odds_adjusted,
    wald_check,
)
from helpers.testable import NotTestable, cell_sums

# R's optimiser stops at about this; the rest of R's results agree to 1e-9.
SVYOLR = 1e-6
DESIGNS = pytest.mark.parametrize("design", ["weighted", "stratified"])


def cells_of(frame, design="weighted"):
    strata = frame["stratum"] if design == "stratified" else None
    weights = np.ones(len(frame)) if design == "unweighted" else frame["w"]
    return cell_sums(frame["y"], frame["group"], weights, strata)


@DESIGNS
def test_r_svyolr(reference, design):
    expected = reference.results[design]["svyolr"]
    model = proportional_odds(cells_of(reference.frame, design))
    found = model.slope()
    assert found.estimate == pytest.approx(expected["log_or"], rel=SVYOLR)
    assert found.error == pytest.approx(expected["se"], rel=SVYOLR)
    assert found.p == pytest.approx(expected["p_normal"], rel=SVYOLR)
    assert model.zeta == pytest.approx(expected["zeta"], rel=SVYOLR)
    assert model.odds_ratio(0.95)[0] == pytest.approx(expected["or"], rel=SVYOLR)


@DESIGNS
def test_r_svyolr_row_by_row(reference, design):
    frame = reference.frame
    spread = by_respondent if design == "weighted" else stratified(frame["stratum"])
    model = proportional_odds_adjusted(frame["y"], frame[["group"]], frame["w"], spread)
    expected = proportional_odds(cells_of(frame, design))
    assert model.coefficients == pytest.approx(expected.coefficients, rel=1e-9)
    assert model.covariance == pytest.approx(expected.covariance, rel=1e-9)
    assert model.slope().error == pytest.approx(
        reference.results[design]["svyolr"]["se"], rel=SVYOLR
    )


def stratified(strata):
    """A design's own spread, as a design with strata brings it."""

    def spread(influence):
        parts = (influence[(strata == h).to_numpy()] for h in strata.unique())
        return sum(np.cov(part.T, ddof=1) * len(part) for part in parts)

    return lambda influence: np.atleast_2d(spread(influence))


def test_r_clm(reference):
    for design, field in (("weighted", "clm_weighted_w"), ("unweighted", "clm")):
        expected = reference.results["unweighted"][field]
        model = proportional_odds(cells_of(reference.frame, design))
        assert model.coefficients[0] == pytest.approx(expected["log_or"], rel=1e-7)
        assert model.log_likelihood == pytest.approx(expected["logLik"], rel=1e-9)


@DESIGNS
def test_r_svybrant(reference, design):
    expected, cells = reference.results[design]["svybrant"], cells_of(reference.frame, design)
    if "error" in expected:
        with pytest.raises(NotTestable, match="^a cumulative category is empty in one of"):
            wald_check(cells)
        return
    found = wald_check(cells)
    assert found.log_or_per_cut == pytest.approx(expected["log_or_per_cut"], rel=1e-9)
    assert found.statistic == pytest.approx(expected["W"], rel=1e-9)
    assert found.df == expected["df"]
    assert found.p == pytest.approx(expected["p_value"], rel=1e-9)


def test_r_likelihood_ratio_against_the_saturated_model(reference):
    expected = reference.results["unweighted"]["po_LR_saturated"]
    found = likelihood_ratio_check(cells_of(reference.frame, "unweighted"))
    assert found.log_likelihood == pytest.approx(expected["logLik_saturated"], rel=1e-9)
    assert found.statistic == pytest.approx(expected["LR"], rel=1e-9)
    assert found.df == expected["df"]
    assert found.p == pytest.approx(expected["p_value"], rel=1e-9)
    assert found.design_effect == 1


def test_two_answers_by_hand():
    # Group 0: one yes of four, group 1: three of four, so the odds ratio is 9.
    cells = cell_sums([0, 0, 0, 1, 0, 1, 1, 1], [0] * 4 + [1] * 4, np.ones(8))
    model = proportional_odds(cells)
    assert model.coefficients[0] == pytest.approx(np.log(9))
    assert model.zeta == pytest.approx([np.log(3)])
    assert model.slope().error == pytest.approx(np.sqrt((1 / 0.75 + 1 / 0.75) * 8 / 7))
    z = np.log(9) / np.sqrt(8 / 3 * 8 / 7)
    assert model.slope().p == pytest.approx(chi2.sf(z**2, 1))
    low, high = (np.exp(np.log(9) * (1 + sign * 1.959963984540054 / z)) for sign in (-1, 1))
    assert model.odds_ratio(0.95) == pytest.approx((9, low, high))


def test_covariates_as_statsmodels_on_repeated_respondents():
    rng = np.random.default_rng(3)
    n, times = 120, rng.integers(1, 4, 120)
    design = np.column_stack([rng.integers(0, 2, n), rng.normal(8, 4, n), rng.integers(0, 2, n)])
    y = np.digitize(design @ [1, 0.1, -0.5] + rng.logistic(size=n), [-0.5, 1, 2])
    who = np.repeat(np.arange(n), times)
    fit = OrderedModel(y[who], design[who], distr="logit").fit(method="newton", disp=False)
    by_respondent = pd.DataFrame(fit.model.score_obs(fit.params)).groupby(who).sum().to_numpy()
    bread = fit.cov_params()
    sandwich = bread @ by_respondent.T @ by_respondent @ bread * n / (n - 1)
    found = proportional_odds_adjusted(y, design, times)
    assert found.coefficients == pytest.approx(fit.params[:3], rel=1e-6)
    assert found.log_likelihood == pytest.approx(fit.llf, rel=1e-10)
    assert found.covariance == pytest.approx(sandwich[:3, :3], rel=1e-4)
    assert found.slope(2).error == pytest.approx(np.sqrt(sandwich[2, 2]), rel=1e-4)


def test_the_gap_is_divided_by_the_design_effect_that_all_cells_share():
    # In every cell half weigh 1 and half 3: Kish's design effect is 5 / 4 wherever one looks.
    answers = np.repeat([1, 2, 3, 1, 2, 3], [4, 6, 2, 4, 2, 8])
    group = np.repeat([0, 1], [12, 14])
    found = likelihood_ratio_check(cell_sums(answers, group, np.tile([1.0, 3.0], 13)))
    plain = likelihood_ratio_check(cell_sums(answers, group, np.ones(26)))
    assert found.statistic == pytest.approx(plain.statistic)
    assert found.design_effect == pytest.approx(1.25)
    assert found.p == pytest.approx(chi2.sf(plain.statistic / 1.25, 1))


def test_an_empty_cumulative_category_with_unequal_weights():
    answers, group = [1, 2, 3, 2, 2, 3], [0, 0, 0, 1, 1, 1]
    assert likelihood_ratio_check(cell_sums(answers, group, np.ones(6))).df == 1
    with pytest.raises(NotTestable, match="cumulative category is empty"):
        likelihood_ratio_check(cell_sums(answers, group, [1, 2, 1, 1, 1, 1]))


def test_two_answers_have_nothing_to_check():
    cells = cell_sums([1, 2, 1, 2], [0, 0, 1, 1], np.ones(4))
    for check in (wald_check, likelihood_ratio_check):
        with pytest.raises(NotTestable, match="^there are only two different answers$"):
            check(cells)


@pytest.mark.parametrize("answers", [[1, 2, 3, 3, 4, 5], [4, 5, 5, 1, 2, 4], [1, 1, 2, 2, 2, 2]])
def test_separated_groups(answers):
    group = [0, 0, 0, 1, 1, 1]
    with pytest.raises(NotTestable, match="^the answers of the two groups do not overlap$"):
        proportional_odds(cell_sums(answers, group, np.ones(6)))


@pytest.mark.parametrize("covariate", ["only the highest", "a threshold", "together"])
def test_covariates_that_separate(covariate):
    rng = np.random.default_rng(5)
    y, group, other = rng.integers(1, 6, 200), rng.integers(0, 2, 200), rng.integers(0, 2, 200)
    half = rng.integers(0, 2, 200)
    column = {"only the highest": (y == 5) & (half == 1), "a threshold": y > 3}
    column["together"] = other + (y == 1)
    design = np.column_stack([group, other, column[covariate]])
    with pytest.raises(NotTestable, match="^the covariates separate the answers"):
        proportional_odds_adjusted(y, design, rng.uniform(0.5, 2, 200))


def test_covariates_that_hold_the_group():
    y, group = [1, 2, 3, 1, 2, 3], np.array([0, 0, 0, 1, 1, 1])
    with pytest.raises(NotTestable, match="^the profile of the two groups does not overlap$"):
        proportional_odds_adjusted(y, np.column_stack([group, 1 - group]), np.ones(6))


def test_a_covariate_that_says_nothing_new_is_left_out(reference):
    frame = reference.frame
    group, years = (frame[name].to_numpy(float) for name in ("group", "expy"))
    lower = (frame["fsm"] == "lower").to_numpy(float)
    columns = np.column_stack([group, years, np.ones(len(frame)), 2 * years, lower])
    found = proportional_odds_adjusted(frame["y"], columns, frame["w"])
    expected = proportional_odds_adjusted(frame["y"], columns[:, [0, 1, 4]], frame["w"])
    assert found.coefficients.tolist() == expected.coefficients.tolist()


def test_guards_hold_with_covariates_too():
    design = np.column_stack([[0, 0, 0, 1], [1, 2, 3, 5]])
    with pytest.raises(NotTestable, match="fewer than two answers"):
        proportional_odds_adjusted([1, 2, 3, 2], design, np.ones(4))


def test_an_extreme_weight_is_still_a_maximum():
    answers, group = [1, 2, 3, 1, 2, 3], [0, 0, 0, 1, 1, 1]
    weights = np.array([1, 1, 1e-6, 1e-6, 1, 1])
    found = proportional_odds(cell_sums(answers, group, weights))
    mirrored = proportional_odds(cell_sums([4 - a for a in answers], group, weights))
    assert mirrored.coefficients == pytest.approx(-found.coefficients, rel=1e-9)
    assert 5 < found.coefficients[0] < 20


@st.composite
def two_groups(draw):
    """Answers, group and weights of two groups that overlap on three to five levels."""
    rows = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 5)), max_size=30))
    group, answers = np.array([*rows, *[(g, a) for g in (0, 1) for a in (1, 3, 5)]]).T
    kinds = st.floats(0.1, 10, allow_nan=False)
    weights = draw(st.lists(kinds, min_size=len(group), max_size=len(group)))
    return answers, group, np.array(weights)


def estimates(answers, group, weights):
    cells = cell_sums(answers, group, weights)
    slope, check = proportional_odds(cells).slope(), wald_check(cells)
    gap = likelihood_ratio_check(cells)
    return [slope.estimate, slope.error, check.statistic, gap.statistic, gap.design_effect]


@given(two_groups(), st.randoms(use_true_random=False))
def test_order_of_rows_and_scale_of_weights_change_nothing(data, random):
    order = list(range(len(data[0])))
    random.shuffle(order)
    answers, group, weights = (column[order] for column in data)
    expected = pytest.approx(estimates(*data), rel=1e-7, abs=1e-9)
    assert estimates(answers, group, weights * 37) == expected
    assert estimates(10.0**answers, group, weights) == expected


@given(two_groups())
def test_swapping_groups_or_turning_the_scale_flips_the_sign(data):
    answers, group, weights = data
    estimate, *rest = estimates(*data)
    expected = pytest.approx([-estimate, *rest], rel=1e-7, abs=1e-9)
    assert estimates(answers, 1 - group, weights) == expected
    assert estimates(6 - answers, group, weights) == expected


@given(two_groups(), st.floats(0.1, 0.9))
def test_a_respondent_split_in_two_leaves_the_estimates(data, part):
    answers, group, weights = data
    split = np.concatenate([weights, [weights[0] * (1 - part)]])
    split[0] *= part
    cells = cell_sums(np.append(answers, answers[0]), np.append(group, group[0]), split)
    found, before = proportional_odds(cells), proportional_odds(cell_sums(*data))
    assert found.coefficients == pytest.approx(before.coefficients, rel=1e-9, abs=1e-9)
    assert wald_check(cells).log_or_per_cut == pytest.approx(
        wald_check(cell_sums(*data)).log_or_per_cut, rel=1e-9, abs=1e-9
    )


@given(two_groups())
def test_the_score_is_zero_at_the_maximum(data):
    answers, group, weights = data
    model = proportional_odds(cell_sums(*data))
    levels = np.unique(answers)

    def log_likelihood(beta, zeta):
        bounds = np.concatenate([[-np.inf], zeta, [np.inf]])
        at = np.searchsorted(levels, answers)
        low, high = (1 / (1 + np.exp(beta * group - bounds[at + i])) for i in (0, 1))
        return weights @ np.log(high - low)

    best = log_likelihood(model.coefficients[0], model.zeta)
    assert best == pytest.approx(model.log_likelihood, rel=1e-9)
    for step in (-1e-3, 1e-3):
        assert log_likelihood(model.coefficients[0] + step, model.zeta) < best
        for cut in range(len(model.zeta)):
            moved = model.zeta + step * (np.arange(len(model.zeta)) == cut)
            assert log_likelihood(model.coefficients[0], moved) < best


def test_a_million_respondents_are_a_table():
    rng = np.random.default_rng(7)
    n = 1_000_000
    group, answers = rng.integers(0, 2, n), rng.integers(1, 6, n)
    cells = cell_sums(answers, group, rng.uniform(0.5, 2, n))
    assert cells.weight.size == 10
    # Nothing differs: the estimate is within five of its own errors of nothing.
    assert abs(proportional_odds(cells).slope().statistic) < 5
