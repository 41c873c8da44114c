"""Sensitivity: changes since a weighted baseline under other variances, and without weights."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from helpers.annex.alternatives import result_row
from helpers.comparisons import COLUMNS, ORDINAL, T_TEST, mean_test, ordinal_test
from helpers.items import Item, Settings
from helpers.pooling import Pooled
from helpers.regression import Slope
from helpers.samples import Sample
from helpers.testable import NotTestable
from helpers.variance_choices import (
    BOOTSTRAP,
    POST_STRATIFIED,
    WEIGHTS_FIXED,
    variance_choices,
)

UNWEIGHTED = "unweighted"
CHOICES = (WEIGHTS_FIXED, POST_STRATIFIED, BOOTSTRAP)
OUTCOMES = {ORDINAL: "midrank", T_TEST: "mean"}
DRAWN = ["replicates", "with_empty_cell"]


def sensitivity_rows(
    pooled: Pooled, item: Item, by: Item, made: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Ordinal and t-tests of an item by variance choice, then unweighted, one row each.

    Test names are such as "bootstrap_ordinal"; those with the weights fixed are the tests that
    `comparisons` `made`. `replicates` and `with_empty_cell` are those of the bootstrap. `by` is
    the item whose responses the baseline (group 0) is weighted to.
    """
    rows, drawn = [], {}
    try:
        pooled.guard()
        cells = pooled.answers(by).to_numpy()
        found = variance_choices(pooled.scores(item), pooled.group, cells).set_index("choice")
        drawn = found.loc[BOOTSTRAP, DRAWN].to_dict()
    except NotTestable as reason:
        found = reason
    by_test = made.set_index("test", drop=False)
    for test in OUTCOMES:
        rows.append({**by_test.loc[test], "test": f"{WEIGHTS_FIXED}_{test}"})
    beside = by_test.loc[ORDINAL]
    for choice in (POST_STRATIFIED, BOOTSTRAP):
        for test, outcome in OUTCOMES.items():
            run = _chosen(found, choice, outcome)
            rows.append(result_row(beside, f"{choice}_{test}", run, settings))
    plain = [_unweighted(one) for one in (pooled.sample, pooled.against)]
    for test, make in ((ORDINAL, ordinal_test), (T_TEST, mean_test)):
        run = partial(make, *plain, item)
        rows.append(result_row(beside, f"{UNWEIGHTED}_{test}", run, settings))
    return pd.DataFrame(rows, columns=COLUMNS).assign(**drawn)


def _chosen(found: pd.DataFrame | NotTestable, choice: str, outcome: str):
    def run() -> Slope:
        if isinstance(found, NotTestable):
            raise found
        row = found.loc[choice]
        if row["reason"]:
            raise NotTestable(row["reason"])
        return Slope(row[f"{outcome}_difference"], row[f"{outcome}_error"], row["df"])

    return run


def _unweighted(sample: Sample) -> Sample:
    return replace(sample, weights=pd.Series(1.0, index=sample.weights.index))
