"""Means of whole numbers, with their deviations: the checks known as GRIM and GRIMMER.

GRIM is of Brown and Heathers (2017), GRIMMER of Anaya (2016) and Allard (2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from helpers.auditing.claims import MEAN, Claim, Claims
from helpers.auditing.findings import Checked, Finding, runs, shown
from helpers.auditing.printed_numbers import read_number
from helpers.auditing.rounding_rules import Interval, values_of

# Above this many steps of working out, a deviation is held against the parity of squares only.
STEPS = 3_000_000


def sums_of(mean: Interval, base: int, low: int | None = None, high: int | None = None) -> range:
    """Sums of `base` whole numbers (from `low` to `high`, where given) whose mean lies there."""
    found = mean.times(base).whole_numbers()
    first = found.start if low is None else max(found.start, low * base)
    last = found.stop if high is None else min(found.stop, high * base + 1)
    return range(first, last)


def squares_possible(
    total: int, squares: range, base: int, low: int | None, high: int | None
) -> bool:
    """Whether `base` whole numbers have this sum and a sum of squares in the range.

    With both ends of the scale known and the base moderate it is worked out exactly;
    else by parity (a number and its square are both odd or both even) and the least sum.
    """
    if None not in (low, high) and (base * (high - low + 1)) ** 2 * base <= STEPS:
        shift = total - low * base
        # Of y = x - low: the sum of x squared is that of y squared + 2 low y + low squared.
        moved = 2 * low * shift + low * low * base
        attainable = _squares(base, high - low).get(shift, 0)
        return any(s >= moved and attainable >> (s - moved) & 1 for s in squares)
    mean, more = divmod(total, base)
    least = (base - more) * mean**2 + more * (mean + 1) ** 2
    return any(s >= least and (s - total) % 2 == 0 for s in squares)


def _squares(base: int, highest: int) -> dict[int, int]:
    """For each sum of `base` numbers from 0 to `highest`, sums of squares as bits of a number."""
    found = {0: 1}
    for _ in range(base):
        longer: dict[int, int] = {}
        for total, squares in found.items():
            for value in range(highest + 1):
                longer[total + value] = longer.get(total + value, 0) | squares << value**2
        found = longer
    return found


def deviation_possible(claim: Claim, base: int) -> bool:
    """Whether whole numbers of that base have the claim's mean and standard deviation.

    A deviation divided by n - 1 or by n is allowed.
    """
    mean, items, low, high = _as_whole(claim)
    deviation = values_of(read_number(claim["sd"])).times(items)
    for total in sums_of(mean, base, low, high):
        for divisor in {base, base - 1} - {0}:
            allowed = _squares_within(deviation, total, base, divisor)
            if squares_possible(total, allowed, base, low, high):
                return True
    return False


def _squares_within(deviation: Interval, total: int, base: int, divisor: int) -> range:
    """Sums of squares that give a deviation in the interval."""
    middle = Fraction(total * total, base)
    low = max(deviation.low, Fraction(0))
    ends = [end**2 * divisor + middle for end in (low, deviation.high)]
    low_in = deviation.low_in or deviation.low < 0
    return Interval(*ends, low_in, deviation.high_in).whole_numbers()


def _as_whole(claim: Claim) -> tuple[Interval, int, int | None, int | None]:
    """The mean as one of whole numbers: a mean of k items is a k-th of their sum."""
    items = claim.whole("items") or 1
    texts = claim["scale_low"], claim["scale_high"]
    ends = [int(text) * items if text else None for text in texts]
    return claim.values.times(items), items, *ends


def mean_possible(claim: Claim, base: int) -> bool:
    """Whether whole numbers of that base have the claim's mean."""
    mean, _, low, high = _as_whole(claim)
    return len(sums_of(mean, base, low, high)) > 0


def against_bases(claims: Claims) -> Iterator[Checked]:
    """Each unweighted mean of whole numbers against its base, or the bases it could have."""
    for claim in claims.all:
        if claim.kind != MEAN or claim.weighted or not (claim.values and claim.number.exact):
            continue
        base, high = claim.whole("base"), claim.whole("base_high")
        if base:
            yield claim, _against_base(claim, base)
        elif high:
            tried = range(claim.whole("base_low") or 1, high + 1)
            fits = next((n for n in chain([high], tried) if mean_possible(claim, n)), None)
            told = f"no base from {tried.start:,} to {high:,} gives this mean"
            yield claim, None if fits else Finding("no mean", (claim,), told)


def _against_base(claim: Claim, base: int) -> Finding | None:
    if not mean_possible(claim, base):
        return Finding("no mean", (claim,), _neighbours(claim, base), _bases_near(claim, base))
    if claim["sd"] and not deviation_possible(claim, base):
        both = f"the mean {claim.said} and the deviation {claim['sd']}"
        told = f"no {base:,} whole numbers have {both}"
        return Finding("no deviation", (claim,), told)
    return None


def _neighbours(claim: Claim, base: int) -> str:
    mean, items, low, high = _as_whole(claim)
    if low is not None and mean.high < low or high is not None and mean.low > high:
        ends = f"{claim['scale_low'] or 'any'} to {claim['scale_high'] or 'any'}"
        return f"the mean {claim.said} lies outside of the scale, {ends}"
    below = math.floor(mean.low * base)
    parts, decimals = base * items, claim.number.decimals
    said = [
        f"{total:,} over {parts:,} is {shown(Fraction(total, parts), decimals + 2)}"
        for total in (below, below + 1)
    ]
    return f"{said[0]} and {said[1]}, and nothing lies between them"


def _bases_near(claim: Claim, base: int) -> str:
    near = [n for n in range(max(base - 10, 1), base + 11) if mean_possible(claim, n)]
    return f"bases near it that would give the mean: {runs(near)}" if near else ""
