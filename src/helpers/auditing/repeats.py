"""The same said again: with another value, in words, or out of its order."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from helpers.auditing.claims import COUNT, FRACTION, ORDER, Claim, Claims
from helpers.auditing.findings import Checked, Finding, surely_more
from helpers.auditing.rounding_rules import Interval, shown


def against_one_another(claims: Claims) -> Iterator[Checked]:
    """Each quantity that is said more than once: its values against one another.

    Where a claim has an assumption it is held only against what it names itself.
    """
    for group in _said_alike(claims):
        checkable = [claim for claim in group if claim.date or (claim.values and claim.number)]
        if len(checkable) > 1:
            yield checkable[0], _two_values(checkable)


def _said_alike(claims: Claims) -> list[list[Claim]]:
    """Claims that say the same, by way of `same_as`, in the order of the file."""
    links = [
        (claim, name)
        for claim in claims.all
        if claim.kind != FRACTION
        for name in claim.ids("same_as")
    ]
    leader = {claim.id: claim.id for claim in claims.all}

    def led(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for claim, name in links:
        if not claim["assumption"]:
            leader[led(claim.id)] = led(name)
    alike: dict[str, list[Claim]] = {}
    for claim in claims.all:
        alike.setdefault(led(claim.id), []).append(claim)
    pairs = [[claims[name], claim] for claim, name in links if claim["assumption"]]
    return [group for group in alike.values() if len(group) > 1] + pairs


def _two_values(group: list[Claim]) -> Finding | None:
    clash = [(a, b) for a in group for b in group if a.row < b.row and _differ(a, b)]
    if not clash:
        return None
    involved = sorted({claim for pair in clash for claim in pair}, key=lambda claim: claim.row)
    return Finding("two values", tuple(involved), _by_value(involved), "one value in all places")


def _differ(a: Claim, b: Claim) -> bool:
    if a.date and b.date:
        return a.date.differs(b.date)
    return surely_more(a, b) or surely_more(b, a)


def _by_value(claims: list[Claim]) -> str:
    places: dict[str, list[str]] = {}
    for claim in claims:
        worked_out = ", worked out" if claim.derived else ""
        places.setdefault(claim.said, []).append(f"{_line(claim)}{worked_out}")
    return ", but ".join(f"{value} ({'; '.join(where)})" for value, where in places.items())


def _line(claim: Claim) -> str:
    return f"line {claim['line']}" if claim["line"] else f"row {claim.row}"


def _placed(claim: Claim) -> str:
    return f"{claim.said} ({_line(claim)})"


def words_against_figures(claims: Claims) -> Iterator[Checked]:
    """Each fraction in words against its figure: is it within habit?"""
    for claim in claims.all:
        if claim.kind != FRACTION or claim.words is None:
            continue
        (figure,) = claims.linked(claim, "same_as")
        share = share_of(figure)
        if share is None:
            continue
        exact = f"{shown(100 * claim.words.value)}%"
        told = f"{claim['value']} is {exact}, and the figure is {figure.said}"
        fits = claim.words.within_habit(share)
        yield claim, None if fits else Finding("words", (claim, figure), told)


def share_of(figure: Claim) -> Interval | None:
    """A figure as a share, from 0 to 1, or as a multiple; None where it has no value."""
    if figure.values is None:
        return None
    if figure.per_cent:
        return figure.values.times(Fraction(1, 100))
    if figure.kind == COUNT:
        base = figure.whole("base")
        return figure.values.times(Fraction(1, base)) if base else None
    return figure.values


def in_order(claims: Claims) -> Iterator[Checked]:
    """Each order against the numbers or dates that it names."""
    for claim in claims.all:
        if claim.kind == ORDER:
            parts = claims.linked(claim, "parts")
            falls = [(a, b) for a, b in pairwise(parts) if _falls(a, b)]
            told = ", ".join(f"{_placed(b)} comes after {_placed(a)}" for a, b in falls)
            involved = tuple(dict.fromkeys(end for pair in falls for end in pair))
            yield claim, Finding("order", (claim, *involved), told) if falls else None


def _falls(a: Claim, b: Claim) -> bool:
    if a.date and b.date:
        return a.date.is_after(b.date)
    return surely_more(a, b)
