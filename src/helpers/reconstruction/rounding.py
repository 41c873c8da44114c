"""Rounding arithmetic: the whole counts and the bases that give back printed percentages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Counts = dict[frozenset[str], int]


@dataclass(frozen=True)
class Printed:
    """A percentage in print: the share of one response, or of several together."""

    responses: frozenset[str]
    percent: int


def percent(count: int, base: int) -> int:
    """Whole percentage that `count` of `base` is printed as (a half is rounded up)."""
    return (200 * count + base) // (2 * base)


def counts_of(printed: int, base: int) -> range:
    """Counts, none to several, that are printed as that percentage of the base."""
    first = -((base - 2 * base * printed) // 200)
    last = -((base - 2 * base * (printed + 1)) // 200) - 1
    return range(max(first, 0), min(last, base) + 1)


def solutions(printed: Iterable[Printed], base: int) -> Iterator[Counts]:
    """Every way to give each printed set of responses a count so that all print as they do.

    The sets must lie within one another or apart. A set that is printed with two
    different percentages meets one by its own rounded share and the other by the sum of
    its rounded parts, as reports do that add up in one chapter what they round in another.
    """
    wanted: dict[frozenset[str], set[int]] = {}
    for entry in sorted(printed, key=lambda p: (len(p.responses), sorted(p.responses))):
        wanted.setdefault(entry.responses, set()).add(entry.percent)
    yield from _extend({}, list(wanted.items()), base)


def _extend(found: Counts, wanted: list, base: int) -> Iterator[Counts]:
    if not wanted:
        if sum(found[outer] for outer in outermost(found)) <= base:
            yield found
        return
    (responses, percents), *others = wanted
    parts = outermost(part for part in found if part < responses)
    least = sum(found[part] for part in parts)
    whole = frozenset().union(*parts) == responses
    for count in sorted({c for p in percents for c in counts_of(p, base)}):
        if count < least or (whole and count != least):
            continue
        added_up = sum(percent(found[part], base) for part in parts) if whole else None
        if percents <= {percent(count, base), added_up}:
            yield from _extend({**found, responses: count}, others, base)


def outermost(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Those sets that lie in no other of them."""
    sets = list(sets)
    return [s for s in sets if not any(s < other for other in sets)]


def closest(printed: list[Printed], base: int) -> Counts | None:
    """The solution whose shares lie nearest to the printed percentages, or None."""

    def distance(found: Counts) -> tuple[float, list[int]]:
        off = sum((100 * found[p.responses] / base - p.percent) ** 2 for p in printed)
        return round(off, 9), list(found.values())

    return min(solutions(printed, base), key=distance, default=None)


def bases(printed: list[Printed], nominal: int) -> Iterator[int]:
    """Bases from the nominal one downwards at which all printed percentages can be met."""
    for base in range(nominal, 0, -1):
        if next(solutions(printed, base), None) is not None:
            yield base
