"""Effect sizes with their intervals, and the smallest effect that the bases could show.

Group 1 is set against group 0: a positive effect says that group 1 answers higher. Effects
from `CellSums` have linearised variances, with t on n - strata - 1 degrees of freedom.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, logit, nctdtr, ndtr, ndtri, stdtrit

from helpers.regression import slope
from helpers.testable import CellSums, NotTestable, cell_sums

HALVINGS = 80


@dataclass(frozen=True)
class Effect:
    """An effect size with the two ends of its interval."""

    estimate: float
    low: float
    high: float


def midranks(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Share of the weight below each value plus half of that at it, 0 to 1, length n."""
    levels, place = np.unique(values, return_inverse=True)
    return _midranks(np.bincount(place, weights, minlength=len(levels)))[place]


def _midranks(table: np.ndarray) -> np.ndarray:
    return (table.cumsum(axis=-1) - table / 2) / table.sum(axis=-1, keepdims=True)


def cliffs_delta(cells: CellSums, level: float = 0.95) -> Effect:
    """Chance that an answer of group 1 is higher than one of group 0 less that it is lower.

    From -1 to 1; each chance is weighted. Raises NotTestable where no pair is the other way.
    Source: Cliff (1996), Ordinal Methods; the uneven interval of Feng and Cliff (2004), JMASM
    3, 322-332, here on the linearised variance.
    """
    delta, error = _delta(cells)
    if np.isclose(abs(delta), 1, rtol=0, atol=1e-12):
        raise NotTestable("the answers of the two groups do not overlap")
    reach = stdtrit(cells.df, 0.5 + level / 2) * error
    half = reach * np.sqrt((1 - delta**2) ** 2 + reach**2)
    middle, scale = delta - delta**3, 1 - delta**2 + reach**2
    return Effect(delta, float((middle - half) / scale), float((middle + half) / scale))


def cliffs_delta_null(cells: CellSums, level: float = 0.95) -> Effect:
    """Cliff's delta with the interval of R's effectsize, for equal weights only.

    Fisher's z with the variance that holds without ties and without a difference, so it is
    for comparison with R. Raises ValueError for unequal weights.
    """
    if not cells.equal_weights:
        raise ValueError("this interval is for equal weights only")
    delta, n = _delta(cells)[0], cells.bases
    reach = ndtri(0.5 + level / 2) * np.sqrt((n.sum() + 1) / (3 * n.prod()))
    low, high = np.tanh(np.arctanh(delta) + np.array([-reach, reach]))
    return Effect(delta, float(low), float(high))


def _delta(cells: CellSums) -> tuple[float, float]:
    ranks, totals = _midranks(cells.table), cells.table.sum(axis=1)
    delta = float(cells.shares[1] @ (2 * ranks[0] - 1))
    influence = np.stack([1 - 2 * ranks[1] - delta, 2 * ranks[0] - 1 - delta]) / totals[:, None]
    return delta, _error(cells, influence)


def hedges_g(cells: CellSums, level: float = 0.95) -> Effect:
    """Difference of mean scores in pooled standard deviations, freed of small-sample bias.

    With weights: weighted means over the pooled variances of R's svyvar; bases stay unweighted.
    The interval inverts the noncentral t with equal weights (as R's effectsize does) and is
    linearised otherwise. Source: Hedges (1981), Journal of Educational Statistics 6, 107-128.
    """
    d, influence = _standardised(cells)
    df = cells.bases.sum() - 2
    factor = np.exp(gammaln(df / 2) - np.log(df / 2) / 2 - gammaln((df - 1) / 2))
    if cells.equal_weights and len(cells.count) == 1:
        low, high = _noncentral(d, cells.bases, level)
    else:
        reach = stdtrit(cells.df, 0.5 + level / 2) * _error(cells, influence)
        low, high = d - reach, d + reach
    return Effect(*(float(factor * x) for x in (d, low, high)))


def _standardised(cells: CellSums) -> tuple[float, np.ndarray]:
    means = cells.shares @ cells.levels
    away = cells.levels - means[:, None]
    squared = (cells.shares * away**2).sum(axis=1)
    part = cells.bases / (cells.bases.sum() - 2)
    deviation = np.sqrt(part @ squared)
    d = float(np.diff(means)[0] / deviation)
    # A respondent moves the mean by the deviation, and the pooled variance by its square.
    moved = np.array([[-1], [1]]) * away / deviation
    moved -= d / (2 * deviation**2) * part[:, None] * (away**2 - squared[:, None])
    return d, moved / cells.table.sum(axis=1, keepdims=True)


def _noncentral(d: float, bases: np.ndarray, level: float) -> np.ndarray:
    unit, df = np.sqrt((1 / bases).sum()), bases.sum() - 2
    t, tails = d / unit, np.array([0.5 + level / 2, 0.5 - level / 2])
    far = 20 + 3 * abs(t)
    return _crossing(lambda shift: _below(df, shift, t) - tails, [-far] * 2, [far] * 2) * unit


def _below(df: float, shift, t: float) -> np.ndarray:
    """Chance that a noncentral t lies below t; scipy has NaN for it where next to 0 or 1."""
    chance = nctdtr(df, shift, t)
    return np.where(np.isnan(chance), np.asarray(shift) < t, chance)


def _crossing(falling, low, high) -> np.ndarray:
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        positive = falling(middle) > 0
        low, high = np.where(positive, middle, low), np.where(positive, high, middle)
    return (low + high) / 2


def odds_ratio(cells: CellSums, level: float = 0.95) -> Effect:
    """Odds of the higher of two answers in group 1 over those in group 0 (1: no difference).

    `cells` are those of a yes (1) or no (0), such as being in the top-2-box. Raises
    NotTestable where one of the four cells is empty, and ValueError for more than two answers.
    Source: Woolf (1955), Annals of Human Genetics 19, 251-253; linearised variance.
    """
    if len(cells.levels) != 2:
        raise ValueError("an odds ratio takes two different answers")
    if (cells.table == 0).any():
        raise NotTestable("one of the groups gave the answer always or never")
    share, totals = cells.shares[:, 1], cells.table.sum(axis=1)
    log_or = float(logit(share[1]) - logit(share[0]))
    per_unit = np.array([-1, 1]) / (totals * share * (1 - share))
    influence = per_unit[:, None] * (np.array([0, 1]) - share[:, None])
    reach = stdtrit(cells.df, 0.5 + level / 2) * _error(cells, influence)
    return Effect(*(float(np.exp(x)) for x in (log_or, log_or - reach, log_or + reach)))


def share_difference(chosen, group, weights, level: float = 0.95) -> Effect:
    """Share of group 1 that chose an answer less that of group 0, -1 to 1 (0.05: 5 points).

    `chosen` is true or false, by respondent. Raises NotTestable as `cell_sums` does,
    and where the weights leave no variance. Source: as `helpers.regression`.
    """
    chosen, group, weights = (np.asarray(a, dtype=float) for a in (chosen, group, weights))
    cell_sums(chosen, group, weights)
    try:
        found = slope(chosen, np.column_stack([np.ones(len(group)), group]), weights)
    except ValueError as error:
        raise NotTestable(str(error)) from None
    low, high = found.interval(level)
    return Effect(found.estimate, float(low), float(high))


def _error(cells: CellSums, influence: np.ndarray) -> float:
    return float(np.sqrt(cells.covariance(influence[:, :, None])[0, 0]))


def detectable_d(n1, n0, power=0.8, significance=0.05, design_effects=(1.0, 1.0)) -> float:
    """Smallest standardised difference of means that a two-sided t-test shows at that power.

    Bases are divided by their design effects first. Raises NotTestable where that leaves two
    effective respondents or fewer. Source: Cohen (1988), Statistical Power Analysis, ch. 2.
    """
    bases = _bases(n1, n0, design_effects)
    df, unit = bases.sum() - 2, np.sqrt((1 / bases).sum())
    top = 40 + 10 * stdtrit(df, 1 - significance / 2)
    return float(_crossing(lambda s: power - _power(df, s, significance), 0, top) * unit)


def power_of_d(d, n1, n0, significance=0.05, design_effects=(1.0, 1.0)) -> float:
    """Chance, 0 to 1, that a two-sided t-test shows a standardised difference of d."""
    bases = _bases(n1, n0, design_effects)
    shift = abs(d) / np.sqrt((1 / bases).sum())
    return float(_power(bases.sum() - 2, shift, significance))


def _power(df: float, shift, significance: float) -> np.ndarray:
    critical = stdtrit(df, 1 - significance / 2)
    return 1 - _below(df, shift, critical) + _below(df, shift, -critical)


def detectable_h(n1, n0, power=0.8, significance=0.05, design_effects=(1.0, 1.0)) -> float:
    """Smallest difference of shares on the arcsine scale that a two-sided test shows.

    Source: Cohen (1988), Statistical Power Analysis, ch. 6. Otherwise as `detectable_d`.
    """
    bases, critical = _bases(n1, n0, design_effects), ndtri(1 - significance / 2)

    def missing(shift):
        return power - ndtr(shift - critical) - ndtr(-shift - critical)

    return float(_crossing(missing, 0, 40 + critical) * np.sqrt((1 / bases).sum()))


def detectable_share(share, h: float) -> float:
    """Share, 0 to 1, that lies `h` (negative: below) from a baseline share on the arcsine scale.

    NaN where no share is that far away.
    """
    angle = np.arcsin(np.sqrt(share)) + h / 2
    return float(np.sin(angle) ** 2) if 0 <= angle <= np.pi / 2 else float("nan")


def _bases(n1, n0, design_effects) -> np.ndarray:
    bases = np.array([n1, n0], dtype=float) / np.asarray(design_effects, dtype=float)
    if bases.min() <= 0 or bases.sum() <= 2:
        raise NotTestable("the bases are too small for any difference to show")
    return bases
