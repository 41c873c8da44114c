"""Matched samples: two samples paired by propensity score, and what matching did to them."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.estimates import MEAN
from helpers.items import Item
from helpers.matching import (
    CALIPER,
    SCORE,
    Pairs,
    balance,
    losses,
    nearest_pairs,
    propensity_scores,
)
from helpers.pooling import NOT_STATED, Pooled
from helpers.testable import NotTestable

NEAREST, WITHIN = "nearest", "caliper"
WAYS = {NEAREST: None, WITHIN: CALIPER}
BEFORE = "before"
QUANTITIES = ["matched", "unmatched", "outside", "effective"]


class MatchedSamples:
    """Pairs of a respondent of the sample and one of `against`, near in their profile."""

    def __init__(self, pooled: Pooled, covariates: list[Item]):
        self.pooled, self.covariates = pooled, covariates
        self._pairs: dict[str, Pairs] = {}

    @cached_property
    def profile(self) -> pd.DataFrame:
        """Covariates, one a column."""
        return self.pooled.profile(self.covariates)

    @cached_property
    def scores(self) -> pd.Series:
        """Propensity score of each respondent.

        Raises NotTestable as `propensity_scores` does, and where the design of a sample is more
        than its respondents, since pairs have no weights, strata or clusters.
        """
        if not (self.pooled.sample.simple and self.pooled.against.simple):
            raise NotTestable("matching takes no weights, strata or clusters into account")
        return propensity_scores(self.profile, self.pooled.group == 1)

    def pairs(self, way: str) -> Pairs:
        """Pairs of one way of matching; raises NotTestable where there are none."""
        if way not in self._pairs:
            treated = self.pooled.group == 1
            self._pairs[way] = nearest_pairs(self.scores, treated, WAYS[way])
        return self._pairs[way]

    def balance(self) -> pd.DataFrame:
        """Standardised mean differences before and after matching, one row each.

        `item` and `response` say of what (the score first), `way` is "before", "nearest" or
        "caliper"; both bases are the respondents that count. `panel` and `label` name what it is
        in words. A caliper that matches nobody has no rows. Raises NotTestable where nobody can
        be matched without one.
        """
        treated, parts = self.pooled.group == 1, []
        for way, pairs in self._made().items():
            found = balance(self.profile, self.scores, treated, pairs)
            if not parts:
                sizes = {"base": int(treated.sum()), "base_against": int((~treated).sum())}
                parts.append(found.assign(way=BEFORE, estimate=found["before"], **sizes))
            sizes = dict.fromkeys(("base", "base_against"), len(pairs))
            parts.append(found.assign(way=way, estimate=found["after"], **sizes))
        return self._named(pd.concat(parts).drop(columns=["before", "after"]))

    def _named(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows with their names, in the order of covariates and responses."""
        names = {(SCORE, MEAN): ("", "Propensity score")}
        for item in self.covariates:
            names[item.name, MEAN] = ("", item.label)
            responses = {key: response.label for key, response in item.scale.responses.items()}
            for key, label in (responses | {NOT_STATED: "Not stated"}).items():
                names[item.name, key] = (item.label, label)
        pairs = list(zip(rows["item"], rows["response"], strict=True))
        order = np.argsort([list(names).index(pair) for pair in pairs], kind="stable")
        panels, labels = zip(*(names[pair] for pair in pairs), strict=True)
        return rows.assign(panel=panels, label=labels).iloc[order].reset_index(drop=True)

    def losses(self) -> pd.DataFrame:
        """What matching cost: one row a way, group ("treated", "control") and quantity.

        `count` is that of the respondents who are matched, unmatched or outside (with a score
        that the other group does not reach), or the effective base; `base` are all of the
        group. Raises NotTestable as `balance`.
        """
        treated, parts = self.pooled.group == 1, []
        for way, pairs in self._made().items():
            found = losses(self.scores, treated, pairs).rename(columns={"respondents": "base"})
            counted = found.melt(["group", "base"], QUANTITIES, "quantity", "count")
            parts.append(counted.assign(way=way))
        return pd.concat(parts, ignore_index=True)

    def _made(self) -> dict[str, Pairs]:
        made = {NEAREST: self.pairs(NEAREST)}
        with suppress(NotTestable):
            made[WITHIN] = self.pairs(WITHIN)
        return made
