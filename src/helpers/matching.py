"""Matching: pairs of a treated and a control respondent with near propensity scores.

`covariates` is a frame with one respondent a row and one covariate a column: text for
responses, numbers for what was counted. `treated` is a boolean array in the same order; who
is not treated is in the comparison group. Matching takes no weights.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from helpers.estimates import MEAN
from helpers.regression import Slope, independent, slope
from helpers.testable import NotTestable
from helpers.weighting import effective_base

SCORE = "propensity_score"
CALIPER = 0.2
MOST_STEPS, CLOSE = 30, 1e-10
# What rounding in the computer leaves of equal scores or differences must decide nothing.
DECIMALS = 12


@dataclass(frozen=True)
class Pairs:
    """Positions of the treated and of their controls, pair by pair; `distance` of scores."""

    treated: np.ndarray
    control: np.ndarray
    distance: np.ndarray

    def __len__(self) -> int:
        return len(self.treated)


def propensity_scores(covariates: pd.DataFrame, treated: np.ndarray) -> pd.Series:
    """Probability (0 to 1) of each respondent to be treated, from a logistic regression.

    The first response of a covariate (by alphabet) is its reference; a column that those
    before it already hold is left out, which changes no score. Raises NotTestable where a
    group has fewer than two respondents, a covariate is missing for somebody, no covariate
    varies, or the covariates separate the groups.
    Source: Rosenbaum and Rubin (1983), Biometrika 70, 41-55.
    """
    treated = np.asarray(treated, bool)
    _guard(covariates, treated)
    columns = _columns(covariates, all_responses=False).values()
    standard = [(x - x.mean()) / x.std() for x in columns if np.ptp(x) > 0]
    if not standard:
        raise NotTestable("no covariate differs between any two respondents")
    design = np.column_stack([np.ones(len(treated)), *standard])
    design = design[:, independent(design.T @ design)]
    return pd.Series(_fitted(design, treated, covariates), index=covariates.index)


def nearest_pairs(scores: pd.Series, treated: np.ndarray, caliper: float | None = None) -> Pairs:
    """Nearest neighbours 1:1 without replacement, the largest score first.

    `scores` are indexed by respondent; with `caliper`, in standard deviations of all scores,
    a pair may be no further apart. Of two controls as near, the one with the lower score is
    taken. Equal scores are put in the order of their identifiers and the next one in that
    order is taken, so the order of respondents does not matter.
    Raises NotTestable where the scores of the groups do not overlap or the caliper matches
    nobody. Source: Stuart (2010), Statistical Science 25, 1-21; Austin (2011), Pharmaceutical
    Statistics 10, 150-161, for a caliper of 0.2.
    """
    treated = np.asarray(treated, bool)
    rounded = np.round(scores.to_numpy(float), DECIMALS)
    high, low = rounded[treated], rounded[~treated]
    if min(len(high), len(low)) < 2:
        raise NotTestable("one of the groups has fewer than two respondents")
    if high.min() > low.max() or high.max() < low.min():
        raise NotTestable("the propensity scores of the two groups do not overlap")
    width = np.inf if caliper is None else caliper * scores.std()
    by_name = np.argsort(np.argsort(scores.index, kind="stable"), kind="stable")
    seekers = np.lexsort((by_name, -rounded))
    pool = np.lexsort((by_name, rounded))
    seekers, pool = seekers[treated[seekers]], pool[~treated[pool]]
    found = _matched(rounded[seekers].tolist(), rounded[pool].tolist(), width)
    if not found:
        raise NotTestable(f"the caliper of {caliper:g} standard deviations matches nobody")
    first, second = np.array(found).T
    t, c = seekers[first], pool[second]
    return Pairs(t, c, np.abs(scores.to_numpy(float)[t] - scores.to_numpy(float)[c]))


def balance(
    covariates: pd.DataFrame, scores: pd.Series, treated: np.ndarray, pairs: Pairs
) -> pd.DataFrame:
    """Standardised mean differences (treated minus control) before and after matching.

    One row for the score, for each response and for each number: `item`, `response`, `before`,
    `after`, in standard deviations of the treated before matching (of both groups pooled where
    the treated do not vary), as MatchIt's summary.
    Source: Stuart (2010), Statistical Science 25, 1-21, section 4.1.
    """
    treated = np.asarray(treated, bool)
    columns = {(SCORE, MEAN): scores.to_numpy(float)}
    columns |= _columns(covariates, all_responses=True)
    rows = []
    for (item, response), x in columns.items():
        spread = _spread(x, treated)
        before = x[treated].mean() - x[~treated].mean()
        after = x[pairs.treated].mean() - x[pairs.control].mean()
        rows.append((item, response, *(d / spread if spread else 0.0 for d in (before, after))))
    return pd.DataFrame(rows, columns=["item", "response", "before", "after"])


def losses(scores: pd.Series, treated: np.ndarray, pairs: Pairs) -> pd.DataFrame:
    """What matching cost: one row each for the treated and the control respondents.

    `respondents`, `matched` and `unmatched` are counts, `effective` is the effective base after
    matching, `outside` counts those whose score no respondent of the other group reaches.
    """
    treated = np.asarray(treated, bool)
    used = np.zeros(len(treated))
    used[np.concatenate([pairs.treated, pairs.control])] = 1
    rows = []
    for group, mine in (("treated", treated), ("control", ~treated)):
        matched, other = int(used[mine].sum()), scores.to_numpy(float)[~mine]
        outside = int((~scores[mine].between(other.min(), other.max())).sum())
        counts = (int(mine.sum()), matched, int(mine.sum()) - matched)
        rows.append((group, *counts, effective_base(used[mine]), outside))
    names = ["group", "respondents", "matched", "unmatched", "effective", "outside"]
    return pd.DataFrame(rows, columns=names)


def matched_difference(outcome: np.ndarray, pairs: Pairs) -> Slope:
    """Mean difference (treated minus control) within pairs and its t-test, df = pairs - 1.

    `outcome` has one value a respondent (scores, mid-ranks, or zeros and ones); a pair in which
    one has none (NaN) is left out. The error is clustered by pair, which for 1:1 pairs is that
    of a paired t-test; the pairs are taken as given.
    Raises NotTestable for fewer than two pairs, or where the outcome does not vary.
    Source: Austin (2011), Statistics in Medicine 30, 1292-1301; Abadie and Spiess (2022),
    Journal of the American Statistical Association 117, 983-995.
    """
    outcome = np.asarray(outcome, float)
    differences = np.round(outcome[pairs.treated] - outcome[pairs.control], DECIMALS)
    differences = differences[~np.isnan(differences)]
    n = len(differences)
    if n < 2:
        raise NotTestable("fewer than two matched pairs have both answers")
    if np.ptp(differences) == 0:
        raise NotTestable("the difference is the same in every matched pair")
    return slope(differences, np.ones((n, 1)), np.ones(n), column=0)


def _guard(covariates: pd.DataFrame, treated: np.ndarray) -> None:
    if min(treated.sum(), (~treated).sum()) < 2:
        raise NotTestable("one of the groups has fewer than two respondents")
    missing = (covariates.isna() | covariates.isin([np.inf, -np.inf])).sum()
    if missing.any():
        counts = [f"{name} ({n})" for name, n in missing[missing > 0].items()]
        raise NotTestable(f"covariates are missing for some respondents: {', '.join(counts)}")


def _columns(covariates: pd.DataFrame, all_responses: bool) -> dict[tuple[str, str], np.ndarray]:
    columns = {}
    for item, values in covariates.items():
        if pd.api.types.is_numeric_dtype(values):
            columns[item, MEAN] = values.to_numpy(float)
            continue
        for response in sorted(values.unique())[0 if all_responses else 1 :]:
            columns[item, response] = (values == response).to_numpy(float)
    return columns


def _fitted(design: np.ndarray, treated: np.ndarray, covariates: pd.DataFrame) -> np.ndarray:
    predictor = np.zeros(len(design))
    for _ in range(MOST_STEPS):
        p = expit(predictor)
        information = design.T @ (design * (p * (1 - p))[:, None])
        try:
            step = np.linalg.solve(information, design.T @ (treated - p))
        except np.linalg.LinAlgError:
            break
        # Column by column, so that equal respondents get equal scores to the last digit.
        move = sum(b * x for b, x in zip(step, design.T, strict=True))
        predictor = predictor + move
        if np.abs(move).max() <= CLOSE:
            return expit(predictor)
    raise NotTestable(_separation(covariates, treated))


def _separation(covariates: pd.DataFrame, treated: np.ndarray) -> str:
    found = []
    for (item, response), x in _columns(covariates, all_responses=True).items():
        one, other = x[treated], x[~treated]
        apart = one.min() >= other.max() or one.max() <= other.min()
        if response == MEAN and apart and np.ptp(x) > 0:
            found.append(item)
        elif response != MEAN and (not one.any() or not other.any()):
            found.append(f"{item} ({response})")
    return f"the covariates separate the two groups: {', '.join(found) or 'all together'}"


def _spread(x: np.ndarray, treated: np.ndarray) -> float:
    binary = np.isin(x, (0, 1)).all()

    def variance(values: np.ndarray) -> float:
        return values.mean() * (1 - values.mean()) if binary else values.var(ddof=1)

    if np.ptp(x) == 0:
        return 0.0
    own = variance(x[treated])
    pooled = (own + variance(x[~treated])) / 2
    return float(np.sqrt(own if np.ptp(x[treated]) > 0 else pooled))


def _matched(seekers: list[float], pool: list[float], width: float) -> list[tuple[int, int]]:
    """Places (seeker, control) of greedy matching; `pool` ascends.

    Links past controls already taken lead to the next free one, so each search is short.
    """
    above, below = list(range(len(pool) + 1)), list(range(len(pool) + 1))
    found = []
    for seeker, score in enumerate(seekers):
        place = bisect_left(pool, score)
        right, left = _follow(above, place), _follow(below, place) - 1
        if left < 0 and right == len(pool):
            break
        up = round(pool[right] - score, DECIMALS) if right < len(pool) else np.inf
        down = round(score - pool[left], DECIMALS) if left >= 0 else np.inf
        taken = left if down <= up else right
        if min(up, down) > width:
            continue
        above[taken], below[taken + 1] = taken + 1, taken
        found.append((seeker, taken))
    return found


def _follow(links: list[int], place: int) -> int:
    while links[place] != place:
        links[place] = links[links[place]]
        place = links[place]
    return place
