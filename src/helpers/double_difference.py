"""Difference in differences: how much more one group changed than the other.

`group` is 1 for the programme's group and 0 for the comparison group, `after` is 1 at
follow-up and 0 at baseline. An outcome is a score, a mid-rank, or zero and one for a box share
(the difference is then one of shares, 1 = 100 percentage points); who has none (NaN) is left
out. It stands on the groups having changed alike had there been no programme, which no test
of these data can show.
"""

from __future__ import annotations

import numpy as np

from helpers.regression import Slope, slope
from helpers.testable import NotTestable, guard_weights

GROUPS = ("the comparison group", "the programme's group")
TIMES = ("baseline", "follow-up")
# What rounding in the computer leaves of equal changes must decide nothing.
DECIMALS = 12


def cell_means(outcome, group, after, weights) -> np.ndarray:
    """Weighted mean outcome by group (rows: comparison, programme) and time (columns).

    Raises NotTestable where one of the four has fewer than two answers.
    """
    y, group, after, weights = _answered(outcome, weights, group, after)
    _guard_cells(group, after)
    cell = (2 * group + after).astype(int)
    return (np.bincount(cell, weights * y) / np.bincount(cell, weights)).reshape(2, 2)


def independent_difference(outcome, group, after, weights) -> Slope:
    """Change of the programme's group minus that of the comparison group, df = n - 4.

    For different respondents at the two times, arrays of n: the interaction of group and time
    in a weighted regression with linearised variance.
    Raises NotTestable where one of the four samples has fewer than two answers or answers do
    not vary. Source: Angrist and Pischke (2009), Mostly Harmless Econometrics, section 5.2.
    """
    y, group, after, weights = _answered(outcome, weights, group, after)
    _guard_cells(group, after)
    if np.ptp(y) == 0:
        raise NotTestable("every answer is the same")
    return _slope(y, [group, after, group * after], weights, column=3)


def linked_difference(before, after, group, weights) -> Slope:
    """The same for linked respondents: difference of their mean changes, df = n - 2.

    `before` and `after` hold the outcome of the same n respondents, in the same order.
    Raises NotTestable where a group has fewer than two respondents with both answers or their
    changes do not vary. Source: as `independent_difference`.
    """
    change = np.round(np.asarray(after, float) - np.asarray(before, float), DECIMALS)
    change, group, weights = _answered(change, weights, group)
    for number, name in enumerate(GROUPS):
        if (group == number).sum() < 2:
            raise NotTestable(f"{name} has fewer than two respondents who answered both times")
    if np.ptp(change) == 0:
        same = "everybody's answer changed by the same amount"
        raise NotTestable(same if change.any() else "nobody's answer changed")
    return _slope(change, [group], weights, column=1)


def _answered(outcome, weights, *labels) -> list[np.ndarray]:
    outcome, weights = np.asarray(outcome, float), np.asarray(weights, float)
    labels = [np.asarray(label, float) for label in labels]
    if any(not np.isin(label, (0, 1)).all() for label in labels):
        raise ValueError("groups and times are called 0 and 1")
    guard_weights(weights)
    kept = ~np.isnan(outcome)
    return [values[kept] for values in (outcome, *labels, weights)]


def _guard_cells(group: np.ndarray, after: np.ndarray) -> None:
    for g, name in enumerate(GROUPS):
        for t, time in enumerate(TIMES):
            if ((group == g) & (after == t)).sum() < 2:
                raise NotTestable(f"{name} has fewer than two answers at {time}")


def _slope(outcome: np.ndarray, columns: list, weights: np.ndarray, column: int) -> Slope:
    design = np.column_stack([np.ones(len(outcome)), *columns])
    try:
        return slope(outcome, design, weights, column)
    except ValueError as error:
        raise NotTestable(str(error)) from None
