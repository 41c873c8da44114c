"""Alternatives: one difference tested in other ways, in the rows of `comparisons`.

Every function takes `beside`, a row that `comparisons` made of the same item, whose survey,
group and bases its own rows have too.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.annex.matched_samples import WAYS, MatchedSamples
from helpers.comparisons import ADJUSTED, COLUMNS, ORDINAL, SHARE, T_TEST
from helpers.estimates import MEAN
from helpers.items import Item, Settings
from helpers.matching import matched_difference
from helpers.pooling import Pooled, dummies
from helpers.proportional_odds import (
    likelihood_ratio_check,
    proportional_odds,
    proportional_odds_adjusted,
)
from helpers.regression import Slope
from helpers.testable import NotTestable

ODDS, ODDS_CHECK = "proportional_odds", "proportional_odds_check"
RESPONSES = {SHARE: "headline", T_TEST: MEAN}
NUMBERS = ["estimate", "low", "high", "statistic", "df", "p"]


def odds_rows(pooled: Pooled, item: Item, beside: pd.Series, settings: Settings) -> pd.DataFrame:
    """Weighted proportional odds and the check of it; `estimate` is the log odds ratio."""

    def check() -> tuple[float, float, float]:
        found = likelihood_ratio_check(pooled.cells(pooled.scores(item)))
        return found.statistic / found.design_effect, found.df, found.p

    def odds() -> Slope:
        return proportional_odds(pooled.cells(pooled.scores(item))).slope()

    rows = [
        result_row(beside, name, run, settings) for name, run in ((ODDS, odds), (ODDS_CHECK, check))
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def adjusted_odds_row(
    pooled: Pooled, profile: pd.DataFrame, item: Item, beside: pd.Series, settings: Settings
) -> pd.DataFrame:
    """Proportional odds with the profile held equal, one row."""

    def odds() -> Slope:
        scores = pooled.scores(item)
        kept = ~np.isnan(scores)
        design = np.column_stack([pooled.group, dummies(profile)])[kept]
        return proportional_odds_adjusted(scores[kept], design, pooled.weights[kept]).slope()

    return pd.DataFrame([result_row(beside, ADJUSTED + ODDS, odds, settings)], columns=COLUMNS)


def matched_rows(
    matched: MatchedSamples, item: Item, beside: pd.Series, settings: Settings
) -> pd.DataFrame:
    """Paired tests of mid-ranks, scores and headline shares, for each way of matching.

    Mid-ranks are those among all respondents, so that the ways can be compared. Both bases
    are the pairs with two answers.
    """
    outcomes = {
        ORDINAL: matched.pooled.midranks,
        T_TEST: matched.pooled.scores,
        SHARE: matched.pooled.headline,
    }
    rows = []
    for way in WAYS:
        for test, outcome in outcomes.items():
            rows.append(_matched_row(matched, way, test, outcome, item, beside, settings))
    return pd.DataFrame(rows, columns=COLUMNS)


def _matched_row(matched, way, test, outcome, item, beside, settings) -> dict:
    try:
        values, pairs = outcome(item), matched.pairs(way)
        both = ~np.isnan(values[pairs.treated] - values[pairs.control])
        beside = {**beside, "base": int(both.sum()), "base_against": int(both.sum())}
    except NotTestable as reason:
        return _without(beside, f"{way}_{test}", str(reason))
    return result_row(beside, f"{way}_{test}", lambda: matched_difference(values, pairs), settings)


def result_row(beside, test: str, run: Callable, settings: Settings) -> dict:
    """One row by column: what `run` found (a Slope, or statistic, df and p), or its reason."""
    row = _without(beside, test)
    try:
        found = run()
    except NotTestable as reason:
        return row | {"reason": str(reason)}
    if isinstance(found, Slope):
        low, high = found.interval(settings.interval_level)
        numbers = [found.estimate, low, high, found.statistic, found.df, found.p]
    else:
        numbers = [*[float("nan")] * 3, *found]
    row |= dict(zip(NUMBERS, numbers, strict=True))
    return row | {"significant": bool(row["p"] < settings.significance_level)}


def _without(beside, test: str, reason: str = "") -> dict:
    """A row without a result."""
    response = next((r for name, r in RESPONSES.items() if test.endswith(f"_{name}")), "all")
    row = {column: beside[column] for column in COLUMNS} | dict.fromkeys(NUMBERS, float("nan"))
    return row | {"test": test, "response": response, "significant": False, "reason": reason}
