"""Estimates: shares, boxes, mean scores and means of numbers, as one tidy frame.

Every estimator takes a Sample and gives rows with the columns of COLUMNS: shares 0 to 1,
`base` the unweighted number of those asked who are in the table, `count` the unweighted
number behind a share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.special import ndtri, stdtrit

from helpers.items import NO_ANSWER, Item
from helpers.weighting import effective_base

COLUMNS = [
    "wave", "survey", "item", "response", "group",
    "base", "effective_base", "count", "estimate", "low", "high",
]  # fmt: skip
NOT_OPINIONS = ("dont_know", "prefer_not_to_say", NO_ANSWER)
MEAN = "mean"


@dataclass(frozen=True)
class Sample:
    """Respondents of one survey with their weights; `group` says who they are."""

    wave: str
    survey: str
    group: str
    answers: pd.DataFrame
    weights: pd.Series
    level: float = 0.95

    @cached_property
    def weighted(self) -> bool:
        """Whether the weights differ."""
        return bool(self.weights.nunique() > 1)

    def __len__(self) -> int:
        return len(self.answers)


def estimate(sample: Sample, item: Item) -> pd.DataFrame:
    """All estimates of an item: each response, its boxes and its mean, by the item's kind."""
    if item.kind == "multiple":
        return multiple_shares(sample, item)
    if item.kind == "number":
        return pd.concat([number_mean(sample, item), band_shares(sample, item)], ignore_index=True)
    rows = [shares(sample, item)]
    if item.headline:
        rows.append(share_of(sample, item, item.headline, name="headline"))
    if item.kind == "ordinal":
        rows.append(share_of(sample, item, item.top2, name="top2"))
        rows.append(share_of(sample, item, item.bottom2, name="bottom2"))
        rows.append(mean_score(sample, item))
    return pd.concat(rows, ignore_index=True)


def shares(sample: Sample, item: Item) -> pd.DataFrame:
    """Share of each response and of don't know and prefer not to say, one row each."""
    keys = [*item.scale.responses, *item.special]
    return pd.concat([share_of(sample, item, [key]) for key in keys], ignore_index=True)


def share_of(sample: Sample, item: Item, keys, name: str | None = None) -> pd.DataFrame:
    """Share of those in the item's base who gave one of the responses `keys`, one row.

    Don't know and prefer not to say are in the base; no answer and not asked are not.
    """
    values = sample.answers[item.name]
    in_base = values.notna() & (values != NO_ANSWER)
    return _share_row(sample, item, name or "+".join(keys), values.isin(list(keys)), in_base)


def multiple_shares(sample: Sample, item: Item) -> pd.DataFrame:
    """Share that named each response of a multiple response item, one row each.

    The base is those asked who answered any part of it.
    """
    names = [f"{item.name}.{key}" for key in item.scale.responses]
    answers = sample.answers[names]
    in_base = answers.isin(["yes", "no"]).any(axis=1)
    rows = [
        _share_row(sample, item, key, answers[name] == "yes", in_base)
        for key, name in zip(item.scale.responses, names, strict=True)
    ]
    return pd.concat(rows, ignore_index=True)


def band_shares(sample: Sample, item: Item) -> pd.DataFrame:
    """Share whose number falls in each band, and who did not know or say, one row each."""
    numbers, said = sample.answers[item.name], sample.answers[f"{item.name}.said"]
    in_base = numbers.notna() | said.isin(list(item.special))
    rows = [
        _share_row(sample, item, band.key, numbers.between(band.low, band.high), in_base)
        for band in item.scale.bands.values()
    ]
    if not rows:
        return pd.DataFrame(columns=COLUMNS)
    rows += [_share_row(sample, item, key, said == key, in_base) for key in item.special]
    return pd.concat(rows, ignore_index=True)


def scores(sample: Sample, item: Item) -> pd.Series:
    """Score of each respondent, NaN where there is no opinion."""
    return sample.answers[item.name].map(item.scores).astype(float)


def mean_score(sample: Sample, item: Item) -> pd.DataFrame:
    """Mean score of an ordinal item among those with an opinion, one row."""
    return _mean_row(sample, item, scores(sample, item))


def number_mean(sample: Sample, item: Item) -> pd.DataFrame:
    """Mean of a number among those who gave one, one row, in the item's unit."""
    return _mean_row(sample, item, sample.answers[item.name].astype(float))


def linearised_variance(residuals: np.ndarray, weights: np.ndarray, n: int) -> float:
    """Variance of a weighted mean from residuals of its domain, on a design of n respondents.

    Source: Lumley (2010), Complex Surveys, appendix; with-replacement, scaled n / (n - 1).
    """
    if n < 2 or weights.sum() == 0:
        return float("nan")
    return float(n / (n - 1) * ((weights * residuals) ** 2).sum() / weights.sum() ** 2)


def wilson_interval(share: float, n: float, level: float) -> tuple[float, float]:
    """Interval of a share of n respondents. Source: Wilson (1927), JASA 22, 209-212."""
    if n <= 0:
        return float("nan"), float("nan")
    z = ndtri(0.5 + level / 2)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def logit_interval(share: float, error: float, df: int, level: float) -> tuple[float, float]:
    """Interval of a weighted share on the logit scale, as R's svyciprop method "logit"."""
    reach = stdtrit(df, 0.5 + level / 2) * error / (share * (1 - share))
    logit = np.log(share / (1 - share))
    return float(1 / (1 + np.exp(reach - logit))), float(1 / (1 + np.exp(-reach - logit)))


def _share_row(sample: Sample, item: Item, response: str, yes: pd.Series, in_base: pd.Series):
    chosen = in_base.to_numpy(bool)
    w, z = sample.weights.to_numpy()[chosen], yes.to_numpy(bool)[chosen].astype(float)
    share = float((w * z).sum() / w.sum()) if w.sum() else float("nan")
    low, high = _share_interval(sample, share, z, w)
    return _row(sample, item, response, w, int(z.sum()), share, low, high)


def _share_interval(sample: Sample, share: float, z: np.ndarray, w: np.ndarray):
    if not len(w):
        return float("nan"), float("nan")
    if not sample.weighted or share in (0.0, 1.0):
        return wilson_interval(share, effective_base(w), sample.level)
    error = np.sqrt(linearised_variance(z - share, w, len(sample)))
    return logit_interval(share, error, len(w) - 1, sample.level)


def _mean_row(sample: Sample, item: Item, values: pd.Series) -> pd.DataFrame:
    chosen = values.notna().to_numpy()
    w, y = sample.weights.to_numpy()[chosen], values.to_numpy()[chosen]
    if not len(y):
        return _row(sample, item, MEAN, w, 0, *[float("nan")] * 3)
    mean = float((w * y).sum() / w.sum())
    error = np.sqrt(linearised_variance(y - mean, w, len(sample)))
    reach = stdtrit(len(y) - 1, 0.5 + sample.level / 2) * error
    return _row(sample, item, MEAN, w, len(y), mean, mean - reach, mean + reach)


def _row(sample: Sample, item: Item, response, w, count, estimate, low, high) -> pd.DataFrame:
    values = [sample.wave, sample.survey, item.name, response, sample.group]
    values += [len(w), effective_base(w), count, estimate, low, high]
    return pd.DataFrame([values], columns=COLUMNS)
