"""Effect sizes of the shipped differences, from pairs of teachers and from statsmodels."""

import numpy as np
import pytest
from annex_chapters import chapter
from statsmodels.stats.power import NormalIndPower, TTestIndPower
from statsmodels.stats.proportion import proportion_effectsize

from helpers.annex.effect_sizes import (
    DELTA,
    HEDGES,
    LEAST_D,
    LEAST_SHARE,
    ODDS_RATIO,
    POWER,
    detectable_rows,
    lower_is_better,
    points_row,
    size_rows,
)
from helpers.comparisons import compare
from helpers.pooling import Pooled

ALL = [(number, item.name) for number in ("3", "5", "6") for item in chapter(number).items]


def parts(number, name):
    found = chapter(number)
    item = found.analysis.questionnaire.item(name)
    return found, item, found.told(item)


@pytest.mark.parametrize(("number", "name"), ALL)
def test_sizes_are_those_of_all_pairs_and_of_the_four_cells(number, name):
    found, item, beside = parts(number, name)
    rows = size_rows(found.pooled, item, beside, found.settings).set_index("effect")
    pooled, scores = found.pooled, found.pooled.scores(item)
    here, there = ((pooled.group == g) & ~np.isnan(scores) for g in (1, 0))
    w1, w0, x1, x0 = (a[m] for a in (pooled.weights, scores) for m in (here, there))
    chance = w1 @ np.sign(x1[:, None] - x0) @ w0 / (w1.sum() * w0.sum())
    assert rows.loc[DELTA, "estimate"] == pytest.approx(chance)
    assert rows.loc[DELTA, "estimate"] == pytest.approx(2 * mean_rank_difference(pooled, item))
    means = [np.average(x, weights=w) for x, w in ((x1, w1), (x0, w0))]
    each = zip((x1, x0), means, (w1, w0), strict=True)
    spread = [np.average((x - mean) ** 2, weights=w) for x, mean, w in each]
    n1, n0 = len(x1), len(x0)
    pooled_sd = np.sqrt((n1 * spread[0] + n0 * spread[1]) / (n1 + n0 - 2))
    correction = 1 - 3 / (4 * (n1 + n0 - 2) - 1)
    g = correction * (means[0] - means[1]) / pooled_sd
    assert rows.loc[HEDGES, "estimate"] == pytest.approx(g, rel=1e-4)
    chosen = pooled.headline(item)
    asked = [(pooled.group == g) & ~np.isnan(chosen) for g in (1, 0)]
    p, q = (np.average(chosen[m], weights=pooled.weights[m]) for m in asked)
    assert rows.loc[ODDS_RATIO, "estimate"] == pytest.approx(p / (1 - p) / (q / (1 - q)))
    assert (rows["low"] < rows["estimate"]).all() and (rows["estimate"] < rows["high"]).all()


def mean_rank_difference(pooled, item) -> float:
    ranks = pooled.midranks(item)
    means = []
    for g in (1, 0):
        mine = (pooled.group == g) & ~np.isnan(ranks)
        means.append(np.average(ranks[mine], weights=pooled.weights[mine]))
    return means[0] - means[1]


@pytest.mark.parametrize(("number", "name"), ALL)
def test_what_could_have_shown_is_that_of_statsmodels(number, name):
    found, item, beside = parts(number, name)
    rows = detectable_rows(found.pooled, item, beside, found.settings).set_index("effect")
    scores = found.pooled.scores(item)
    kept = [(found.pooled.group == g) & ~np.isnan(scores) for g in (1, 0)]
    bases = [mine.sum() for mine in kept]
    weights = [found.pooled.weights[mine] for mine in kept]
    kish = [len(w) * (w**2).sum() / w.sum() ** 2 for w in weights]
    n1, n0 = (base / effect for base, effect in zip(bases, kish, strict=True))
    d = TTestIndPower().solve_power(nobs1=n1, ratio=n0 / n1, alpha=0.05, power=POWER)
    row = rows.loc[LEAST_D]
    assert row["estimate"] == pytest.approx(d, rel=1e-5)
    assert (row["base"], row["base_against"]) == tuple(bases)
    assert (row["design_effect"], row["design_effect_against"]) == pytest.approx(tuple(kish))
    h = NormalIndPower().solve_power(nobs1=n1, ratio=n0 / n1, alpha=0.05, power=POWER)
    share = rows.loc[LEAST_SHARE]
    sign = -1 if lower_is_better(item) else 1
    reached = proportion_effectsize(share["estimate"], share["low"])
    assert sign * reached == pytest.approx(h, rel=1e-5)


def test_only_misconceptions_are_better_when_fewer():
    lower = {name for number, name in ALL if lower_is_better(parts(number, name)[1])}
    assert lower == {"misconceptions"}


@pytest.mark.parametrize(("number", "name"), ALL)
def test_points_are_those_of_the_test_of_the_headline_share(number, name):
    found, item, _ = parts(number, name)
    tested = found.made(item, "share")
    (row,) = points_row(tested).to_dict("records")
    assert (row["estimate"], row["low"]) == (tested["estimate"], tested["low"])
    ends = found.difference(item)
    assert row["estimate"] == pytest.approx(ends.here.headline.value - ends.there.headline.value)


def test_what_bears_no_test_has_a_reason_or_no_row(make_sample, five_point, questionnaire):
    one, other = make_sample([5, 5, 5]), make_sample([5, 5])
    beside = compare(one, other, five_point, questionnaire.settings).iloc[1]
    given = (Pooled(one, other), five_point, beside, questionnaire.settings)
    rows = size_rows(*given)
    assert rows["estimate"].isna().all() and set(rows["reason"]) == {"every answer is the same"}
    assert detectable_rows(*given).empty


def test_a_share_that_cannot_be_reached_is_no_number(make_sample, five_point, questionnaire):
    one, other = make_sample([5, 4, 1]), make_sample([5, 5, 1])
    beside = compare(one, other, five_point, questionnaire.settings).iloc[1]
    given = (Pooled(one, other), five_point, beside, questionnaire.settings)
    row = detectable_rows(*given).set_index("effect").loc[LEAST_SHARE]
    assert np.isnan(row["estimate"]) and row["reason"] == "no share is as far away as it had to be"
