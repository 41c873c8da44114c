"""The attack: what a linear program makes of everything published about those who are hidden.

The unknowns are, of one item in one survey, how many of each group gave each answer. Groups are
the areas (the attacker takes it that everybody named one) and the other phases. Every row that
is published is a constraint on sums of them, and so is how many took part. A relaxation: it lets
the unknowns be fractions, but the counts in shown rows are whole numbers before it starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from published_rows import Published, Row
from scipy.optimize import linprog
from scipy.sparse import coo_array

EVERYBODY, OTHER_PHASE = "(everybody)", "(another phase)"
UNBOUNDED = 3  # as scipy.optimize.linprog says it
SCORES = {
    "5 Very much": 5, "4": 4, "3": 3, "2": 2, "1 Not at all": 1,
    "Very useful": 4, "Fairly useful": 3, "Not very useful": 2, "Not at all useful": 1,
    "A lot more": 5, "A little more": 4, "About the same": 3, "A little less": 2, "A lot less": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Narrowed:
    """A hidden number: of which group and answer ("" for a base), its interval, what it needs."""

    where: tuple
    group: str
    answer: str
    low: float
    high: float
    needed: float

    @property
    def recovered(self) -> bool:
        """Whether the interval is shorter than it has to be."""
        return self.high - self.low < self.needed - 1e-6


class Program:
    """Linear constraints on named unknowns of at least 0, and how small or large a sum can be."""

    def __init__(self):
        self.names: dict[tuple, int] = {}
        self.terms: list[tuple[int, int, float]] = []
        self.most: list[float] = []

    def at_most(self, terms: dict[tuple, float], most: float) -> None:
        """The weighted sum of the unknowns is at most so much."""
        row = len(self.most)
        if most == np.inf:
            return
        for name, factor in terms.items():
            self.terms.append((row, self.names.setdefault(name, len(self.names)), factor))
        self.most.append(most)

    def between(self, terms: dict[tuple, float], low: float, high: float) -> None:
        """The weighted sum lies between two numbers."""
        self.at_most(terms, high)
        self.at_most({name: -factor for name, factor in terms.items()}, -low)

    def limits(self, terms: dict[tuple, float]) -> tuple[float, float]:
        """The least and the greatest that a weighted sum can be."""
        return self._extreme(terms, 1), -self._extreme(terms, -1)

    def _extreme(self, terms: dict[tuple, float], sign: int) -> float:
        if not hasattr(self, "_matrix"):
            rows, columns, factors = (np.array(part) for part in zip(*self.terms, strict=True))
            shape = len(self.most), len(self.names)
            self._matrix = coo_array((factors, (rows, columns)), shape=shape).tocsr()
        goal = np.zeros(len(self.names))
        for name, factor in terms.items():
            goal[self.names[name]] = sign * factor
        found = linprog(goal, self._matrix, self.most, method="highs")
        if found.status == UNBOUNDED:
            return -np.inf
        assert found.status == 0, f"what is published contradicts itself: {found.message}"
        return found.fun


class Attack:
    """One item of one survey, as everybody can read about it on all pages together."""

    def __init__(self, published: Published, where: tuple, rows: list[Row], threshold: int):
        self.published, self.where, self.rows = published, where, rows
        self.threshold = threshold
        wave, survey, _ = where
        self.areas = sorted(published.areas.get(wave, ())) if survey in ("end", "baseline") else []
        known = {answer for row in rows for answer in row.shares if "+" not in answer}
        self.together = {answer: _parts(answer, known) for row in rows for answer in row.shares}
        self.answers = sorted({part for parts in self.together.values() for part in parts})
        self.program = Program()
        self._respondents()
        for row in rows:
            self._row(row)

    @property
    def primary(self) -> list[str]:
        return self.areas or [EVERYBODY]

    def members(self, row: Row) -> list[str]:
        """Groups that a row is about."""
        return self._of(row.phase, row.who, row.area)

    def _of(self, phase: str, who: str, area: str) -> list[str]:
        if who == "others":
            return [group for group in self.primary if group != area]
        if who:
            return [who]
        return self.primary if phase == "primary" else [*self.primary, OTHER_PHASE]

    def _respondents(self) -> None:
        """Who took part, by group; an answer is theirs, and each of them gives one or none."""
        several = any(row.several for row in self.rows)
        for group in [*self.primary, OTHER_PHASE]:
            base, took_part = ("base", group), ("respondents", group)
            self.program.at_most({base: 1, took_part: -1}, 0)
            given = {(group, answer): 1 for answer in self.answers}
            if several:
                for name in given:
                    self.program.at_most({name: 1, base: -1}, 0)
            else:
                self.program.at_most(given | {base: -1}, 0)
                if any(row.complete for row in self.rows):
                    self.program.at_most(dict.fromkeys(given, -1) | {base: 1}, 0)
        for (wave, survey, phase, who, area), number in self.published.respondents.items():
            if (wave, survey) == self.where[:2] and (not who or self.areas):
                terms = {("respondents", g): 1 for g in self._of(phase, who, area)}
                self.program.between(terms, number, number)

    def _row(self, row: Row) -> None:
        groups = self.members(row)
        if row.base is None:
            return
        base = {("base", group): 1 for group in groups}
        # Those who answered both surveys are some of those who answered this one.
        self.program.between(base, row.base, np.inf if row.linked else row.base)
        for answer in row.shares:
            terms = {(g, part): 1 for g in groups for part in self.together[answer]}
            if row.weighted:
                continue  # what weights leave of a count depends on who has which
            low, high = row.counts(answer)
            self.program.between(terms, low, np.inf if row.linked else high)
        if row.mean is not None and not row.linked and not row.weighted:
            self._mean(row, groups)

    def _mean(self, row: Row, groups: list[str]) -> None:
        scored = [answer for answer in self.answers if answer in SCORES]
        if set(row.shares) & set(SCORES) != set(scored) or not scored:
            return
        rated = sum(row.shares[answer][0] for answer in scored)
        mean = sum(SCORES[answer] * row.shares[answer][0] for answer in scored) / rated
        if abs(mean - row.mean) < 0.1:  # else the item is scored the other way round
            for sign in (1, -1):
                terms = {
                    (g, a): sign * (SCORES[a] - row.mean) - 0.05 for g in groups for a in scored
                }
                self.program.at_most(terms, 0)

    def narrowed(self) -> Iterator[Narrowed]:
        """Every number of this item that is nowhere shown, with what is known of it.

        Of groups that nothing tells apart only the first: the program is the same for each.
        """
        shown = {row.who for row in self.rows if row.shares}
        hidden = [group for group in self.primary if group not in shown] if self.areas else []
        told = {who for (wave, survey, _, who, _) in self.published.respondents
                if (wave, survey) == self.where[:2]}  # fmt: skip
        by_area = any(row.who for row in self.rows)  # else no edition speaks of the item
        known = [group for group in hidden if group in told and by_area]
        alike = [group for group in hidden if group not in told]
        for group in [*known, *alike[:1]]:
            yield from self._of_group(group, hidden, group in told)
        if any(row.shares and row.phase == "all" for row in self.rows):
            yield from self._of_group(OTHER_PHASE, [*self.primary, OTHER_PHASE], True)

    def _of_group(self, group: str, pool: list[str], told: bool) -> Iterator[Narrowed]:
        """How many took part, where that is not told; how many answered; and each answer.

        An answer is no better known than by the pool: the groups of which only the sum is.
        """
        took_part = self.program.limits({("respondents", group): 1})
        if not told:
            yield Narrowed(self.where, group, "took part", *took_part, self.threshold)
        base = self.program.limits({("base", group): 1})
        if took_part[1] == 0 or base[1] == 0 or base[0] >= self.threshold:
            return  # nobody is there, or enough are
        least = self.threshold if group != OTHER_PHASE else min(self.threshold, took_part[1])
        yield Narrowed(self.where, group, "answered", *base, least)
        for answer in self.answers:
            together = self.program.limits({(member, answer): 1 for member in pool})[1]
            found = self.program.limits({(group, answer): 1})
            yield Narrowed(self.where, group, answer, *found, min(least, base[1], together))


def _parts(answer: str, known: set[str]) -> list[str]:
    """Answers that a share counts together: of several scales those that the item has."""
    choices = [choice.split("+") for choice in answer.split(" and ")] if "+" in answer else []
    return next((parts for parts in choices if known >= set(parts)), (choices or [[answer]])[0])


def attacks(published: Published, threshold: int) -> Iterator[Attack]:
    """An attack on each item of each survey of each wave."""
    by_item: dict[tuple, list[Row]] = {}
    for row in published.rows:
        by_item.setdefault((row.wave, row.survey, row.item), []).append(row)
    for where, rows in by_item.items():
        yield Attack(published, where, rows, threshold)


def recovered(published: Published, threshold: int) -> list[Narrowed]:
    """Hidden numbers that are narrowed to within the threshold."""
    return [
        found
        for attack in attacks(published, threshold)
        for found in attack.narrowed()
        if found.recovered
    ]
