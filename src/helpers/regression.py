"""Weighted least squares with linearised variance: the one engine behind the tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from helpers.design import Design
from helpers.testable import NotTestable

# Standard error, as a part of the outcome's range, that is rounding and no variance.
NO_VARIANCE = 1e-10


@dataclass(frozen=True)
class Slope:
    """One coefficient with its error, degrees of freedom and two-sided p."""

    estimate: float
    error: float
    df: int

    @property
    def statistic(self) -> float:
        return self.estimate / self.error

    @property
    def p(self) -> float:
        return float(2 * stdtr(self.df, -abs(self.statistic)))

    def interval(self, level: float) -> tuple[float, float]:
        """Interval of the coefficient at that level."""
        reach = stdtrit(self.df, 0.5 + level / 2) * self.error
        return self.estimate - reach, self.estimate + reach


def independent(design: np.ndarray) -> list[int]:
    """Positions of the columns (n by k) that those before them do not already hold."""
    part, kept = _triangle(design), []
    for column in range(design.shape[1]):
        if _rank(part[:, [*kept, column]], len(design)) > len(kept):
            kept.append(column)
    return kept


def slope(
    outcome: np.ndarray, design: np.ndarray, weights: np.ndarray | Design, column: int = 1
) -> Slope:
    """Coefficient of one column of `design` (n by k, with its constant), as R's svyglm.

    `weights` of n respondents, or the sampling design that holds them with its strata and
    clusters: the variance is that of the design, df = its degrees of freedom + 1 - k (without
    strata and clusters n - k). Raises NotTestable where columns depend on each other, no
    degrees of freedom are left, or outcomes leave no variance.
    Source: Binder (1983), International Statistical Review 51, 279-292.
    """
    sampled = weights if isinstance(weights, Design) else Design.plain(weights)
    k = design.shape[1]
    df = sampled.degf + 1 - k
    clustered = bool((sampled.cluster >= 0).any())
    if df < 1:
        units = "clusters" if clustered and sampled.n > k else "answers"
        raise NotTestable(f"there are too few {units}")
    root = _triangle(design * np.sqrt(sampled.weights)[:, None])
    if _rank(root, len(design)) < k:
        raise NotTestable("the columns of the comparison depend on each other")
    weighted = design * sampled.weights[:, None]
    bread = np.linalg.inv(design.T @ weighted)
    coefficients = bread @ (weighted.T @ outcome)
    influence = (design @ bread[:, column]) * (outcome - design @ coefficients)
    error = float(np.sqrt(sampled.covariance(influence[:, None])[0, 0]))
    # What rounding leaves of a variance of nothing would make any difference significant.
    if error <= NO_VARIANCE * np.ptp(outcome):
        between = "the difference does not vary between the clusters"
        raise NotTestable(between if clustered else "the answers do not vary within the groups")
    return Slope(float(coefficients[column]), error, df)


def _triangle(design: np.ndarray) -> np.ndarray:
    """What has the same columns for their rank, in k rows at most."""
    n, k = design.shape
    return np.linalg.qr(design, mode="r") if n > k else design


def _rank(columns: np.ndarray, n: int) -> int:
    largest = max(n, columns.shape[1])
    return int(np.linalg.matrix_rank(columns, rtol=largest * np.finfo(float).eps))
