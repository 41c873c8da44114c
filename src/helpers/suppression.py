"""Suppression: which further groups are hidden, so that no hidden one can be worked out.

A hidden group is a part of a total that is published, beside other parts that are. Whoever
takes the parts that are shown from the total has what the hidden ones have together, and for
each of them a shortest and a longest possible length. Enough parts are hidden when no such
interval is shorter than the threshold, unless all of it lies at or above the threshold.

Sources: Cox (1980), Suppression methodology and statistical disclosure control, Journal of the
American Statistical Association 75, on complementary suppression; Fischetti and Salazar (2001),
Solving the cell suppression problem on tabular data with linear constraints, Management Science
47, on intervals as the measure of protection; Dobra and Fienberg (2000), Bounds for cell entries
in contingency tables, PNAS 97, on the bounds in closed form that a linear program would find for
one total; Hundepool and others (2012), Statistical Disclosure Control, sections 4.3 and 4.4.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd


class Answered(NamedTuple):
    """Respondents of each group who answered an item, and the fewest that a number rests on."""

    base: pd.Series
    fewest: pd.Series


def leaves_few(whole: float, part: float, threshold: int) -> bool:
    """Whether those of a whole who are not in a part of it are some, but under the threshold."""
    return 0 < whole - part < threshold


def limits(
    bases: pd.Series, hidden: Collection[str], ceilings: pd.Series, pool: float = math.inf
) -> pd.DataFrame:
    """Least and greatest possible base of each hidden group: columns `low` and `high`.

    `bases` are unweighted respondents by group; what is known is their sum over the hidden
    groups, and of each its ceiling, or, where that is NaN, one ceiling for all such together.
    """
    chosen = bases.index.isin(list(hidden))
    base, most = bases[chosen], ceilings.reindex(bases.index)[chosen].to_numpy(float)
    total, pooled = base.sum(), np.isnan(most)
    own = np.where(pooled, 0.0, most)
    # What the others can take: their own ceilings, and the pool where one of them is in it.
    beside = np.where(pooled.sum() > pooled, pool, 0.0)
    low = np.maximum(0.0, total - (own.sum() - own) - beside)
    high = np.minimum(np.where(pooled, pool, most), total)
    return pd.DataFrame({"low": low, "high": high}, index=base.index)


def is_recovered(low: float, high: float, threshold: float) -> bool:
    """Whether an interval tells of a group under the threshold.

    It does where it is shorter than the threshold and not all at or above it; that nobody is
    there, which is known at 0 and 0, tells of nobody.
    """
    return high > 0 and low < threshold and high - low < threshold


def exposed(
    bases: pd.Series,
    hidden: Collection[str],
    threshold: int,
    ceilings: pd.Series,
    pool: float = math.inf,
) -> set[str]:
    """Hidden groups that can be worked out."""
    found = limits(bases, hidden, ceilings, pool)
    return {name for name, low, high in found.itertuples() if is_recovered(low, high, threshold)}


def hide(
    bases: pd.Series,
    small: Collection[str],
    threshold: int,
    ceilings: pd.Series | None = None,
    pool: float = math.inf,
) -> set[str]:
    """Groups to hide: the small ones, and the next smallest until none can be worked out.

    All groups where even that is not enough. `ceilings` and `pool` are those of `limits`.
    """
    if ceilings is None:
        ceilings = pd.Series(math.nan, index=bases.index)
    hidden = set(small)
    shown = sorted((base, name) for name, base in bases.items() if name not in hidden)
    for _, name in shown:
        if not exposed(bases, hidden, threshold, ceilings, pool):
            break
        hidden.add(name)
    return hidden


def settle(
    respondents: pd.Series,
    items: Mapping[str, Answered],
    threshold: int,
    always: Collection[str] = (),
    published: pd.Series | None = None,
) -> dict[str | None, set[str]]:
    """Groups to hide in a survey as a whole, under None, and item by item.

    How many took part in a group is published where the group is shown, and how many of them
    answered an item is never far from it. So a group of which an item would have to be hidden,
    and could be worked out from that, is not shown at all. `published` has the respondents that
    are told of each group where these are not `respondents`, NaN where none are.
    """
    never = set(always)
    while True:
        small = never | set(respondents.index[respondents < threshold])
        found: dict[str | None, set[str]] = {None: hide(respondents, small, threshold)}
        told = respondents.mask(respondents.index.isin(list(found[None])))
        most = told if published is None else published
        pool = respondents.sum() - told.sum() if published is None else math.inf
        again = set(never)
        for name, item in items.items():
            few = found[None] | set(item.fewest.index[item.fewest < threshold])
            found[name] = set(few)
            for base in (item.base, item.fewest):
                found[name] = hide(base, found[name], threshold, most, pool)
            for base in (item.base, item.fewest):
                # Where hiding the item elsewhere does not help, those with too few have to go.
                # Of fewer than the threshold in all nothing is published, so nothing is found.
                if base.sum() >= threshold and exposed(base, found[name], threshold, most, pool):
                    again |= exposed(base, few, threshold, most, pool) - found[None]
        if again == never:
            return found
        never = again
