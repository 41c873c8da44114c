"""Linked respondents: the same persons at baseline and follow-up, and how they changed.

All of it is unweighted but the t-test. `before` and `after` are arrays with one value a
respondent, in the same order of respondents; who has no value (NaN) at one of the two times
is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import bdtr, chdtrc, ndtr, stdtrit
from scipy.stats import rankdata

from helpers.errors import InputError, Problem
from helpers.estimates import MEAN, wilson_interval
from helpers.items import NO_ANSWER
from helpers.regression import Slope, slope
from helpers.testable import NotTestable, guard_weights

ATTRITION = ["item", "response", "group", "base", "count", "estimate", "low", "high"]
NAMED_AT_MOST = 10
# What rounding in the computer leaves of equal changes must decide nothing.
DECIMALS, CLOSE = 12, 1e-10
NOBODY_CHANGED = "nobody's answer changed"
TOO_FEW = {1: "nobody answered both times", 2: "fewer than two respondents answered both times"}


@dataclass(frozen=True)
class Linked:
    """Identifiers of those who answered both times, only at baseline, only at follow-up."""

    stayed: pd.Index
    left: pd.Index
    joined: pd.Index


@dataclass(frozen=True)
class PairedTest:
    """A test without an interval: statistic, degrees of freedom (NaN for none), two-sided p."""

    statistic: float
    df: float
    p: float


def link(
    baseline: pd.Index,
    followup: pd.Index,
    all_linked: bool = False,
    shown: tuple[str, str] = ("baseline", "follow-up"),
) -> Linked:
    """Who is in both of two surveys by identifier, each part in its survey's order.

    An identifier of one survey only is attrition (`left`) or a newcomer (`joined`): teachers
    come and go. Where the wave says that all respondents are linked it is a mistake.
    Raises InputError naming identifiers that are empty, stand twice, or (with `all_linked`)
    are in one survey only, and where no identifier is in both.
    """
    problems = _identifier_problems(baseline, shown[0]) + _identifier_problems(followup, shown[1])
    stayed = baseline[baseline.isin(followup)]
    left, joined = baseline[~baseline.isin(followup)], followup[~followup.isin(baseline)]
    if not problems and not len(stayed):
        found = f"none of its identifiers is in {shown[0]}"
        problems = [Problem(shown[1], found, "use the same identifiers in both surveys")]
    elif all_linked:
        problems += _orphans(left, *shown) + _orphans(joined, *shown[::-1])
    if problems:
        raise InputError(problems)
    return Linked(stayed, left, joined)


def paired_t(before: np.ndarray, after: np.ndarray, weights: np.ndarray | None = None) -> Slope:
    """Mean change (after minus before) with its t-test, df = respondents - 1.

    Zeros and ones give the change of a share. With weights, the survey regression of the
    change on a constant. Raises NotTestable for fewer than two respondents or changes that are
    all the same. Source: Student (1908), Biometrika 6, 1-25.
    """
    change, kept = _changes(before, after)
    if not change.any():
        raise NotTestable(NOBODY_CHANGED)
    if np.ptp(change) == 0:
        raise NotTestable("everybody's answer changed by the same amount")
    weights = np.ones(len(change)) if weights is None else np.asarray(weights, float)[kept]
    guard_weights(weights)
    try:
        return slope(change, np.ones((len(change), 1)), weights, column=0)
    except ValueError as error:
        raise NotTestable(str(error)) from None


def signed_rank(before: np.ndarray, after: np.ndarray, correct: bool = False) -> PairedTest:
    """Wilcoxon signed-rank test of scores; the statistic is the rank sum of the increases.

    Those without a change are left out and ties share their mean rank; normal approximation,
    with `correct` with the continuity correction, as R's wilcox.test(exact=FALSE).
    Raises NotTestable for fewer than two respondents, or where nobody changed.
    Source: Wilcoxon (1945), Biometrics Bulletin 1, 80-83; Hollander and Wolfe (1973), 27-33.
    """
    change, _ = _changes(before, after)
    change = change[change != 0]
    if not len(change):
        raise NotTestable(NOBODY_CHANGED)
    n, ranks = len(change), rankdata(np.abs(change))
    tied = np.unique(ranks, return_counts=True)[1].astype(float)
    variance = n * (n + 1) * (2 * n + 1) / 24 - (tied**3 - tied).sum() / 48
    statistic = ranks[change > 0].sum()
    distance = statistic - n * (n + 1) / 4
    z = (distance - np.sign(distance) * 0.5 * correct) / np.sqrt(variance)
    return PairedTest(float(statistic), float("nan"), float(min(1.0, 2 * ndtr(-abs(z)))))


def mcnemar(before: np.ndarray, after: np.ndarray, correct: bool = False) -> PairedTest:
    """McNemar's chi-squared test of a change in a share, from zeros and ones.

    With `correct`, with the continuity correction of Edwards (1948), as R's mcnemar.test.
    Raises NotTestable for fewer than two respondents, or where nobody changed.
    Source: McNemar (1947), Psychometrika 12, 153-157.
    """
    gained, lost = _discordant(before, after)
    distance = abs(gained - lost) - (correct and gained != lost)
    statistic = distance**2 / (gained + lost)
    return PairedTest(float(statistic), 1.0, float(chdtrc(1, statistic)))


def mcnemar_exact(before: np.ndarray, after: np.ndarray) -> PairedTest:
    """McNemar's test from the binomial distribution; the statistic is the number of gains.

    For few changes (under about 25). Raises NotTestable as `mcnemar`.
    """
    gained, lost = _discordant(before, after)
    p = 2 * bdtr(min(gained, lost), gained + lost, 0.5)
    return PairedTest(float(gained), float("nan"), float(min(1.0, p)))


def stuart_maxwell(before: np.ndarray, after: np.ndarray) -> PairedTest:
    """Stuart-Maxwell test that the shares of all responses stayed the same.

    The arrays hold response keys or codes. Responses that nobody moved to or from tell
    nothing, so df is the rank of the covariance; with two responses it is `mcnemar`.
    Raises NotTestable for fewer than two respondents, or where nobody changed.
    Source: Stuart (1955), Biometrika 42, 412-416; Maxwell (1970), British Journal of
    Psychiatry 116, 651-655.
    """
    codes, responses = pd.factorize(np.concatenate(_pairs(before, after)[:2]))
    moves = np.zeros((len(responses), len(responses)))
    np.add.at(moves, tuple(codes.reshape(2, -1)), 1)
    np.fill_diagonal(moves, 0)
    if not moves.any():
        raise NotTestable(NOBODY_CHANGED)
    change = moves.sum(0) - moves.sum(1)
    covariance = np.diag(moves.sum(0) + moves.sum(1)) - moves - moves.T
    df = np.linalg.matrix_rank(covariance, rtol=CLOSE, hermitian=True)
    statistic = change @ np.linalg.pinv(covariance, rtol=CLOSE, hermitian=True) @ change
    return PairedTest(float(statistic), float(df), float(chdtrc(df, statistic)))


def distance_travelled(before: np.ndarray, after: np.ndarray, level: float) -> pd.DataFrame:
    """Share with a better, the same and a worse score at follow-up, with Wilson intervals.

    One row each, shares 0 to 1, `base` those with a score both times; a higher score is the
    better one. Raises NotTestable where nobody has both.
    """
    change, _ = _changes(before, after, least=1)
    moved = {"better": change > 0, "same": change == 0, "worse": change < 0}
    rows = [{"response": name, **_share(yes, level)} for name, yes in moved.items()]
    return pd.DataFrame(rows)


def attrition(profile: pd.DataFrame, stayed: pd.Index, level: float) -> pd.DataFrame:
    """Profile of those who stayed beside that of those who left, one row a response and group.

    `profile` has the baseline's respondents as index and an item a column: response keys give
    shares 0 to 1 with Wilson intervals, numbers a mean. Those with no answer to an item are
    not in its base. Raises ValueError where somebody who stayed is not in the profile.
    """
    if not stayed.isin(profile.index).all():
        raise ValueError("who stayed must be in the profile")
    here = profile.index.isin(stayed)
    rows = []
    for item, values in profile.items():
        given = (values.notna() & (values != NO_ANSWER)).to_numpy(bool)
        number = pd.api.types.is_numeric_dtype(values)
        for response in [MEAN] if number else sorted(values[given].unique()):
            for group, chosen in (("stayed", here & given), ("left", ~here & given)):
                among = values[chosen].to_numpy()
                found = _mean(among, level) if number else _share(among == response, level)
                rows.append({"item": item, "response": response, "group": group, **found})
    return pd.DataFrame(rows, columns=ATTRITION)


def _share(yes: np.ndarray, level: float) -> dict:
    share = float(yes.mean()) if len(yes) else float("nan")
    low, high = wilson_interval(share, len(yes), level)
    count = int(yes.sum())
    return {"base": len(yes), "count": count, "estimate": share, "low": low, "high": high}


def _mean(values: np.ndarray, level: float) -> dict:
    n = len(values)
    mean = float(values.mean()) if n else float("nan")
    reach = stdtrit(n - 1, 0.5 + level / 2) * values.std(ddof=1) / n**0.5 if n > 1 else np.nan
    return {"base": n, "count": n, "estimate": mean, "low": mean - reach, "high": mean + reach}


def _pairs(before, after, least: int = 2) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    indexed = isinstance(before, pd.Series) and isinstance(after, pd.Series)
    if len(before) != len(after) or (indexed and not before.index.equals(after.index)):
        raise ValueError("before and after must hold the same respondents in the same order")
    before, after = np.asarray(before), np.asarray(after)
    kept = ~(pd.isna(before) | pd.isna(after))
    if kept.sum() < least:
        raise NotTestable(TOO_FEW[least])
    return before[kept], after[kept], kept


def _changes(before, after, least: int = 2) -> tuple[np.ndarray, np.ndarray]:
    first, second, kept = _pairs(before, after, least)
    return np.round(second.astype(float) - first.astype(float), DECIMALS), kept


def _discordant(before, after) -> tuple[int, int]:
    first, second, _ = _pairs(before, after)
    if not np.isin([first, second], [0, 1]).all():
        raise ValueError("a change in a share needs zeros and ones")
    gained, lost = int((second > first).sum()), int((second < first).sum())
    if not gained + lost:
        raise NotTestable(NOBODY_CHANGED)
    return gained, lost


def _identifier_problems(identifiers: pd.Index, shown: str) -> list[Problem]:
    problems = []
    empty = identifiers.isna() | (identifiers.astype(str).str.strip() == "")
    if empty.any():
        found = f"{int(empty.sum())} respondents have no identifier"
        problems.append(Problem(shown, found, "give each respondent one"))
    twice = identifiers[~empty & identifiers.duplicated()].unique()
    if len(twice):
        found = f"identifiers that stand more than once: {_named(twice)}"
        problems.append(Problem(shown, found, "keep one answer of each respondent"))
    return problems


def _orphans(identifiers: pd.Index, shown: str, other: str) -> list[Problem]:
    if not len(identifiers):
        return []
    found = f"identifiers that are not in {other}: {_named(identifiers)}"
    return [Problem(shown, found, "mend them, or say that not all respondents are linked")]


def _named(identifiers: pd.Index) -> str:
    names = [str(name) for name in identifiers[:NAMED_AT_MOST]]
    more = len(identifiers) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
