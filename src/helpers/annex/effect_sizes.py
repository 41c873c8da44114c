"""Effect sizes: how large each difference is, and how large one had to be to show."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers import effects
from helpers.effects import Effect
from helpers.items import Item, Settings
from helpers.pooling import Pooled
from helpers.testable import NotTestable

POINTS, DELTA, HEDGES, ODDS_RATIO = "points", "cliffs_delta", "hedges_g", "odds_ratio"
LEAST_D, LEAST_SHARE = "detectable_d", "detectable_share"
POWER = 0.8
KEYS = ["item", "effect", "base", "base_against", "estimate", "low", "high", "reason"]
DETECTABLE = [*KEYS, "design_effect", "design_effect_against"]


def size_rows(pooled: Pooled, item: Item, beside: pd.Series, settings: Settings) -> pd.DataFrame:
    """Effect sizes with intervals: Cliff's delta, Hedges' g, odds ratio.

    The odds ratio is of the headline answers, the other two are of the scores.
    """
    level = settings.interval_level
    makers: dict[str, Callable[[], Effect]] = {
        DELTA: lambda: effects.cliffs_delta(pooled.cells(pooled.scores(item)), level),
        HEDGES: lambda: effects.hedges_g(pooled.cells(pooled.scores(item)), level),
        ODDS_RATIO: lambda: effects.odds_ratio(pooled.cells(pooled.headline(item)), level),
    }
    rows = [_row(beside, name, run) for name, run in makers.items()]
    return pd.DataFrame(rows, columns=KEYS)


def points_row(beside: pd.Series) -> pd.DataFrame:
    """Difference of the headline shares (1 = 100 points), from the row of its test."""
    return pd.DataFrame([{**beside, "effect": POINTS}], columns=KEYS)


def detectable_rows(
    pooled: Pooled, item: Item, beside: pd.Series, settings: Settings
) -> pd.DataFrame:
    """Smallest effect that these bases show with a power of 0.8: two rows, or none.

    One is Cohen's d; the other the headline share that group 1 had to reach, from that of
    group 0 (`low`), towards the better outcome. Bases are those of the opinions, divided by
    `design_effect` and `design_effect_against` (Kish). No rows where scores bear no test.
    """
    try:
        cells = pooled.cells(pooled.scores(item))
    except NotTestable:
        return pd.DataFrame(columns=DETECTABLE)
    (n0, n1), (effect0, effect1) = cells.bases, cells.bases / cells.effective_bases
    given = (n1, n0, POWER, settings.significance_level, (effect1, effect0))

    def least_d() -> Effect:
        return Effect(effects.detectable_d(*given), *[float("nan")] * 2)

    def least_share() -> Effect:
        share, h = pooled.cells(pooled.headline(item)).shares[0, 1], effects.detectable_h(*given)
        reached = effects.detectable_share(share, -h if lower_is_better(item) else h)
        if np.isnan(reached):
            raise NotTestable("no share is as far away as it had to be")
        return Effect(reached, float(share), float("nan"))

    beside = {**beside, "base": int(n1), "base_against": int(n0)}
    rows = [_row(beside, LEAST_D, least_d), _row(beside, LEAST_SHARE, least_share)]
    design = {"design_effect": effect1, "design_effect_against": effect0}
    return pd.DataFrame([row | design for row in rows], columns=DETECTABLE)


def lower_is_better(item: Item) -> bool:
    """Whether the headline answers are the worse end of the scale."""
    scores = pd.Series(item.scores)
    return bool(scores[list(item.headline)].mean() < scores.mean())


def _row(beside, name: str, run: Callable[[], Effect]) -> dict:
    row = {column: beside[column] for column in ("item", "base", "base_against")}
    row |= {"effect": name, "reason": ""}
    try:
        found = run()
    except NotTestable as reason:
        numbers = dict.fromkeys(("estimate", "low", "high"), float("nan"))
        return row | numbers | {"reason": str(reason)}
    return row | {"estimate": found.estimate, "low": found.low, "high": found.high}
