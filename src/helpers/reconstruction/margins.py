"""Margins: how many respondents gave each answer, from printed shares and a stated fill.

A fill says in which proportion a remainder that was not printed falls to the responses
that it may belong to.
"""

from __future__ import annotations

import math

from helpers.reconstruction.rounding import Counts, Printed, bases, closest, counts_of, outermost

Fill = dict[str, float]


class NoSuchCounts(Exception):
    """No whole counts give back what is printed; the text says where."""


def counts_from_print(
    printed: list[Printed],
    nominal: int,
    fill: Fill,
    scores: dict[str, float] | None = None,
    mean: float | None = None,
) -> dict[str, int]:
    """Count of each response at the largest base that meets all that is printed.

    The base is at most `nominal`; those missing from it gave `no_answer`. A printed mean
    (one decimal, over the responses that have a score) is met too.
    Raises NoSuchCounts where no base does it.
    """
    for base in bases(printed, nominal):
        counts = fill_up(closest(printed, base), base, fill)
        if mean is None or _mean(counts, scores) == mean:
            missing = {"no_answer": nominal - base} if base < nominal else {}
            return counts | missing
    shares = ", ".join(f"{'+'.join(sorted(p.responses))} {p.percent}%" for p in printed)
    raise NoSuchCounts(f"no base up to {nominal} meets {shares}")


def responses_from_print(printed: list[Printed], base: int) -> dict[str, int]:
    """Respondents who gave each response of a multiple response, from its printed share.

    Raises NoSuchCounts where a share is no count of the base.
    """
    found = {}
    for entry in printed:
        (response,) = entry.responses
        if not counts_of(entry.percent, base):
            raise NoSuchCounts(f"{entry.percent}% of {base} is no whole count ({response})")
        found[response] = closest([entry], base)[entry.responses]
    return found


def fill_up(found: Counts, base: int, fill: Fill) -> dict[str, int]:
    """Count of each response: printed sets as found, each remainder spread by the fill."""
    everything = frozenset(fill).union(*found)
    if found.get(everything, base) != base:
        raise NoSuchCounts(f"the fill gives {base - found[everything]} of {base} nowhere to go")
    nodes, counts = {**found, everything: base}, {}
    for responses, count in nodes.items():
        parts = outermost(part for part in nodes if part < responses)
        left = count - sum(nodes[part] for part in parts)
        rest = sorted(responses - frozenset().union(*parts))
        open_to = {r: fill.get(r, 0) for r in rest} if len(rest) > 1 else dict.fromkeys(rest, 1)
        if left and not sum(open_to.values()):
            raise NoSuchCounts(f"the fill gives {left} of {sorted(responses)} nowhere to go")
        counts |= shared_out(left, open_to)
    return counts


def shared_out(total: int, proportions: Fill) -> dict[str, int]:
    """Whole numbers that add up to `total`, in these proportions (largest remainders)."""
    whole = sum(proportions.values())
    if not whole:
        return dict.fromkeys(proportions, 0)
    exact = {key: total * value / whole for key, value in proportions.items()}
    counts = {key: math.floor(value + 1e-9) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: round(counts[key] - exact[key], 9))
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return counts


def _mean(counts: dict[str, int], scores: dict[str, float]) -> float:
    base = sum(counts.get(key, 0) for key in scores)
    return math.floor(10 * sum(counts.get(k, 0) * s for k, s in scores.items()) / base + 0.5) / 10
