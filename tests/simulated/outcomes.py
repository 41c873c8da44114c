"""Outcomes: what a test or an interval said of one draw, and whether that was right.

Of a test without a true difference its p is kept (type I error), of an interval its ends and
the truth (coverage). What cannot be tested is NaN.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.effects import Effect
from helpers.testable import NotTestable
from simulated.populations import SETTINGS

NAN = float("nan")
LEVEL = SETTINGS.interval_level
TYPE_I, COVERAGE = "type I error", "coverage"
MIDRANKS, MEANS, BOX = "mid-ranks", "mean", "top-2-box"
ROWS = {
    "ordinal": "ordinal test on mid-ranks",
    "t": "weighted t-test of the mean",
    "share": "test of the headline share",
    "chi_squared": "Rao-Scott",
    "chi_squared_with_dont_know": "Rao-Scott with don't know",
    "adjusted_ordinal": "adjusted ordinal test",
    "adjusted_t": "adjusted t-test of the mean",
    "adjusted_share": "adjusted test of the headline share",
}


class Outcome(NamedTuple):
    """What one test (p) or one interval (low, high and the truth) said of one draw.

    `setting` says more than the name of the population, where it holds several.
    """

    test: str
    target: str
    p: float = NAN
    low: float = NAN
    high: float = NAN
    truth: float = NAN
    setting: str = ""

    @property
    def hit(self) -> float:
        """1 where the test rejects or the interval holds the truth, else 0; NaN where untested."""
        if self.target == TYPE_I:
            return NAN if np.isnan(self.p) else float(self.p < SETTINGS.significance_level)
        return NAN if np.isnan(self.low) else float(self.low <= self.truth <= self.high)


def tested(test: str, run) -> Outcome:
    """Outcome of a test under the null; `run` returns what has a `p`."""
    try:
        return Outcome(test, TYPE_I, p=run().p)
    except NotTestable:
        return Outcome(test, TYPE_I)


def covered(test: str, truth: float, run) -> Outcome:
    """Outcome of an interval; `run` returns an Effect, a Slope or the two ends."""
    try:
        found = run()
    except NotTestable:
        return Outcome(test, COVERAGE)
    if isinstance(found, Effect):
        found = found.low, found.high
    elif hasattr(found, "interval"):
        found = found.interval(LEVEL)
    return Outcome(test, COVERAGE, low=found[-2], high=found[-1], truth=truth)


def slope_outcome(test: str, effect: float, truth: float, run) -> Outcome:
    """Type I error of a t-test where there is no effect; else coverage of its interval."""
    return covered(test, truth, run) if effect else tested(test, run)


def row_outcomes(rows: pd.DataFrame, truths: dict[str, float] | None) -> Iterator[Outcome]:
    """Outcomes of `compare` or `compare_adjusted`: of tests, or of intervals with their truths."""
    for test, p, low, high in zip(*(rows[c] for c in ("test", "p", "low", "high")), strict=True):
        plain = test.removeprefix("adjusted_")
        if test in ROWS and truths is None:
            yield Outcome(ROWS[test], TYPE_I, p=p)
        elif test in ROWS and plain in truths:
            yield Outcome(ROWS[test], COVERAGE, low=low, high=high, truth=truths[plain])
