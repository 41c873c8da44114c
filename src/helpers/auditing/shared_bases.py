"""Bases that could be meant: those of which whole counts give every percentage of a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.auditing.claims import PERCENTAGE, TOTAL, Claim, Claims
from helpers.auditing.findings import Checked, Finding, runs
from helpers.auditing.percentages import bases_of, counts_of

# How far from a single base those are looked for that would fit in its place.
AROUND = 10


@dataclass(frozen=True)
class Search:
    """Percentages of the same respondents, and the bases from `low` to `high` tried for them."""

    name: str
    claims: tuple[Claim, ...]
    low: int
    high: int

    @cached_property
    def fits(self) -> list[int]:
        """Bases at which whole counts give all of the percentages together."""
        return [base for base in range(self.low, self.high + 1) if possible(self.claims, base)]

    @property
    def nominal_fits(self) -> bool:
        """Whether the largest base, that of all who were asked, is among them."""
        return possible(self.claims, self.high)


def possible(group: tuple[Claim, ...], base: int) -> bool:
    """Whether whole counts of a base give every percentage, the parts adding up to their wholes.

    Exact where no claim is a part of two wholes; else a necessary condition.
    """
    found: dict[str, range] = {}
    members = {claim.id: claim for claim in group}
    for claim in _parts_first(members):
        counts = counts_of(claim.values, base)
        if claim["count"]:
            counts = _within(counts, claim.whole("count"), claim.whole("count"))
        parts = [found[name] for name in claim.ids("parts") if name in found]
        if parts and len(parts) == len(claim.ids("parts")):
            counts = _within(counts, sum(p.start for p in parts), sum(p.stop - 1 for p in parts))
        if not counts:
            return False
        found[claim.id] = counts
    return all(
        found[claim.id].start < found[name].stop
        for claim in group
        for name in claim.ids("whole")
        if name in found
    )


def _within(counts: range, least: int, most: int) -> range:
    return range(max(counts.start, least), min(counts.stop, most + 1))


def _parts_first(members: dict[str, Claim]) -> list[Claim]:
    order: dict[str, Claim] = {}

    def add(claim: Claim) -> None:
        for name in claim.ids("parts"):
            if name in members and name not in order:
                add(members[name])
        order[claim.id] = claim

    for claim in members.values():
        if claim.id not in order:
            add(claim)
    return list(order.values())


def searches(claims: Claims) -> list[Search]:
    """Every group of unweighted percentages, or single one, with the bases to be tried."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims.all:
        if claim.kind in (PERCENTAGE, TOTAL) and _can_be_tried(claim):
            grouped.setdefault(claim["group"] or claim.id, []).append(claim)
    found = []
    for name, members in grouped.items():
        if any(claim.kind == PERCENTAGE for claim in members):
            base = members[0].whole("base")
            high = base or members[0].whole("base_high")
            low = base or members[0].whole("base_low") or 1
            found.append(Search(name, tuple(members), low, high))
    return found


def _can_be_tried(claim: Claim) -> bool:
    known = claim["base"] or claim["base_high"]
    return bool(known and not claim.weighted and claim.values and claim.number.exact)


def against_bases(claims: Claims, contradicted: set[str]) -> Iterator[Checked]:
    """Each group against its bases, but those with a claim that is contradicted already."""
    for search in searches(claims):
        if contradicted & {claim.id for claim in search.claims}:
            continue
        first, many = search.claims[0], len(search.claims) > 1
        # One percentage with its count is divided out elsewhere.
        if not many and first["count"]:
            continue
        yield first, None if search.fits else _no_base(search)


def _no_base(search: Search) -> Finding:
    many = len(search.claims) > 1
    if search.low != search.high:
        what = "all of these together" if many else "it"
        told = f"no base from {search.low:,} to {search.high:,} gives {what} in whole respondents"
        return Finding("no base", search.claims, told)
    base = search.high
    near = range(max(base - AROUND, 1), base + AROUND + 1)
    fits = [n for n in near if possible(search.claims, n)]
    said = f"bases near it that would: {runs(fits)}" if fits else ""
    what = "gives all of these together" if many else f"is printed as {search.claims[0].said}"
    kind = "no base" if many else "no count"
    told = f"no whole {'counts' if many else 'count'} of {base:,} {what.replace('gives', 'give')}"
    return Finding(kind, search.claims, told, said)


def without_base(claims: Claims) -> list[tuple[Claim, range]]:
    """Each percentage with its count but no base, and the bases that would give it."""
    return [
        (claim, bases_of(claim.values, claim.whole("count")))
        for claim in claims.all
        if claim.kind == PERCENTAGE and claim["count"] and claim.values and not claim.weighted
        and not (claim["base"] or claim["base_high"])
    ]  # fmt: skip
