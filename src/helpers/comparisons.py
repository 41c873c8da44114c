"""Comparisons: tests of the difference between two samples, as one tidy frame.

A row is one test of one item with the columns of COLUMNS. `estimate` is sample minus
against: shares 0 to 1 for `top2`-like outcomes, score points for means, mid-rank share for
the ordinal tests. Where a test cannot be made, `reason` says why and the numbers are NaN.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.special import fdtrc

from helpers.errors import InputError, Problem
from helpers.estimates import MEAN, NO_ANSWER, NOT_OPINIONS, Sample, scores
from helpers.questionnaire import FILE, Item, Settings
from helpers.regression import independent, slope

COLUMNS = [
    "wave", "survey", "against", "item", "response", "group", "test", "base", "base_against",
    "estimate", "low", "high", "statistic", "df", "p", "significant", "reason",
]  # fmt: skip
ORDINAL, T_TEST, SHARE = "ordinal", "t", "share"
CHI_SQUARED, CHI_SQUARED_ALL = "chi_squared", "chi_squared_with_dont_know"
ADJUSTED = "adjusted_"
NOT_STATED = "not_stated"


class NotTestable(Exception):
    """A test that the data cannot bear; its text is the reason, as a clause."""


def compare(sample: Sample, against: Sample, item: Item, settings: Settings) -> pd.DataFrame:
    """Unadjusted tests of an item between two independent samples, one row a test."""
    tests = {
        (SHARE, "headline"): lambda: share_test(sample, against, item, item.headline),
    }
    if item.kind == "ordinal":
        tests |= {
            (ORDINAL, "all"): lambda: ordinal_test(sample, against, item),
            (T_TEST, MEAN): lambda: mean_test(sample, against, item),
            (CHI_SQUARED, "all"): lambda: chi_squared(sample, against, item),
            (CHI_SQUARED_ALL, "all"): lambda: chi_squared(sample, against, item, opinions=False),
        }
    rows = [_row(sample, against, item, settings, *key, test) for key, test in tests.items()]
    return pd.DataFrame(rows, columns=COLUMNS)


def compare_adjusted(
    sample: Sample, against: Sample, item: Item, settings: Settings, covariates: list[Item]
) -> pd.DataFrame:
    """The same tests with the profile of the respondents held equal, one row a test."""
    profile = _profile(sample, against, covariates)

    def adjusted(outcome):
        return lambda: _group_slope(sample, against, outcome(), profile)

    tests = {
        (SHARE, "headline"): lambda: share_test(sample, against, item, item.headline, profile),
    }
    if item.kind == "ordinal":
        tests |= {
            (ORDINAL, "all"): adjusted(lambda: midranks(sample, against, item)),
            (T_TEST, MEAN): adjusted(lambda: _pooled(sample, against, item)),
        }
    rows = [
        _row(sample, against, item, settings, ADJUSTED + test, response, run)
        for (test, response), run in tests.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def mean_test(sample: Sample, against: Sample, item: Item):
    """Weighted t-test of the mean score (R survey's svyttest)."""
    return _group_slope(sample, against, _pooled(sample, against, item))


def ordinal_test(sample: Sample, against: Sample, item: Item):
    """Weighted test of a shift across the responses, on exact mid-ranks.

    Source: Lumley and Scott (2013), Biometrika 100, 831-842, with ties at their mid-rank so
    that the order of respondents cannot matter.
    """
    return _group_slope(sample, against, midranks(sample, against, item))


def share_test(sample: Sample, against: Sample, item: Item, keys, profile=None):
    """Weighted test of the difference in the share that gave one of the responses `keys`."""
    if not set(keys) & set(item.scale.responses):
        raise NotTestable("it has no response whose shares could be compared")

    def given(one: Sample) -> pd.Series:
        values = one.answers[item.name]
        return values.isin(list(keys)).astype(float).where(values.notna() & (values != NO_ANSWER))

    outcome = np.concatenate([given(sample), given(against)])
    return _group_slope(sample, against, outcome, profile)


def midranks(sample: Sample, against: Sample, item: Item) -> np.ndarray:
    """Share of the pooled weight below each score plus half of that at it, 0 to 1."""
    pooled = _pooled(sample, against, item)
    weights = np.concatenate([sample.weights, against.weights])
    kept = ~np.isnan(pooled)
    levels, position = np.unique(pooled[kept], return_inverse=True)
    at = np.bincount(position, weights[kept], minlength=len(levels))
    ranks = np.full(len(pooled), np.nan)
    ranks[kept] = ((np.cumsum(at) - at / 2) / at.sum())[position]
    return ranks


def chi_squared(sample: Sample, against: Sample, item: Item, opinions: bool = True):
    """Rao-Scott chi-squared test of the two groups' responses: (F, df, p).

    With `opinions` false, don't know and prefer not to say are responses too.
    Source: Rao and Scott (1984), Annals of Statistics 12, 46-60; second-order correction
    with the F reference of Thomas and Rao (1987), as R survey's svychisq.
    """
    left_out = NOT_OPINIONS if opinions else (NO_ANSWER,)
    values = pd.concat([sample.answers[item.name], against.answers[item.name]])
    weights = np.concatenate([sample.weights, against.weights])
    group = np.repeat([1, 0], [len(sample), len(against)])
    kept = (values.notna() & ~values.isin(left_out)).to_numpy()
    _guard(group[kept], values[kept].to_numpy())
    return rao_scott(group[kept], values[kept].to_numpy(), weights[kept])


def rao_scott(rows: np.ndarray, columns: np.ndarray, weights: np.ndarray):
    """(F, numerator df, denominator df, p) of independence of two weighted classifications."""
    r, c = (np.unique(labels, return_inverse=True)[1] for labels in (rows, columns))
    n_rows, n_columns, n = r.max() + 1, c.max() + 1, len(weights)
    cells = np.zeros((n, n_rows * n_columns))
    cells[np.arange(n), r * n_columns + c] = 1
    p = weights @ cells / weights.sum()
    influence = weights[:, None] * (cells - p) / weights.sum()
    covariance = influence.T @ influence * n / (n - 1)
    table = p.reshape(n_rows, n_columns)
    expected = np.outer(table.sum(1), table.sum(0))
    pearson = n * ((table - expected) ** 2 / expected).sum()
    delta = _design_effects(p, covariance, n_rows, n_columns, n)
    df = np.trace(delta) ** 2 / np.trace(delta @ delta)
    f = pearson / np.trace(delta)
    return float(f), float(df), float(df * (n - 1)), float(fdtrc(df, df * (n - 1), f))


def _design_effects(p, covariance, n_rows: int, n_columns: int, n: int) -> np.ndarray:
    i, j = np.divmod(np.arange(n_rows * n_columns), n_columns)
    row_part = (i[:, None] == np.arange(1, n_rows)).astype(float)
    column_part = (j[:, None] == np.arange(1, n_columns)).astype(float)
    main = np.column_stack([np.ones(len(i)), row_part, column_part])
    both = (row_part[:, :, None] * column_part[:, None, :]).reshape(len(i), -1)
    contrast = both - main @ np.linalg.lstsq(main, both, rcond=None)[0]
    inverse = np.diag(np.divide(1, p, out=np.zeros_like(p), where=p > 0))
    simple = contrast.T @ (inverse / n) @ contrast
    return np.linalg.solve(simple, contrast.T @ inverse @ covariance @ inverse @ contrast)


def _pooled(sample: Sample, against: Sample, item: Item) -> np.ndarray:
    return np.concatenate([scores(sample, item), scores(against, item)])


def _group_slope(sample: Sample, against: Sample, outcome: np.ndarray, profile=None):
    group = np.repeat([1.0, 0.0], [len(sample), len(against)])
    weights = np.concatenate([sample.weights, against.weights])
    kept = ~np.isnan(outcome)
    _guard(group[kept], outcome[kept])
    design = np.ones((kept.sum(), 1))
    if profile is not None:
        design = np.column_stack([design, profile[kept]])
    design = np.column_stack([design, group[kept]])
    # Two covariates that say the same of those who answered are no reason to give up.
    columns = independent(design)
    if columns[-1] != design.shape[1] - 1:
        raise NotTestable("the profile of the two groups does not overlap")
    try:
        return slope(outcome[kept], design[:, columns], weights[kept], column=-1)
    except ValueError as error:
        raise NotTestable(str(error)) from None


def _guard(group: np.ndarray, outcome: np.ndarray) -> None:
    if min((group == 1).sum(), (group == 0).sum()) < 2:
        raise NotTestable("one of the groups has fewer than two answers")
    if len(np.unique(outcome)) < 2:
        raise NotTestable("every answer is the same")
    if all(len(np.unique(outcome[group == one])) == 1 for one in (0, 1)):
        raise NotTestable("the answers do not vary within the groups")


def _profile(sample: Sample, against: Sample, covariates: list[Item]) -> np.ndarray:
    columns = [np.empty((len(sample) + len(against), 0))]
    for item in covariates:
        values = pd.concat([_asked(one, item) for one in (sample, against)])
        if item.kind == "number":
            values = values.fillna(values.mean()).fillna(0.0)
            columns.append(values.to_numpy(float)[:, None])
            continue
        stated = values.where(values.isin(list(item.scale.responses)), NOT_STATED)
        columns.append(pd.get_dummies(stated, drop_first=True).to_numpy(float))
    return np.column_stack(columns)


def _asked(sample: Sample, item: Item) -> pd.Series:
    if item.name in sample.answers:
        return sample.answers[item.name]
    found = f"settings adjust for {item.name}, which the survey {sample.survey} does not ask"
    raise InputError(Problem(FILE, found, "take it out of the adjustment"))


def _row(sample, against, item, settings, test, response, run) -> list:
    start = [sample.wave, sample.survey, against.survey, item.name, response, sample.group, test]
    start += [_answers(sample, item), _answers(against, item)]
    try:
        result = run()
    except NotTestable as reason:
        return [*start, *[float("nan")] * 6, False, str(reason)]
    level = settings.significance_level
    if isinstance(result, tuple):
        f, df, _, p = result
        return [*start, *[float("nan")] * 3, f, df, p, p < level, ""]
    low, high = result.interval(settings.interval_level)
    numbers = [result.estimate, low, high, result.statistic, result.df, result.p]
    return [*start, *numbers, result.p < level, ""]


def _answers(sample: Sample, item: Item) -> int:
    values = sample.answers[item.name]
    return int((values.notna() & (values != NO_ANSWER)).sum())
