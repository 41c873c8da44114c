"""Fills: other answers to what print leaves open, and what the tests then say.

Print fixes how many gave some responses together, such as the top two; within such a set,
and in what is left beside all sets, any split gives the same numbers in print.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from helpers.annex.alternatives import result_row
from helpers.comparisons import COLUMNS, ordinal_test
from helpers.items import Item, Settings
from helpers.printing import half_up
from helpers.profiles import profile, profile_groups
from helpers.reconstruction.plan import Plan
from helpers.regression import Slope
from helpers.samples import Sample

SHIPPED, BEST, WORST = "as shipped", "best", "worst"
ENDS = (BEST, WORST)


def open_sets(item: Item, printed: list[frozenset[str]]) -> list[list[str]]:
    """Responses that no printed set tells apart, set by set, those of one response left out.

    Don't know and prefer not to say are responses here.
    """
    sets: dict[tuple[bool, ...], list[str]] = {}
    for key in (*item.scale.responses, *item.special):
        sets.setdefault(tuple(key in one for one in printed), []).append(key)
    return [keys for keys in sets.values() if len(keys) > 1 and set(keys) & set(item.scores)]


def printed_sets(plan: Plan, item: Item, survey: str) -> list[frozenset[str]]:
    """Sets of responses whose share in a survey, or change, is in print, of any phase."""
    rows = plan.printed[plan.printed["item"] == item.name]
    rows = rows[
        (rows["statistic"] == "share") & (rows["survey"] == survey)
        | (rows["statistic"] == "change")
    ]
    return [frozenset(text.split("+")) for text in rows["response"].unique()]


def filled(sample: Sample, item: Item, open_to: list[list[str]], end: str) -> Sample:
    """The sample with every answer of an open set at the set's best, or worst, rating."""
    choose = max if end == BEST else min
    moved = {}
    for keys in open_to:
        target = choose((key for key in keys if key in item.scores), key=item.scores.get)
        moved |= dict.fromkeys(keys, target)
    answers = sample.answers.assign(**{item.name: sample.answers[item.name].replace(moved)})
    return replace(sample, answers=answers)


def fills_of(sample: Sample, item: Item, plan: Plan) -> dict[str, Sample]:
    """The sample as shipped, and at both ends, where that gives back a printed mean too."""
    open_to = open_sets(item, printed_sets(plan, item, sample.survey))
    mean = plan.mean(item, sample.survey, sample.group)
    found = {SHIPPED: sample}
    for end in ENDS:
        one = filled(sample, item, open_to, end)
        if mean is None or half_up(_mean(one, item), 1) == mean:
            found[end] = one
    return found


def _mean(sample: Sample, item: Item) -> float:
    scores = sample.answers[item.name].map(item.scores).astype(float).to_numpy()
    kept = ~np.isnan(scores)
    return float(np.average(scores[kept], weights=sample.weights.to_numpy()[kept]))


def fill_rows(
    sample: Sample,
    against: Sample,
    item: Item,
    plan: Plan,
    beside: pd.Series,
    settings: Settings,
    covariates: list[Item] | None = None,
) -> pd.DataFrame:
    """The ordinal test that `beside` holds, as shipped and for the fills at the two ends.

    Columns `here` and `there` name the fills. The ends of one sample are set against the
    opposite ends of the other and against the other as shipped; with `covariates` their
    profile is held equal.
    """
    rows, others = [], fills_of(against, item, plan)
    for here, one in fills_of(sample, item, plan).items():
        for there, other in others.items():
            # Both at the same end lies between the others.
            if here != there or here == SHIPPED:
                run = _run(one, other, item, covariates)
                row = result_row(beside, beside["test"], run, settings)
                rows.append(row | {"here": here, "there": there})
    return pd.DataFrame(rows, columns=[*COLUMNS, "here", "there"])


def _run(sample: Sample, against: Sample, item: Item, covariates: list[Item] | None):
    def run() -> Slope:
        if covariates is None:
            return ordinal_test(sample, against, item)
        groups = profile_groups(sample, against, item, covariates)
        ranks = groups.midranks(groups.scores(item.name, item.scores))
        return groups.slope(ranks, profile(groups, covariates))

    return run
