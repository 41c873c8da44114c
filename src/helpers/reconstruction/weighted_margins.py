"""Margins of a weighted survey: counts by group whose weighted shares are the printed ones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from helpers.reconstruction.margins import Fill, NoSuchCounts, shared_out
from helpers.reconstruction.rounding import outermost


@dataclass(frozen=True)
class Window:
    """A weighted share (per cent) of some responses that must be at least low, under high."""

    responses: frozenset[str]
    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    def holds(self, share: float) -> bool:
        return self.low + 0.02 <= share <= self.high - 0.02


def weighted_counts(
    sizes: dict[str, int],
    weights: dict[str, float],
    windows: list[Window],
    fill: Fill,
    tilt: dict[tuple[str, str], float],
) -> dict[str, dict[str, int]]:
    """Count of each response in each group, so that weighted shares fall in their windows.

    `sizes` and `weights` are those of the groups (such as year groups); `tilt[group,
    response]` makes a response likelier in a group. Raises NoSuchCounts where the search
    ends with a share outside.
    """
    target = _target(windows, fill)
    table = _rounded(_raked(sizes, weights, target, tilt), sizes)
    search = _Search(np.array([weights[g] for g in sizes]), list(target), target, windows)
    table = search.descend(table)
    outside = [w for w in windows if not w.holds(search.share(table, w.responses))]
    if outside:
        missed = ", ".join(f"{'+'.join(sorted(w.responses))} near {w.middle:g}%" for w in outside)
        raise NoSuchCounts(f"no weighted shares found for {missed}")
    rows = [dict(zip(target, map(int, row), strict=True)) for row in table]
    return dict(zip(sizes, rows, strict=True))


def mean_of(
    counts: dict[str, dict[str, int]], weights: dict[str, float], scores: dict[str, float]
) -> float:
    """Weighted mean score over groups to one decimal, of those with an opinion."""
    pairs = [
        (weights[group] * count, scores[key])
        for group, row in counts.items()
        for key, count in row.items()
        if key in scores
    ]
    mean = sum(w * score for w, score in pairs) / sum(w for w, _ in pairs)
    return math.floor(10 * mean + 0.5) / 10


def _target(windows: list[Window], fill: Fill) -> dict[str, float]:
    """Share (per cent) of each response: windows' middles, remainders by the fill."""
    found = {w.responses: w.middle for w in windows}
    nodes = {**found, frozenset(fill).union(*found): 100.0}
    target = dict.fromkeys(fill, 0.0)
    for responses, share in nodes.items():
        parts = outermost(part for part in nodes if part < responses)
        rest = sorted(responses - frozenset().union(*parts))
        open_to = {r: fill.get(r, 0) for r in rest} if len(rest) > 1 else dict.fromkeys(rest, 1)
        left = share - sum(nodes[part] for part in parts)
        for response, proportion in open_to.items():
            target[response] = left * proportion / sum(open_to.values())
    return target


def _raked(sizes: dict, weights: dict, target: dict, tilt: dict) -> np.ndarray:
    """Group by response table with the sizes as rows and the weighted target as columns."""
    rows, w = np.array(list(sizes.values()), float), np.array([weights[g] for g in sizes])
    columns = np.array(list(target.values())) / 100 * (w @ rows)
    table = np.array([[math.exp(tilt.get((g, r), 0.0)) for r in target] for g in sizes]) * columns
    for _ in range(200):
        table *= (rows / table.sum(axis=1))[:, None]
        table *= np.divide(columns, w @ table, out=np.zeros_like(columns), where=columns > 0)
    return table * (rows / table.sum(axis=1))[:, None]


def _rounded(table: np.ndarray, sizes: dict[str, int]) -> np.ndarray:
    rows = [
        shared_out(n, dict(enumerate(row))) for n, row in zip(sizes.values(), table, strict=True)
    ]
    return np.array([list(row.values()) for row in rows])


class _Search:
    """Moves single respondents between responses until the weighted shares are nearest."""

    def __init__(
        self, weights: np.ndarray, responses: list[str], target: dict, windows: list[Window]
    ):
        self.weights, self.responses, self.windows = weights, responses, windows
        self.target = np.array([target[r] for r in responses])
        self.members = np.array([[r in w.responses for r in responses] for w in windows], float)
        self.middles = np.array([w.middle for w in windows])
        self.widths = np.array([w.high - w.low for w in windows]) / 2

    def share(self, table: np.ndarray, responses: Iterable[str]) -> float:
        shares = self._shares(table)
        return float(sum(shares[self.responses.index(r)] for r in responses))

    def _shares(self, table: np.ndarray) -> np.ndarray:
        weighted = self.weights @ table
        return 100 * weighted / weighted.sum()

    def _badness(self, shares: np.ndarray) -> float:
        off = (self.members @ shares - self.middles) / self.widths
        return float((off**4).sum() + 0.02 * ((shares - self.target) ** 2).sum())

    def descend(self, table: np.ndarray) -> np.ndarray:
        """Best table that single moves, and pairs of opposite moves, lead to."""
        while True:
            shares, total = self._shares(table), self.weights @ table.sum(axis=1)
            now, best = self._badness(shares), None
            for move in self._moves(table):
                changed = shares.copy()
                for group, out, into in move:
                    changed[out] -= 100 * self.weights[group] / total
                    changed[into] += 100 * self.weights[group] / total
                badness = self._badness(changed)
                if badness < now - 1e-9:
                    now, best = badness, move
            if best is None:
                return table
            for group, out, into in best:
                table[group, out] -= 1
                table[group, into] += 1

    def _moves(self, table: np.ndarray) -> Iterable[list[tuple[int, int, int]]]:
        groups, pairs = range(len(table)), list(permutations(range(table.shape[1]), 2))
        for out, into in pairs:
            for group in groups:
                if table[group, out]:
                    yield [(group, out, into)]
                    for other in groups:
                        if other != group and table[other, into]:
                            yield [(group, out, into), (other, into, out)]
