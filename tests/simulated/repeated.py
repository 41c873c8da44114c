"""Repeated: the same respondents twice, and both groups at both times."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers import double_difference, linked
from helpers.weighting import post_stratify
from simulated.draws import both_filled, draw_cells, draw_scores
from simulated.outcomes import BOX, COVERAGE, LEVEL, MEANS, Outcome, slope_outcome, tested
from simulated.populations import HIGHER, LINKED, LOWER, SCORES, Double, Linked, mixture


def linked_trial(random: np.random.Generator, setting: Linked) -> Iterator[Outcome]:
    """Tests and intervals of the change of the same respondents."""
    n = setting.base
    first = draw_scores(random, np.tile(mixture(setting.lift), (n, 1)))
    anew = draw_scores(random, np.tile(mixture(setting.lift + setting.effect), (n, 1)))
    second = np.where(random.random(n) < setting.repeat, first, anew)
    table = linked_table(setting)
    change = ((SCORES - SCORES[:, None]) * table).sum()
    gain = table[:3, 3:].sum() - table[3:, :3].sum()
    yes = [(values >= 4).astype(float) for values in (first, second)]
    moved = {"paired t-test": (change, (first, second)), f"paired t-test, {BOX}": (gain, yes)}
    for name, (truth, ends) in moved.items():
        yield slope_outcome(name, setting.effect, truth, lambda e=ends: linked.paired_t(*e))
    if not setting.effect:
        yield from linked_tests(first, second, yes)
    truths = {"better": np.triu(table, 1).sum(), "same": np.trace(table)}
    truths["worse"] = 1 - sum(truths.values())
    for row in linked.distance_travelled(first, second, LEVEL).itertuples():
        name = f"distance travelled, {row.response}"
        yield Outcome(name, COVERAGE, low=row.low, high=row.high, truth=truths[row.response])


def linked_tests(first, second, yes) -> Iterator[Outcome]:
    """Tests of linked respondents that come without an interval."""
    yield tested("signed rank", lambda: linked.signed_rank(first, second))
    yield tested("signed rank, corrected", lambda: linked.signed_rank(first, second, True))
    yield tested("McNemar", lambda: linked.mcnemar(*yes))
    yield tested("McNemar, corrected", lambda: linked.mcnemar(*yes, True))
    yield tested("McNemar, exact", lambda: linked.mcnemar_exact(*yes))
    yield tested("Stuart-Maxwell", lambda: linked.stuart_maxwell(first, second))


def linked_table(setting: Linked = LINKED["linked"]) -> np.ndarray:
    """Chance of each first (rows) and second score, 5 by 5."""
    before, anew = mixture(setting.lift), mixture(setting.lift + setting.effect)
    return setting.repeat * np.diag(before) + (1 - setting.repeat) * np.outer(before, anew)


# --- both groups at both times ----


def double_trial(random: np.random.Generator, setting: Double) -> Iterator[Outcome]:
    """Difference in differences of independent samples, and of linked respondents."""
    gap = np.array(HIGHER) - np.array(LOWER)
    true = {MEANS: setting.effect * (gap @ SCORES), BOX: setting.effect * gap[3:].sum()}
    y, labels, weights = double_samples(random, setting)
    for name, values in ((MEANS, y), (BOX, (y >= 4).astype(float))):

        def run(values=values):
            return double_difference.independent_difference(values, *labels, weights)

        yield slope_outcome(f"difference in differences, {name}", setting.effect, true[name], run)
    first, second, group = double_linked(random, setting)
    for name in (MEANS, BOX):
        ends = (first, second) if name == MEANS else (first >= 4, second >= 4)

        def run(ends=ends):
            return double_difference.linked_difference(*ends, group, np.ones(len(group)))

        truth, name = (1 - setting.repeat) * true[name], f"the same, linked, {name}"
        yield slope_outcome(name, setting.effect, truth, run)


def double_samples(random: np.random.Generator, setting: Double):
    """Scores, (group, time) and weights; the programme's baseline is post-stratified."""
    filled = both_filled(random, setting.before, setting.after, setting.bases[2:])
    cells = [draw_cells(random, setting.after, n) for n in setting.bases[:2]] + list(filled)
    y = []
    for number, found in enumerate(cells):
        group, after = divmod(number, 2)
        moved = setting.programme * group + setting.time * after + setting.effect * group * after
        y.append(draw_scores(random, mixture(np.array(setting.lift)[found] + moved)))
    weights = [np.ones(n) for n in setting.bases]
    weights[2] = post_stratify(pd.Series(cells[2]), pd.Series(cells[3])).to_numpy()
    group, after = np.divmod(np.repeat(range(4), setting.bases), 2)
    return np.concatenate(y), (group, after), np.concatenate(weights)


def double_linked(random: np.random.Generator, setting: Double):
    """First and second scores of linked respondents of both groups, and their group."""
    group = np.repeat([0, 1], setting.linked)
    lift = 0.4 + setting.programme * group
    first = draw_scores(random, mixture(lift))
    anew = draw_scores(random, mixture(lift + setting.time + setting.effect * group))
    return first, np.where(random.random(len(group)) < setting.repeat, first, anew), group
