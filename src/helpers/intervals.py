"""Intervals: of shares on scales that keep them between 0 and 1, and of means.

All take and give numbers or arrays of numbers; a share lies between 0 and 1, `df` are the
degrees of freedom of the design among those in the base.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv, expit, logit, ndtri, stdtrit

from helpers.items import INTERVALS

LOGIT, KORN_GRAUBARD = INTERVALS


def wilson_interval(share, n, level: float):
    """Interval of a share of n respondents, NaN for nobody.

    Source: Wilson (1927), JASA 22, 209-212.
    """
    n = np.where(np.asarray(n) > 0, n, np.nan)
    z = ndtri(0.5 + level / 2)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.maximum(0.0, centre - half), np.minimum(1.0, centre + half)


def logit_interval(share, error, df, level: float):
    """Interval of a share on the logit scale, as R's svyciprop method "logit"."""
    reach = stdtrit(df, 0.5 + level / 2) * error / (share * (1 - share))
    return expit(logit(share) - reach), expit(logit(share) + reach)


def korn_graubard_interval(share, error, n, df, level: float):
    """Interval for a share on a small base, as R's svyciprop method "beta".

    Clopper and Pearson's on the number of respondents that would give the same error, which
    is cut down where there are few degrees of freedom.
    Source: Korn and Graubard (1998), Survey Methodology 24, 193-201.
    """
    tail = (1 - level) / 2
    effective = share * (1 - share) / error**2 * (stdtrit(n - 1, tail) / stdtrit(df, tail)) ** 2
    yes, no = effective * share, effective * (1 - share)
    return betaincinv(yes, no + 1, tail), betaincinv(yes + 1, no, 1 - tail)


def share_intervals(share, error, n, effective, df, level: float, method: str):
    """Interval of each share by the named method; of none or all by Wilson's.

    The other scales have no room for a share of 0 or 1, so there Wilson's stands on the
    effective base. NaN where no error can be found. Arrays; `n` is the unweighted base.
    """
    low, high = wilson_interval(share, effective, level)
    inside = (share > 0) & (share < 1)
    error = np.where(error > 0, error, np.nan)
    part = share[inside], error[inside]
    if method == KORN_GRAUBARD:
        found = korn_graubard_interval(*part, n[inside], df[inside], level)
    else:
        found = logit_interval(*part, df[inside], level)
    low[inside], high[inside] = found
    return low, high


def mean_interval(mean, error, df, level: float):
    """Interval of a mean by Student's t."""
    reach = stdtrit(df, 0.5 + level / 2) * error
    return mean - reach, mean + reach
