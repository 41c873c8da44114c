"""Change: a post-stratified baseline against a follow-up of different respondents."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import stdtrit
from scipy.stats import ttest_ind
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from helpers import comparisons, effects
from helpers import proportional_odds as cumulative
from helpers.estimates import mean_score, scores, share_of
from helpers.samples import Sample
from helpers.testable import CellSums, cell_sums
from helpers.variance_choices import variance_choices
from helpers.weighting import post_stratify
from simulated.draws import answered, both_filled, draw_scores, sample
from simulated.outcomes import (
    BOX,
    COVERAGE,
    LEVEL,
    NAN,
    TYPE_I,
    Outcome,
    covered,
    row_outcomes,
    tested,
)
from simulated.populations import (
    IN_BASE,
    OPINIONS,
    RATING,
    SCORES,
    SETTINGS,
    Change,
    change_shares,
    expected_rank_shift,
    mixture,
)

REPLICATES = 499


def change_trial(random: np.random.Generator, setting: Change) -> Iterator[Outcome]:
    """Tests and intervals of the change from a post-stratified baseline to a follow-up."""
    cells = both_filled(random, setting.before, setting.after, setting.bases)
    keys = []
    for place, found in enumerate(cells):
        lift = np.array(setting.lift)[found] + setting.effect * place
        shares = mixture(lift, setting.lower, setting.higher)
        keys.append(answered(random, draw_scores(random, shares)))
    weights = post_stratify(pd.Series(cells[0]), pd.Series(cells[1]))
    before = sample("before", {"rating": keys[0]}, weights)
    after = sample("after", {"rating": keys[1]})
    truth, null = change_shares(setting), not setting.effect
    rows = comparisons.compare(after, before, RATING, SETTINGS)
    yield from row_outcomes(rows, None if null else change_truths(truth))
    y, group, w = opinions(before, after)
    sums = cell_sums(y, group, w)
    yield from model_outcomes(sums, truth, null)
    yield from effect_outcomes(sums, y, group, w, truth)
    yield from variance_outcomes(before, after, cells, truth, null)
    if null:
        yield from estimate_outcomes(before, after, truth)
        yield from naive_outcomes(y, group, w)


def change_truths(shares: np.ndarray) -> dict[str, float]:
    """True difference by test."""
    moved = shares[1] - shares[0]
    box = moved[3:].sum() * OPINIONS / IN_BASE
    return {"ordinal": expected_rank_shift(shares), "t": moved @ SCORES, "share": box}


def opinions(before: Sample, after: Sample) -> tuple[np.ndarray, ...]:
    """Scores, group (1 is `after`) and weights of all with an opinion."""
    y = np.concatenate([scores(one, RATING) for one in (before, after)])
    group = np.repeat([0, 1], [len(before), len(after)])
    weights = np.concatenate([before.weights, after.weights])
    kept = ~np.isnan(y)
    return y[kept], group[kept], weights[kept]


def model_outcomes(sums: CellSums, shares: np.ndarray, null: bool) -> Iterator[Outcome]:
    """Proportional odds and its two checks."""
    name = "proportional odds"
    truth = 1.0 if null else nearest_odds_ratio(sums, shares)
    yield covered(name, truth, lambda: cumulative.proportional_odds(sums).odds_ratio(LEVEL))
    if null:
        yield tested(name, lambda: cumulative.proportional_odds(sums).slope())
        checked = {"likelihood ratio": cumulative.likelihood_ratio_check}
        checked |= {"Wald": cumulative.wald_check}
        for way, check in checked.items():
            yield tested(f"check of proportional odds, {way}", lambda c=check: c(sums))


def nearest_odds_ratio(sums: CellSums, shares: np.ndarray) -> float:
    """Odds ratio that the model has on the true shares, of which it is an approximation."""
    table = shares * sums.bases[:, None]
    population = CellSums(SCORES, table[None], table[None], table[None])
    return cumulative.proportional_odds(population).odds_ratio(LEVEL)[0]


def effect_outcomes(sums: CellSums, y, group, w, shares: np.ndarray) -> Iterator[Outcome]:
    """Intervals of the effect sizes."""
    delta, (odds, points) = 2 * expected_rank_shift(shares), box_effects(shares)
    yield covered("Cliff's delta", delta, lambda: effects.cliffs_delta(sums))
    yield covered("Hedges' g", standardised(sums, shares), lambda: effects.hedges_g(sums))
    chosen = (y >= 4).astype(float)
    run = {f"odds ratio, {BOX}": lambda: effects.odds_ratio(cell_sums(chosen, group, w))}
    run[f"percentage points, {BOX}"] = lambda: effects.share_difference(chosen, group, w)
    for (name, effect), truth in zip(run.items(), (odds, points), strict=True):
        yield covered(name, truth, effect)


def box_effects(shares: np.ndarray) -> tuple[float, float]:
    """True odds ratio and difference of the top-2-box."""
    before, after = shares[:, 3:].sum(axis=1)
    return after / (1 - after) * (1 - before) / before, after - before


def standardised(sums: CellSums, shares: np.ndarray) -> float:
    """True difference of means in pooled standard deviations, pooled by the bases."""
    means = shares @ SCORES
    variances = (shares * (SCORES - means[:, None]) ** 2).sum(axis=1)
    return float(np.diff(means)[0] / np.sqrt(np.average(variances, weights=sums.bases)))


def variance_outcomes(before, after, cells, shares: np.ndarray, null: bool) -> Iterator[Outcome]:
    """The three variances of one difference."""
    y = np.concatenate([scores(one, RATING) for one in (before, after)])
    group = np.repeat([0, 1], [len(before), len(after)])
    found = variance_choices(y, group, np.concatenate(cells), REPLICATES)
    truths = change_truths(shares)
    for row in found.to_dict("records"):
        for outcome, truth in (("midrank", truths["ordinal"]), ("mean", truths["t"])):
            name = f"variance {row['choice'].replace('_', '-')}, {outcome}"
            middle, error = row[f"{outcome}_difference"], row[f"{outcome}_error"]
            reach = stdtrit(row["df"], 0.5 + LEVEL / 2) * error
            if null:
                yield Outcome(name, TYPE_I, p=row[f"{outcome}_p"])
            else:
                yield covered(name, truth, lambda m=middle, r=reach: (m - r, m + r))


def estimate_outcomes(before: Sample, after: Sample, shares: np.ndarray) -> Iterator[Outcome]:
    """Intervals of the headline share and of the mean of each survey."""
    for one, name, true in ((before, "weighted", shares[0]), (after, "unweighted", shares[1])):
        headline = true[3:].sum() * OPINIONS / IN_BASE
        shown = {"headline share": (share_of(one, RATING, RATING.headline), headline)}
        shown["mean score"] = mean_score(one, RATING), true @ SCORES
        for what, (rows, truth) in shown.items():
            low, high = rows["low"].item(), rows["high"].item()
            yield Outcome(f"{what}, {name}", COVERAGE, NAN, low, high, truth)


def naive_outcomes(y, group, w) -> Iterator[Outcome]:
    """What the program does not do: weights as counts of respondents, and no weights at all."""
    ones = [DescrStatsW(y[group == g], w[group == g]) for g in (1, 0)]
    p = CompareMeans(*ones).ttest_ind(usevar="unequal")[1]
    yield Outcome("not used: t-test with weights as counts", TYPE_I, p=float(p))
    p = ttest_ind(y[group == 1], y[group == 0], equal_var=False).pvalue
    yield Outcome("not used: Welch's test without weights", TYPE_I, p=float(p))
