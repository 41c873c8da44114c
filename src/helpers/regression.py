"""Weighted least squares with linearised variance: the one engine behind the tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

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
    kept: list[int] = []
    for column in range(design.shape[1]):
        if np.linalg.matrix_rank(design[:, [*kept, column]]) > len(kept):
            kept.append(column)
    return kept


def slope(outcome: np.ndarray, design: np.ndarray, weights: np.ndarray, column: int = 1) -> Slope:
    """Coefficient of one column of `design` (n by k, with its constant), df = n - k.

    The variance is the sandwich of survey regression scaled n / (n - 1), as R's svyglm.
    Raises ValueError, its text a clause, where the data cannot bear that: columns that depend
    on each other, no degrees of freedom, or outcomes that leave no variance.
    Source: Binder (1983), International Statistical Review 51, 279-292.
    """
    n, k = design.shape
    if n <= k:
        raise ValueError("there are too few answers")
    if np.linalg.matrix_rank(design * np.sqrt(weights)[:, None]) < k:
        raise ValueError("the columns of the comparison depend on each other")
    weighted = design * weights[:, None]
    bread = np.linalg.inv(design.T @ weighted)
    coefficients = bread @ (weighted.T @ outcome)
    influence = weighted * (outcome - design @ coefficients)[:, None]
    variance = bread @ (influence.T @ influence) @ bread * n / (n - 1)
    error = float(np.sqrt(variance[column, column]))
    # What rounding leaves of a variance of nothing would make any difference significant.
    if error <= NO_VARIANCE * np.ptp(outcome):
        raise ValueError("the answers do not vary within the groups")
    return Slope(float(coefficients[column]), error, n - k)
