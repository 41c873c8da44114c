"""Groups: two samples side by side, those who answered alike together, on one design.

`sample` is group 1 and `against` group 0. A stratum or a cluster that both surveys have, such as
a school, is one in the pooled design; a survey without strata is a stratum beside another's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np

from helpers.design import Design
from helpers.regression import Slope, independent, slope
from helpers.samples import Sample
from helpers.testable import NotTestable, guard_answers


class Groups:
    """Answers of two samples to some columns: arrays with one value a row of `design`."""

    def __init__(self, sample: Sample, against: Sample, *columns: str):
        self.samples = sample, against
        self.tallies = [one.tally(*columns) for one in self.samples]

    @cached_property
    def design(self) -> Design:
        """Design of all respondents of both, whether they answered or not."""
        here, there = (tally.design for tally in self.tallies)
        return here.pooled(there)

    @cached_property
    def group(self) -> np.ndarray:
        """1 for rows of the sample, 0 for those of the other."""
        return np.repeat([1.0, 0.0], [len(tally.design.weights) for tally in self.tallies])

    def read(self, column: str, what: Callable[[Any], Any]) -> np.ndarray:
        """What the function says of each row's answer to a column."""
        return np.concatenate([tally.read(column, what) for tally in self.tallies])

    def scores(self, column: str, scores: dict[str, float]) -> np.ndarray:
        """Score of each row, NaN where there is none."""
        return self.read(column, lambda key: scores.get(key, np.nan)).astype(float)

    def midranks(self, scores: np.ndarray) -> np.ndarray:
        """Share of the pooled weight below each score plus half of that at it, 0 to 1."""
        kept = ~np.isnan(scores)
        levels, position = np.unique(scores[kept], return_inverse=True)
        at = np.bincount(position, self.design.weights[kept], minlength=len(levels))
        ranks = np.full(len(scores), np.nan)
        ranks[kept] = ((np.cumsum(at) - at / 2) / at.sum())[position]
        return ranks

    def slope(self, outcome: np.ndarray, profile: np.ndarray | None = None) -> Slope:
        """Difference of the groups in an outcome (NaN: none), with the profile held equal.

        The profile is an array of rows by covariates. Raises NotTestable where it cannot be.
        """
        kept = ~np.isnan(outcome)
        self.guard(kept, outcome)
        profile = np.empty((len(kept), 0)) if profile is None else profile
        design = np.column_stack([np.ones(len(kept)), profile, self.group])[kept]
        # Two covariates that say the same of those who answered are no reason to give up.
        columns = independent(design)
        if columns[-1] != design.shape[1] - 1:
            raise NotTestable("the profile of the two groups does not overlap")
        return slope(outcome[kept], design[:, columns], self.design.domain(kept), column=-1)

    def guard(self, kept: np.ndarray, outcome: np.ndarray) -> None:
        """Nothing, where outcomes bear a test.

        Raises NotTestable as `guard_answers`, and where a group's answers come from one cluster:
        its own error would be taken for nothing.
        """
        level = np.unique(outcome[kept], return_inverse=True)[1]
        part = self.design.domain(kept)
        counts = np.zeros((2, level.max(initial=0) + 1), int)
        np.add.at(counts, (self.group[kept].astype(int), level), part.counts)
        guard_answers(counts)
        for one in (0, 1):
            clusters = part.cluster[self.group[kept] == one]
            if clusters[0] >= 0 and (clusters == clusters[0]).all():
                raise NotTestable("all answers of one of the groups come from one cluster")
