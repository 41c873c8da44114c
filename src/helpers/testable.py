"""Testable: the sums that a test of two groups starts from, and what they must have for one.

Without clusters, most weighted tests need only the sums of the weights and of their squares
by group and answer. The linearised variance of an estimate then comes from its influence:
how far it moves with one unit of weight in each group and answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


class NotTestable(Exception):
    """A test that the data cannot bear; its text is the reason, as a clause."""


def guard_answers(counts: np.ndarray) -> None:
    """Nothing, where unweighted counts by group (rows) and answer (columns) bear a test.

    Raises NotTestable where a group has fewer than two answers, where every answer is the
    same, and where neither group's answers vary, so that no error can be estimated.
    """
    if counts.sum(axis=1).min() < 2:
        raise NotTestable("one of the groups has fewer than two answers")
    if (counts.sum(axis=0) > 0).sum() < 2:
        raise NotTestable("every answer is the same")
    if (counts > 0).sum(axis=1).max() < 2:
        raise NotTestable("the answers do not vary within the groups")


def guard_weights(weights: np.ndarray) -> None:
    """Nothing, where each weight is a number above zero; raises NotTestable otherwise."""
    bad = ~(np.isfinite(weights) & (weights > 0))
    if bad.any():
        place = int(np.argmax(bad))
        found = f"the first is {weights[place]:g}, at place {place + 1} of {len(weights)}"
        kinds = "zero, negative, missing or infinite"
        raise NotTestable(f"{int(bad.sum())} of the weights are {kinds} ({found})")


@dataclass(frozen=True)
class CellSums:
    """Sums by stratum, group (0, 1) and answer, each of shape strata by 2 by answers.

    `levels` are the different answers in ascending order; `count` is unweighted.
    """

    levels: np.ndarray
    weight: np.ndarray
    square: np.ndarray
    count: np.ndarray

    @property
    def table(self) -> np.ndarray:
        """Sum of the weights by group and answer, 2 by answers."""
        return self.weight.sum(axis=0)

    @property
    def shares(self) -> np.ndarray:
        """Share of each answer in its group, 0 to 1, 2 by answers."""
        return self.table / self.table.sum(axis=1, keepdims=True)

    @property
    def bases(self) -> np.ndarray:
        """Unweighted number of respondents of group 0 and of group 1."""
        return self.count.sum(axis=(0, 2))

    @property
    def effective_bases(self) -> np.ndarray:
        """Kish's effective base of group 0 and of group 1."""
        return self.table.sum(axis=1) ** 2 / self.square.sum(axis=(0, 2))

    @property
    def equal_weights(self) -> bool:
        """Whether all respondents of both groups weigh the same."""
        pooled = self.count.sum() * self.square.sum() / self.weight.sum() ** 2
        return bool(np.isclose(pooled, 1, rtol=1e-12, atol=0))

    @property
    def df(self) -> int:
        """Degrees of freedom of a difference between the groups: n - strata - 1."""
        return int(self.count.sum()) - len(self.count) - 1

    def covariance(self, influence: np.ndarray) -> np.ndarray:
        """Linearised covariance (q by q) of q estimates from their influence (2, answers, q).

        Source: Lumley (2010), Complex Surveys, appendix; scaled n / (n - 1) in each stratum.
        """
        u = influence.reshape(-1, influence.shape[-1])
        n = self.count.sum(axis=(1, 2))
        scale = n / (n - 1)
        means = self.weight.reshape(len(n), -1) @ u / n[:, None]
        squares = scale @ self.square.reshape(len(n), -1)
        return u.T @ (squares[:, None] * u) - means.T @ ((scale * n)[:, None] * means)


def cell_sums(answers, group, weights, strata=None) -> CellSums:
    """Sums over n respondents; `answers` are numbers, `group` is 0 or 1, each of length n.

    Raises NotTestable as the guards do, and where a stratum has one respondent;
    ValueError where an answer or a stratum is missing, or a group is neither 0 nor 1.
    """
    weights, group = np.asarray(weights, dtype=float), np.asarray(group)
    guard_weights(weights)
    codes, levels = coded(answers)
    if not np.isin(pd.unique(group), (0, 1)).all():
        raise ValueError("the two groups must be called 0 and 1")
    stratum, labels = (0, [0]) if strata is None else coded(strata, "a stratum")
    shape = (len(labels), 2, len(levels))
    place, cells = (stratum * 2 + group.astype(np.intp)) * shape[2] + codes, int(np.prod(shape))
    count, weight, square = (
        np.bincount(place, by, minlength=cells).reshape(shape) for by in (None, weights, weights**2)
    )
    guard_answers(count.sum(axis=0))
    alone = [str(label) for label, n in zip(labels, count.sum(axis=(1, 2)), strict=True) if n == 1]
    if alone:
        raise NotTestable(f"there is one respondent only in stratum {', '.join(alone)}")
    return CellSums(levels.astype(float), weight, square, count)


def coded(values, called: str = "an answer") -> tuple[np.ndarray, np.ndarray]:
    """Place of each value among the different ones, and these in ascending order.

    Raises ValueError where a value is missing.
    """
    codes, levels = pd.factorize(np.asarray(values), sort=True)
    if (codes < 0).any():
        raise ValueError(f"{called} is missing; leave out those without one before the test")
    return codes, levels
