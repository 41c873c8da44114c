"""Percentages against whole counts: GRIM for shares (after Brown and Heathers, 2017)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from helpers.auditing.claims import PERCENTAGE, Claim, Claims
from helpers.auditing.findings import Checked, Finding, how_rounded, runs
from helpers.auditing.rounding_rules import Interval, shown


def counts_of(share: Interval, base: int) -> range:
    """Whole counts, none to several, whose share of the base, in per cent, lies there."""
    part = Fraction(base, 100)
    ends = [end * part if math.isfinite(end) else end for end in (share.low, share.high)]
    inside = Interval(max(ends[0], 0), min(ends[1], base), True, True)
    found = [k for k in _edges(inside.whole_numbers()) if Fraction(100 * k, base) in share]
    return range(found[0], found[-1] + 1) if found else range(0)


def _edges(counts: range) -> list[int]:
    """The first and last two of consecutive counts; only the outermost can fall off."""
    return sorted({*counts[:2], *counts[-2:]})


def bases_of(share: Interval, count: int) -> range:
    """Bases, none to several, of which that count is a share (in per cent) that lies there."""
    if count <= 0 or share.low <= 0:
        return range(0)
    first = max(math.floor(Fraction(100 * count) / share.high) - 1, count)
    last = math.ceil(Fraction(100 * count) / share.low) + 1
    found = [n for n in range(first, last + 1) if Fraction(100 * count, n) in share]
    return range(found[0], found[-1] + 1) if found else range(0)


def against_counts(claims: Claims) -> Iterator[Checked]:
    """Each percentage that stands with its count and base against their quotient."""
    for claim in claims.all:
        count, base = claim.whole("count"), claim.whole("base")
        if claim.kind == PERCENTAGE and claim.values and None not in (count, base):
            yield claim, _against_count(claim, count, base)


def _against_count(claim: Claim, count: int, base: int) -> Finding | None:
    if count > base:
        return Finding("part", (claim,), f"{count:,} is more than its base, {base:,}")
    if claim.weighted:
        return None
    exact = Fraction(100 * count, base)
    kind = how_rounded(exact, claim)
    if kind is None:
        return None
    decimals = claim.number.decimals
    divided = f"{count:,} of {base:,} is {shown(exact, decimals + 2)}%"
    rounded = f"which rounds to {shown(exact, decimals)}%"
    return Finding(kind, (claim,), f"{divided}, {rounded}", what_fits(claim, count, base))


def what_fits(claim: Claim, count: int, base: int) -> str:
    """Counts of the base, and bases of the count, that would give the percentage."""
    said = []
    counts, bases = counts_of(claim.values, base), bases_of(claim.values, count)
    if counts:
        said.append(f"{runs(counts)} of {base:,}")
    if bases:
        said.append(f"{count:,} of {runs(bases)}")
    return f"{claim.said} would be {', or '.join(said)}" if said else ""


def within_hundred(claims: Claims) -> Iterator[Checked]:
    """Each percentage of a base against 0 and 100."""
    for claim in claims.all:
        if claim.kind != PERCENTAGE or claim.values is None:
            continue
        told = None
        if claim.values.is_below(Interval(Fraction(0), math.inf)):
            told = Finding("part", (claim,), "a share cannot be less than 0%")
        elif Interval(-math.inf, Fraction(100)).is_below(claim.values):
            told = Finding("part", (claim,), "a share cannot be more than 100%")
        yield claim, told
