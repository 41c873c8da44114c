"""Proportional odds: weighted cumulative logit regression, and the check that it holds.

With a group and no covariate all of it comes from the sums of the weights and of their
squares by group and answer, whatever the number of respondents; covariates need each one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import chdtrc, expit, logit, xlogy

from helpers.regression import Slope, independent
from helpers.testable import CellSums, NotTestable, cell_sums, coded

MOST_STEPS, MOST_HALVINGS, CLOSE, WORST_CONDITION = 60, 40, 1e-8, 1e10


@dataclass(frozen=True)
class ProportionalOdds:
    """The model P(answer <= level k) = logistic(zeta[k] - design @ coefficients).

    `covariance` is that of the coefficients; `log_likelihood` takes the weights as they are.
    """

    zeta: np.ndarray
    coefficients: np.ndarray
    covariance: np.ndarray
    log_likelihood: float

    def slope(self, column: int = 0) -> Slope:
        """Log odds ratio of a column of the design (0, the group), with a normal reference."""
        error = float(np.sqrt(self.covariance[column, column]))
        return Slope(float(self.coefficients[column]), error, np.inf)

    def odds_ratio(self, level: float, column: int = 0) -> tuple[float, float, float]:
        """Odds ratio of a higher answer and the two ends of its interval at that level."""
        slope = self.slope(column)
        return tuple(float(np.exp(x)) for x in (slope.estimate, *slope.interval(level)))


def proportional_odds(cells: CellSums) -> ProportionalOdds:
    """Weighted proportional odds of group 1 against group 0, from cell sums.

    Raises NotTestable where the answers of the groups do not overlap.
    Source: McCullagh (1980), JRSS B 42, 109-142; variance of Binder (1983), as R's svyolr.
    """
    answers = np.arange(len(cells.levels))
    _guard_overlap(*(answers[given] for given in cells.table > 0))
    group = np.repeat([0.0, 1.0], len(answers))[:, None]
    theta, value, influence = _maximise(group, np.tile(answers, 2), cells.table.ravel())
    return _model(theta, value, cells.covariance(influence.reshape(2, len(answers), -1)))


def by_respondent(influence: np.ndarray) -> np.ndarray:
    """Covariance (q by q) of the sum of the influences (n by q) of n independent respondents."""
    n, centred = len(influence), influence - influence.mean(axis=0)
    return centred.T @ centred * n / (n - 1)


def proportional_odds_adjusted(
    answers, design, weights, spread: Callable[[np.ndarray], np.ndarray] = by_respondent
) -> ProportionalOdds:
    """Weighted proportional odds on a design (n by k: the group 0 or 1, covariates; no constant).

    `spread` gives the covariance of the sum of weighted influences (n by q), so that a design
    with strata or clusters can bring its own. Covariates that those before them already hold
    have no coefficient. Raises NotTestable as `cell_sums` and `proportional_odds` do, and
    where covariates hold the group or separate the answers. Source: as `proportional_odds`.
    """
    design, weights = np.asarray(design, dtype=float), np.asarray(weights, dtype=float)
    proportional_odds(cell_sums(answers, design[:, 0], weights))
    design = _without_repeats(design)
    theta, value, influence = _maximise(design, coded(answers)[0], weights)
    return _model(theta, value, spread(weights[:, None] * influence))


def _without_repeats(design: np.ndarray) -> np.ndarray:
    group_last = np.column_stack([np.ones(len(design)), np.roll(design, -1, axis=1)])
    kept = independent(np.linalg.qr(group_last, mode="r"))
    if kept[-1] != design.shape[1]:
        raise NotTestable("the profile of the two groups does not overlap")
    return design[:, [0, *kept[1:-1]]]


def _model(theta, value: float, covariance: np.ndarray) -> ProportionalOdds:
    return ProportionalOdds(theta[len(covariance) :], theta[: len(covariance)], covariance, value)


def _guard_overlap(answers: np.ndarray, others: np.ndarray) -> None:
    if answers.max() <= others.min() or others.max() <= answers.min():
        raise NotTestable("the answers of the two groups do not overlap")


def _maximise(design: np.ndarray, y: np.ndarray, weights: np.ndarray):
    """Coefficients then cuts, log-likelihood, influence of each row on the coefficients.

    The log-likelihood is concave (Pratt 1981, JASA 76, 103-106), so Newton's steps, halved
    until it rises, end at its maximum wherever there is one.
    """
    k = design.shape[1]
    below = np.cumsum(np.bincount(y, weights))
    theta = np.concatenate([np.zeros(k), logit(below[:-1] / below[-1])])
    for _ in range(MOST_STEPS):
        value, scores, information = _derivatives(theta, design, y, weights)
        try:
            step = np.linalg.solve(information, weights @ scores)
        except np.linalg.LinAlgError:
            break
        reach = max(np.abs(design @ step[:k]).max(), np.abs(step[k:]).max())
        if reach < CLOSE and _conditioned(information):
            influence = scores @ np.linalg.inv(information)[:, :k]
            return theta, value, influence
        step = _halved(theta, step, value, design, y, weights)
        theta = theta + step
    raise NotTestable("the covariates separate the answers, so that an estimate has no bound")


def _conditioned(information: np.ndarray) -> bool:
    # Where columns together separate the answers, rounding alone can end the steps.
    scale = np.sqrt(np.diag(information))
    return bool(np.linalg.cond(information / np.outer(scale, scale)) < WORST_CONDITION)


def _halved(theta, step, value, design, y, weights) -> np.ndarray:
    for _ in range(MOST_HALVINGS):
        # Near the maximum the gain is smaller than the rounding of the sum.
        if _log_likelihood(theta + step, design, y, weights) >= value - 1e-12 * abs(value):
            break
        step = step / 2
    return step


def _bounds(theta, design, y):
    """Linear predictors of the cut above and the cut below each answer, and their gap."""
    k = design.shape[1]
    cuts = np.concatenate([[-np.inf], theta[k:], [np.inf]])
    fitted = design @ theta[:k]
    return cuts[y + 1] - fitted, cuts[y] - fitted, cuts[y + 1] - cuts[y]


def _log_likelihood(theta, design, y, weights) -> float:
    upper, lower, gap = _bounds(theta, design, y)
    if not (gap > 0).all():
        return -np.inf
    # F(upper) - F(lower) as a product, which keeps its digits in the tails.
    logs = np.log(-np.expm1(-gap)) - np.logaddexp(0, -upper) - np.logaddexp(0, lower)
    return float(weights @ logs)


def _derivatives(theta, design, y, weights):
    """Log-likelihood, its score by row and unit of weight, and the observed information."""
    upper, lower, gap = _bounds(theta, design, y)
    ratio = 1 / np.expm1(np.minimum(gap, 700))
    cut = np.eye(y.max() + 2)[:, 1:-1]
    above, beneath = np.hstack([-design, cut[y + 1]]), np.hstack([-design, cut[y]])
    scores = above * (expit(-upper) + ratio)[:, None] - beneath * (expit(lower) + ratio)[:, None]
    mixed = weights * ratio * (1 + ratio)
    information = (
        above.T @ ((weights * expit(upper) * expit(-upper))[:, None] * above)
        + beneath.T @ ((weights * expit(lower) * expit(-lower))[:, None] * beneath)
        + (above - beneath).T @ (mixed[:, None] * (above - beneath))
    )
    return _log_likelihood(theta, design, y, weights), scores, information


@dataclass(frozen=True)
class LikelihoodRatio:
    """Check of proportionality: `statistic` is twice the saturated model's gain.

    Weights are scaled to mean 1; `design_effect` divides the statistic before its p is read.
    """

    log_likelihood: float
    statistic: float
    design_effect: float
    df: int
    p: float


def likelihood_ratio_check(cells: CellSums) -> LikelihoodRatio:
    """Pseudo likelihood ratio of the saturated model over proportional odds, two groups.

    Unequal weights or strata bring the first-order correction of Rao and Scott (1984), Annals
    of Statistics 12, 46-60, and NotTestable where a cumulative category is empty in a group.
    Raises NotTestable also as `proportional_odds` does, and where there are two answers only.
    """
    _guard_cuts(cells)
    scale = cells.count.sum() / cells.weight.sum()
    saturated = float(xlogy(cells.table, cells.shares).sum() * scale)
    ratio = 2 * (saturated - float(proportional_odds(cells).log_likelihood * scale))
    effect, df = _mean_design_effect(cells), len(cells.levels) - 2
    p = float(chdtrc(df, max(ratio, 0.0) / effect))
    return LikelihoodRatio(saturated, ratio, effect, df, p)


@dataclass(frozen=True)
class WaldCheck:
    """Check of proportionality from the log odds ratio of a higher answer at each cut."""

    log_or_per_cut: np.ndarray
    statistic: float
    df: int
    p: float


def wald_check(cells: CellSums) -> WaldCheck:
    """Weighted Wald test that the log odds ratio is the same at every cut, two groups.

    Raises NotTestable where a cumulative category is empty in a group or there are two
    answers only. Source: Brant (1990), Biometrics 46, 1171-1178; linearised covariance.
    """
    _guard_cuts(cells)
    _guard_cumulative(cells)
    log_or = np.diff(logit(_above(cells)), axis=0)[0]
    steps, df = np.diff(log_or), len(cells.levels) - 2
    statistic = float(steps @ np.linalg.solve(_step_covariance(cells), steps))
    return WaldCheck(log_or, statistic, df, float(chdtrc(df, statistic)))


def _above(cells: CellSums) -> np.ndarray:
    return cells.shares[:, :0:-1].cumsum(axis=1)[:, ::-1]


def _guard_cuts(cells: CellSums) -> None:
    if len(cells.levels) < 3:
        raise NotTestable("there are only two different answers")


def _guard_cumulative(cells: CellSums) -> None:
    below = cells.count.sum(axis=0).cumsum(axis=1)
    if (below[:, :-1] == 0).any() or (below[:, :-1] == below[:, -1:]).any():
        raise NotTestable("a cumulative category is empty in one of the groups")


def _step_covariance(cells: CellSums) -> np.ndarray:
    """Covariance of the steps from one cut's log odds ratio to the next."""
    above = _above(cells)[:, None, :]
    beyond = np.arange(len(cells.levels))[:, None] > np.arange(len(cells.levels) - 1)
    signed = cells.table.sum(axis=1)[:, None, None] * np.array([-1, 1])[:, None, None]
    influence = (beyond - above) / (signed * above * (1 - above))
    return np.diff(np.diff(cells.covariance(influence), axis=0), axis=1)


def _mean_design_effect(cells: CellSums) -> float:
    if cells.equal_weights and len(cells.count) == 1:
        return 1.0
    _guard_cumulative(cells)
    table, mean_weight = cells.table[None], cells.weight.sum() / cells.count.sum()
    count = cells.count.sum(axis=0, keepdims=True)
    simple = replace(cells, weight=table, square=table * mean_weight, count=count)
    ratios = np.linalg.solve(_step_covariance(simple), _step_covariance(cells))
    return float(np.trace(ratios) / len(ratios))
