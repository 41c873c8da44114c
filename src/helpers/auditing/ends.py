"""Changes and ratios against their two ends, as far as rounding allows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from helpers.auditing.claims import CHANGE, RATIO, Claim, Claims
from helpers.auditing.findings import Checked, Finding, between, how_rounded, runs, sign, written
from helpers.auditing.rounding_rules import Interval, shown


def against_ends(claims: Claims) -> Iterator[Checked]:
    """Each change and ratio against what its ends give."""
    for claim in claims.all:
        first, last = claims.linked(claim, "from"), claims.linked(claim, "to")
        if claim.kind not in (CHANGE, RATIO) or not first or not last:
            continue
        if not all(end.values for end in (*first, *last)):
            continue
        divided = claim.kind == RATIO or claim.per_cent
        # There is no ratio to nothing or to less.
        if not (divided and (_sum(first).low <= 0 or _sum(last).low < 0)):
            yield claim, _against_ends(claim, first, last)


def _sum(ends: list[Claim]) -> Interval:
    return reduce(Interval.__add__, (end.values for end in ends))


def _against_ends(claim: Claim, first: list[Claim], last: list[Claim]) -> Finding | None:
    given = _given(claim, _sum(first), _sum(last))
    if claim.words and not claim.number:
        fits = claim.words.within_habit(given)
    else:
        fits = claim.values is None or given.meets(claim.values)
    if fits:
        return None
    kind = claim.kind
    if claim.number and given.low == given.high:
        kind = how_rounded(given.low, claim)
    told = _arithmetic(claim, first, last, given)
    return Finding(kind, (claim, *last, *first), told, _fits(claim, _sum(first)))


def _given(claim: Claim, first: Interval, last: Interval) -> Interval:
    """What the ends give: a difference, a ratio, or either in per cent."""
    if claim.kind == CHANGE and not claim.per_cent:
        return last - first
    if claim.kind == CHANGE:
        whole = Fraction(100)
        return last.over(first).times(100) - Interval(whole, whole)
    return last.over(first).times(100 if claim.per_cent else 1)


def _fits(claim: Claim, first: Interval) -> str:
    """What a ratio's end would have to be, where the other one is a whole number."""
    exact = claim.number and claim.number.exact and first.low == first.high
    if claim.kind != RATIO or not exact:
        return ""
    base = Fraction(first.low) / (100 if claim.per_cent else 1)
    ends = [end * base for end in (claim.values.low, claim.values.high)]
    needed = Interval(*ends, claim.values.low_in, claim.values.high_in).whole_numbers()
    said = f"{needed[0]:,} to {needed[-1]:,}" if len(needed) > 2 else runs(needed)
    return f"{claim.said} would be {said or 'no whole number'} divided by {shown(first.low)}"


def _arithmetic(claim: Claim, first: list[Claim], last: list[Claim], given: Interval) -> str:
    ends = [" + ".join(map(written, ends)) for ends in (last, first)]
    ends = [f"({text})" if "+" in text else text for text in ends]
    way = "less" if claim.kind == CHANGE and not claim.per_cent else "divided by"
    decimals = (claim.number.decimals if claim.number else 0) + 2
    mark = sign(claim)
    told = f"{ends[0]} {way} {ends[1]} is {between(given, decimals, mark)}"
    if claim.number and given.low == given.high:
        told += f", which rounds to {shown(given.low, decimals - 2)}{mark}"
    return f"{told}, against {claim.said}"
