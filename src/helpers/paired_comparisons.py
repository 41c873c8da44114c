"""Paired comparisons: tests of a change among linked respondents, and of two changes.

Rows have the columns of `comparisons`. Linked respondents answered both times; scores count
among those with an opinion at both, shares among those who answered at both.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.comparisons import COLUMNS, ORDINAL, SHARE, T_TEST
from helpers.double_difference import independent_difference, linked_difference
from helpers.estimates import MEAN, in_base
from helpers.items import Item, Settings
from helpers.linked import link, mcnemar, paired_t, signed_rank, stuart_maxwell
from helpers.regression import Slope
from helpers.samples import Sample
from helpers.testable import NotTestable

SIGNED_RANK, PAIRED_T, PAIRED_SHARE = "signed_rank", "paired_t", "paired_share"
MCNEMAR, STUART_MAXWELL = "mcnemar", "stuart_maxwell"
DOUBLE = "double_"


def linked_samples(sample: Sample, against: Sample) -> tuple[Sample, Sample]:
    """Those of both surveys with the same identifier, in the same order, unweighted.

    Raises InputError where identifiers stand twice or none is in both.
    """
    shown = against.survey, sample.survey
    stayed = link(against.answers.index, sample.answers.index, shown=shown).stayed
    return tuple(_only(one, stayed) for one in (sample, against))


def _only(sample: Sample, stayed: pd.Index) -> Sample:
    weights = pd.Series(1.0, index=stayed)
    return replace(sample, answers=sample.answers.loc[stayed], weights=weights, sampling=None)


def compare_linked(sample: Sample, against: Sample, item: Item, settings: Settings) -> pd.DataFrame:
    """Tests of the change of an item between linked samples (`linked_samples`), one row a test."""
    tests = {
        (PAIRED_SHARE, "headline"): lambda: paired_t(*_shares(sample, against, item)),
        (MCNEMAR, "headline"): lambda: mcnemar(*_shares(sample, against, item, complete=True)),
    }
    if item.kind == "ordinal":
        before, after = (_scores(one, item) for one in (against, sample))
        tests |= {
            (SIGNED_RANK, "all"): lambda: signed_rank(before, after),
            (PAIRED_T, MEAN): lambda: paired_t(before, after),
            (STUART_MAXWELL, "all"): lambda: stuart_maxwell(*_keys(sample, against, item)),
        }
    rows = [_row(sample, against, item, settings, *key, run) for key, run in tests.items()]
    return pd.DataFrame(rows, columns=COLUMNS)


def compare_double(
    samples: tuple[Sample, Sample],
    others: tuple[Sample, Sample],
    item: Item,
    settings: Settings,
    linked: bool = False,
) -> pd.DataFrame:
    """Tests of the change of one group minus that of another, one row a test.

    `samples` and `others` are each (afterwards, before); with `linked`, linked samples.
    """
    outcomes = {
        (SHARE, "headline"): lambda one: _given(one, item),
        (T_TEST, MEAN): lambda one: _scores(one, item),
        (ORDINAL, "all"): _midranks([*samples, *others], item),
    }
    if item.kind != "ordinal":
        outcomes = {(SHARE, "headline"): outcomes[SHARE, "headline"]}
    rows = [
        _row(samples[0], others[0], item, settings, DOUBLE + test, response,
             lambda outcome=outcome: _double(samples, others, outcome, linked))
        for (test, response), outcome in outcomes.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def _double(samples, others, outcome, linked: bool) -> Slope:
    if linked:
        after, before = (
            np.concatenate([outcome(pair[time]) for pair in (samples, others)]) for time in (0, 1)
        )
        group = np.repeat([1.0, 0.0], [len(samples[0]), len(others[0])])
        return linked_difference(before, after, group, np.ones(len(group)))
    four = [*samples, *others]
    sizes = [len(one) for one in four]
    group, time = np.repeat([1, 1, 0, 0], sizes), np.repeat([1, 0, 1, 0], sizes)
    weights = np.concatenate([one.weights for one in four])
    return independent_difference(np.concatenate([outcome(o) for o in four]), group, time, weights)


def _scores(sample: Sample, item: Item) -> np.ndarray:
    return sample.coded(item.name).read(lambda key: item.scores.get(key, np.nan)).astype(float)


def _given(sample: Sample, item: Item) -> np.ndarray:
    chosen = set(item.headline)
    return sample.coded(item.name).read(
        lambda key: float(key in chosen) if in_base(key) else np.nan
    )


def _shares(sample: Sample, against: Sample, item: Item, complete: bool = False):
    before, after = _given(against, item).astype(float), _given(sample, item).astype(float)
    kept = ~(np.isnan(before) | np.isnan(after)) if complete else slice(None)
    return before[kept], after[kept]


def _keys(sample: Sample, against: Sample, item: Item):
    keys = [one.coded(item.name).read(lambda k: k if k in item.scores else "") for one in
            (against, sample)]  # fmt: skip
    kept = (keys[0] != "") & (keys[1] != "")
    return keys[0][kept], keys[1][kept]


def _midranks(four: list[Sample], item: Item):
    scores = np.concatenate([_scores(one, item) for one in four])
    weights = np.concatenate([one.weights for one in four])
    kept = ~np.isnan(scores)
    levels, position = np.unique(scores[kept], return_inverse=True)
    at = np.bincount(position, weights[kept], minlength=len(levels))
    rank = dict(zip(levels, (np.cumsum(at) - at / 2) / at.sum(), strict=True)) if len(at) else {}
    return lambda one: np.array([rank.get(score, np.nan) for score in _scores(one, item)])


def _row(sample, against, item, settings, test, response, run) -> list:
    start = [sample.wave, sample.survey, against.survey, item.name, response, sample.group, test]
    start += [int(np.sum(~np.isnan(_given(one, item).astype(float)))) for one in (sample, against)]
    try:
        result = run()
    except NotTestable as reason:
        return [*start, *[math.nan] * 6, False, str(reason)]
    significant = result.p < settings.significance_level
    if isinstance(result, Slope):
        low, high = result.interval(settings.interval_level)
        numbers = [result.estimate, low, high, result.statistic, result.df, result.p]
    else:
        numbers = [_moved(sample, against, item, test), math.nan, math.nan]
        numbers += [result.statistic, result.df, result.p]
    return [*start, *numbers, significant, ""]


def _moved(sample: Sample, against: Sample, item: Item, test: str) -> float:
    """Share that did better minus share that did worse, so that a rank test has a direction."""
    if test != SIGNED_RANK:
        return math.nan
    change = _scores(sample, item) - _scores(against, item)
    return float(np.nanmean(np.sign(change)))
