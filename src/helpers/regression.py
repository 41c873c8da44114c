"""Weighted least squares with linearised variance: the one engine behind the tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit


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


def slope(outcome: np.ndarray, design: np.ndarray, weights: np.ndarray, column: int = 1) -> Slope:
    """Coefficient of one column of `design` (n by k, with its constant), df = n - k.

    The variance is the sandwich of survey regression scaled n / (n - 1), as R's svyglm.
    Raises ValueError where the columns depend on each other.
    Source: Binder (1983), International Statistical Review 51, 279-292.
    """
    n, k = design.shape
    weighted = design * weights[:, None]
    information = design.T @ weighted
    if np.linalg.matrix_rank(information) < k:
        raise ValueError("the columns of the comparison depend on each other")
    bread = np.linalg.inv(information)
    coefficients = bread @ (weighted.T @ outcome)
    influence = weighted * (outcome - design @ coefficients)[:, None]
    variance = bread @ (influence.T @ influence) @ bread * n / (n - 1)
    return Slope(float(coefficients[column]), float(np.sqrt(variance[column, column])), n - k)
