"""Effect sizes and detectable effects, against R, statsmodels and by hand."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gamma
from scipy.stats import nct, rankdata, t
from statsmodels.stats.power import NormalIndPower, TTestIndPower

from helpers.effects import (
    cliffs_delta,
    cliffs_delta_null,
    detectable_d,
    detectable_h,
    detectable_share,
    hedges_g,
    midranks,
    odds_ratio,
    power_of_d,
    share_difference,
)
from helpers.regression import slope
from helpers.testable import NotTestable, cell_sums


def weighted(frame):
    return cell_sums(frame["y"], frame["group"], frame["w"])


def unweighted(frame):
    return cell_sums(frame["y"], frame["group"], np.ones(len(frame)))


def linearised_error(estimate, weights):
    """Error of an estimate from its slope in each respondent's weight, by differences."""
    n, slopes = len(weights), []
    for i in range(n):
        step = 1e-5 * weights[i] * (np.arange(n) == i)
        slopes.append((estimate(weights + step) - estimate(weights - step)) / 2e-5)
    return np.sqrt(n / (n - 1) * np.sum(np.square(slopes)))


@pytest.fixture
def two_samples():
    """Answers, group and weights of 24 and 36 respondents."""
    rng = np.random.default_rng(11)
    group = np.repeat([0, 1], [24, 36])
    return rng.integers(1, 6, 60), group, rng.uniform(0.3, 3, 60)


def test_r_cliffs_delta(reference):
    expected = reference.results["unweighted"]["cliffs_delta"]
    found = cliffs_delta_null(unweighted(reference.frame))
    assert found.estimate == pytest.approx(expected["delta"], rel=1e-9)
    assert (found.low, found.high) == pytest.approx((expected["lo"], expected["hi"]), rel=1e-9)
    assert cliffs_delta(unweighted(reference.frame)).estimate == found.estimate


def test_r_cliffs_delta_weighted(reference):
    expected = reference.results["unweighted"]["cliffs_delta_weighted_w"]["delta"]
    assert cliffs_delta(weighted(reference.frame)).estimate == pytest.approx(expected, rel=1e-9)


def test_cliffs_delta_by_hand():
    # Pairs (1 against 0): 2>1, 2=2, 2<4, 5>1, 5>2, 5>4: four up, one down.
    found = cliffs_delta(cell_sums([1, 2, 4, 2, 5], [0, 0, 0, 1, 1], np.ones(5)))
    assert found.estimate == pytest.approx((4 - 1) / 6)


def test_interval_of_cliffs_delta_from_all_pairs(two_samples):
    answers, group, weights = two_samples

    def delta(w):
        pairs = np.sign(answers[group == 1][:, None] - answers[group == 0])
        up, down = (w[group == g] / w[group == g].sum() for g in (1, 0))
        return up @ pairs @ down

    d, z = delta(weights), t.ppf(0.95, 58) * linearised_error(delta, weights)
    half = z * np.sqrt((1 - d**2) ** 2 + z**2)
    ends = [(d - d**3 + sign * half) / (1 - d**2 + z**2) for sign in (-1, 1)]
    found = cliffs_delta(cell_sums(*two_samples), level=0.9)
    assert [found.estimate, found.low, found.high] == pytest.approx([d, *ends], rel=1e-6)


def test_cliffs_delta_without_overlap():
    with pytest.raises(NotTestable, match="do not overlap"):
        cliffs_delta(cell_sums([1, 2, 3, 4], [0, 0, 1, 1], np.ones(4)))


def test_the_interval_of_effectsize_is_for_equal_weights(two_samples):
    with pytest.raises(ValueError, match="equal weights only"):
        cliffs_delta_null(cell_sums(*two_samples))


def test_r_hedges_g(reference):
    expected = reference.results["unweighted"]["hedges_g"]
    found = hedges_g(unweighted(reference.frame))
    assert found.estimate == pytest.approx(expected["g"], rel=1e-9)
    # R's effectsize finds the two ends with a general optimiser, which stops at about 1e-6.
    assert (found.low, found.high) == pytest.approx((expected["lo"], expected["hi"]), rel=2e-6)


def test_ends_of_hedges_g_are_where_its_t_lies_in_the_tails(reference):
    found, (n0, n1) = (f(unweighted(reference.frame)) for f in (hedges_g, lambda c: c.bases))
    df, unit = n0 + n1 - 2, np.sqrt(1 / n0 + 1 / n1)
    values = (reference.group(g)["y"] for g in (0, 1))
    (m0, v0), (m1, v1) = ((y.mean(), y.var()) for y in values)
    d = (m1 - m0) / np.sqrt(((n0 - 1) * v0 + (n1 - 1) * v1) / df)
    shrunk = found.estimate / d
    assert shrunk == pytest.approx(1 - 3 / (4 * df - 1), rel=1e-4)
    tails = [nct.cdf(d / unit, df, end / shrunk / unit) for end in (found.low, found.high)]
    assert tails == pytest.approx([0.975, 0.025], abs=1e-9)


def test_weighted_hedges_g_from_r_means_and_variances(reference):
    groups = [reference.results["weighted"]["proportions"][f"group{g}"] for g in (0, 1)]
    df = sum(g["n"] for g in groups) - 2
    pooled = sum((g["n"] - 1) * g["svyvar"] for g in groups) / df
    d = (groups[1]["mean"] - groups[0]["mean"]) / np.sqrt(pooled)
    shrunk = gamma(df / 2) / np.sqrt(df / 2) / gamma((df - 1) / 2) if df < 300 else 1 - 3 / (4 * df)
    found = hedges_g(weighted(reference.frame))
    assert found.estimate == pytest.approx(shrunk * d, rel=1e-9 if df < 300 else 1e-6)


def test_interval_of_weighted_hedges_g(two_samples):
    answers, group, weights = two_samples
    mine = [group == g for g in (0, 1)]

    def d(w):
        means = [np.average(answers[m], weights=w[m]) for m in mine]
        within = zip(means, mine, (24, 36), strict=True)
        squares = [n * np.average((answers[m] - y) ** 2, weights=w[m]) for y, m, n in within]
        return (means[1] - means[0]) / np.sqrt(sum(squares) / 58)

    found = hedges_g(cell_sums(*two_samples))
    shrunk = gamma(29) / np.sqrt(29) / gamma(28.5)
    reach = t.ppf(0.975, 58) * linearised_error(d, weights)
    expected = shrunk * (d(weights) + np.array([0, -reach, reach]))
    assert [found.estimate, found.low, found.high] == pytest.approx(expected, rel=1e-6)


def test_odds_ratio_of_the_top_2_box_from_r_shares(reference):
    groups = [reference.results["weighted"]["proportions"][f"group{g}"] for g in (0, 1)]
    share = [sum(g["proportion"][3:]) for g in groups]
    odds = [p / (1 - p) for p in share]
    frame = reference.frame
    found = odds_ratio(cell_sums(frame["y"] >= 4, frame["group"], frame["w"]))
    assert found.estimate == pytest.approx(odds[1] / odds[0], rel=1e-9)


def test_interval_of_an_odds_ratio_as_weighted_logistic_regression(reference):
    frame = reference.frame
    top2, n = (frame["y"] >= 4).astype(float), len(frame)
    model = sm.GLM(
        top2, sm.add_constant(frame["group"]), sm.families.Binomial(), var_weights=frame["w"]
    )
    fit = model.fit(cov_type="HC0", tol=1e-14, tol_criterion="params")
    reach = t.ppf(0.975, n - 2) * fit.bse["group"] * np.sqrt(n / (n - 1))
    found = odds_ratio(cell_sums(top2, frame["group"], frame["w"]))
    expected = fit.params["group"] + np.array([0, -reach, reach])
    ends = [found.estimate, found.low, found.high]
    assert ends == pytest.approx(np.exp(expected), rel=1e-8)


def test_odds_ratio_by_hand():
    found = odds_ratio(cell_sums([0, 0, 0, 1, 0, 1, 1, 1], [0] * 4 + [1] * 4, np.ones(8)))
    reach = t.ppf(0.975, 6) * np.sqrt(8 / 3 * 8 / 7)
    assert found.estimate == pytest.approx(9)
    assert np.log([found.low, found.high]) == pytest.approx([np.log(9) - reach, np.log(9) + reach])


def test_odds_ratio_with_an_empty_cell():
    with pytest.raises(NotTestable, match="^one of the groups gave the answer always or never$"):
        odds_ratio(cell_sums([0, 1, 1, 1, 1], [0, 0, 1, 1, 1], np.ones(5)))
    with pytest.raises(ValueError, match="two different answers"):
        odds_ratio(cell_sums([0, 1, 2, 1], [0, 0, 1, 1], np.ones(4)))


def test_r_svyttest_of_the_top_2_box(reference):
    frame, expected = reference.frame, reference.results["weighted"]["svyttest_top2"]
    found = share_difference(frame["y"] >= 4, frame["group"], frame["w"])
    error = expected["estimate"] / expected["statistic"]
    reach = t.ppf(0.975, expected["df"]) * error
    assert found.estimate == pytest.approx(expected["estimate"], rel=1e-9)
    ends = (expected["estimate"] - reach, expected["estimate"] + reach)
    assert (found.low, found.high) == pytest.approx(ends, rel=1e-9)


@pytest.mark.parametrize("chosen", [[True] * 4, [False, False, True, True]])
def test_a_share_that_does_not_vary(chosen):
    with pytest.raises(NotTestable):
        share_difference(chosen, [0, 0, 1, 1], np.ones(4))


def test_r_power(reference):
    n0, n1 = reference.results["n_group"].values()
    expected = reference.results["power"]
    # R's root finder stops within 1e-5 of its unit, so d and h are compared on that scale.
    assert detectable_d(n1, n0) == pytest.approx(expected["pwr_t2n_d_at_80"], abs=1e-5)
    assert detectable_h(n1, n0) == pytest.approx(expected["pwr_2p2n_h_at_80"], abs=1e-5)
    assert power_of_d(0.0, n1, n0) == pytest.approx(0.05)
    assert power_of_d(0.4, n1, n0) == pytest.approx(expected["pwr_t2n_power_at_d0.4"], rel=1e-9)


@pytest.mark.parametrize(("n1", "n0"), [(35, 25), (143, 77), (629, 271), (6, 300)])
@pytest.mark.parametrize("power", [0.5, 0.8, 0.95])
def test_detectable_effects_have_that_power_in_statsmodels(n1, n0, power):
    d, h = detectable_d(n1, n0, power), detectable_h(n1, n0, power)
    assert TTestIndPower().power(d, n1, 0.05, n0 / n1) == pytest.approx(power, abs=1e-11)
    assert NormalIndPower().power(h, n1, 0.05, n0 / n1) == pytest.approx(power, abs=1e-11)
    assert power_of_d(d, n1, n0) == pytest.approx(power, abs=1e-11)
    # Its own root finder stops as early as R's does.
    wanted = {"nobs1": n1, "ratio": n0 / n1, "alpha": 0.05, "power": power}
    assert d == pytest.approx(TTestIndPower().solve_power(**wanted), rel=1e-5)
    assert h == pytest.approx(NormalIndPower().solve_power(**wanted), rel=1e-5)


def test_what_a_survey_of_the_usual_size_can_show():
    assert round(detectable_d(77, 143), 2) == 0.40
    assert detectable_d(77, 143, significance=0.05 / 11) == pytest.approx(0.525, abs=0.001)
    h = detectable_h(77, 143)
    assert round(detectable_share(0.5, h), 2) == 0.69
    assert detectable_share(0.5, -h) == pytest.approx(1 - detectable_share(0.5, h))


def test_a_share_that_cannot_be_that_far_away():
    assert detectable_share(0.99, 0.1) < 1
    assert np.isnan(detectable_share(0.99, 0.4))
    assert np.isnan(detectable_share(0.01, -0.4))
    assert detectable_share(0.25, 2 * (np.arcsin(1) - np.arcsin(0.5))) == pytest.approx(1)


def test_design_effects_shrink_the_bases():
    assert detectable_d(143, 77, design_effects=(1.1, 1)) == detectable_d(130, 77)
    assert detectable_h(143, 77, design_effects=(1.1, 2)) == detectable_h(130, 38.5)
    assert power_of_d(-0.4, 143, 77, design_effects=(1.1, 1)) == power_of_d(0.4, 130, 77)
    with pytest.raises(NotTestable, match="too small"):
        detectable_d(1, 1)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=20))
def test_midranks_with_equal_weights_are_ranks(values):
    expected = (rankdata(values) - 0.5) / len(values)
    assert midranks(np.array(values), np.full(len(values), 0.3)) == pytest.approx(expected)


def test_r_exact_midranks(reference):
    frame = reference.frame
    expected = reference.results["weighted"]["svyranktest_exact_midrank_wilcoxon"]
    ranks = midranks(frame["y"].to_numpy(), frame["w"].to_numpy())
    found = slope(ranks, sm.add_constant(frame["group"].to_numpy(float)), frame["w"].to_numpy())
    assert found.estimate == pytest.approx(expected["estimate"], rel=1e-9)
    assert found.statistic == pytest.approx(expected["statistic"], rel=1e-9)
    assert found.p == pytest.approx(expected["p_value"], rel=1e-9)


@st.composite
def two_groups(draw):
    rows = draw(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 5)), max_size=30))
    group, answers = np.array([*rows, *[(g, a) for g in (0, 1) for a in (1, 3, 5, 5)]]).T
    kinds = st.floats(0.2, 5, allow_nan=False)
    weights = draw(st.lists(kinds, min_size=len(group), max_size=len(group)))
    return answers, group, np.array(weights)


def effects(answers, group, weights):
    cells = cell_sums(answers, group, weights)
    top2 = cell_sums(answers >= 4, group, weights)
    found = cliffs_delta(cells), hedges_g(cells), odds_ratio(top2)
    return [*found, share_difference(answers >= 4, group, weights)]


def numbers(found):
    return [x for effect in found for x in (effect.estimate, effect.low, effect.high)]


@given(two_groups(), st.randoms(use_true_random=False))
def test_order_of_rows_and_scale_of_weights_change_nothing(data, random):
    order = list(range(len(data[0])))
    random.shuffle(order)
    answers, group, weights = (column[order] for column in data)
    found = numbers(effects(answers, group, weights * 37))
    assert found == pytest.approx(numbers(effects(*data)), rel=1e-7, abs=1e-9)


@given(two_groups())
def test_swapping_groups_flips_the_sign(data):
    answers, group, weights = data
    delta, g, ratio, points = effects(answers, 1 - group, weights)
    expected = effects(*data)
    for one, other in zip((delta, g, points), (*expected[:2], expected[3]), strict=True):
        turned = (-other.estimate, -other.high, -other.low)
        assert (one.estimate, one.low, one.high) == pytest.approx(turned, rel=1e-7, abs=1e-9)
    inverse = (1 / expected[2].estimate, 1 / expected[2].high, 1 / expected[2].low)
    assert (ratio.estimate, ratio.low, ratio.high) == pytest.approx(inverse, rel=1e-7)


@given(two_groups(), st.floats(0.2, 0.8))
def test_a_respondent_split_in_two_leaves_the_estimates(data, part):
    answers, group, weights = data
    split = np.append(weights, weights[0] * (1 - part))
    split[0] *= part
    found = effects(np.append(answers, answers[0]), np.append(group, group[0]), split)
    expected = effects(*data)
    for place in (0, 2, 3):
        estimate = expected[place].estimate
        assert found[place].estimate == pytest.approx(estimate, rel=1e-9, abs=1e-9)
    # Hedges' g alone counts respondents, in its pooled variance and against its bias.
    assert found[1].estimate == pytest.approx(expected[1].estimate, rel=2 / len(group), abs=1e-9)
