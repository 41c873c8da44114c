"""Comparisons: tests of the difference between two samples, as one tidy frame.

A row is one test of one item with the columns of COLUMNS. `estimate` is sample minus
against: shares 0 to 1 for `top2`-like outcomes, score points for means, mid-rank share for
the ordinal tests. Where a test cannot be made, `reason` says why and the numbers are NaN.
Variances and degrees of freedom are those of the pooled design of both samples.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.chi_squared import rao_scott
from helpers.estimates import MEAN, NO_ANSWER, NOT_OPINIONS, in_base
from helpers.groups import Groups
from helpers.items import Item, Settings
from helpers.profiles import profile, profile_groups
from helpers.regression import Slope
from helpers.samples import Sample
from helpers.testable import NotTestable

COLUMNS = [
    "wave", "survey", "against", "item", "response", "group", "test", "base", "base_against",
    "estimate", "low", "high", "statistic", "df", "p", "significant", "reason",
]  # fmt: skip
ORDINAL, T_TEST, SHARE = "ordinal", "t", "share"
CHI_SQUARED, CHI_SQUARED_ALL = "chi_squared", "chi_squared_with_dont_know"
ADJUSTED = "adjusted_"


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
    groups = profile_groups(sample, against, item, covariates)
    held = profile(groups, covariates)
    scores = groups.scores(item.name, item.scores)
    tests = {(SHARE, "headline"): lambda: groups.slope(_given(groups, item, item.headline), held)}
    if item.kind == "ordinal":
        tests |= {
            (ORDINAL, "all"): lambda: groups.slope(groups.midranks(scores), held),
            (T_TEST, MEAN): lambda: groups.slope(scores, held),
        }
    rows = [
        _row(sample, against, item, settings, ADJUSTED + test, response, run)
        for (test, response), run in tests.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def mean_test(sample: Sample, against: Sample, item: Item) -> Slope:
    """Weighted t-test of the mean score (R survey's svyttest)."""
    groups = Groups(sample, against, item.name)
    return groups.slope(groups.scores(item.name, item.scores))


def ordinal_test(sample: Sample, against: Sample, item: Item) -> Slope:
    """Weighted test of a shift across the responses, on exact mid-ranks.

    Source: Lumley and Scott (2013), Biometrika 100, 831-842, with ties at their mid-rank so
    that the order of respondents cannot matter.
    """
    groups = Groups(sample, against, item.name)
    return groups.slope(groups.midranks(groups.scores(item.name, item.scores)))


def share_test(sample: Sample, against: Sample, item: Item, keys) -> Slope:
    """Weighted test of the difference in the share that gave one of the responses `keys`."""
    groups = Groups(sample, against, item.name)
    return groups.slope(_given(groups, item, keys))


def _given(groups: Groups, item: Item, keys) -> np.ndarray:
    if not set(keys) & set(item.scale.responses):
        raise NotTestable("it has no response whose shares could be compared")
    chosen = set(keys)
    return groups.read(item.name, lambda key: float(key in chosen) if in_base(key) else np.nan)


def midranks(sample: Sample, against: Sample, item: Item) -> np.ndarray:
    """Mid-rank of each respondent of both, as `Groups.midranks`, NaN without an opinion."""
    groups = Groups(sample, against, item.name)
    values = groups.scores(item.name, item.scores)
    ranks = dict(zip(values, groups.midranks(values), strict=True))
    each = [one.coded(item.name).read(item.scores.get) for one in (sample, against)]
    return np.array([ranks.get(score, np.nan) for score in np.concatenate(each)], dtype=float)


def chi_squared(sample: Sample, against: Sample, item: Item, opinions: bool = True):
    """Rao-Scott chi-squared test of the two groups' responses: (F, df, df, p).

    With `opinions` false, don't know and prefer not to say are responses too.
    The degrees of freedom are those of all respondents, as R survey's svychisq.
    """
    left_out = NOT_OPINIONS if opinions else (NO_ANSWER,)
    groups = Groups(sample, against, item.name)
    answers = groups.read(item.name, lambda key: "" if key is None or key in left_out else key)
    kept = answers != ""
    named, response = np.unique(answers, return_inverse=True)
    groups.guard(kept, response.astype(float))
    part = groups.design.domain(kept)
    return rao_scott(groups.group[kept], response[kept], part, groups.design.degf)


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
    tally = sample.tally(item.name)
    return int(tally.design.counts @ tally.read(item.name, in_base))
