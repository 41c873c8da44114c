"""Estimates: shares, boxes, mean scores and means of numbers, as one tidy frame.

Every estimator takes a Sample and gives rows with the columns of COLUMNS: shares 0 to 1,
`base` the unweighted number of those asked who are in the table, `count` the unweighted
number behind a share, `error` the linearised standard error on the sample's whole design.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from helpers.intervals import mean_interval, share_intervals, wilson_interval
from helpers.items import NO_ANSWER, Item
from helpers.samples import Sample, Tally

COLUMNS = [
    "wave", "survey", "item", "response", "group",
    "base", "effective_base", "count", "estimate", "error", "low", "high",
]  # fmt: skip
NOT_OPINIONS = ("dont_know", "prefer_not_to_say", NO_ANSWER)
MEAN = "mean"
NAN = float("nan")


def estimate(sample: Sample, item: Item) -> pd.DataFrame:
    """All estimates of an item: each response, its boxes and its mean, by the item's kind."""
    if item.kind == "multiple":
        return multiple_shares(sample, item)
    if item.kind == "number":
        return _frame(sample, item, _number_mean(sample, item) + _band_shares(sample, item))
    wanted = _responses(item)
    if item.headline:
        wanted["headline"] = item.headline
    if item.kind == "ordinal":
        wanted |= {"top2": item.top2, "bottom2": item.bottom2}
    rows = _item_shares(sample, item, wanted)
    return _frame(sample, item, rows + (_mean_score(sample, item) if item.scores else []))


def shares(sample: Sample, item: Item) -> pd.DataFrame:
    """Share of each response and of don't know and prefer not to say, one row each."""
    return _frame(sample, item, _item_shares(sample, item, _responses(item)))


def share_of(sample: Sample, item: Item, keys, name: str | None = None) -> pd.DataFrame:
    """Share of those in the item's base who gave one of the responses `keys`, one row.

    Don't know and prefer not to say are in the base; no answer and not asked are not.
    """
    return _frame(sample, item, _item_shares(sample, item, {name or "+".join(keys): keys}))


def multiple_shares(sample: Sample, item: Item) -> pd.DataFrame:
    """Share that named each response of a multiple response item, one row each.

    The base is those asked who answered any part of it.
    """
    names = {key: f"{item.name}.{key}" for key in item.scale.responses}
    tally = sample.tally(*names.values())
    parts = [tally.read(name, lambda given: given in ("yes", "no")) for name in names.values()]
    chosen = {key: tally.read(name, lambda given: given == "yes") for key, name in names.items()}
    return _frame(sample, item, _share_rows(sample, tally, chosen, np.any(parts, axis=0)))


def band_shares(sample: Sample, item: Item) -> pd.DataFrame:
    """Share whose number falls in each band, and who did not know or say, one row each."""
    return _frame(sample, item, _band_shares(sample, item))


def scores(sample: Sample, item: Item) -> pd.Series:
    """Score of each respondent, NaN where there is no opinion."""
    found = sample.coded(item.name).read(lambda key: item.scores.get(key, NAN))
    return pd.Series(found.astype(float), index=sample.answers.index, name=item.name)


def mean_score(sample: Sample, item: Item) -> pd.DataFrame:
    """Mean score of an ordinal item among those with an opinion, one row."""
    return _frame(sample, item, _mean_score(sample, item))


def number_mean(sample: Sample, item: Item) -> pd.DataFrame:
    """Mean of a number among those who gave one, one row, in the item's unit."""
    return _frame(sample, item, _number_mean(sample, item))


def in_base(key: str | None) -> bool:
    """Whether an answer counts in the base of shares: any but no answer and not asked."""
    return key is not None and key != NO_ANSWER


def _responses(item: Item) -> dict[str, Iterable[str]]:
    return {key: (key,) for key in [*item.scale.responses, *item.special]}


def _item_shares(sample: Sample, item: Item, wanted: Mapping[str, Iterable[str]]) -> list[list]:
    tally, coded = sample.tally(item.name), {}
    for name, keys in wanted.items():
        coded[name] = tally.read(item.name, set(keys).__contains__)
    return _share_rows(sample, tally, coded, tally.read(item.name, in_base))


def _mean_score(sample: Sample, item: Item) -> list[list]:
    tally = sample.tally(item.name)
    values = tally.read(item.name, lambda key: item.scores.get(key, NAN))
    return _mean_row(sample, tally, values.astype(float))


def _number_mean(sample: Sample, item: Item) -> list[list]:
    tally = sample.tally(item.name)
    return _mean_row(sample, tally, _numbers(tally, item))


def _numbers(tally: Tally, item: Item) -> np.ndarray:
    return tally.read(item.name, lambda number: NAN if number is None else number).astype(float)


def _band_shares(sample: Sample, item: Item) -> list[list]:
    if not item.scale.bands:
        return []
    said = f"{item.name}.said"
    tally = sample.tally(item.name, said)
    numbers = _numbers(tally, item)
    base = ~np.isnan(numbers) | tally.read(said, set(item.special).__contains__)
    chosen = {b.key: (numbers >= b.low) & (numbers <= b.high) for b in item.scale.bands.values()}
    chosen |= {key: tally.read(said, lambda given, key=key: given == key) for key in item.special}
    return _share_rows(sample, tally, chosen, base)


def _share_rows(sample: Sample, tally: Tally, chosen: dict[str, np.ndarray], base: np.ndarray):
    """Rows of shares in one base; `chosen` says of each row of the tally whether it is counted."""
    part = tally.design.domain(base)
    z = np.column_stack(list(chosen.values()))[base].astype(float)
    total, count = part.weights.sum(), (part.counts @ z).astype(int)
    if not total:
        return [_nobody(name) for name in chosen]
    share = part.weights @ z / total
    error = np.sqrt(part.covariance((z - share) / total).diagonal())
    n, effective = np.full(len(share), part.n), np.full(len(share), _effective(part))
    if sample.simple:
        ends = wilson_interval(share, effective, sample.level)
    else:
        df = np.full(len(share), part.degf)
        ends = share_intervals(share, error, n, effective, df, sample.level, sample.interval)
    columns = (n, effective, count, share, error, *ends)
    return [[*row] for row in zip(chosen, *(column.tolist() for column in columns), strict=True)]


def _mean_row(sample: Sample, tally: Tally, values: np.ndarray) -> list[list]:
    kept = ~np.isnan(values)
    part, y = tally.design.domain(kept), values[kept]
    total = part.weights.sum()
    if not total:
        return [_nobody(MEAN)]
    mean = part.weights @ y / total
    error = np.sqrt(part.covariance(((y - mean) / total)[:, None])[0, 0])
    ends = mean_interval(mean, error, part.degf, sample.level)
    numbers = [float(x) for x in (mean, error, *ends)]
    return [[MEAN, part.n, _effective(part), part.n, *numbers]]


def _effective(part) -> float:
    return float(part.weights.sum() ** 2 / part.squares.sum())


def _nobody(response: str) -> list:
    return [response, 0, 0.0, 0, *[NAN] * 4]


def _frame(sample: Sample, item: Item, rows: list[list]) -> pd.DataFrame:
    start = [sample.wave, sample.survey, item.name]
    full = [[*start, row[0], sample.group, *row[1:]] for row in rows]
    return pd.DataFrame(full, columns=COLUMNS)
