"""Sums of parts against their wholes, and parts that are more than their whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import reduce

from helpers.auditing.claims import COUNT, Claim, Claims
from helpers.auditing.findings import Checked, Finding, between, sign, surely_more, written
from helpers.auditing.rounding_rules import Interval, shown


def against_parts(claims: Claims) -> Iterator[Checked]:
    """Each whole against the sum of its parts, as far as rounding allows."""
    for claim in claims.all:
        parts = claims.linked(claim, "parts") if claim.number else []
        if parts and claim.values and all(part.values for part in parts):
            yield claim, _against_parts(claim, parts)


def _against_parts(claim: Claim, parts: list[Claim]) -> Finding | None:
    added = reduce(Interval.__add__, (part.values for part in parts))
    if added.meets(claim.values):
        return None
    mark, decimals = sign(claim), claim.number.decimals
    # With numbers that stand for one value each there is a sum; else there are its limits.
    total = sum(part.number.low for part in parts)
    told = f"{' + '.join(map(written, parts))} = {shown(total, decimals)}{mark}"
    told += f", against {claim.said}"
    fits = f"with these parts: {between(added, decimals + 1, mark)}"
    larger = [part for part in parts if surely_more(part, claim)]
    if larger:
        said = " and ".join(part.said for part in larger)
        told += f"; {said} alone is more than {claim.said}"
    else:
        points = " percentage points" if mark else ""
        gap = shown(abs(total - claim.number.low), decimals) + points
        told += f": the parts give {gap} {'more' if total > claim.number.low else 'less'}"
    return Finding("part" if larger else "sum", (claim, *parts), told, fits)


def against_wholes(claims: Claims) -> Iterator[Checked]:
    """Each claim against the wholes that it is one part of."""
    for claim in claims.all:
        for whole in claims.linked(claim, "whole"):
            if claim.values and whole.values:
                told = f"{claim.said} is more than {whole.said}, of which it is a part"
                too_large = surely_more(claim, whole)
                yield claim, Finding("part", (claim, whole), told) if too_large else None


def against_bases(claims: Claims) -> Iterator[Checked]:
    """Each count that stands with its base against that."""
    for claim in claims.all:
        base = claim.whole("base")
        if claim.kind == COUNT and base is not None and claim.values:
            told = f"{claim.said} is more than its base, {base:,}"
            too_large = Interval(Fraction(0), Fraction(base)).is_below(claim.values)
            yield claim, Finding("part", (claim,), told) if too_large else None
