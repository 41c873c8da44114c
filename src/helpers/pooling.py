"""Pooling: the respondents of two samples after one another, one value each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers import comparisons
from helpers.estimates import in_base, scores
from helpers.items import Item
from helpers.samples import Sample
from helpers.testable import CellSums, NotTestable, cell_sums

NOT_STATED = "not_stated"


class Pooled:
    """Respondents of `sample` (group 1), then those of `against` (group 0).

    Outcomes are arrays of one number a respondent, NaN for one that does not count.
    """

    def __init__(self, sample: Sample, against: Sample):
        self.sample, self.against = sample, against
        self.group = np.repeat([1, 0], [len(sample), len(against)])
        self.weights = np.concatenate([sample.weights, against.weights]).astype(float)

    def guard(self) -> None:
        """Nothing, where weights are all there is to the design.

        Raises NotTestable for strata or clusters, which calculations from cells ignore.
        """
        for one in (self.sample, self.against):
            if len(one.design.sampled.clusters) or len(one.design.sampled.strata) > 1:
                raise NotTestable("it does not take strata and clusters into account")

    def answers(self, item: Item) -> pd.Series:
        """Answer of each respondent, indexed by survey and identifier."""
        both = (self.sample, self.against)
        names = [f"{one.survey} {name}" for one in both for name in one.answers.index]
        return pd.concat([one.answers[item.name] for one in both]).set_axis(names)

    def scores(self, item: Item) -> np.ndarray:
        """Score of each respondent with an opinion."""
        return np.concatenate([scores(self.sample, item), scores(self.against, item)])

    def midranks(self, item: Item) -> np.ndarray:
        """Weighted mid-rank (0 to 1) of each respondent with an opinion among all of both."""
        return comparisons.midranks(self.sample, self.against, item)

    def headline(self, item: Item) -> np.ndarray:
        """1 for a headline answer and 0 for any other, don't know among them.

        Raises NotTestable where the item has no headline.
        """
        if not item.headline:
            raise NotTestable("it has no response whose shares could be compared")
        answers = self.answers(item)
        chosen = answers.isin(item.headline).astype(float)
        return chosen.where(answers.map(in_base, na_action=None)).to_numpy(float)

    def cells(self, outcome: np.ndarray) -> CellSums:
        """Sums over those who count; raises NotTestable as `guard` and `cell_sums` do."""
        self.guard()
        kept = ~np.isnan(outcome)
        return cell_sums(outcome[kept], self.group[kept], self.weights[kept])

    def profile(self, covariates: list[Item]) -> pd.DataFrame:
        """Covariates, one a column: responses as text, numbers with the mean where missing.

        Don't know and prefer not to say are one response, "not_stated".
        """
        columns = {}
        for item in covariates:
            values = self.answers(item)
            if item.kind == "number":
                values = values.astype(float)
                columns[item.name] = values.fillna(values.mean()).fillna(0.0)
            else:
                stated = values.isin(list(item.scale.responses))
                columns[item.name] = values.where(stated, NOT_STATED).astype(object)
        return pd.DataFrame(columns)


def dummies(profile: pd.DataFrame) -> np.ndarray:
    """A profile as numbers, respondents by columns: each response but the first, each number."""
    return pd.get_dummies(profile, drop_first=True).to_numpy(float)
