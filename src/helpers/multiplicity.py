"""Multiplicity: what remains significant once a whole family of tests is counted."""

from __future__ import annotations

import numpy as np
import pandas as pd


def holm(p) -> np.ndarray:
    """p-values adjusted so that any false finding in the family is rarer than the level.

    NaN stays NaN and is not counted as a test. Source: Holm (1979), Scandinavian Journal of
    Statistics 6, 65-70.
    """
    return _stepwise(p, lambda q: np.maximum.accumulate(q * np.arange(len(q), 0, -1)))


def benjamini_hochberg(p) -> np.ndarray:
    """p-values adjusted so that the expected share of false findings is below the level.

    NaN stays NaN and is not counted as a test. Source: Benjamini and Hochberg (1995), JRSS B
    57, 289-300.
    """

    def stepped(q):
        return np.minimum.accumulate((q * (len(q) / np.arange(1, len(q) + 1)))[::-1])[::-1]

    return _stepwise(p, stepped)


def _stepwise(p, stepped) -> np.ndarray:
    adjusted = np.array(p, dtype=float)
    tested = np.flatnonzero(~np.isnan(adjusted))
    order = tested[np.argsort(adjusted[tested], kind="stable")]
    adjusted[order] = np.minimum(stepped(adjusted[order]), 1)
    return adjusted


def adjust(comparisons: pd.DataFrame, family, level: float) -> pd.DataFrame:
    """The same comparisons with what their family makes of them, one row a test.

    `family` names a column, or is the family of each row. Added: `family`; `tests_run` (tests
    of the family with a p); `significant` on its own p, and `p_holm`, `significant_holm`,
    `p_bh`, `significant_bh` with the family counted. Not testable is never significant.
    """
    labels = comparisons[family] if isinstance(family, str) else family
    frame = comparisons.assign(family=np.asarray(labels))
    p = frame["p"].astype(float).groupby(frame["family"], sort=False, dropna=False)
    frame["tests_run"] = p.transform("count").astype(int)
    frame["significant"] = frame["p"] < level
    for name, method in (("holm", holm), ("bh", benjamini_hochberg)):
        frame[f"p_{name}"] = p.transform(method)
        frame[f"significant_{name}"] = frame[f"p_{name}"] < level
    return frame


def ledger(adjusted: pd.DataFrame) -> pd.DataFrame:
    """One row a family of what `adjust` gave: tests run, not testable, and verdicts that count.

    `lost_holm` and `lost_bh` count verdicts of significance that the family takes away.
    """
    rows = adjusted.assign(
        not_testable=adjusted["p"].isna(),
        tests_run=adjusted["p"].notna(),
        lost_holm=adjusted["significant"] & ~adjusted["significant_holm"],
        lost_bh=adjusted["significant"] & ~adjusted["significant_bh"],
    )
    counted = ["tests_run", "not_testable", "significant", "significant_holm", "significant_bh"]
    counted += ["lost_holm", "lost_bh"]
    return rows.groupby("family", sort=False, dropna=False)[counted].sum().reset_index()
